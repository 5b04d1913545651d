// Compares two versions, or a version and the draft now. What differs is drawn by comparison.hpp.
#include "client/views/comparison.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

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
                 if (comparison) show_comparison(context, *comparison, {.before = sides.from_words, .after = sides.to_words, .after_is_draft = !sides.to});
                 else if (failure.empty()) ui::skeleton(8);
                 else ui::callout(Tone::red, failure, "The comparison could not be made");
             }});
}

}  // namespace assent::views
