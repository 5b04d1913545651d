// Two versions side by side, or a version and the draft now: what was added, changed, withdrawn and moved, to the word.
#include <algorithm>

#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

constexpr std::size_t page_size = 20;         // changes drawn at one time
constexpr std::size_t context_characters = 160;  // of unchanged text shown beside a change

struct Sides
{
    VersionId from, to;  // zero: the draft now
    std::string from_words, to_words;
};

std::string words_of_side(const Plan& plan, VersionId version)
{
    return version ? "Version " + version_number(plan, version) : std::string("The draft now");
}

Sides sides_of(const ViewContext& context)
{
    const Plan& plan = *context.plan;
    const auto read = [&](std::string_view name, VersionId otherwise) {
        const auto text = context.route.get(name);
        if (text == "draft") return VersionId{};
        const auto id = VersionId::parse(text).value_or(VersionId{});
        return find_version(plan, id) ? id : otherwise;
    };
    const std::size_t count = plan.versions.size();
    VersionId newest = count > 0 ? plan.versions[count - 1].id : VersionId{};
    VersionId older = count > 1 ? plan.versions[count - 2].id : newest;
    Sides sides;
    const bool draft = plan.edited_since_version || count < 2;
    sides.from = read("from", draft ? newest : older);
    sides.to = read("to", draft ? VersionId{} : newest);
    sides.from_words = words_of_side(plan, sides.from);
    sides.to_words = words_of_side(plan, sides.to);
    return sides;
}

std::vector<ui::Option> side_choices(const Plan& plan)
{
    auto options = version_choices(plan);
    options.insert(options.begin(), {"draft", "The draft now"});
    return options;
}

std::string side_value(VersionId version) { return version ? version.text() : "draft"; }

// ---- runs ------------------------------------------------------------------------------------------------------------

std::string tail_of(const std::string& text, std::size_t bytes)
{
    std::size_t at = text.size() - bytes;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    const auto blank = text.find_first_of(" \n", at);
    return "… " + text.substr(blank == std::string::npos ? at : blank + 1);
}

std::string head_of(const std::string& text, std::size_t bytes)
{
    std::size_t at = bytes;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    const auto blank = text.find_last_of(" \n", at);
    return text.substr(0, blank == std::string::npos || blank == 0 ? at : blank) + " …";
}

/// Long unchanged stretches are cut to what stands beside a change.
std::string shown_same(const std::string& text, bool first, bool last, bool whole)
{
    if (whole || text.size() <= 2 * context_characters + 40) return text;
    if (first && last) return text;
    if (first) return tail_of(text, context_characters);
    if (last) return head_of(text, context_characters);
    return head_of(text, context_characters) + "\n" + tail_of(text, context_characters);
}

enum class Shown : std::uint8_t { both, old_side, new_side };

std::vector<ui::Span> spans_of(const std::vector<TextRun>& runs, Shown shown, bool whole)
{
    std::vector<ui::Span> spans;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto& run = runs[i];
        if (run.kind == RunKind::same)
            spans.push_back({shown_same(run.text, i == 0, i + 1 == runs.size(), whole)});
        else if (run.kind == RunKind::removed && shown != Shown::new_side)
            spans.push_back({run.text, ui::Span::Kind::deleted});
        else if (run.kind == RunKind::added && shown != Shown::old_side)
            spans.push_back({run.text, ui::Span::Kind::inserted});
    }
    return spans;
}

void side(std::string_view key, std::string_view label, const std::vector<ui::Span>& spans)
{
    ui::stack(2, [&] {
        ui::small(label);
        if (spans.empty()) ui::secondary("Nothing");
        else ui::rich_text(key, spans);
    });
}

void show_field(const FieldChange& field, const Sides& sides, bool side_by_side, bool whole)
{
    ui::group(field.label, [&] {
        if (!side_by_side || field.before.empty() || field.after.empty()) {
            ui::stack(2, [&] {
                ui::small(field.label);
                ui::rich_text("runs", spans_of(field.runs, Shown::both, whole));
            });
            return;
        }
        ui::columns({.weights = {1, 1}, .min_width = 280, .gap = 24},
                    {[&] { side("old", field.label + ", " + sides.from_words, spans_of(field.runs, Shown::old_side, whole)); },
                     [&] { side("new", field.label + ", " + sides.to_words, spans_of(field.runs, Shown::new_side, whole)); }});
    });
}

