// A long text of a plan, in which any number of people write at once: typing goes as it is typed, the others' carets and
// fresh words are shown, and words that found no place in it are kept beside it until their writer has decided.
#include <algorithm>

#include "client/ui/text_splice.hpp"
#include "client/views/fields.hpp"
#include "client/views/host.hpp"
#include "client/views/suggestions.hpp"

namespace assent::views {

namespace {

std::vector<text::Splice> as_splices(const std::vector<ui::TextEdit>& edits)
{
    std::vector<text::Splice> splices;
    for (const auto& edit : edits)
        splices.push_back({static_cast<std::uint32_t>(edit.position), static_cast<std::uint32_t>(edit.removed), edit.inserted});
    return splices;
}

ui::Others others_in(ViewContext& context, const sync::FieldRef& field)
{
    ui::Others others;
    const auto& texts = context.host.core().texts();
    const auto called = [&](PersonId person) { return person == context.copy.person ? std::string("You, elsewhere") : context.name_of(person); };
    for (const auto& entry : context.copy.others_at(field)) {
        const auto caret = texts.position_of(field, entry.caret);
        const auto end = texts.position_of(field, entry.other_end);
        if (caret) others.carets.push_back({called(entry.person), *caret, end.value_or(*caret)});
    }
    for (const auto& fresh : texts.fresh(field)) others.fresh.push_back({called(fresh.person), fresh.position, fresh.count});
    return others;
}

/// "Owen Tate and Meera Shah are writing here."
std::string who_is_here(const ViewContext& context, const sync::FieldRef& field)
{
    std::vector<std::string> names;
    for (const auto& entry : context.copy.others_at(field)) {
        auto name = entry.person == context.copy.person ? std::string("You, in another tab,") : context.name_of(entry.person);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    if (names.empty()) return {};
    std::string line;
    for (std::size_t i = 0; i < names.size(); ++i) line += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return line + (names.size() == 1 ? " is here as well." : " are here as well.");
}

/// Where others changed the same words while this person was away: both, and what became of them.
void since_left(ViewContext& context, const sync::FieldRef& field, const std::string& now)
{
    const auto found = context.copy.since_left.find(field);
    if (found == context.copy.since_left.end()) return;
    const auto since = found->second;
    std::string people;
    for (const auto& person : since.people) people += (people.empty() ? "" : ", ") + context.name_of(person);
    ui::callout_box("since", ui::Tone::purple, [&] {
        ui::text("Since you left, " + (people.empty() ? std::string("somebody") : people) + " changed the same words",
                 {.weight = ui::Weight::medium, .tone = ui::Tone::purple});
        ui::text("Nothing is lost: the text above holds what both of you wrote. Look whether it still reads well.");
        ui::columns({.min_width = 220, .gap = 12}, {[&] { ui::field_value("You wrote", since.mine); }, [&] { ui::field_value("They wrote", since.theirs); }});
        ui::row([&] {
            bool done = ui::button("It reads well", {.small = true});
            if (ui::button("Use my words", {.small = true})) {
                write_instead(context, field, now, since.mine);
                done = true;
            }
            if (ui::button("Use their words", {.small = true})) {
                write_instead(context, field, now, since.theirs);
                done = true;
            }
            if (done) context.host.core().forget_since_left(field);
        });
    });
}

}  // namespace

void write_instead(ViewContext& context, const sync::FieldRef& field, const std::string& now, const std::string& words)
{
    context.host.write_text(field, as_splices(ui::splices_between(now, words)));
}

void kept_long_words(ViewContext& context, const sync::FieldRef& field, const std::string& now)
{
    const auto* kept = context.copy.kept_words(field);
    if (!kept) return;
    const auto words = *kept;  // acting on it takes it away
    const bool may_write = why_not_edit(context).empty();
    ui::callout_box("kept", ui::Tone::amber, [&] {
        ui::text("Your words are kept", {.weight = ui::Weight::medium, .tone = ui::Tone::amber});
        ui::text(words.reason);
        ui::field_value("You wrote", words.words.empty() ? "(nothing)" : words.words);
        ui::row([&] {
            if (may_write && ui::button("Use mine", {.small = true})) {
                context.dismiss(words.key);
                write_instead(context, field, now, words.words);
            }
            if (why_not_suggest(context).empty() && ui::button("Suggest it", {.small = true, .opens_dialog = true}))
                open_suggest_form(context, field, now, words.words);
            if (ui::button("Copy mine", {.small = true})) {
                ui::copy_to_clipboard(words.words);
                ui::announce("Your words are on the clipboard.");
            }
            if (ui::button("Discard mine", {.small = true})) context.dismiss(words.key);
        });
    });
}

void words_without_place(ViewContext& context)
{
    if (!context.content || !context.plan) return;
    for (const auto& kept : std::vector<sync::KeptWords>(context.copy.kept)) {
        if (kept.field.plan != context.plan->id || kept.field.field != sync::field_name(TextField::text)) continue;
        if (text_of(*context.content, kept.field.element, TextField::text)) continue;
        const ui::Scope scope(kept.field.text());
        kept_long_words(context, kept.field, {});
    }
}

void long_text(ViewContext& context, const sync::FieldRef& field, const std::string& shown, std::string_view label, const FieldLook& look)
{
    auto& host = context.host;
    auto& draft = host.fields()[field];
    draft.drawn = true;
    // It is opened when it is written in, here or by somebody whose caret is to be seen.
    if (draft.focused || !context.copy.others_at(field).empty()) host.core().open_text(field);
    const auto* live = host.core().texts().words(field);
    const std::string now = live ? *live : shown;

    std::string help(look.help);
    if (const auto here = who_is_here(context, field); !here.empty()) help = here;
    else if (context.copy.is_pending(field) && context.copy.connection != sync::Connection::live) help = "Kept on this device until there is a connection.";

    ui::FieldOptions options;
    options.label_hidden = look.label_hidden;
    options.help = help;
    options.placeholder = look.placeholder;
    options.rows = look.rows;
    options.width = look.width;
    options.language = "en-GB";
    options.length_max = EditLimits::long_text_bytes_max / 2;
    options.marks = true;
    auto others = others_in(context, field);
    others.about_words = [&](std::size_t position) { return who_wrote(context, field, now, position); };
    const auto result = ui::shared_text_area(label, now, options, others);
    if (!result.edits.empty()) host.write_text(field, as_splices(result.edits));
    for (int steps = result.undo; steps != 0; steps += steps < 0 ? 1 : -1) host.undo_text(field, steps < 0 ? -1 : 1);
    if (result.focused != draft.focused || (result.focused && result.moved)) {
        draft.focused = result.focused;
        if (draft.focused)
            host.edit_field(field, result.caret, result.other_end);
        else
            host.edit_field(std::nullopt);
    }
    since_left(context, field, now);
    kept_long_words(context, field, now);
}

}  // namespace assent::views
