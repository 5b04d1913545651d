// The plan workspace: head, tabs, and which tab is shown.
#include <algorithm>
#include <map>
#include <tuple>

#include "client/views/feedback_item.hpp"
#include "client/views/host.hpp"
#include "client/views/notices.hpp"
#include "client/views/plan_name.hpp"
#include "client/views/plan_parts.hpp"
#include "client/views/significance.hpp"
#include "shared/document/marked_text.hpp"

namespace assent::views {

void plan_head(ViewContext& context, std::string_view tab)
{
    const auto& plan = *context.plan;
    const auto* state = context.definition ? workflow::find_state(*context.definition, plan.state) : nullptr;
    const std::string title = plan_name(plan);
    ui::page_head({.title = title,
                   .pill = state ? std::string_view(state->title) : std::string_view(plan.state),
                   .pill_tone = state ? tone_of(state->phase) : ui::Tone::secondary,
                   .subtitle = context.keep(version_line(plan)),
                   .actions = [&] {
                       next_steps_button(context);
                       if (const auto* mark = find_read_mark(plan, context.me.id, ReadMatter::plan); mark && plan.edited_at > mark->at)
                           ui::link("Since you read it", context.href(Screen::compare, {{"from", "read"}, {"to", "draft"}}), {.as_button = true});
                       if (!plan.versions.empty())
                           ui::link("Compare", context.href(Screen::compare), {.as_button = true});
                       std::vector<ui::MenuItem> exports{
                           {.label = "Word document (DOCX)", .href = context.exported(".docx"), .native = true},
                           {.label = "Web page, for print (HTML)", .href = context.exported(".html"), .native = true},
                           {.label = "Document for print (PDF)", .href = context.exported(".pdf"), .native = true},
                           {.label = "Spreadsheet (XLSX)", .href = context.exported(".xlsx"), .native = true},
                           {.label = "Spreadsheet (CSV)", .href = context.exported(".csv"), .native = true},
                           {.label = "Providers (XLSX)", .href = context.exported(".providers.xlsx"), .native = true},
                           {.label = "Coverage of forums (XLSX)", .href = context.exported(".coverage.xlsx"), .native = true},
                           {.label = "Data (JSON)", .href = context.exported(".json"), .native = true},
                       };
                       if (!plan.feedback.empty()) {
                           exports.push_back({.label = "Feedback log (XLSX)", .href = context.exported(".feedback.xlsx"), .native = true});
                           exports.push_back({.label = "Feedback log (CSV)", .href = context.exported(".feedback.csv"), .native = true});
                       }
                       if (plan.published_version)
                           exports.push_back({.label = "Public page",
                                              .href = "/published/" + app::percent_encode(context.route.slug) + "/" + plan.id.text(),
                                              .native = true});
                       ui::menu_button("Export", exports);
                       const bool unchanged = !plan.edited_since_version && !plan.versions.empty();
                       std::string_view why = context.why_not(Activity::cut_version);
                       if (why.empty() && unchanged) why = context.keep("Nothing has changed since version " + plan.versions.back().number + ".");
                       if (ui::button("Cut version " + next_version_number(plan) + "###cut",
                                      {.kind = ui::ButtonKind::primary, .disabled_reason = why, .opens_dialog = true})) {
                           context.form("cut/" + plan.id.text()).open = true;  // the dialog of the versions screen
                           context.navigate(context.href(Screen::versions));
                       }
                   }});
    plan_steps(context);
    const auto* content = context.content;
    const auto count = [&](std::size_t number) { return content && number ? std::to_string(number) : std::string(); };
    const auto open_doubts = std::count_if(plan.doubts.begin(), plan.doubts.end(), [](const Doubt& d) { return !d.settled_by; });
    const auto href = [&](const char* key) { return context.href(Screen::plan, {{"tab", key}}); };
    std::vector<ui::TabItem> items{
        {"Narrative", "narrative", "", href("narrative")},
        {"Intentions", "intentions", count(content ? content->intentions.size() : 0), href("intentions")},
        {"Tables", "tables", count(content ? content->tables.size() : 0), href("tables")},
        {"Timetable", "timetable", count(content ? content->milestones.size() : 0), href("timetable")},
    };
    if (!plan.doubts.empty()) items.push_back({"Doubts", "doubts", open_doubts ? std::to_string(open_doubts) : "", href("doubts")});
    std::string current(tab);
    ui::tabs("Parts of the plan", items, current);
}

static void loading(ViewContext& context)
{
    if (const auto failed = context.copy.failures.find("OpenPlan"); failed != context.copy.failures.end())
        ui::callout(ui::Tone::red, failed->second);
    else
        ui::skeleton(8);
}

void show_plan(ViewContext& context)
{
    std::string tab = context.query("tab");
    const auto item = context.route.id<ElementId>("item");
    if (tab.empty() && item && context.content && find_intention(*context.content, item)) tab = "intentions";
    if (tab.empty()) tab = context.content && context.content->sections.empty() && !context.content->intentions.empty() ? "intentions" : "narrative";
    ScreenBody body;
    body.title = context.plan->title;
    body.head = [&] { plan_head(context, tab); };
    const Intention* selected = nullptr;
    if (tab == "intentions" && context.content) selected = find_intention(*context.content, context.route.id<ElementId>("item"));
    body.content = [&] {
        if (tab == "doubts") return doubts(context);
        if (!context.content) return loading(context);
        words_without_place(context);
        plan_notices(context);
        if (tab == "intentions") return intentions(context);
        if (tab == "tables") return tables(context);
        if (tab == "timetable") return timetable(context);
        narrative(context);
    };
    if (selected) {
        const Intention intention = *selected;
        body.inspector_name = intention.reference + " " + intention.service_area;
        body.closed_path = context.href_with("item", "");
        body.inspector = [&context, intention] { intention_detail(context, intention); };
        context.page(body);
    } else {
        context.page(body);
    }
    if (!context.content) return;
    log_dialog(context);
    answer_with_change_dialog(context);
    if (tab == "intentions") {
        intentions_dialogs(context);
        if (const auto* mark = find_mark(*context.plan, context.route.id<ElementId>("item"))) significance_dialogs(context, *mark);
        remove_dialog(context, "intention");
    } else if (tab == "doubts") {
        doubts_dialog(context);
    } else if (tab == "timetable") {
        timetable_dialogs(context);
        remove_dialog(context, "line of the timetable");
    } else if (tab == "narrative") {
        narrative_dialogs(context);
        remove_dialog(context, "section");
    }
}

// ---- what the tabs share ----------------------------------------------------------------------------------------------------

std::string first_line(const std::string& text)
{
    const auto end = text.find('\n');
    std::string line = plain_text_of(std::string_view(text).substr(0, end));
    if (line.compare(0, 2, "- ") == 0) line.erase(0, 2);
    // A row has room for about two lines; the rest is in the inspector.
    static constexpr std::size_t bytes_max = 110;
    if (line.size() <= bytes_max) return line;
    const auto space = line.rfind(' ', bytes_max);
    return line.substr(0, space == std::string::npos ? bytes_max : space) + " …";
}

std::vector<const FeedbackItem*> feedback_about(const Plan& plan, ElementId element)
{
    // Which items are about which part, made anew when the log has changed: many parts ask in every frame.
    static std::map<ElementId, std::vector<std::size_t>> by_element;
    static std::tuple<PlanId, std::uint64_t, std::size_t> made_for;
    if (const std::tuple now{plan.id, plan.revision, plan.feedback.size()}; made_for != now) {
        made_for = now;
        by_element.clear();
        for (std::size_t i = 0; i < plan.feedback.size(); ++i) by_element[plan.feedback[i].about.element].push_back(i);
    }
    std::vector<const FeedbackItem*> items;
    if (const auto found = by_element.find(element); found != by_element.end())
        for (const auto index : found->second) items.push_back(&plan.feedback[index]);
    return items;
}

void remove_dialog(ViewContext& context, std::string_view kind)
{
    auto& wanted = context.look("remove");
    const auto element = ElementId::parse(wanted);
    const std::string title = element ? title_of(*context.content, *element) : "";
    bool open = element && !title.empty();
    if (!open) {
        wanted.clear();
        return;
    }
    std::string text = "“" + title + "” is taken out of the plan. Versions cut before keep it, and the history says who removed it.";
    if (const auto about = feedback_about(*context.plan, *element); !about.empty())
        text += " " + std::to_string(about.size()) + (about.size() == 1 ? " feedback item is" : " feedback items are") + " about it.";
    const std::string label = "Remove this " + std::string(kind);
    if (ui::confirm("remove", open, {.title = label + "?", .text = text, .confirm_label = label, .danger = true})) {
        context.submit(EditContent{context.plan->id, {RemoveElement{*element, {}}}});
        if (context.route.id<ElementId>("item") == *element) context.set_query("item", "");
    }
    if (!open) wanted.clear();
}

Neighbours places_beside(const std::vector<ElementId>& order, std::size_t index, int by)
{
    // Up: after the one two above; down: after the one below.
    const std::size_t behind = by < 0 ? index : index + 1;
    return {behind > 0 ? order[behind - 1] : ElementId{}, behind < order.size() ? order[behind] : ElementId{}};
}

void move_element(ViewContext& context, const std::vector<ElementId>& order, ElementId element, int by)
{
    const auto place = std::find(order.begin(), order.end(), element);
    if (place == order.end()) return;
    const auto index = place - order.begin() + by;
    if (index < 0 || index >= static_cast<std::ptrdiff_t>(order.size())) return;
    const auto [after, before] = places_beside(order, static_cast<std::size_t>(index), by);
    context.submit(EditContent{context.plan->id, {MoveElement{element, after, before}}});
}

}  // namespace assent::views
