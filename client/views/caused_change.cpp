// Feedback and the changes it led to, from both ends (REQUIREMENTS N4): an item is tied to one of the changes of its part,
// and a change answers the items about its part.
#include <algorithm>

#include "client/sync/anchors.hpp"
#include "client/views/feedback_item.hpp"
#include "client/views/host.hpp"
#include "client/views/plan_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

constexpr std::size_t beside_characters = 60;   // of unchanged text kept beside a change
constexpr std::size_t words_bytes_max = 8'000;  // kept of either side

// ---- the changes there are to choose from ----------------------------------------------------------------------------

/// Two neighbouring states of the plan, the newest first; a zero version is the draft now.
struct Pair
{
    VersionId from, to;
    std::string words;
};

std::vector<Pair> pairs_of(const Plan& plan)
{
    static constexpr std::size_t pairs_max = 9;
    std::vector<Pair> pairs;
    const auto& versions = plan.versions;
    if (plan.edited_since_version && !versions.empty()) pairs.push_back({versions.back().id, {}, "Since version " + versions.back().number});
    for (std::size_t i = versions.size(); i > 1 && pairs.size() < pairs_max; --i)
        pairs.push_back({versions[i - 2].id, versions[i - 1].id, "Between versions " + versions[i - 2].number + " and " + versions[i - 1].number});
    return pairs;
}

/// One side of a change with a few words around it, to be read by itself.
std::string side_of(const std::vector<TextRun>& runs, RunKind side)
{
    std::string words;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto& run = runs[i];
        if (run.kind == side) words += run.text;
        if (run.kind != RunKind::same) continue;
        const bool cut_front = i == 0, cut_end = i + 1 == runs.size();
        if (run.text.size() <= 2 * beside_characters) {
            words += run.text;
            continue;
        }
        if (!cut_front) words += shortened(run.text, beside_characters);
        if (cut_end) continue;
        auto at = run.text.find(' ', run.text.size() - beside_characters);
        if (at == std::string::npos) at = run.text.size();
        words += (cut_front ? "… " : " ") + run.text.substr(std::min(at + 1, run.text.size()));
    }
    return words.size() > words_bytes_max ? shortened(words, words_bytes_max / 4) : words;
}

/// Ties the change of a text to the words that are there now, if the text at hand is the one that was compared.
void anchor(ViewContext& context, CausedChange& change, const FieldChange& field)
{
    auto& core = context.host.core();
    const sync::FieldRef ref{context.plan->id, change.element, change.field};
    core.open_text(ref);
    const auto* now = core.texts().words(ref);
    if (!now || *now != field.after) return;
    std::uint32_t at = 0, first = UINT32_MAX, last = 0;
    for (const auto& run : field.runs) {
        if (run.kind != RunKind::same) first = std::min(first, at);
        if (run.kind != RunKind::removed)
            for (const char c : run.text) at += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        if (run.kind != RunKind::same) last = at;
    }
    if (first >= last) return;  // words were only taken out
    change.start = core.texts().point_at(ref, first, text::Anchor::Side::before);
    change.end = core.texts().point_at(ref, last, text::Anchor::Side::after);
    change.anchored = true;
}

/// The changes of one element, or of all, between two states.
std::vector<CausedChange> changes_between(ViewContext& context, const Comparison& comparison, const Pair& pair, ElementId element)
{
    static constexpr std::size_t changes_max = 60;
    std::vector<CausedChange> found;
    const auto* version = find_version(*context.plan, pair.to);
    // What was changed is in the plan as it stood right after this event.
    const auto sequence = version ? version->sequence : std::max(context.host.core().text_revision(context.plan->id), context.plan->revision);
    const auto add = [&](const ElementChange& part, const std::string& field, std::string was, std::string now) -> CausedChange& {
        CausedChange change;
        change.element = part.element;
        change.title = part.title;
        change.field = field;
        change.sequence = sequence;
        change.was = std::move(was);
        change.now = std::move(now);
        found.push_back(std::move(change));
        return found.back();
    };
    for (const auto& part : comparison.changes) {
        if ((element && part.element != element) || found.size() >= changes_max) continue;
        if (part.kind == ChangeKind::added) add(part, "", "", part.title);
        else if (part.kind == ChangeKind::removed) add(part, "", part.title, "");
        else if (part.element_kind == ElementKind::table) add(part, "", "", summary_of(part.table));
        else if (part.kind == ChangeKind::changed)
            for (const auto& field : part.fields) {
                auto& change = add(part, field_labelled(field.label), side_of(field.runs, RunKind::removed), side_of(field.runs, RunKind::added));
                if (!pair.to && change.field == sync::field_name(TextField::text)) anchor(context, change, field);
            }
    }
    return found;
}

