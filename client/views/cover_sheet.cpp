#include "client/views/cover_sheet.hpp"

#include "client/views/record_parts.hpp"
#include "shared/model/cover_sheet.hpp"

namespace assent::views {

namespace {

using ui::Tone;

void governance_table(const std::vector<GovernanceLine>& lines)
{
    if (lines.empty()) return;
    static const std::vector<ui::Column> columns = {{.title = "Committee", .min_width = 200, .weight = 2},
                                                    {.title = "Date discussed", .min_width = 160},
                                                    {.title = "Version", .min_width = 80},
                                                    {.title = "Outcome", .min_width = 190, .weight = 1}};
    ui::table("Committees that discussed this plan",
              {.columns = columns, .row_count = lines.size(), .row_height_guess = 48, .openable = false},
              [&](std::size_t i, ui::Row& row) {
                  const auto& line = lines[i];
                  row.key(static_cast<std::int64_t>(i));
                  row.name(line.committee, line.organisation);
                  row.text(line.discussed.text());
                  row.text(line.version);
                  std::string note = line.stands ? "" : "not of the latest version";
                  if (!line.conditions.empty())
                      note += (note.empty() ? "" : ", ") + counted(line.conditions.size(), "condition", "conditions");
                  row.text(line.outcome, note, {.tone = line.stands ? Tone::ink : Tone::secondary});
              });
}

void trail_table(ViewContext& context, const std::vector<TrailLine>& lines)
{
    if (lines.empty()) return;
    static const std::vector<ui::Column> columns = {{.title = "Forum", .min_width = 190, .weight = 2},
                                                    {.title = "Date", .min_width = 90},
                                                    {.title = "Shown", .min_width = 130, .weight = 1},
                                                    {.title = "Outcome", .min_width = 130},
                                                    {.title = "Feedback", .min_width = 90, .align = ui::Align::end},
                                                    {.title = "What changed", .min_width = 200, .weight = 2}};
    ui::table("Forums that were shown this plan",
              {.columns = columns, .row_count = lines.size(), .row_height_guess = 48, .openable = false},
              [&](std::size_t i, ui::Row& row) {
                  const auto& line = lines[i];
                  row.key(static_cast<std::int64_t>(i));
                  row.name(line.forum, line.kind);
                  row.text(brief(line.date, context.today));
                  std::string shown = line.parts.empty() ? "all of it" : counted(line.parts.size(), "part", "parts");
                  if (line.briefing > 0) shown += ", briefing " + std::to_string(line.briefing);
                  row.text("version " + line.version, shown);
                  row.text(line.outcome);
                  row.number(std::to_string(line.feedback));
                  row.text(line.changed.empty() ? "–" : shortened(joined_lines(line.changed), 200),
                           {.tone = line.changed.empty() ? Tone::secondary : Tone::ink});
              });
}

void consultation_table(ViewContext& context, const std::vector<ConsultationLine>& lines)
{
    if (lines.empty()) return;
    static const std::vector<ui::Column> columns = {{.title = "Consultation", .min_width = 200, .weight = 2},
                                                    {.title = "Open", .min_width = 150, .weight = 1},
                                                    {.title = "State", .min_width = 100},
                                                    {.title = "Answered", .min_width = 90},
                                                    {.title = "Outcome", .min_width = 200, .weight = 2}};
    ui::table("Consultations held",
              {.columns = columns, .row_count = lines.size(), .row_height_guess = 48, .openable = false},
              [&](std::size_t i, ui::Row& row) {
                  const auto& line = lines[i];
                  row.key(static_cast<std::int64_t>(i));
                  row.name(line.title, line.kind);
                  row.text(brief(line.opens, context.today) + " to " + brief(line.closes, context.today));
                  row.text(line.state);
                  row.text(std::to_string(line.responded) + " of " + std::to_string(line.consultees));
                  const std::string outcome = line.board_outcome.empty() ? "–" : shortened(line.board_outcome, 160);
                  row.text(outcome, line.reported ? "received " + line.reported.text() : "",
                           {.tone = line.board_outcome.empty() ? Tone::secondary : Tone::ink});
              });
}

} // namespace

void show_cover_sheet(ViewContext& context)
{
    const auto sheet = cover_sheet(context.tenant, *context.plan, latest_version(*context.plan));
    if (sheet.empty()) return;
    ui::row([&] {
        ui::heading(2, "Cover sheet");
        ui::push_right();
        ui::link("For print (HTML)", context.exported(".html#cover"), {.native = true});
    });
    ui::secondary(
        "Written from the record. It goes in front of the paper, with the same tables on the page for print.");
    governance_table(sheet.governance);
    trail_table(context, sheet.trail);
    consultation_table(context, sheet.consultations);
}

} // namespace assent::views
