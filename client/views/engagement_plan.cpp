// The engagement plan: which forum is to see which version or which parts of it, by when, and who presents.
#include <algorithm>

#include "client/views/record_parts.hpp"
#include "client/views/socialisation_parts.hpp"

namespace assent::views {

using ui::Tone;

namespace {

std::vector<PlanPart> parts_now(const ViewContext& context)
{
    return context.content ? parts_of(*context.content) : std::vector<PlanPart>{};
}

std::string what_words(const ViewContext& context, const PlannedForum& line)
{
    const std::string version =
        line.version ? "version " + version_number(*context.plan, line.version) : "the latest by then";
    if (line.parts.empty()) return version;
    const auto titles = part_titles(parts_now(context), line.parts);
    return version + ": " +
           (titles.empty() ? counted(line.parts.size(), "part", "parts") : shortened(workflow::joined(titles), 80));
}

void open_line(const ViewContext& context, Form& form, const PlannedForum& line)
{
    form.clear();
    form["forum"] = line.forum.text();
    form["by"] = line.by.iso();
    form["presenter"] = line.presenter;
    form["version"] = line.version ? line.version.text() : "";
    form["extent"] = line.parts.empty() ? "whole" : "parts";
    form.list("parts") = part_titles(parts_now(context), line.parts);
    form["known"] = "yes";
    form.open = true;
}

void submit_line(ViewContext& context, Form& form)
{
    form.forget_errors();
    const auto forum = ForumId::parse(form["forum"]);
    if (!forum) form.fail("forum", "Choose a forum.");
    const auto by = date_in(form, "by", false);
    PlannedForum line;
    if (form["extent"] == "parts") {
        line.parts = elements_of(parts_now(context), form.list("parts"));
        if (line.parts.empty())
            form.fail("parts", form.list("parts").empty()
                                   ? "Choose at least one part, or all of it."
                                   : "These are more parts than can be named. Choose all of it.");
    }
    if (form.has_errors()) return;
    line.forum = *forum;
    line.by = by.value_or(Date{});
    line.presenter = trimmed(form["presenter"]);
    line.version = VersionId::parse(form["version"]).value_or(VersionId{});
    context.submit(form, PlanForum{context.plan->id, std::move(line)});
}

} // namespace

void show_engagement_plan(ViewContext& context, const Coverage& coverage, Form& form)
{
    const Plan& plan = *context.plan;
    const auto reason = context.why_not(Activity::record_event);
    if (plan.planned_forums.empty()) {
        if (ui::empty_state({.title = "No forum is in the engagement plan",
                             .text = "Say which forums are to see the plan, by when, and who presents it.",
                             .action = "Add a forum to the engagement plan",
                             .disabled_reason = reason}))
            form.open = true;
        return;
    }
    auto planned = plan.planned_forums;
    std::sort(planned.begin(), planned.end(), [](const auto& a, const auto& b) { return a.by < b.by; });
    static const std::vector<ui::Column> columns = {
        {.title = "Forum", .min_width = 190, .weight = 2}, {.title = "By", .min_width = 150},
        {.title = "What", .min_width = 150, .weight = 1},  {.title = "Presenter", .min_width = 130, .weight = 1},
        {.title = "Opportunity", .min_width = 110},        {.title = "Change", .min_width = 100, .title_hidden = true}};
    ui::table("Engagement plan", {.columns = columns, .row_count = planned.size(), .openable = false},
              [&](std::size_t i, ui::Row& row) {
                  const auto& line = planned[i];
                  const auto* forum = find_forum(context.tenant, line.forum);
                  row.key(line.forum.text());
                  row.name(forum ? forum->name : "a forum", forum ? forum->kind : "");
                  row.text(line.by ? line.by.text() : "no date set", {.tone = line.by ? Tone::ink : Tone::secondary});
                  row.text(what_words(context, line), {.tone = Tone::secondary});
                  row.text(line.presenter.empty() ? "nobody named" : line.presenter,
                           {.tone = line.presenter.empty() ? Tone::secondary : Tone::ink});
                  const auto covered = std::find_if(coverage.rows.begin(), coverage.rows.end(),
                                                    [&](const CoverageRow& each) { return each.forum == line.forum; });
                  const auto had = covered == coverage.rows.end() ? Opportunity::none : covered->opportunity;
                  row.pill(words_of(had), had == Opportunity::had      ? Tone::green
                                          : had == Opportunity::partly ? Tone::blue
                                                                       : Tone::amber);
                  row.cell([&] {
                      if (ui::button("Change",
                                     {.disabled_reason = reason,
                                      .name = context.keep("Change " + (forum ? forum->name : std::string("forum"))),
                                      .small = true,
                                      .opens_dialog = true}))
                          open_line(context, form, line);
                  });
              });
}

void engagement_dialog(ViewContext& context, Form& form)
{
    if (form.open && form["extent"].empty()) form["extent"] = "whole";
    ui::dialog(
        "Engagement plan", form.open,
        {.width = 600, .description = "Which forum is to see the plan, by when, and who presents it."}, [&] {
            ui::select("Forum", forum_choices(context.tenant, "Choose a forum"), form["forum"],
                       {.help = "Forums are added under Forums and committees.",
                        .error = form.error_of("forum"),
                        .required = true});
            ui::columns(
                {.min_width = 200},
                {[&] { ui::date_field("By", form["by"], {.error = form.error_of("by")}); },
                 [&] { ui::text_field("Presenter", form["presenter"], {.error = form.error_of("presenter")}); }});
            auto versions = version_choices(*context.plan);
            versions.insert(versions.begin(), {"", "The latest by then"});
            ui::select("Version", versions, form["version"], {.error = form.error_of("version")});
            ui::radio_group("What they are to see", {{"whole", "All of it"}, {"parts", "Chosen parts"}}, form["extent"],
                            {.side_by_side = true, .error = form.error_of("parts")});
            if (form["extent"] == "parts") {
                const auto parts = part_choices(parts_now(context));
                if (parts.empty())
                    ui::skeleton(3);
                else
                    ui::checkbox_group("Parts to see", parts, form.list("parts"));
            }
            form_error(form);
            ui::dialog_buttons([&] {
                const auto forum = ForumId::parse(form["forum"]);
                if (form["known"] == "yes" && forum &&
                    ui::button("Take it out", {.kind = ui::ButtonKind::danger,
                                               .disabled_reason = form.waiting_reason(),
                                               .description = "Events that were held stay in the record."}))
                    context.submit(form, UnplanForum{context.plan->id, *forum});
                if (ui::button("Cancel")) form.open = false;
                if (ui::primary_button("Save", form.waiting_reason())) submit_line(context, form);
            });
        });
    if (context.accepted(form)) ui::toast("The engagement plan is changed", Tone::green);
}

} // namespace assent::views
