#include "shared/model/command.hpp"

namespace assent {

template<class T>
concept AboutPlan = requires(const T& value) { PlanId{value.plan}; };

PlanId plan_of(const Command& command)
{
    return std::visit(
        [](const auto& one) {
            if constexpr (AboutPlan<std::decay_t<decltype(one)>>)
                return one.plan;
            else
                return PlanId{};
        },
        command);
}

}  // namespace assent
