#include "server/exchange/print/plan_html.hpp"

#include "server/exchange/print/printed_html.hpp"
#include "server/exchange/print/printed_plan.hpp"
#include "server/exchange/print/reports.hpp"

namespace assent::exchange::print {

static std::string numbered(const Printed& printed)
{
    const auto pages = paginate(printed);
    return printed_html(printed, &pages);
}

std::string plan_html(const PlanPage& page)
{
    return numbered(printed_plan(page));
}

std::string feedback_html(const PlanPage& page)
{
    return numbered(printed_you_said(page));
}

}  // namespace assent::exchange::print
