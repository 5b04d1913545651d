// Coverage: which forum saw which version and which part of it, on which days, and who has not had the opportunity.
#include <algorithm>

#include "client/views/record_parts.hpp"
#include "client/views/socialisation_parts.hpp"

namespace assent::views {

using ui::Tone;

std::vector<PlanPart> parts_of_version(ViewContext& context, VersionId version)
{
    const auto* text = context.version_text(version);
    return text ? parts_of(text->content) : std::vector<PlanPart>{};
}

std::vector<ui::Option> part_choices(const std::vector<PlanPart>& parts)
{
    std::vector<ui::Option> options;
    for (const auto& part : parts)
        if (options.size() < EditLimits::list_values_max) options.push_back({part.title, part.title});
    return options;
}

std::vector<ElementId> elements_of(const std::vector<PlanPart>& parts, const std::vector<std::string>& titles)
{
    std::vector<ElementId> elements;
    for (const auto& part : parts)
        if (std::find(titles.begin(), titles.end(), part.title) != titles.end())
            elements.insert(elements.end(), part.elements.begin(), part.elements.end());
    return elements.size() > SocialisationLimits::parts_max ? std::vector<ElementId>{} : elements;
}

Coverage coverage_now(const ViewContext& context)
{
    return coverage_of(context.tenant, *context.plan,
                       context.content ? parts_of(*context.content) : std::vector<PlanPart>{});
}

namespace {

Tone tone_of(Opportunity opportunity)
{
    switch (opportunity) {
    case Opportunity::none:
        return Tone::amber;
    case Opportunity::partly:
        return Tone::blue;
    case Opportunity::had:
        return Tone::green;
    }
    return Tone::secondary;
}

/// The newest versions that were shown to anybody, oldest first, and the latest.
std::vector<const Version*> versions_shown(const Plan& plan)
{
    static constexpr std::size_t shown_max = 5;
    std::vector<const Version*> shown;
    for (auto version = plan.versions.rbegin(); version != plan.versions.rend() && shown.size() < shown_max;
         ++version) {
        const bool seen = std::any_of(plan.occasions.begin(), plan.occasions.end(),
                                      [&](const Occasion& occasion) { return occasion.version == version->id; });
        if (seen || version == plan.versions.rbegin()) shown.insert(shown.begin(), &*version);
    }
    return shown;
}

void opportunity_cell(ui::Row& row, const CoverageRow& line, Date today)
{
    std::string note;
    if (line.last) note = "last " + brief(line.last, today);
    const bool late = line.planned && line.plan.by && line.plan.by < today && line.opportunity != Opportunity::had;
    if (line.opportunity != Opportunity::had && line.planned && line.plan.by) note = "by " + brief(line.plan.by, today);
    row.pill(late ? "Overdue" : words_of(line.opportunity), late ? Tone::red : tone_of(line.opportunity), note);
}

/// The days on which the forum saw the version: all of it, or the part that is asked for; with none asked for,
/// anything.
std::string dates_of(const CoverageRow& line, VersionId version, const std::string& part, Date today)
{
    std::string dates;
    for (const auto& cell : line.shown) {
        if (cell.version != version || (!part.empty() && !cell.part.empty() && cell.part != part)) continue;
        for (const auto date : cell.dates) {
            const std::string words = brief(date, today) + (cell.part.empty() || !part.empty() ? "" : " (part)");
            if (dates.find(words) == std::string::npos) dates += (dates.empty() ? "" : ", ") + words;
        }
    }
    return dates;
}

std::size_t feedback_from(const Plan& plan, ForumId forum)
{
    return static_cast<std::size_t>(
        std::count_if(plan.feedback.begin(), plan.feedback.end(), [&](const FeedbackItem& item) {
            const auto* occasion = find_occasion(plan, item.occasion);
            return occasion && occasion->forum == forum;
        }));
}

/// Every part that was shown or is in the plan, to ask about one.
std::string part_filter(ViewContext& context, const Coverage& coverage)
{
    std::vector<ui::Option> options{{"", "anything"}};
    const auto add = [&](const std::string& title) {
        const bool known = std::any_of(options.begin(), options.end(),
                                       [&](const ui::Option& option) { return option.value == title; });
        if (!title.empty() && !known) options.push_back({title, title});
    };
    if (context.content)
        for (const auto& part : parts_of(*context.content))
            add(part.title);
    for (const auto& row : coverage.rows)
        for (const auto& cell : row.shown)
            add(cell.part);
    std::string part = context.query("part");
    if (std::none_of(options.begin(), options.end(), [&](const ui::Option& option) { return option.value == part; }))
        part.clear();
    ui::row([&] {
        if (ui::select("Part shown", options, part, {.label_inside = true})) context.set_query("part", part);
        ui::push_right();
        report_links(context, "coverage", "Coverage, for print");
    });
    return part;
}

void forum_table(ViewContext& context, const Coverage& coverage, Form& record_form)
{
    const Plan& plan = *context.plan;
    const std::string part = part_filter(context, coverage);
    const auto versions = versions_shown(plan);
    std::vector<ui::Column> columns = {{.title = "Forum", .min_width = 190, .weight = 2},
                                       {.title = "Opportunity", .min_width = 120}};
    for (const auto* version : versions)
        columns.push_back({.title = "Version " + version->number, .min_width = 96, .weight = 0.5F});
    columns.push_back({.title = "Presenter", .min_width = 120, .weight = 1});
    columns.push_back({.title = "Feedback", .min_width = 100, .align = ui::Align::end});
    const auto result =
        ui::table("Coverage by forum and version", {.columns = columns, .row_count = coverage.rows.size()},
                  [&](std::size_t i, ui::Row& row) {
                      const auto& line = coverage.rows[i];
                      row.key(line.forum.text());
                      row.name(line.name, line.kind);
                      opportunity_cell(row, line, context.today);
                      for (const auto* version : versions) {
                          const auto dates = dates_of(line, version->id, part, context.today);
                          row.text(dates.empty() ? "–" : dates, {.tone = dates.empty() ? Tone::secondary : Tone::ink});
                      }
                      row.text(line.planned && !line.plan.presenter.empty() ? line.plan.presenter : "–");
                      row.number(std::to_string(feedback_from(plan, line.forum)));
                  });
    if (!result.opened) return;
    const auto& line = coverage.rows[*result.opened];
    const Occasion* last = nullptr;
    for (const auto& occasion : plan.occasions)
        if (occasion.forum == line.forum && (!last || last->date <= occasion.date)) last = &occasion;
    if (last)
        return context.navigate(context.href(Screen::socialisation, {{"tab", "events"}, {"event", last->id.text()}}));
    record_form["forum"] = line.forum.text();
    record_form.open = context.why_not(Activity::record_event).empty();
}

void partner_table(const ViewContext& context, const Coverage& coverage)
{
    if (coverage.partners.empty()) return;
    static const std::vector<ui::Column> columns = {{.title = "Partner", .min_width = 190, .weight = 2},
                                                    {.title = "Opportunity", .min_width = 120},
                                                    {.title = "Through", .min_width = 200, .weight = 2}};
    ui::heading(2, "By partner");
    ui::table("Coverage by partner", {.columns = columns, .row_count = coverage.partners.size(), .openable = false},
              [&](std::size_t i, ui::Row& row) {
                  const auto& partner = coverage.partners[i];
                  row.key(partner.organisation);
                  row.name(partner.organisation);
                  row.pill(words_of(partner.opportunity), tone_of(partner.opportunity),
                           partner.last ? "last " + brief(partner.last, context.today) : "");
                  row.text(partner.forums.empty() ? "no forum speaks for it" : workflow::joined(partner.forums),
                           {.tone = partner.forums.empty() ? Tone::secondary : Tone::ink});
              });
}

} // namespace

void show_coverage(ViewContext& context, const Coverage& coverage, Form& plan_form, Form& record_form)
{
    if (coverage.rows.empty()) {
        if (ui::empty_state({.title = "No forum is in the engagement plan",
                             .text = "List the forums that are to see the plan, by when and with whom. What has "
                                     "happened is then counted against it.",
                             .action = "Add a forum to the engagement plan",
                             .disabled_reason = context.why_not(Activity::record_event)}))
            plan_form.open = true;
        return;
    }
    const auto forums = forums_without(coverage), partners = partners_without(coverage);
    if (!forums.empty())
        ui::callout(Tone::amber, workflow::joined(forums) + ".",
                    counted(forums.size(), "forum has", "forums have") + " not had the opportunity yet");
    if (!partners.empty())
        ui::callout(Tone::amber, workflow::joined(partners) + ".",
                    counted(partners.size(), "partner has", "partners have") + " not had the opportunity yet");
    forum_table(context, coverage, record_form);
    partner_table(context, coverage);
}

} // namespace assent::views
