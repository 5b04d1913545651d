#pragma once

#include <string>

#include "shared/model/plan.hpp"

namespace assent::views {

/// The plan's title with its financial year, unless the title names that year already, in whatever spelling.
inline std::string plan_name(const Plan& plan)
{
    const auto year = plan.period.substr(0, 4);
    const bool named = year.size() < 4 || plan.title.find(year) != std::string::npos;
    return named ? plan.title : plan.title + " " + plan.period;
}

}  // namespace assent::views
