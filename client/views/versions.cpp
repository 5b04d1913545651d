// Versions: cutting one, the version-control table made from the record, and a version's frozen text.
#include <algorithm>

#include "client/views/reading_text.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

struct Standing
{
    std::string words;
    Tone tone{Tone::secondary};
    std::string second;
};

/// What has become of a version: decided, before a committee, latest, or superseded.
Standing standing_of(const ViewContext& context, const Version& version)
{
    const Plan& plan = *context.plan;
    Standing found;
    std::string by;
    for (const auto& decision : plan.decisions) {
        if (decision.version != version.id || decision.voided) continue;
        const std::string who = decision.committee.organisation.empty() ? decision.committee.name : decision.committee.organisation;
        if (!decision.closed) {
            if (found.words.empty()) found = {"For decision", Tone::blue, who};
            continue;
        }
        if (decision.outcome == Outcome::none) continue;
        if (decision.outcome == Outcome::sent_back) return {"Sent back", Tone::red, "by " + who};
        by += (by.empty() ? "by " : ", ") + who;
        found = {pill_words(decision.outcome), tone_of(decision.outcome), by};
    }
    const bool latest = latest_version(plan) == &version;
    const auto* state = context.definition ? workflow::find_state(*context.definition, plan.state) : nullptr;
    if (latest && state && state->phase == workflow::Phase::published && !state->is_final)
        return {"Published", Tone::green, found.second};
    if (!found.words.empty()) return found;
    if (latest) return {"Latest", Tone::blue, plan.edited_since_version ? "draft has moved on" : ""};
    return {"Superseded", Tone::secondary, ""};
}

VersionId before(const Plan& plan, VersionId version)
{
    for (std::size_t i = 1; i < plan.versions.size(); ++i)
        if (plan.versions[i].id == version) return plan.versions[i - 1].id;
    return {};
}

std::string compare_href(const ViewContext& context, VersionId from, VersionId to)
{
    return context.href(Screen::compare, {{"from", from.text()}, {"to", to ? to.text() : "draft"}});
}

void changes_cell(ui::Row& row, const std::vector<std::string>& changes)
{
    row.cell([&] {
        if (changes.empty()) ui::secondary("No description");
        for (const auto& change : changes) ui::text(change);
    });
}

void control_table(ViewContext& context)
{
    const Plan& plan = *context.plan;
    static const std::vector<ui::Column> columns = {
        {.title = "No.", .min_width = 64},          {.title = "Description", .min_width = 240, .weight = 3},
        {.title = "Author", .min_width = 120},      {.title = "Role", .min_width = 130, .weight = 1},
        {.title = "Date", .min_width = 160},        {.title = "Status", .min_width = 150},
        {.title = "Content hash", .min_width = 136}};
    const std::size_t own = plan.versions.size();
    ui::row([&] {
        ui::push_right();
        report_links(context, "versions", "Versions and decisions, for print");
    });
    const auto result = ui::table(
        "Version control", {.columns = columns, .row_count = own + plan.earlier_versions.size()},
        [&](std::size_t i, ui::Row& row) {
            if (i < own) {
                const Version& version = plan.versions[own - 1 - i];
                row.key(version.id.text());
                row.name(version.number, {}, context.href_with("version", version.id.text()));
                changes_cell(row, version.changes);
                row.text(context.name_of(version.author));
                row.text(version.author_role.empty() ? "–" : version.author_role, {.tone = Tone::secondary});
                row.text(version.date.text());
                const auto standing = standing_of(context, version);
                row.pill(standing.words, standing.tone, standing.second);
                row.text(version.content_hash.short_text(), {.size = ui::TextSize::label, .tone = Tone::secondary, .tabular = true});
                return;
            }
            const auto& earlier = plan.earlier_versions[plan.earlier_versions.size() - 1 - (i - own)];
            row.key("earlier/" + std::to_string(i - own));
            row.text("–", {.tone = Tone::secondary});
            changes_cell(row, earlier.changes);
            row.text(earlier.author.empty() ? "–" : earlier.author);
            row.text(earlier.author_role.empty() ? "–" : earlier.author_role, {.tone = Tone::secondary});
            row.text(earlier.date.empty() ? "–" : earlier.date);
            row.pill("Imported", Tone::secondary, "kept as it was printed");
            row.text("–", {.tone = Tone::secondary});
        });
    if (result.opened && *result.opened < own)
        context.navigate(context.href_with("version", plan.versions[own - 1 - *result.opened].id.text()));
}

