#pragma once
// What lets somebody without an account do anything at all: a link that works, or a consultation that is open to everybody. Asked anew for
// every page and every form, so that what was ended a moment ago is ended.

#include "shared/base/result.hpp"
#include "shared/model/tenant.hpp"

namespace assent::identity {

/// A link that works now.
struct LiveInvitation
{
    const Plan* plan{};
    const Invitation* invitation{};
};

/// token_hash  SHA-256 of the link's secret.
/// Errors  not_found: no such link, ended, or past its last day; one answer for all.
Result<LiveInvitation> live_invitation(const Tenant& tenant, const Hash& token_hash, Timestamp now);

/// A consultation with a public page, whatever its state.
struct PublicConsultation
{
    const Plan* plan{};
    const Consultation* consultation{};
};

/// Errors  not_found: no such consultation, or none with a public page.
Result<PublicConsultation> public_consultation(const Tenant& tenant, ConsultationId id);

enum class Openness : std::uint8_t { not_yet, open, over };

/// By its state and its days.
Openness openness_of(const Consultation& consultation, Timestamp now);

/// Errors  as public_consultation(). not_allowed: not open; the sentence says from or until when.
Result<PublicConsultation> open_consultation(const Tenant& tenant, ConsultationId id, Timestamp now);

}  // namespace assent::identity
