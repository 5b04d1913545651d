#pragma once
// Authority as a value. Whoever writes to an organisation's log must show a Grant, and a Grant is made in one place only:
// by the Authoriser, against the state in which the command is decided. Code that forgets to ask does not compile.

#include <cstdint>
#include <string>
#include <utility>

#include "shared/model/ids.hpp"

namespace assent::identity {

class Authoriser;
struct GrantForTest;  ///< tests/support/grant_for_test.hpp: the one other maker, never linked into the program

/// That `principal` may use `right` in `tenant`, as found when the state stood at `state_version`.
class Grant
{
public:
    TenantId tenant() const { return tenant_; }
    PersonId principal() const { return principal_; }
    /// The right's name, as it is written to the log, e.g. "feedback.respond".
    const std::string& right() const { return right_; }
    /// Sequence of the last event that the decision took into account.
    std::uint64_t state_version() const { return state_version_; }

private:
    friend class Authoriser;
    friend struct GrantForTest;

    Grant(TenantId tenant, PersonId principal, std::string right, std::uint64_t state_version)
        : tenant_(tenant), principal_(principal), right_(std::move(right)), state_version_(state_version)
    {
    }

    TenantId tenant_;
    PersonId principal_;
    std::string right_;
    std::uint64_t state_version_;
};

}  // namespace assent::identity
