#pragma once
// Folding the families of events that have files of their own. Only event.cpp calls these; like apply() they cannot fail: what is
// not there is left alone.

#include <algorithm>
#include <vector>

#include "shared/model/event.hpp"

namespace assent {

template<class T, class I>
T* find_in(std::vector<T>& items, I id)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

/// The plan that an event is about, noting that it was touched; null if there is none.
Plan* touched(Tenant& tenant, const EventMeta& meta, PlanId id);

void fold(Tenant& tenant, const EventMeta& meta, const FeedbackReviewed& event);
void fold(Tenant& tenant, const EventMeta& meta, const ChangeLinked& event);
void fold(Tenant& tenant, const EventMeta& meta, const ChangeUnlinked& event);
void fold(Tenant& tenant, const EventMeta& meta, const FeedbackMerged& event);
void fold(Tenant& tenant, const EventMeta& meta, const FeedbackSeparated& event);
void fold(Tenant& tenant, const EventMeta& meta, const VerdictRecorded& event);
void fold(Tenant& tenant, const EventMeta& meta, const FeedbackPlaced& event);
void fold(Tenant& tenant, const EventMeta& meta, const FeedbackPublished& event);
void fold(Tenant& tenant, const EventMeta& meta, const FeedbackWindowSet& event);
void fold(Tenant& tenant, const EventMeta& meta, const FeedbackImported& event);
void fold(Tenant& tenant, const EventMeta& meta, const RemarkAdded& event);
void fold(Tenant& tenant, const EventMeta& meta, const WatchSet& event);
void fold(Tenant& tenant, const EventMeta& meta, const ReadMarked& event);
void fold(Tenant& tenant, const EventMeta& meta, const ViewSaved& event);
void fold(Tenant& tenant, const EventMeta& meta, const ViewDropped& event);
void fold(Tenant& tenant, const EventMeta& meta, const ForumAmended& event);
void fold(Tenant& tenant, const EventMeta& meta, const ForumUnplanned& event);
void fold(Tenant& tenant, const EventMeta& meta, const BriefingPrepared& event);
void fold(Tenant& tenant, const EventMeta& meta, const FileAttached& event);
void fold(Tenant& tenant, const EventMeta& meta, const ParticipantInvited& event);
void fold(Tenant& tenant, const EventMeta& meta, const InvitationRevoked& event);
void fold(Tenant& tenant, const EventMeta& meta, const ParticipantViewed& event);
void fold(Tenant& tenant, const EventMeta& meta, const SignificanceAssessed& event);
void fold(Tenant& tenant, const EventMeta& meta, const ConsultationWaived& event);
void fold(Tenant& tenant, const EventMeta& meta, const ConsultationSet& event);
void fold(Tenant& tenant, const EventMeta& meta, const ConsultationMoved& event);
void fold(Tenant& tenant, const EventMeta& meta, const ConsulteeRecorded& event);
void fold(Tenant& tenant, const EventMeta& meta, const ConsultationReported& event);
void fold(Tenant& tenant, const EventMeta& meta, const SubmissionModerated& event);
void fold(Tenant& tenant, const EventMeta& meta, const SubmissionReceived& event);
void fold(Tenant& tenant, const EventMeta& meta, const InterestEntered& event);
void fold(Tenant& tenant, const EventMeta& meta, const InterestAmended& event);
void fold(Tenant& tenant, const EventMeta& meta, const InterestEnded& event);
void fold(Tenant& tenant, const EventMeta& meta, const InterestsConfirmed& event);
void fold(Tenant& tenant, const EventMeta& meta, const DecisionMakerSet& event);
void fold(Tenant& tenant, const EventMeta& meta, const GiftRecorded& event);
void fold(Tenant& tenant, const EventMeta& meta, const BreachRecorded& event);

}  // namespace assent
