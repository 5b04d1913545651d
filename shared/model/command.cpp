#include "shared/model/command.hpp"

namespace assent {

Command::Command() = default;
Command::Command(const Command&) = default;
Command::Command(Command&&) noexcept = default;
Command& Command::operator=(const Command&) = default;
Command& Command::operator=(Command&&) noexcept = default;
Command::~Command() = default;

bool operator==(const Command& a, const Command& b)
{
    return static_cast<const CommandKinds&>(a) == static_cast<const CommandKinds&>(b);
}

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
