#include "shared/model/cover_sheet.hpp"

#include <algorithm>
#include <tuple>

namespace assent {

namespace {

/// Whether the version `id` is not later than `last`; one that is not there is neither.
bool is_up_to(const Plan& plan, VersionId id, const Version* last)
{
    if (!last) return true;
    for (const auto& version : plan.versions) {
        if (version.id == id) return true;
        if (version.id == last->id) return false;
    }
    return false;
}

std::string number_of(const Plan& plan, VersionId id)
{
    const auto* version = find_version(plan, id);
    return version ? version->number : "";
}

GovernanceLine line_of(const Plan& plan, const Decision& decision, const Version* version)
{
    GovernanceLine line;
    line.committee = decision.committee.name;
    line.organisation = decision.committee.organisation;
    line.discussed = decision.meeting;
    line.version = number_of(plan, decision.version);
    line.outcome = !decision.closed    ? "not decided yet"
                   : !decision.quorate ? "not quorate, nothing decided"
                                       : in_words(decision.outcome);
    for (const auto& condition : decision.conditions)
        line.conditions.push_back(condition.text + (condition.met ? " (met: " + condition.how + ')' : " (open)"));
    const auto* about = version ? version : latest_version(plan);
    line.stands = !decision.voided && about && decision.content_hash == about->content_hash;
    return line;
}

TrailLine line_of(const Tenant& tenant, const Plan& plan, const Occasion& occasion, const Version* version)
{
    TrailLine line;
    line.date = occasion.date;
    const auto* forum = find_forum(tenant, occasion.forum);
    line.forum = forum ? forum->name : "a forum";
    line.kind = forum ? forum->kind : "";
    line.version = number_of(plan, occasion.version);
    line.parts = occasion.parts;
    if (const auto* briefing = find_briefing(plan, occasion.briefing)) line.briefing = briefing->number;
    line.outcome = words_of(occasion.outcome);
    for (const auto& item : plan.feedback) {
        if (item.occasion != occasion.id) continue;
        ++line.feedback;
        if (item.what_changed.empty() || (item.changed_in && !is_up_to(plan, item.changed_in, version))) continue;
        const auto changed_in = number_of(plan, item.changed_in);
        line.changed.push_back(reference_of(item) + ": " + item.what_changed +
                               (changed_in.empty() ? "" : " (version " + changed_in + ')'));
    }
    return line;
}

ConsultationLine line_of(const Consultation& consultation)
{
    ConsultationLine line;
    line.title = consultation.title;
    line.kind = words_of(consultation.kind);
    line.opens = consultation.opens;
    line.closes = consultation.closes;
    line.state = words_of(consultation.state);
    line.consultees = static_cast<std::uint32_t>(consultation.consultees.size());
    for (const auto& consultee : consultation.consultees)
        line.responded += static_cast<bool>(consultee.responded);
    line.reported = consultation.reported;
    line.board_outcome = consultation.board_outcome;
    return line;
}

} // namespace

CoverSheet cover_sheet(const Tenant& tenant, const Plan& plan, const Version* version)
{
    CoverSheet sheet;
    for (const auto& decision : plan.decisions)
        if (is_up_to(plan, decision.version, version)) sheet.governance.push_back(line_of(plan, decision, version));
    std::sort(sheet.governance.begin(), sheet.governance.end(), [](const auto& a, const auto& b) {
        return std::tie(a.discussed, a.committee, a.organisation, a.version) <
               std::tie(b.discussed, b.committee, b.organisation, b.version);
    });
    for (const auto& occasion : plan.occasions)
        if (is_up_to(plan, occasion.version, version)) sheet.trail.push_back(line_of(tenant, plan, occasion, version));
    std::sort(sheet.trail.begin(), sheet.trail.end(), [](const auto& a, const auto& b) {
        return std::tie(a.date, a.forum, a.version) < std::tie(b.date, b.forum, b.version);
    });
    for (const auto& consultation : plan.consultations)
        if (is_up_to(plan, consultation.version, version)) sheet.consultations.push_back(line_of(consultation));
    std::sort(sheet.consultations.begin(), sheet.consultations.end(),
              [](const auto& a, const auto& b) { return std::tie(a.opens, a.title) < std::tie(b.opens, b.title); });
    return sheet;
}

} // namespace assent
