#include "client/views/suggestions.hpp"

#include <algorithm>

#include "client/sync/anchors.hpp"
#include "client/ui/text_splice.hpp"
#include "client/views/feedback_beside.hpp"
#include "client/views/fields.hpp"
#include "client/views/host.hpp"
#include "client/views/reading_text.hpp"
#include "client/views/record_parts.hpp"
#include "shared/document/word_diff.hpp"

namespace assent::views {

namespace {

constexpr std::size_t beside_characters = 60;  // of the text, shown on either side of a suggestion

/// An open suggestion and where it stands, in bytes of the text.
struct Placed
{
    const Suggestion* suggestion;
    std::size_t begin{}, end{};
    bool stands{};  ///< the words it is about are there
};

bool is_open_for(const Suggestion& one, ElementId element)
{
    return one.state == SuggestionState::open && (!element || one.element == element);
}

bool has_open(const ViewContext& context, ElementId element)
{
    const auto& all = context.plan->suggestions;
    return std::any_of(all.begin(), all.end(), [&](const Suggestion& one) { return is_open_for(one, element); });
}

std::string words_now(ViewContext& context, const sync::FieldRef& field, const std::string& shown)
{
    if (has_open(context, field.element)) context.host.core().open_text(field);  // to know its places
    const auto* live = context.host.core().texts().words(field);
    return live ? *live : shown;
}

/// In the order of the text.
std::vector<Placed> placed_in(ViewContext& context, const sync::FieldRef& field, const std::string& now)
{
    std::vector<Placed> found;
    std::vector<sync::TiedWords> tied;
    for (const auto& one : context.plan->suggestions) {
        if (!is_open_for(one, field.element)) continue;
        found.push_back({&one});
        tied.push_back({one.was, one.start, one.end});
    }
    const auto places = sync::places_of(context.host.core().texts(), field, now, tied);
    for (std::size_t i = 0; i < found.size(); ++i) {
        found[i].begin = places[i].begin;
        found[i].end = places[i].end;
        found[i].stands = places[i].state == sync::WordsPlace::State::same;
    }
    std::stable_sort(found.begin(), found.end(), [](const Placed& a, const Placed& b) { return a.begin < b.begin; });
    return found;
}

void put_change(std::vector<ui::Span>& spans, const Suggestion& one)
{
    if (!one.was.empty()) spans.push_back({one.was, ui::Span::Kind::deleted});
    if (!one.words.empty()) spans.push_back({one.words, ui::Span::Kind::inserted});
}

/// The text with all suggestions that stand and do not cross another.
std::vector<ui::Span> marked_spans(const std::string& now, const std::vector<Placed>& all)
{
    std::vector<ui::Span> spans;
    std::size_t at = 0;
    for (const auto& placed : all) {
        if (!placed.stands || placed.begin < at) continue;
        if (placed.begin > at) spans.push_back({now.substr(at, placed.begin - at)});
        put_change(spans, *placed.suggestion);
        at = placed.end;
    }
    if (at < now.size()) spans.push_back({now.substr(at)});
    return spans;
}

// ---- new suggestions -------------------------------------------------------------------------------------------------------

Form& suggest_form(ViewContext& context, const sync::FieldRef& field) { return context.form("suggest/" + field.text()); }

/// One for each place where `edited` differs from `base`, made over what the text says `now`.
std::vector<Suggestion> suggestions_between(ViewContext& context, const sync::FieldRef& field, const std::string& base,
                                            const std::string& edited, const std::string& now, const std::string& note)
{
    std::vector<Suggestion> made;
    const auto& texts = context.host.core().texts();
    const auto others = ui::splices_between(base, now);
    const auto suggest = [&](const ui::TextEdit& edit) {
        const auto begin = ui::byte_of_scalar(now, edit.position);
        const auto end = ui::byte_of_scalar(now, edit.position + edit.removed);
        Suggestion one;
        one.id = context.new_id<SuggestionId>();
        one.element = field.element;
        one.field = TextField::text;
        one.was = now.substr(begin, end - begin);
        one.words = edit.inserted;
        one.note = note;
        if (one.was == one.words) return;
        const auto at = static_cast<std::uint32_t>(edit.position);
        const auto behind = static_cast<std::uint32_t>(edit.position + edit.removed);
        one.end = texts.point_at(field, behind, text::Anchor::Side::after);
        one.start = edit.removed ? texts.point_at(field, at) : one.end;
        made.push_back(std::move(one));
    };
    ui::TextEdit place;
    std::size_t at = 0;
    const auto ended = [&] {
        if (ui::empty_splice(place)) return;
        // Those of one place follow each other; each is said of the text as it is, without the ones before it.
        std::ptrdiff_t shift = 0;
        for (auto edit : ui::transform_over(place, others)) {
            const auto grown = static_cast<std::ptrdiff_t>(ui::scalar_count(edit.inserted)) - static_cast<std::ptrdiff_t>(edit.removed);
            edit.position = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(edit.position) - shift);
            shift += grown;
            suggest(edit);
        }
    };
    for (const auto& run : compare_words(base, edited)) {
        const auto count = ui::scalar_count(run.text);
        if (run.kind == RunKind::same) {
            ended();
            at += count;
            place = {at, 0, {}};
        } else if (run.kind == RunKind::removed) {
            place.removed += count;
            at += count;
        } else {
            place.inserted += run.text;
        }
    }
    ended();
    return made;
}

void suggest_dialog(ViewContext& context, const sync::FieldRef& field, const std::string& now, const std::string& title)
{
    Form& form = suggest_form(context, field);
    const std::string words = form["text"];
    if (context.accepted(form)) {
        ui::toast("Suggested.", ui::Tone::green);
        if (const auto* kept = context.copy.kept_words(field); kept && kept->words == words) context.dismiss(kept->key);
    }
    ui::dialog("Suggest changes", form.open, {.width = 720, .description = context.keep("To " + title + ". Write how it should read; each place you change is a suggestion of its own.")}, [&] {
        ui::text_area("Text with your changes", form["text"],
                      {.error = form.error_of("text"), .language = "en-GB", .length_max = EditLimits::long_text_bytes_max / 2, .rows = 8, .marks = true});
        ui::text_area("Note", form["note"], {.help = "Why, if it helps to decide.", .language = "en-GB", .length_max = 1'000, .rows = 2});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) {
                form.open = false;
                if (form["text"] == form["base"] && form["note"].empty()) form.clear();
            }
            if (ui::primary_button("Suggest", form.waiting_reason())) {
                form.forget_errors();
                context.host.core().open_text(field);
                auto made = suggestions_between(context, field, form["base"], form["text"], now, trimmed(form["note"]));
                if (made.empty()) return form.fail("text", "Change some words first.");
                context.submit(form, MakeSuggestions{field.plan, std::move(made)});
            }
        });
    });
}

