// Compares two versions, or a version and the draft now. What differs is drawn by comparison.hpp.
#include "client/views/comparison.hpp"
#include "client/views/discussion.hpp"
#include "client/views/feedback_item.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

struct Sides
{
    VersionId from, to;  // zero: the draft now
    bool since_read{};   // from what this person read last, instead of a version
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
    const auto* mark = find_read_mark(plan, context.me.id, ReadMatter::plan);
    sides.since_read = mark && context.route.get("from") == "read";
    sides.from_words = sides.since_read ? "As you read it, " + local_text(mark->at) : words_of_side(plan, sides.from);
    sides.to_words = words_of_side(plan, sides.to);
    return sides;
}

std::vector<ui::Option> side_choices(const Plan& plan)
{
    auto options = version_choices(plan);
    options.insert(options.begin(), {"draft", "The draft now"});
    return options;
}

/// Address of the Word document with the changes tracked; empty where there is none: it begins at a version.
std::string redline_href(const ViewContext& context, const Sides& sides)
{
    if (sides.since_read || !sides.from || sides.from == sides.to) return {};
    const auto number = [&](VersionId version) { return app::percent_encode(version_number(*context.plan, version)); };
    return context.exported(".docx?from=" + number(sides.from) + (sides.to ? "&to=" + number(sides.to) : ""));
}

std::string side_value(VersionId version) { return version ? version.text() : "draft"; }

void toolbar(ViewContext& context, const Sides& sides)
{
    const Plan& plan = *context.plan;
    ui::row([&] {
        const auto options = side_choices(plan);
        auto from_options = options;
        if (find_read_mark(plan, context.me.id, ReadMatter::plan)) from_options.insert(from_options.begin(), {"read", "As you read it"});
        std::string from = sides.since_read ? "read" : side_value(sides.from);
        if (ui::select("From", from_options, from, {.label_inside = true})) context.set_query("from", from);
        std::string to = side_value(sides.to);
        if (ui::select("To", options, to, {.label_inside = true})) context.set_query("to", to);
        const std::string_view why = sides.since_read ? "What you read is compared with what came after." : "";
        if (ui::button("Swap", {.disabled_reason = why, .description = "Compare the other way round"})) {
            auto query = context.route.query;
            query["from"] = side_value(sides.to);
            query["to"] = side_value(sides.from);
            context.navigate(context.href(Screen::compare, query));
        }
        if (const auto href = redline_href(context, sides); !href.empty())
            ui::link("Redline (Word)", href, {.native = true, .as_button = true, .description = "A Word document with the changes tracked"});
        if (!sides.to) mark_read_button(context, plan);
    });
}

/// From what this person read last to one of the sides; asks for it first. Null while it is on its way.
const Comparison* since_read(ViewContext& context, VersionId to, std::string* failure)
{
    struct Kept
    {
        std::uint64_t from{}, changes{};
        VersionId to;
        Comparison comparison;
    };
    static Kept kept;
    const auto* mark = find_read_mark(*context.plan, context.me.id, ReadMatter::plan);
    const auto* past = context.plan_at(mark->sequence, failure);
    const auto* version = to ? context.version_text(to, failure) : nullptr;
    const auto* after = to ? version ? &version->content : nullptr : context.content;
    if (!past || !after) return nullptr;
    const std::uint64_t changes = to ? 0 : context.copy.changes;
    if (kept.from != mark->sequence || kept.to != to || kept.changes != changes) kept = {mark->sequence, changes, to, compare(past->content, *after)};
    return &kept.comparison;
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
                 if (plan.versions.empty() && !sides.since_read) {
                     ui::empty_state({.title = "Nothing to compare yet", .text = "Cut a version first; then it can be compared with the draft and with later versions."});
                     return;
                 }
                 toolbar(context, sides);
                 std::string failure;
                 const auto* comparison = sides.since_read ? since_read(context, sides.to, &failure) : comparison_of(context, sides.from, sides.to, &failure);
                 const auto answer = [&](const ElementChange& change, const FieldChange* field) {
                     if (field) answer_with_change_button(context, change.element, field->label, sides.to);
                 };
                 if (comparison) show_comparison(context, *comparison, {.before = sides.from_words, .after = sides.to_words, .after_is_draft = !sides.to, .actions = answer});
                 else if (failure.empty()) ui::skeleton(8);
                 else ui::callout(Tone::red, failure, "The comparison could not be made");
             }});
    answer_with_change_dialog(context);
}

}  // namespace assent::views