// ---- the list --------------------------------------------------------------------------------------------------------

bool is_wanted(const ElementChange& change, std::string_view kind)
{
    if (kind.empty()) return true;
    return std::string_view(choice_of(change.element_kind)) == kind;
}

std::vector<const ElementChange*> wanted_of(const Comparison& comparison, std::string_view kind)
{
    std::vector<const ElementChange*> wanted;
    for (const auto& change : comparison.changes)
        if (is_wanted(change, kind)) wanted.push_back(&change);
    return wanted;
}

std::size_t number_in(const std::string& text)
{
    std::size_t number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || number > 100'000) return 0;
        number = number * 10 + static_cast<std::size_t>(c - '0');
    }
    return number;
}

/// Where the person is in the list, from 1; 0: at its top.
struct Place
{
    std::string& at;
    std::string& jump;

    std::size_t number(std::size_t count) const { return std::min(number_in(at), count); }
    void go(std::size_t number)
    {
        at = std::to_string(number);
        jump = "yes";
    }
};

/// What the heading of an added or removed element says already.
bool is_in_title(const ElementChange& change, const FieldChange& field)
{
    if (change.kind != ChangeKind::added && change.kind != ChangeKind::removed) return false;
    for (const char* label : {"Reference", "Programme area", "Service area", "Number", "Heading", "Title"})
        if (field.label == label) return true;
    return false;
}

void show_change(ViewContext& context, const ElementChange& change, std::size_t number, std::size_t count, bool current,
                 const Sides& sides, Place& place)
{
    if (current && place.jump == "yes") {
        ui::focus_next();  // of its heading, which also scrolls to it
        place.jump.clear();
    }
    const bool whole = context.look("compare/whole") == "yes";
    ui::card(change.element.text(), {.accent = current}, [&] {
        ui::row([&] {
            ui::heading(3, change.title.empty() ? "Without a title" : change.title);
            ui::pill(words_of(change.kind), tone_of(change.kind));
            if (change.moved && change.kind != ChangeKind::moved) ui::pill("Moved", Tone::blue);
            ui::push_right();
            ui::small(std::to_string(number) + " of " + std::to_string(count));
        });
        if (!change.group.empty()) ui::secondary(change.group);
        if (change.kind == ChangeKind::moved) ui::secondary("The words are the same; it stands in another place.");
        const bool side_by_side = ui::available_width() >= 640;
        for (std::size_t i = 0; i < change.fields.size(); ++i) {
            if (is_in_title(change, change.fields[i])) continue;
            const ui::Scope scope(static_cast<std::int64_t>(i));
            show_field(change.fields[i], sides, side_by_side, whole);
        }
        if (change.kind != ChangeKind::removed && !sides.to)
            ui::link("Open in the plan", element_href(context, change.element));
    });
}

void counts(const Comparison& comparison)
{
    static constexpr std::array kinds = {ElementKind::intention, ElementKind::section, ElementKind::table, ElementKind::milestone};
    ui::grid("counts", kinds.size(), {.min_width = 130, .columns_max = 4}, [&](std::size_t i) {
        const auto& count = comparison.of(kinds[i]);
        std::string note;
        const auto add = [&](std::uint32_t number, const char* word) {
            if (number > 0) note += (note.empty() ? "" : ", ") + std::to_string(number) + ' ' + word;
        };
        add(count.added, "added");
        add(count.changed, "changed");
        add(count.removed, "removed");
        add(count.moved, "moved");
        std::string label = words_of(kinds[i], 2);
        label[0] = static_cast<char>(label[0] - 'a' + 'A');
        const std::string figure = std::to_string(count.total());
        ui::stat({.label = label, .figure = figure, .note = note.empty() ? "no changes" : note});
    });
}