// ---- those that are open ---------------------------------------------------------------------------------------------------

void one_suggestion(ViewContext& context, Form& settling, const Placed& placed, const std::string& now)
{
    const Suggestion& one = *placed.suggestion;
    const auto name = context.name_of(one.author);
    ui::row([&] {
        ui::avatar(name, 20);
        ui::text(context.name_or_you(one.author), {.weight = ui::Weight::medium});
        ui::small(local_text(one.made_at));
    });
    std::vector<ui::Span> spans;
    if (placed.stands) {
        const std::string before = now.substr(0, placed.begin);
        const auto from = before.size() > beside_characters ? before.find_first_of(" \n", before.size() - beside_characters) : 0;
        if (!before.empty() && from != std::string::npos) spans.push_back({(from ? "…" : "") + before.substr(from)});
        put_change(spans, one);
        if (placed.end < now.size()) spans.push_back({shortened(now.substr(placed.end), beside_characters)});
    } else {
        put_change(spans, one);
    }
    ui::rich_text("words", spans, ui::TextSize::interface);
    if (!one.note.empty()) ui::secondary("“" + one.note + "”");
    if (!placed.stands) ui::small("The words it is about have changed since.", ui::Tone::amber);
    const std::string what = one.words.empty() ? " leaving out “" + shortened(one.was, 40) + "”" : " “" + shortened(one.words, 40) + "”";
    const auto button = [&](const char* label, std::string_view why) {
        return ui::button(label, {.disabled_reason = why.empty() ? settling.waiting_reason() : why, .name = context.keep(label + what), .small = true});
    };
    ui::row([&] {
        const PlanId plan = context.plan->id;
        if (why_not_edit(context).empty()) {
            if (button("Accept", placed.stands ? "" : "The words it is about have changed. Reject it, or make another."))
                context.submit(settling, SettleSuggestions{plan, {one.id}, true});
            if (button("Reject", "")) context.submit(settling, SettleSuggestions{plan, {one.id}, false});
        }
        if (one.author == context.me.id && button("Withdraw", "")) context.submit(settling, WithdrawSuggestion{plan, one.id});
    });
}

