#pragma once
// Events about forums, briefings, files and outside participants. Part of the variant in event.hpp; folded in socialisation_fold.cpp.

#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/model/invitation.hpp"
#include "shared/model/socialisation.hpp"

namespace assent {

struct ForumAmended
{
    Forum forum;
    bool operator==(const ForumAmended&) const = default;
};
BOOST_DESCRIBE_STRUCT(ForumAmended, (), (forum))

struct ForumUnplanned
{
    PlanId plan;
    ForumId forum;
    bool operator==(const ForumUnplanned&) const = default;
};
BOOST_DESCRIBE_STRUCT(ForumUnplanned, (), (plan, forum))

struct BriefingPrepared
{
    PlanId plan;
    Briefing briefing;
    bool operator==(const BriefingPrepared&) const = default;
};
BOOST_DESCRIBE_STRUCT(BriefingPrepared, (), (plan, briefing))

struct FileAttached
{
    PlanId plan;
    OccasionId occasion;  ///< or
    ConsultationId consultation;
    Attachment attachment;
    bool operator==(const FileAttached&) const = default;
};
BOOST_DESCRIBE_STRUCT(FileAttached, (), (plan, occasion, consultation, attachment))

struct ParticipantInvited
{
    PlanId plan;
    Invitation invitation;
    bool operator==(const ParticipantInvited&) const = default;
};
BOOST_DESCRIBE_STRUCT(ParticipantInvited, (), (plan, invitation))

struct InvitationRevoked
{
    PlanId plan;
    InvitationId invitation;
    std::string reason;
    bool operator==(const InvitationRevoked&) const = default;
};
BOOST_DESCRIBE_STRUCT(InvitationRevoked, (), (plan, invitation, reason))

/// An outside participant was shown something. What they say is logged as feedback.
struct ParticipantViewed
{
    PlanId plan;
    InvitationId invitation;
    VersionId version;
    std::vector<ElementId> parts;
    bool operator==(const ParticipantViewed&) const = default;
};
BOOST_DESCRIBE_STRUCT(ParticipantViewed, (), (plan, invitation, version, parts))

}  // namespace assent
