#pragma once
// The only maker of grants. It looks at the organisation's state as the command finds it, so a right that was taken away
// a moment ago is gone.

#include "server/identity/grant.hpp"
#include "shared/base/result.hpp"
#include "shared/model/command.hpp"
#include "shared/model/tenant.hpp"

namespace assent::identity {

class Authoriser
{
public:
    /// Errors  forbidden: not an active member, or no role has the right.
    static Result<Grant> grant(const Tenant& tenant, PersonId person, Right right);

    /// For the program's own subcommands, which act on files that the operator may read and write anyway.
    static Grant operator_grant(TenantId tenant, std::uint64_t state_version);

    // For those without an account, who act as nobody; the right names what let them in.

    /// "invitation:3f2a...": read, comment or propose as the invitation says, and nothing else.
    /// Errors  not_found: the link does not work now (outside_authority.hpp).
    static Result<Grant> participant_grant(const Tenant& tenant, const Hash& token_hash, Timestamp now);

    /// "consultation:3f2a...": send a response to it, and nothing else.
    /// Errors  not_found, not_allowed: there is none, or it is not open now.
    static Result<Grant> public_grant(const Tenant& tenant, ConsultationId consultation, Timestamp now);
};

/// The right a command needs. What the plan's state allows is asked apart from it.
Right right_for(const Command& command);

/// "edit_content": the right as the log names it.
const char* name_of(Right right);

}  // namespace assent::identity
