#include "server/identity/outside_authority.hpp"

namespace assent::identity {

Result<LiveInvitation> live_invitation(const Tenant& tenant, const Hash& token_hash, Timestamp now)
{
    for (const auto& plan : tenant.plans)
        for (const auto& invitation : plan.invitations)
            if (invitation.token_hash == token_hash && !invitation.revoked && local_date(now) <= invitation.until)
                return LiveInvitation{&plan, &invitation};
    return refuse(Errc::not_found, "This link does not work, or does not work any more.");
}

Result<PublicConsultation> public_consultation(const Tenant& tenant, ConsultationId id)
{
    for (const auto& plan : tenant.plans)
        if (const auto* found = find_consultation(plan, id); found && found->public_page) return PublicConsultation{&plan, found};
    return refuse(Errc::not_found, "There is no such consultation here.");
}

Openness openness_of(const Consultation& consultation, Timestamp now)
{
    const Date today = local_date(now);
    switch (consultation.state) {
    case ConsultationState::planned: return Openness::not_yet;
    case ConsultationState::open:
        if (today < consultation.opens) return Openness::not_yet;
        return today <= consultation.closes ? Openness::open : Openness::over;
    case ConsultationState::closed:
    case ConsultationState::concluded: break;
    }
    return Openness::over;
}

Result<PublicConsultation> open_consultation(const Tenant& tenant, ConsultationId id, Timestamp now)
{
    ASSENT_TRY(const auto found, public_consultation(tenant, id));
    switch (openness_of(*found.consultation, now)) {
    case Openness::open: break;
    case Openness::not_yet:
        return refuse(Errc::not_allowed, "This consultation is not open yet. Responses are taken from " + found.consultation->opens.text() + ".");
    case Openness::over:
        return refuse(Errc::not_allowed, "This consultation is closed. Responses were taken until " + found.consultation->closes.text() + ".");
    }
    return found;
}

}  // namespace assent::identity
