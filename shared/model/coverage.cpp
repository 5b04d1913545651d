#include "shared/model/coverage.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace assent {

namespace {

void add_part(std::vector<PlanPart>& parts, const std::string& title, ElementId element)
{
    const auto known =
        std::find_if(parts.begin(), parts.end(), [&](const PlanPart& part) { return part.title == title; });
    if (known == parts.end())
        parts.push_back({title, {element}});
    else
        known->elements.push_back(element);
}

/// Where a version stands among the plan's; later ones are greater. Nothing for a version that is not there.
std::size_t place_of(const Plan& plan, VersionId id)
{
    for (std::size_t i = 0; i < plan.versions.size(); ++i)
        if (plan.versions[i].id == id) return i + 1;
    return 0;
}

bool is_whole(const Occasion& occasion)
{
    return occasion.parts.empty() && occasion.part_ids.empty();
}

/// The elements that were shown at an event of parts.
std::set<ElementId> elements_shown(const Occasion& occasion, const std::vector<PlanPart>& parts)
{
    std::set<ElementId> shown(occasion.part_ids.begin(), occasion.part_ids.end());
    if (!shown.empty()) return shown;
    for (const auto& part : parts)
        if (std::find(occasion.parts.begin(), occasion.parts.end(), part.title) != occasion.parts.end())
            shown.insert(part.elements.begin(), part.elements.end());
    return shown;
}

Opportunity opportunity_of(const Plan& plan, const PlannedForum* planned, const std::vector<const Occasion*>& occasions,
                           const std::vector<PlanPart>& parts)
{
    if (occasions.empty()) return Opportunity::none;
    const auto wanted = planned && planned->version ? place_of(plan, planned->version) : 0;
    std::set<ElementId> shown;
    for (const auto* occasion : occasions) {
        if (place_of(plan, occasion->version) < wanted) continue;
        if (is_whole(*occasion)) return Opportunity::had;
        shown.merge(elements_shown(*occasion, parts));
    }
    if (!planned || planned->parts.empty()) return Opportunity::partly;
    const bool all = std::all_of(planned->parts.begin(), planned->parts.end(),
                                 [&](ElementId part) { return shown.count(part) > 0; });
    return all ? Opportunity::had : Opportunity::partly;
}

void add_showing(CoverageRow& row, const std::string& part, const Occasion& occasion)
{
    const auto known = std::find_if(row.shown.begin(), row.shown.end(), [&](const CoverageCell& cell) {
        return cell.version == occasion.version && cell.part == part;
    });
    if (known == row.shown.end())
        row.shown.push_back({occasion.version, part, {occasion.date}});
    else
        known->dates.push_back(occasion.date);
}

CoverageRow row_of(const Tenant& tenant, const Plan& plan, ForumId id, const std::vector<PlanPart>& parts)
{
    CoverageRow row;
    row.forum = id;
    const auto* forum = find_forum(tenant, id);
    row.name = forum ? forum->name : "a forum";
    if (forum) row.kind = forum->kind;
    if (forum) row.organisation = forum->organisation;
    const PlannedForum* planned = nullptr;
    for (const auto& line : plan.planned_forums)
        if (line.forum == id) planned = &line;
    if (planned) {
        row.planned = true;
        row.plan = *planned;
    }
    std::vector<const Occasion*> occasions;
    for (const auto& occasion : plan.occasions)
        if (occasion.forum == id) occasions.push_back(&occasion);
    std::sort(occasions.begin(), occasions.end(),
              [](const auto* a, const auto* b) { return a->date != b->date ? a->date < b->date : a->id < b->id; });
    for (const auto* occasion : occasions) {
        row.last = occasion->date;
        if (is_whole(*occasion)) add_showing(row, "", *occasion);
        const auto titles = occasion->parts.empty() ? part_titles(parts, occasion->part_ids) : occasion->parts;
        for (const auto& title : titles)
            add_showing(row, title, *occasion);
    }
    std::sort(row.shown.begin(), row.shown.end(), [&](const CoverageCell& a, const CoverageCell& b) {
        const auto left = place_of(plan, a.version), right = place_of(plan, b.version);
        return left != right ? left < right : a.part < b.part;
    });
    row.opportunity = opportunity_of(plan, planned, occasions, parts);
    return row;
}

std::vector<PartnerCoverage> partners_of(const Tenant& tenant, const std::vector<CoverageRow>& rows)
{
    std::map<std::string, PartnerCoverage> partners;
    for (const auto& member : tenant.members)
        partners[member].organisation = member;
    for (const auto& forum : tenant.forums) {
        if (forum.organisation.empty() || !forum.active) continue;
        auto& partner = partners[forum.organisation];
        partner.organisation = forum.organisation;
        partner.forums.push_back(forum.name);
    }
    for (const auto& row : rows) {
        if (row.organisation.empty()) continue;
        auto& partner = partners[row.organisation];
        partner.organisation = row.organisation;
        if (std::find(partner.forums.begin(), partner.forums.end(), row.name) == partner.forums.end())
            partner.forums.push_back(row.name);
        partner.opportunity = std::max(partner.opportunity, row.opportunity);
        partner.last = std::max(partner.last, row.last);
    }
    std::vector<PartnerCoverage> sorted;
    for (auto& [name, partner] : partners) {
        std::sort(partner.forums.begin(), partner.forums.end());
        sorted.push_back(std::move(partner));
    }
    return sorted;
}

} // namespace