std::string label_of(const CausedChange& change)
{
    const std::string where = change.title + (change.field.empty() || change.field == "text" ? "" : ", " + change.field);
    if (change.now.empty()) return where + ": taken out";
    if (change.was.empty()) return where + ": " + shortened(change.now, 90);
    return where + ": “" + shortened(change.was, 60) + "” → “" + shortened(change.now, 60) + "”";
}

/// In a form: one of the latest changes of a part, or of the whole plan. Nothing while none is chosen.
std::optional<CausedChange> choose_change(ViewContext& context, Form& form, ElementId element)
{
    const auto pairs = pairs_of(*context.plan);
    if (pairs.empty()) {
        ui::secondary("There is one version and nothing has changed since.");
        return std::nullopt;
    }
    std::vector<ui::Option> moments;
    for (std::size_t i = 0; i < pairs.size(); ++i) moments.push_back({std::to_string(i), pairs[i].words});
    form.propose("pair", "0");
    if (ui::select("When", moments, form["pair"])) form["change"].clear();
    const auto& pair = pairs[std::min<std::size_t>(pairs.size() - 1, form["pair"].empty() ? 0 : static_cast<std::size_t>(form["pair"][0] - '0'))];
    std::string failure;
    const auto* comparison = comparison_of(context, pair.from, pair.to, &failure);
    if (!failure.empty()) {
        ui::callout(Tone::red, failure);
        return std::nullopt;
    }
    if (!comparison) {
        ui::skeleton(3);
        return std::nullopt;
    }
    bool everywhere = !element || form["everywhere"] == "yes";
    if (element && ui::checkbox("Changes of other parts too", everywhere)) form["everywhere"] = everywhere ? "yes" : "";
    const auto changes = changes_between(context, *comparison, pair, everywhere ? ElementId{} : element);
    if (changes.empty()) {
        ui::secondary(everywhere ? "Nothing was changed then." : "Nothing of this part was changed then.");
        return std::nullopt;
    }
    std::vector<ui::Option> options;
    for (const auto& change : changes) options.push_back({change.element.text() + "/" + change.field, label_of(change)});
    if (changes.size() == 1) form["change"] = options.front().value;
    ui::radio_group("What was changed", options, form["change"], {.error = form.error_of("change")});
    for (std::size_t i = 0; i < changes.size(); ++i)
        if (options[i].value == form["change"]) return changes[i];
    return std::nullopt;
}

std::string what_changed(const CausedChange& change)
{
    return shortened(label_of(change), 300);
}

// ---- from the item ---------------------------------------------------------------------------------------------------

void link_dialog(ViewContext& context, const FeedbackItem& item, Form& form)
{
    ui::dialog("This was changed here", form.open, {.width = 640, .description = context.keep("The change of the plan that " + reference_of(item) + " led to.")}, [&] {
        auto change = choose_change(context, form, item.about.element);
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Tie it to the item", form.waiting_reason())) return;
            form.forget_errors();
            if (!change) return form.fail("change", "Choose what was changed.");
            change->id = context.new_id<ChangeId>();
            context.submit(form, LinkChange{context.plan->id, item.id, std::move(*change)});
        });
    });
}

// ---- from the change -------------------------------------------------------------------------------------------------

constexpr std::size_t answered_at_once_max = 20;

void submit_answers(ViewContext& context, Form& form, const CausedChange& change)
{
    form.forget_errors();
    const auto disposition = chosen(form["disposition"], Disposition::for_later);
    if (!disposition || *disposition == Disposition::unanswered) form.fail("disposition", "Choose what was decided about it.");
    need_words(form, "response", "Enter the response: what you did, and why.");
    std::vector<const FeedbackItem*> items;
    for (const auto& text : form.list("items"))
        if (const auto* item = find_feedback(*context.plan, FeedbackId::parse(text).value_or(FeedbackId{}))) items.push_back(item);
    if (items.empty() || items.size() > answered_at_once_max) form.fail("items", "Choose the items that it answers, 20 at most.");
    if (form.has_errors()) return;
    for (const auto* item : items) {
        CausedChange own = change;
        own.id = context.new_id<ChangeId>();
        context.submit(LinkChange{context.plan->id, item->id, std::move(own)});
    }
    // The form waits for the last answer; others that are refused are told of above the log.
    for (std::size_t i = 0; i < items.size(); ++i) {
        AnswerFeedback answer{context.plan->id, items[i]->id, *disposition, trimmed(form["response"]), what_changed(change)};
        if (i + 1 < items.size()) context.submit(std::move(answer));
        else context.submit(form, std::move(answer));
    }
}

std::vector<ui::Option> items_to_answer(const ViewContext& context, ElementId element)
{
    std::vector<ui::Option> options;
    for (const auto* item : feedback_about(*context.plan, element)) {
        if (!is_unanswered(*item) || options.size() >= answered_at_once_max) continue;
        options.push_back({item->id.text(), reference_of(*item) + " " + from_words(*item) + ": “" + shortened(item->verbatim, 70) + "”"});
    }
    return options;
}