/// What the draft holds that no version does.
void draft_card(ViewContext& context)
{
    const Plan& plan = *context.plan;
    const auto* latest = latest_version(plan);
    if (!latest) return;
    ui::card("draft", {.title = "The draft now"}, [&] {
        if (!plan.edited_since_version) {
            ui::secondary("The draft is word for word version " + latest->number + ".");
            return;
        }
        std::string failure;
        const auto* comparison = comparison_of(context, latest->id, {}, &failure);
        if (comparison) ui::text(summary_of(*comparison) + " since version " + latest->number + ".");
        else if (failure.empty()) ui::skeleton(1);
        else ui::secondary(failure);
        ui::row([&] {
            ui::small("Last edited by " + context.name_or_you(plan.edited_by) + ", " + local_text(plan.edited_at));
            ui::push_right();
            ui::link("Compare version " + latest->number + " with the draft", compare_href(context, latest->id, {}));
        });
    });
}

// ---- a version's frozen text -----------------------------------------------------------------------------------------

void show_sections(const Content& content)
{
    ui::card("narrative", {.title = "Narrative", .note = counted(content.sections.size(), "section", "sections"), .padding = 20},
             [&] {
                 for (const auto& section : content.sections) {
                     const ui::Scope scope(section.id.text());
                     ui::heading(std::min(6, 2 + section.level),
                                 section.number.empty() ? section.heading : section.number + ' ' + section.heading,
                                 {section.level <= 1 ? ui::TextSize::card_title : ui::TextSize::interface, ui::Weight::semibold});
                     if (section.status != PartStatus::agreed) ui::pill(words_of(section.status), Tone::amber);
                     reading_text("text", section.text);
                 }
             });
}

void show_intentions(const Content& content)
{
    static const std::vector<ui::Column> columns = {{.title = "Ref", .min_width = 80},
                                                    {.title = "Intention", .min_width = 280, .weight = 3},
                                                    {.title = "Providers", .min_width = 140, .weight = 1},
                                                    {.title = "When", .min_width = 130},
                                                    {.title = "Route", .min_width = 110}};
    ui::heading(2, "Intentions");
    ui::table("Intentions of this version", {.columns = columns, .row_count = content.intentions.size(), .openable = false},
              [&](std::size_t i, ui::Row& row) {
                  const auto& intention = content.intentions[i];
                  row.key(intention.id.text());
                  row.text(intention.reference, {.tone = Tone::secondary});
                  row.cell([&] {
                      ui::text(intention.service_area, {.weight = ui::Weight::medium});
                      reading_text("text", intention.text, {.size = ui::TextSize::interface, .tone = Tone::secondary, .gap = 4});
                  });
                  row.chips(intention.providers);
                  row.cell([&] {
                      for (const auto& timescale : intention.timescales) ui::text(timescale.as_written);
                  });
                  row.cell([&] {
                      for (const auto& route : intention.routes) ui::text(route);
                  });
              });
}

