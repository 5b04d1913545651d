// What events about forums, briefings, files and outside participants do to the state.
#include "shared/model/fold.hpp"

namespace assent {

void fold(Tenant& tenant, const EventMeta&, const ForumAmended& event)
{
    if (auto* forum = find_in(tenant.forums, event.forum.id)) *forum = event.forum;
}

void fold(Tenant& tenant, const EventMeta& meta, const ForumUnplanned& event)
{
    if (auto* plan = touched(tenant, meta, event.plan))
        std::erase_if(plan->planned_forums, [&](const PlannedForum& planned) { return planned.forum == event.forum; });
}

void fold(Tenant& tenant, const EventMeta& meta, const BriefingPrepared& event)
{
    if (auto* plan = touched(tenant, meta, event.plan)) plan->briefings.push_back(event.briefing);
}

void fold(Tenant& tenant, const EventMeta& meta, const FileAttached& event)
{
    auto* plan = touched(tenant, meta, event.plan);
    if (!plan) return;
    if (auto* occasion = find_in(plan->occasions, event.occasion)) occasion->attachments.push_back(event.attachment);
    if (auto* consultation = find_in(plan->consultations, event.consultation)) consultation->materials.push_back(event.attachment);
}

void fold(Tenant& tenant, const EventMeta& meta, const ParticipantInvited& event)
{
    if (auto* plan = touched(tenant, meta, event.plan)) plan->invitations.push_back(event.invitation);
}

void fold(Tenant& tenant, const EventMeta& meta, const InvitationRevoked& event)
{
    auto* plan = touched(tenant, meta, event.plan);
    auto* invitation = plan ? find_in(plan->invitations, event.invitation) : nullptr;
    if (!invitation) return;
    invitation->revoked = true;
    invitation->revoked_why = event.reason;
}

void fold(Tenant& tenant, const EventMeta& meta, const ParticipantViewed& event)
{
    auto* plan = touched(tenant, meta, event.plan);
    auto* invitation = plan ? find_in(plan->invitations, event.invitation) : nullptr;
    if (!invitation) return;
    ++invitation->viewing_count;
    if (invitation->viewings.size() < SocialisationLimits::viewings_max)
        invitation->viewings.push_back({meta.at, event.version, event.parts});
}

}  // namespace assent
