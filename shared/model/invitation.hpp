#pragma once
// Outside participants (R3, R22, N8): somebody without an account, let in by a link for a time to one version or some of its parts,
// to read, to comment or to propose other words, and to nothing else.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/sha256.hpp"
#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"

namespace assent {

/// What a participant was shown, and when.
struct Viewing
{
    Timestamp at;
    VersionId version;
    std::vector<ElementId> parts;  ///< empty: the whole version
    bool operator==(const Viewing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Viewing, (), (at, version, parts))

struct Invitation
{
    InvitationId id;
    std::string name;
    std::string organisation;
    std::string stakeholder_type;
    std::string provider;          ///< a provider sees the intentions that name it and no others; empty: `parts` says what
    VersionId version;
    std::vector<ElementId> parts;  ///< empty, and no provider: the whole version
    bool may_comment{};
    bool may_propose{};
    Date until;                    ///< the last day on which the link works
    Hash token_hash;               ///< SHA-256 of the link's secret; the secret itself is never sent to the server
    PersonId invited_by;
    Timestamp invited_at;
    bool revoked{};
    std::string revoked_why;
    std::vector<Viewing> viewings;
    std::uint32_t viewing_count{};

    bool operator==(const Invitation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Invitation, (),
                      (id, name, organisation, stakeholder_type, provider, version, parts, may_comment, may_propose, until,
                       token_hash, invited_by, invited_at, revoked, revoked_why, viewings, viewing_count))

}  // namespace assent