void show_money(const MoneyTable& money)
{
    std::vector<ui::Column> columns;
    for (std::size_t i = 0; i < money.columns.size(); ++i)
        columns.push_back({.title = money.columns[i].empty() ? "Item" : money.columns[i],
                           .min_width = i == 0 ? 180.0F : 100.0F,
                           .weight = i == 0 ? 2.0F : 1.0F,
                           .align = i == 0 ? ui::Align::start : ui::Align::end});
    const ui::Scope scope(money.id.text());
    ui::heading(3, money.unit.empty() ? money.title : money.title + " (" + money.unit + ")");
    ui::table(money.title.empty() ? "Table" : money.title, {.columns = columns, .row_count = money.rows.size(), .openable = false},
              [&](std::size_t i, ui::Row& row) {
                  row.key(static_cast<std::int64_t>(i));
                  for (std::size_t k = 0; k < columns.size(); ++k) {
                      const auto& cells = money.rows[i].cells;
                      if (k >= cells.size()) row.empty();
                      else if (k == 0) row.text(cells[k]);
                      else row.number(cells[k]);
                  }
              });
}

void show_timetable(const Content& content)
{
    if (content.milestones.empty()) return;
    ui::card("timetable", {.title = "Timetable"}, [&] {
        ui::list("dates", {.ruled = true}, [&] {
            for (const auto& milestone : content.milestones)
                ui::list_item(milestone.id.text(), [&] {
                    ui::fact(milestone.event, milestone.date ? milestone.date.text() : "no date");
                    if (!milestone.who.empty()) ui::small(milestone.who);
                });
        });
    });
}

void frozen_text(ViewContext& context, const Version& version)
{
    const Plan& plan = *context.plan;
    ui::row([&] {
        ui::link("All versions", context.href(Screen::versions));
        if (const auto previous = before(plan, version.id)) {
            ui::link("Compare with version " + version_number(plan, previous), compare_href(context, previous, version.id));
        }
        if (latest_version(plan) != &version || plan.edited_since_version)
            ui::link("Compare with the draft now", compare_href(context, version.id, {}));
    });
    ui::card("about", {.title = "Version " + version.number}, [&] {
        const auto standing = standing_of(context, version);
        ui::row([&] {
            ui::pill(standing.words, standing.tone);
            ui::secondary("Frozen on " + version.date.text() + " by " + context.name_of(version.author) +
                          (version.author_role.empty() ? "" : ", " + version.author_role));
        });
        for (const auto& change : version.changes) ui::text("• " + change);
        ui::small("Content " + version.content_hash.short_text() + ". Nothing in a version can be changed.");
    });
    std::string failure;
    const auto* text = context.version_text(version.id, &failure);
    if (!text && !failure.empty()) {
        if (ui::load_error(failure, "Go back to all versions")) context.navigate(context.href(Screen::versions));
        return;
    }
    if (!text) {
        ui::skeleton(8);
        return;
    }
    if (!text->content.sections.empty()) show_sections(text->content);
    if (!text->content.intentions.empty()) show_intentions(text->content);
    if (!text->content.tables.empty()) ui::heading(2, "Tables");
    for (const auto& money : text->content.tables) show_money(money);
    show_timetable(text->content);
}

// ---- cutting one -----------------------------------------------------------------------------------------------------

void export_menu(const ViewContext& context, const Version& version)
{
    const std::string which = "?version=" + app::percent_encode(version.number);
    ui::menu_button("Export", {{.label = "Word document (DOCX)", .href = context.exported(".docx" + which), .native = true},
                               {.label = "Web page, for print (HTML)", .href = context.exported(".html" + which), .native = true},
                               {.label = "Document for print (PDF)", .href = context.exported(".pdf" + which), .native = true}});
}

/// Why no version can be cut now; empty if it can.
std::string_view why_no_cut(const ViewContext& context)
{
    if (const auto reason = context.why_not(Activity::cut_version); !reason.empty()) return reason;
    const Plan& plan = *context.plan;
    if (!plan.edited_since_version && !plan.versions.empty())
        return context.keep("Nothing has changed since version " + plan.versions.back().number + ".");
    return {};
}

