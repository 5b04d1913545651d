#pragma once
// What handlers must know of a plan beyond what it says now: who set each register last, the parts that were taken out, and the
// providers that its latest version names.
// Folded from the same events as the plan, before they are folded into it, so it is the same after the log was read again.

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "shared/model/event.hpp"
#include "shared/model/interest_match.hpp"
#include "shared/model/register.hpp"

namespace assent::commands {

struct PastLimits
{
    static constexpr std::size_t setters_max = 100'000;                  ///< registers whose setter is known
    static constexpr std::size_t removed_bytes_max = 8 * 1024 * 1024;    ///< of parts taken out; their number as PlanLimits
};

class PlanPast
{
public:
    /// An edit of the plan before it is applied to `content`.
    void fold(const Content& content, const Edit& edit, PersonId by);

    /// A version was cut of `content`.
    void cut(const Content& content) { named_ = providers_named(content); }

    /// In the latest version.
    const std::vector<NamedProvider>& named() const { return named_; }

    /// Who gave a register its value last; nothing if it still has the one it came with, or it is not known any more.
    std::optional<PersonId> setter_of(const Register& place) const;

    /// The edit that puts a part back, complete; as it was asked for if the part is not kept.
    RestoreElement restoring(const Content& content, const RestoreElement& asked) const;

private:
    struct Removed
    {
        RestoreElement restore;
        std::size_t bytes{};
    };

    void keep(const Content& content, ElementId element);

    std::map<Register, PersonId> setters_;
    std::deque<Removed> removed_;
    std::size_t removed_bytes_{};
    std::vector<NamedProvider> named_;
};

}  // namespace assent::commands