void toolbar(ViewContext& context, const Sides& sides)
{
    const Plan& plan = *context.plan;
    ui::row([&] {
        const auto options = side_choices(plan);
        std::string from = side_value(sides.from);
        if (ui::select("From", options, from, {.label_inside = true})) context.set_query("from", from);
        std::string to = side_value(sides.to);
        if (ui::select("To", options, to, {.label_inside = true})) context.set_query("to", to);
        if (ui::button("Swap", {.description = "Compare the other way round"})) {
            auto query = context.route.query;
            query["from"] = side_value(sides.to);
            query["to"] = side_value(sides.from);
            context.navigate(context.href(Screen::compare, query));
        }
    });
}

void list_bar(ViewContext& context, const Comparison& comparison, std::size_t count, Place& place)
{
    const std::size_t at = place.number(count);
    ui::row([&] {
        std::vector<ui::Option> options = {{"", "all changes"}};
        for (const auto kind : {ElementKind::section, ElementKind::intention, ElementKind::table, ElementKind::milestone})
            if (const auto total = comparison.of(kind).total(); total > 0)
                options.push_back({choice_of(kind), words_of(kind, 2) + " (" + std::to_string(total) + ")"});
        std::string kind = context.query("kind");
        if (ui::select("Show", options, kind, {.label_inside = true})) {
            place.go(0);
            context.set_query("kind", kind);
        }
        bool whole = context.look("compare/whole") == "yes";
        if (ui::checkbox("Unchanged text too", whole)) context.look("compare/whole") = whole ? "yes" : "";
        ui::push_right();
        if (ui::button("Previous change", {.disabled_reason = at <= 1 ? "This is the first change." : ""})) place.go(at - 1);
        if (ui::button("Next change", {.disabled_reason = at >= count ? "This is the last change." : ""})) place.go(at + 1);
    });
}

void show_comparison(ViewContext& context, const Comparison& comparison, const Sides& sides)
{
    counts(comparison);
    if (comparison.changes.empty()) {
        ui::empty_state({.title = "No differences", .text = context.keep(sides.from_words + " and " + sides.to_words + " are word for word the same.")});
        return;
    }
    const auto wanted = wanted_of(comparison, context.route.get("kind"));
    Place place{context.look("compare/at"), context.look("compare/jump")};
    list_bar(context, comparison, wanted.size(), place);
    const std::size_t at = place.number(wanted.size());
    const std::size_t first = at == 0 ? 0 : (at - 1) / page_size * page_size;
    const std::size_t end = std::min(wanted.size(), first + page_size);
    for (std::size_t i = first; i < end; ++i)
        show_change(context, *wanted[i], i + 1, wanted.size(), i + 1 == at, sides, place);
    if (wanted.size() > page_size)
        ui::row([&] {
            ui::secondary("Changes " + std::to_string(first + 1) + " to " + std::to_string(end) + " of " + std::to_string(wanted.size()));
            ui::push_right();
            if (ui::button("Earlier changes", {.disabled_reason = first == 0 ? "These are the first." : ""})) place.go(first + 1 - page_size);
            if (ui::button("Later changes", {.disabled_reason = end == wanted.size() ? "These are the last." : ""})) place.go(end + 1);
        });
}

}  // namespace

void show_compare(ViewContext& context)
{
    const Plan& plan = *context.plan;
    const Sides sides = sides_of(context);
    context.page(
        {.title = "Compare",
         .head = [&] { ui::page_head({.title = "Compare", .subtitle = sides.from_words + " with " + sides.to_words, .actions = [&] {
                                          ui::link("All versions", context.href(Screen::versions), {.as_button = true});
                                      }}); },
         .content =
             [&] {
                 if (plan.versions.empty()) {
                     ui::empty_state({.title = "Nothing to compare yet", .text = "Cut a version first; then it can be compared with the draft and with later versions."});
                     return;
                 }
                 toolbar(context, sides);
                 std::string failure;
                 const auto* comparison = comparison_of(context, sides.from, sides.to, &failure);
                 if (comparison) show_comparison(context, *comparison, sides);
                 else if (failure.empty()) ui::skeleton(8);
                 else ui::callout(Tone::red, failure, "The comparison could not be made");
             }});
}

}  // namespace assent::views