void propose_changes(ViewContext& context, Form& form)
{
    const Plan& plan = *context.plan;
    form.propose("number", next_version_number(plan));
    const auto* latest = latest_version(plan);
    if (!latest) {
        form.propose("changes", plan.imported_from.empty() ? "First version" : "As imported from " + plan.imported_from);
        return;
    }
    if (const auto* comparison = comparison_of(context, latest->id, {}))
        form.propose("changes", joined_lines(suggested_changes(*comparison)));
}

void submit_cut(ViewContext& context, Form& form)
{
    const Plan& plan = *context.plan;
    form.forget_errors();
    const std::string number = trimmed(form["number"]);
    const auto* latest = latest_version(plan);
    if (!is_version_number(number)) form.fail("number", "Write the version as two numbers, such as 0.4 or 1.0.");
    else if (latest && !version_number_before(latest->number, number))
        form.fail("number", "The number must come after version " + latest->number + ".");
    const auto changes = lines_of(form["changes"]);
    if (changes.empty()) form.fail("changes", "Say what changed: the version-control table needs at least one item.");
    if (form.has_errors()) return;
    context.submit(form, CutVersion{plan.id, context.new_id<VersionId>(), number, changes});
}

void cut_dialog(ViewContext& context, Form& form)
{
    if (form.open) propose_changes(context, form);
    ui::dialog("Cut a version", form.open,
               {.width = 600, .description = "The draft is frozen as it is now, under a number and a content hash. The draft itself goes on."},
               [&] {
                   ui::text_field("Number", form["number"],
                                  {.help = "0.1, 0.2 while it is a draft; 1.0 for decision.", .error = form.error_of("number"),
                                   .required = true, .input_mode = "decimal", .width = 160});
                   ui::text_area("What changed", form["changes"],
                                 {.help = "One item a line, as it is to stand in the version-control table. Suggested from what has changed.",
                                  .error = form.error_of("changes"), .required = true, .rows = 6});
                   form_error(form);
                   ui::dialog_buttons([&] {
                       if (ui::button("Cancel")) form.open = false;
                       const std::string_view reason = form.waiting() ? form.waiting_reason() : why_no_cut(context);
                       if (ui::primary_button("Cut version " + trimmed(form["number"]) + "###cut", reason)) submit_cut(context, form);
                   });
               });
    const std::string number = trimmed(form["number"]);
    if (context.accepted(form)) ui::toast("Version " + number + " is cut", Tone::green);
}

}  // namespace

void show_versions(ViewContext& context)
{
    const Plan& plan = *context.plan;
    Form& form = context.form("cut/" + plan.id.text());
    const auto* shown = find_version(plan, context.route.id<VersionId>("version"));
    const std::string title = shown ? "Version " + shown->number : "Versions";
    context.page(
        {.title = title,
         .head =
             [&] {
                 ui::page_head({.title = title, .subtitle = shown ? "as it was frozen" : version_line(plan), .actions = [&] {
                                    next_steps_button(context);
                                    if (shown) export_menu(context, *shown);
                                    if (plan.versions.size() + (plan.edited_since_version ? 1U : 0U) > 1)
                                        ui::link("Compare", context.href(Screen::compare), {.as_button = true});
                                    if (ui::button("Cut version " + next_version_number(plan) + "###cut",
                                                   {.kind = ui::ButtonKind::primary, .disabled_reason = why_no_cut(context), .opens_dialog = true}))
                                        form.open = true;
                                }});
                 plan_steps(context);
             },
         .content =
             [&] {
                 unsettled_commands(context);
                 if (shown) {
                     frozen_text(context, *shown);
                     return;
                 }
                 if (plan.versions.empty() && plan.earlier_versions.empty()) {
                     if (ui::empty_state({.title = "No version has been cut",
                                          .text = "A version freezes the draft under a number, so that forums and committees all speak of the same words.",
                                          .action = "Cut the first version",
                                          .disabled_reason = why_no_cut(context)}))
                         form.open = true;
                     return;
                 }
                 draft_card(context);
                 control_table(context);
             }});
    cut_dialog(context, form);
}

}  // namespace assent::views
