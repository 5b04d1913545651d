#pragma once
// The tables of a cover sheet (shared/model/cover_sheet.hpp), and the intentions of a briefing.

#include <vector>

#include "server/exchange/print/printed.hpp"
#include "shared/model/cover_sheet.hpp"

namespace assent::exchange::print {

Table governance_table(const std::vector<GovernanceLine>& lines);
Table trail_table(const std::vector<TrailLine>& lines);
Table consultation_table(const std::vector<ConsultationLine>& lines);
Table briefing_intentions(const std::vector<Intention>& intentions);

}  // namespace assent::exchange::print
