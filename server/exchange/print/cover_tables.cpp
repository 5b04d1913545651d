#include "server/exchange/print/cover_tables.hpp"

#include <cctype>

#include "server/exchange/print/printed_text.hpp"

namespace assent::exchange::print {

static std::string capitalised(std::string words)
{
    if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    return words;
}

Table governance_table(const std::vector<GovernanceLine>& lines)
{
    Table table{"table-governance", as_words("Committees that discussed this plan"), TableLook::record,
                columns_of({"Committee", "Date discussed", "Version", "Outcome", "Conditions"}), {}};
    table.columns[1].look = ColumnLook::date;
    for (const auto& line : lines) {
        Paragraph outcome{as_words(capitalised(line.outcome)), ParagraphLook::bare};
        if (!line.stands) {
            outcome.words = std::move(outcome.words) + as_words(" ");
            outcome.words.runs.push_back(mark("not of this version", Look::mark_plain));
        }
        Cell outcome_cell;
        outcome_cell.blocks.emplace_back(std::move(outcome));
        const std::string committee = line.organisation.empty() ? line.committee : line.organisation + ", " + line.committee;
        table.rows.push_back({"", false, {row_head(cell(committee)), value_cell(line.discussed.text(), "not dated"), value_cell(line.version, "unknown"),
                                          std::move(outcome_cell), values_cell(line.conditions, "none")}});
    }
    return table;
}

Table trail_table(const std::vector<TrailLine>& lines)
{
    Table table{"table-trail", as_words("Forums that were shown this plan"), TableLook::record,
                columns_of({"Forum", "Date", "Version", "Shown", "Outcome", "Feedback", "What changed"}), {}};
    table.columns[1].look = ColumnLook::date;
    table.columns[5].look = ColumnLook::figures;
    for (const auto& line : lines) {
        Cell shown = values_cell(line.parts, "the whole version");
        if (line.briefing > 0) shown.blocks.emplace_back(paragraph("Briefing " + std::to_string(line.briefing), ParagraphLook::about));
        table.rows.push_back({"", false, {row_head(cell(line.forum)), cell(line.date.text()), value_cell(line.version, "unknown"), std::move(shown),
                                          cell(capitalised(line.outcome)), cell(std::to_string(line.feedback)), values_cell(line.changed, "nothing")}});
    }
    return table;
}

Table consultation_table(const std::vector<ConsultationLine>& lines)
{
    Table table{"table-consultations", as_words("Consultations and engagement"), TableLook::record,
                columns_of({"Consultation", "Kind", "From", "To", "State", "Responses", "Report received", "Outcome"}), {}};
    for (const std::size_t column : {2, 3, 6}) table.columns[column].look = ColumnLook::date;
    for (const auto& line : lines)
        table.rows.push_back({"", false, {row_head(cell(line.title)), cell(line.kind), cell(line.opens.text()), cell(line.closes.text()), cell(line.state),
                                          cell(std::to_string(line.responded) + " of " + std::to_string(line.consultees) + " consultees"),
                                          value_cell(line.reported.text(), "not yet"), value_cell(line.board_outcome, "none yet")}});
    return table;
}

Table briefing_intentions(const std::vector<Intention>& intentions)
{
    Table table{"table-intentions", as_words("What is proposed"), TableLook::record, columns_of({"Reference", "Programme area", "Intention"}), {}};
    table.columns[2].look = ColumnLook::main;
    for (const auto& intention : intentions) {
        Cell words;
        words.blocks.emplace_back(paragraph(intention.service_area, ParagraphLook::service));
        for (auto& block : marked_blocks(intention.text)) words.blocks.push_back(std::move(block));
        table.rows.push_back({"", false, {row_head(value_cell(intention.reference, "none")), value_cell(intention.programme_area, "none"), std::move(words)}});
    }
    return table;
}

}  // namespace assent::exchange::print
