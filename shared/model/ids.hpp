#pragma once
// The kinds of identifier. Different things have different types, so that one cannot be passed for another.

#include "shared/base/id.hpp"

namespace assent {

using TenantId = Id<struct TenantTag>;
using PersonId = Id<struct PersonTag>;
using PlanId = Id<struct PlanTag>;
using ElementId = Id<struct ElementTag>;  ///< a section, intention, table, milestone or doubt of a plan
using VersionId = Id<struct VersionTag>;
using ForumId = Id<struct ForumTag>;
using OccasionId = Id<struct OccasionTag>;  ///< a socialisation event
using FeedbackId = Id<struct FeedbackTag>;
using CommitteeId = Id<struct CommitteeTag>;
using DecisionId = Id<struct DecisionTag>;
using ConditionId = Id<struct ConditionTag>;
using SuggestionId = Id<struct SuggestionTag>;
using ChangeId = Id<struct ChangeTag>;  ///< a change that feedback led to
using RemarkId = Id<struct RemarkTag>;
using BriefingId = Id<struct BriefingTag>;
using InvitationId = Id<struct InvitationTag>;
using ConsultationId = Id<struct ConsultationTag>;
using ConsulteeId = Id<struct ConsulteeTag>;
using SubmissionId = Id<struct SubmissionTag>;
using InterestId = Id<struct InterestTag>;  ///< an entry of the register of interests
using GiftId = Id<struct GiftTag>;
using BreachId = Id<struct BreachTag>;
using SavedViewId = Id<struct SavedViewTag>;

}  // namespace assent