std::vector<PlanPart> parts_of(const Content& content)
{
    std::vector<PlanPart> parts;
    std::string chapter;
    for (const auto& section : content.sections) {
        if (section.level <= 1 || chapter.empty())
            chapter = section.number.empty() ? section.heading : section.number + ' ' + section.heading;
        add_part(parts, chapter, section.id);
    }
    for (const auto& intention : content.intentions)
        add_part(parts,
                 "Intentions: " +
                     (intention.programme_area.empty() ? std::string("no programme area") : intention.programme_area),
                 intention.id);
    for (const auto& table : content.tables)
        add_part(parts, "Table: " + table.title, table.id);
    return parts;
}

std::vector<std::string> part_titles(const std::vector<PlanPart>& parts, const std::vector<ElementId>& elements)
{
    const std::set<ElementId> wanted(elements.begin(), elements.end());
    std::vector<std::string> titles;
    for (const auto& part : parts)
        if (std::any_of(part.elements.begin(), part.elements.end(),
                        [&](ElementId element) { return wanted.count(element) > 0; }))
            titles.push_back(part.title);
    return titles;
}

Coverage coverage_of(const Tenant& tenant, const Plan& plan, const std::vector<PlanPart>& parts)
{
    std::set<ForumId> forums;
    for (const auto& planned : plan.planned_forums)
        forums.insert(planned.forum);
    for (const auto& occasion : plan.occasions)
        forums.insert(occasion.forum);
    Coverage coverage;
    for (const auto forum : forums)
        coverage.rows.push_back(row_of(tenant, plan, forum, parts));
    std::sort(coverage.rows.begin(), coverage.rows.end(), [](const CoverageRow& a, const CoverageRow& b) {
        return a.name != b.name ? a.name < b.name : a.forum < b.forum;
    });
    coverage.partners = partners_of(tenant, coverage.rows);
    return coverage;
}

std::vector<std::string> forums_without(const Coverage& coverage)
{
    std::vector<std::string> names;
    for (const auto& row : coverage.rows)
        if (row.planned && row.opportunity != Opportunity::had)
            names.push_back(row.opportunity == Opportunity::partly ? row.name + " (in part)" : row.name);
    return names;
}

std::vector<std::string> partners_without(const Coverage& coverage)
{
    std::vector<std::string> names;
    for (const auto& partner : coverage.partners)
        if (partner.opportunity == Opportunity::none) names.push_back(partner.organisation);
    return names;
}

std::string words_of(Opportunity opportunity)
{
    switch (opportunity) {
    case Opportunity::none:
        return "Not yet";
    case Opportunity::partly:
        return "In part";
    case Opportunity::had:
        return "Had it";
    }
    return {};
}

} // namespace assent