Form& answer_form(ViewContext& context) { return context.form("answer-with/" + context.plan->id.text()); }

}  // namespace

void caused_change(ViewContext& context, const CausedChange& change)
{
    const ui::Scope scope(change.id.text());
    ui::stack(2, [&] {
        std::string where = change.title;
        if (!change.field.empty() && change.field != "text") where += ", " + change.field;
        ui::row([&] {
            const bool there = context.content && !title_of(*context.content, change.element).empty();
            if (there) ui::link(where, element_href(context, change.element));
            else ui::text(where, {.weight = ui::Weight::medium});
            if (const auto* version = find_version(*context.plan, change.version)) {
                ui::link("Version " + version->number, context.href(Screen::compare, {{"to", version->id.text()}}));
            } else {
                ui::secondary("in no version yet");
            }
        });
        std::vector<ui::Span> spans;
        if (!change.was.empty()) spans.push_back({change.was, ui::Span::Kind::deleted});
        if (!change.was.empty() && !change.now.empty()) spans.push_back({" "});
        if (!change.now.empty()) spans.push_back({change.now, ui::Span::Kind::inserted});
        if (!spans.empty()) ui::rich_text("change", spans, ui::TextSize::interface);
        if (change.linked_by) ui::small("Tied to it by " + context.name_or_you(change.linked_by) + ", " + local_text(change.linked_at));
    });
}

void changes_of_item(ViewContext& context, const FeedbackItem& item)
{
    Form& form = context.form("change/" + item.id.text());
    if (context.accepted(form)) ui::toast("Tied to the change", Tone::green);
    const auto why = context.why_not(Activity::answer_feedback);
    if (!item.caused.empty()) {
        ui::heading(3, "What was changed");
        for (const auto& change : item.caused) {
            caused_change(context, change);
            Form& untie = context.form("untie/" + change.id.text());
            if (context.accepted(untie)) ui::toast("No longer tied to it");
            if (ui::button("Untie", {.kind = ui::ButtonKind::quiet, .disabled_reason = why.empty() ? untie.waiting_reason() : why, .name = context.keep("Untie from " + change.title), .small = true}))
                context.submit(untie, UnlinkChange{context.plan->id, item.id, change.id});
            form_error(untie);
        }
    }
    if (item.state == FeedbackState::closed || item.duplicate_of) return;
    if (ui::button("This was changed here", {.disabled_reason = why, .small = true, .opens_dialog = true})) form.open = true;
    link_dialog(context, item, form);
}

void answer_with_change_button(ViewContext& context, ElementId element, std::string_view label, VersionId to)
{
    const auto about = feedback_about(*context.plan, element);
    if (std::none_of(about.begin(), about.end(), [](const FeedbackItem* item) { return is_unanswered(*item); })) return;
    std::string name = "Answer feedback with this change: " + (context.content ? title_of(*context.content, element) : std::string());
    if (!label.empty()) name += ", " + std::string(label);
    if (!ui::button("Answer feedback with this change", {.disabled_reason = context.why_not(Activity::answer_feedback), .name = context.keep(std::move(name)),
                                                         .small = true, .opens_dialog = true}))
        return;
    Form& form = answer_form(context);
    form.clear();
    form["element"] = element.text();
    form["change"] = label.empty() ? "" : element.text() + "/" + field_labelled(std::string(label));
    const auto pairs = pairs_of(*context.plan);
    for (std::size_t i = 0; i < pairs.size(); ++i)
        if (pairs[i].to == to) form["pair"] = std::to_string(i);
    form.open = true;
}

void answer_with_change_dialog(ViewContext& context)
{
    Form& form = answer_form(context);
    if (context.accepted(form)) ui::toast("Answered with the change", Tone::green);
    const auto element = ElementId::parse(form["element"]).value_or(ElementId{});
    ui::dialog("Answer feedback with this change", form.open, {.width = 640, .description = "The items keep what was there and what is there now, and the part keeps which items changed it."}, [&] {
        const auto change = choose_change(context, form, element);
        const auto options = items_to_answer(context, element);
        if (options.size() == 1 && form.list("items").empty()) form.list("items").push_back(options.front().value);
        ui::checkbox_group("Items that it answers", options, form.list("items"));
        form.propose("disposition", choice_of(Disposition::accepted));
        ui::select("Disposition", choices(Disposition::accepted, Disposition::accepted_in_part), form["disposition"], {.error = form.error_of("disposition"), .required = true});
        ui::text_area("Response", form["response"], {.error = form.error_of("response"), .placeholder = "What you did, and why", .required = true, .rows = 3, .marks = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Answer###answer_with", form.waiting_reason())) return;
            form.forget_errors();
            if (!change) return form.fail("change", "Choose what was changed.");
            submit_answers(context, form, *change);
        });
    });
}

}  // namespace assent::views
