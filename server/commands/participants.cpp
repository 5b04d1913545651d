// Outside participants: who is let in by a link, to what, and until when.
#include "server/commands/handle.hpp"

namespace assent::commands {

/// A link works for so long at most.
static constexpr std::int32_t invitation_days_max = 366;

Result<Decided> handle_one(const Situation& situation, const InviteParticipant& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    Invitation invitation = command.invitation;
    if (!invitation.id) return refuse(Errc::malformed, "The invitation has no identifier.", "invitation");
    if (invitation.token_hash == Hash{}) return refuse(Errc::malformed, "The invitation has no link.", "invitation");
    for (const auto& other_plan : situation.tenant.plans)
        for (const auto& other : other_plan.invitations)
            if (other.id == invitation.id || other.token_hash == invitation.token_hash)
                return refuse(Errc::conflict, "This invitation is there already.", "invitation");
    ASSENT_CHECK(check_words(invitation.name, "name", "whom you invite"));
    for (const auto* text : {&invitation.organisation, &invitation.stakeholder_type, &invitation.provider})
        ASSENT_CHECK(check_optional_words(*text, "invitation"));
    if (!find_version(*plan, invitation.version))
        return refuse(Errc::not_found, "Choose the version to show. If there is none yet, cut one first.", "version");
    if (invitation.parts.size() > SocialisationLimits::parts_max)
        return refuse(Errc::too_large, "Name 500 parts at most, or choose the whole version.", "parts");
    if (!invitation.provider.empty() && !invitation.parts.empty())
        return refuse(Errc::invalid, "A provider sees the intentions that name it. Choose either a provider or parts.", "parts");
    const Date today = local_date(situation.now);
    if (!invitation.until || invitation.until < today)
        return refuse(Errc::invalid, "Enter the last day on which the link works: today or later.", "until");
    if (invitation.until.days - today.days > invitation_days_max)
        return refuse(Errc::invalid, "A link works for a year at most. Enter an earlier day.", "until");
    invitation.invited_by = situation.person.id;
    invitation.invited_at = situation.now;
    invitation.revoked = false;
    invitation.revoked_why.clear();
    invitation.viewings.clear();
    invitation.viewing_count = 0;
    return Decided{{ParticipantInvited{command.plan, std::move(invitation)}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const RevokeInvitation& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    const auto* invitation = find_invitation(*plan, command.invitation);
    if (!invitation) return refuse(Errc::not_found, "There is no such invitation.", "invitation");
    if (invitation->revoked) return refuse(Errc::conflict, "This invitation has been ended already.", "invitation");
    ASSENT_CHECK(check_words(command.reason, "reason", "why the invitation is ended"));
    return Decided{{InvitationRevoked{command.plan, command.invitation, command.reason}}, {}};
}

}  // namespace assent::commands
