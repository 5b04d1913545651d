#include "server/exchange/plan_page.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "shared/model/contracting_route.hpp"

namespace assent::exchange {

std::vector<AreaIntentions> by_programme_area(const Content& content)
{
    std::vector<AreaIntentions> areas;
    std::map<std::string_view, std::size_t> place;
    for (const auto& intention : content.intentions) {
        const std::string_view name = intention.programme_area.empty() ? "No programme area" : std::string_view(intention.programme_area);
        const auto [found, is_new] = place.emplace(name, areas.size());
        if (is_new) areas.push_back({std::string(name), {}});
        areas[found->second].intentions.push_back(&intention);
    }
    return areas;
}

bool names_places(const Content& content)
{
    return std::any_of(content.intentions.begin(), content.intentions.end(), [](const Intention& intention) { return !intention.place.empty(); });
}

std::string route_in_words(const std::string& route)
{
    const auto known = parse_contracting_route(route);
    return known ? std::string(words_of(*known)) : route;
}

std::vector<std::string> routes_in_words(const std::vector<std::string>& routes)
{
    std::vector<std::string> words;
    for (const auto& route : routes) words.push_back(route_in_words(route));
    return words;
}

static bool up_to(const Plan& plan, const Version& candidate, const Version* last)
{
    if (!last) return true;
    for (const auto& version : plan.versions) {
        if (version.id == candidate.id) return true;
        if (version.id == last->id) return false;
    }
    return false;
}

static std::vector<VersionLine> version_lines(const Tenant& tenant, const Plan& plan, const Version* last)
{
    std::vector<VersionLine> lines;
    for (const auto& earlier : plan.earlier_versions)
        lines.push_back({"", earlier.date, earlier.changes, earlier.author, earlier.author_role});
    for (const auto& version : plan.versions)
        if (up_to(plan, version, last))
            lines.push_back({version.number, version.date.text(), version.changes, name_of(tenant, version.author), version.author_role});
    return lines;
}

static std::vector<ApprovalLine> approval_lines(const Plan& plan, const Hash& content)
{
    std::vector<ApprovalLine> lines;
    for (const auto& decision : plan.decisions) {
        if (!decision.closed || decision.voided || decision.content_hash != content) continue;
        ApprovalLine line{decision.committee.name, decision.committee.organisation, decision.meeting, in_words(decision.outcome), {}};
        for (const auto& condition : decision.conditions)
            line.conditions.push_back(condition.text + (condition.met ? " (met: " + condition.how + ')' : " (open)"));
        lines.push_back(std::move(line));
    }
    return lines;
}

FeedbackSummary feedback_summary(const Tenant& tenant, const Plan& plan, const Version* version, PlanPageMode mode)
{
    FeedbackSummary summary;
    std::vector<std::uint32_t> counts(static_cast<std::size_t>(Disposition::for_later) + 1);
    for (const auto& item : plan.feedback) {
        const auto* shown = find_version(plan, item.version);
        if (shown && !up_to(plan, *shown, version)) continue;
        ++summary.total;
        if (is_unanswered(item)) {
            ++summary.open;
            continue;
        }
        ++counts[static_cast<std::size_t>(item.disposition)];
        const bool is_public = mode == PlanPageMode::published;
        if (is_public && !item.published) continue;
        const auto& said = is_public && !item.public_text.empty() ? item.public_text : item.verbatim;
        FeedbackLine line{reference_of(item), item.stakeholder_type, item.about.title, said, words_of(item.disposition),
                          item.response,      {},                    {},              {}};
        if (const auto* event = find_occasion(plan, item.occasion))
            if (const auto* forum = find_forum(tenant, event->forum)) line.forum = forum->name;
        if (!item.organisation.empty()) line.source += (line.source.empty() ? "" : ", ") + item.organisation;
        // A version does not tell of changes that came after it.
        const auto* changed = find_version(plan, item.changed_in);
        if (!version || (changed && up_to(plan, *changed, version))) {
            line.what_changed = item.what_changed;
            if (changed) line.changed_in = changed->number;
        }
        summary.answered.push_back(std::move(line));
    }
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0) summary.by_disposition.emplace_back(words_of(static_cast<Disposition>(i)), counts[i]);
    return summary;
}

PlanPage plan_page(const Tenant& tenant, const Plan& plan, const Version* version, FrozenPlan frozen, PlanPageMode mode,
                   std::string standing)
{
    PlanPage page;
    page.plan_id = plan.id;
    page.organisation = tenant.name;
    page.body_type = tenant.body_type;
    page.plan = std::move(frozen);
    if (version) page.version = *version;
    page.content_hash = version ? version->content_hash : content_hash(page.plan);
    page.versions = version_lines(tenant, plan, version);
    page.approvals = approval_lines(plan, page.content_hash);
    page.made = !version ? plan.edited_at : version->date ? Timestamp{std::int64_t{version->date.days} * 86'400'000'000} : Timestamp{};
    page.cover = cover_sheet(tenant, plan, version);
    // The public is told what was approved, not how often it was discussed before.
    if (mode == PlanPageMode::published) page.cover.governance.clear();
    page.mode = mode;
    page.standing = std::move(standing);
    if (version && version->id == plan.published_version) page.published = local_date(plan.published_at);
    if (!plan.feedback.empty()) page.feedback = feedback_summary(tenant, plan, version, mode);
    return page;
}

}  // namespace assent::exchange
