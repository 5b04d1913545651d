#pragma once
// Commands about forums, briefings, files and outside participants. Part of the variant in command.hpp.

#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/model/invitation.hpp"
#include "shared/model/socialisation.hpp"

namespace assent {

/// Everything about a forum anew.
struct AmendForum
{
    Forum forum;
    bool operator==(const AmendForum&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmendForum, (), (forum))

/// Takes a forum out of the engagement plan.
struct UnplanForum
{
    PlanId plan;
    ForumId forum;
    bool operator==(const UnplanForum&) const = default;
};
BOOST_DESCRIBE_STRUCT(UnplanForum, (), (plan, forum))

struct PrepareBriefing
{
    PlanId plan;
    Briefing briefing;  ///< number, who and when are the server's to say
    bool operator==(const PrepareBriefing&) const = default;
};
BOOST_DESCRIBE_STRUCT(PrepareBriefing, (), (plan, briefing))

struct AttachFile
{
    PlanId plan;
    OccasionId occasion;  ///< or
    ConsultationId consultation;
    Hash upload;  ///< what the server called the file when it was uploaded
    bool operator==(const AttachFile&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttachFile, (), (plan, occasion, consultation, upload))

struct InviteParticipant
{
    PlanId plan;
    Invitation invitation;  ///< who, when and viewings are the server's to say
    bool operator==(const InviteParticipant&) const = default;
};
BOOST_DESCRIBE_STRUCT(InviteParticipant, (), (plan, invitation))

struct RevokeInvitation
{
    PlanId plan;
    InvitationId invitation;
    std::string reason;
    bool operator==(const RevokeInvitation&) const = default;
};
BOOST_DESCRIBE_STRUCT(RevokeInvitation, (), (plan, invitation, reason))

}  // namespace assent
