#pragma once
// The briefing pack on a version as one HTML page for printing: the same key messages for every forum, what the version
// proposes, what changed since the version before, and where to send feedback (REQUIREMENTS R20). Everything but the
// key messages comes from the record, so that every forum is told the same. Plain semantic HTML without script or style
// of its own.

#include <string>
#include <vector>

#include "shared/document/canonical.hpp"
#include "shared/model/tenant.hpp"

namespace assent::exchange::print {

/// Whom to send feedback to.
struct BriefingContact
{
    std::string name;
    std::string job_title;
    std::string email;
};

struct BriefingPage
{
    std::string organisation;
    std::string plan_title;
    std::string period;
    std::uint32_t number{}; ///< of the briefing
    Date prepared;
    std::string prepared_by;
    Version version;
    std::vector<std::string> key_messages;
    Content content;                  ///< only the parts the briefing is about
    bool is_whole{};                  ///< all of the version
    std::string previous;             ///< number of the version before; empty if there is none
    std::vector<std::string> changes; ///< since then, in words
    std::vector<BriefingContact> contacts;
    FeedbackWindow window;
};

/// version   as kept beside the log. before: the version before it, null if there is none.
/// Contacts are the active engagement leads, or the plan's owner where nobody has that role.
BriefingPage briefing_page(const Tenant& tenant, const Plan& plan, const Briefing& briefing, const FrozenPlan& version,
                           const FrozenPlan* before);

/// The whole page; all texts are escaped.
std::string briefing_html(const BriefingPage& page);

/// The version before the briefing's; null for the first one.
const Version* version_before(const Plan& plan, VersionId version);

}  // namespace assent::exchange::print