void open_suggestions(ViewContext& context, const sync::FieldRef& field, const std::string& now, const std::string& title)
{
    Form& settling = context.form("settle/" + field.text());
    if (context.accepted(settling)) ui::announce("Done.");
    const auto all = placed_in(context, field, now);
    if (all.empty()) return form_error(settling);
    ui::group(context.keep("Suggestions for " + title), [&] {
        ui::stack(8, [&] {
            ui::text(counted(all.size(), "suggestion", "suggestions"), {.weight = ui::Weight::medium});
            ui::list("suggestions", {.ruled = true, .gap = 8}, [&] {
                for (const auto& placed : all)
                    ui::list_item(placed.suggestion->id.text(), [&] { ui::stack(6, [&] { one_suggestion(context, settling, placed, now); }); });
            });
            form_error(settling);
            if (all.size() < 2 || !why_not_edit(context).empty()) return;
            const auto settle = [&](bool accepted) {
                std::vector<SuggestionId> ids;
                for (const auto& placed : all)
                    if ((placed.stands || !accepted) && ids.size() < SuggestionLimits::at_once_max) ids.push_back(placed.suggestion->id);
                context.submit(settling, SettleSuggestions{context.plan->id, std::move(ids), accepted});
            };
            const bool any = std::any_of(all.begin(), all.end(), [](const Placed& placed) { return placed.stands; });
            ui::row([&] {
                const auto waiting = settling.waiting_reason();
                if (ui::button("Accept all", {.disabled_reason = any ? waiting : "The words they are about have changed.", .small = true})) settle(true);
                if (ui::button("Reject all", {.disabled_reason = waiting, .small = true})) settle(false);
            });
        });
    });
}

}  // namespace

std::string_view why_not_suggest(const ViewContext& context)
{
    const auto why = why_not_edit(context);
    return why.empty() ? why : context.why_not(Activity::log_feedback);
}

void open_suggest_form(ViewContext& context, const sync::FieldRef& field, const std::string& now, const std::string& words)
{
    Form& form = suggest_form(context, field);
    form["base"] = now;
    form["text"] = words;
    form.open = true;
}

ReadingMode reading_modes(ViewContext& context, const sync::FieldRef& field, ReadingMode otherwise)
{
    struct Choice
    {
        ReadingMode mode;
        const char* value;
        const char* label;
    };
    static constexpr Choice choices[] = {{ReadingMode::clean, "clean", "Clean"}, {ReadingMode::marked, "marked", "Marked up"}, {ReadingMode::original, "original", "Original"}};
    if (!has_open(context, field.element)) return ReadingMode::original;
    ReadingMode mode = otherwise;
    for (const auto& choice : choices)
        if (context.query("reading") == choice.value) mode = choice.mode;
    ui::group("How to read suggestions", [&] {
        ui::row([&] {
            for (const auto& choice : choices)
                if (ui::button(choice.label, {.small = true, .pressed = choice.mode == mode})) context.set_query("reading", choice.value);
        });
    });
    return mode;
}

void read_long_text(ViewContext& context, const sync::FieldRef& field, const std::string& shown, ReadingMode mode)
{
    if (mode == ReadingMode::original || !has_open(context, field.element)) return reading_text(field.field, with_marked_words(context, field, shown));
    const std::string now = words_now(context, field, shown);
    const auto spans = marked_spans(now, placed_in(context, field, now));
    if (mode == ReadingMode::marked) return ui::rich_text(field.field, spans);
    std::string clean;
    for (const auto& span : spans)
        if (span.kind != ui::Span::Kind::deleted) clean += span.text;
    reading_text(field.field, clean);
}

void beside_long_text(ViewContext& context, const sync::FieldRef& field, const std::string& shown)
{
    const ui::Scope scope("beside");
    const std::string now = words_now(context, field, shown);
    const std::string title = title_of(*context.content, field.element);
    auto& who = context.look("who/" + field.text());
    ui::row([&] {
        if (ui::button("Who wrote this", {.kind = ui::ButtonKind::quiet, .name = context.keep("Who wrote this: " + title), .small = true, .pressed = !who.empty()}))
            who = who.empty() ? "yes" : "";
        if (why_not_suggest(context).empty() &&
            ui::button("Suggest changes", {.kind = ui::ButtonKind::quiet, .name = context.keep("Suggest changes to " + title), .small = true, .opens_dialog = true})) {
            Form& form = suggest_form(context, field);
            if (form["text"] == form["base"]) open_suggest_form(context, field, now, now);
            form.open = true;  // what was written before is kept
        }
    });
    if (!who.empty()) show_authors(context, field);
    feedback_on_words(context, field, shown);
    open_suggestions(context, field, now, title);
    suggest_dialog(context, field, now, title);
}

}  // namespace assent::views
