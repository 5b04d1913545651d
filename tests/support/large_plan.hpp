#pragma once
// A plan of any size with something of everything a plan holds, for the tests and the bench of printing. The same arguments
// give the same plan.

#include <array>
#include <random>
#include <string>

#include "server/exchange/plan_page.hpp"

namespace assent::exchange {

class LargePlan
{
public:
    explicit LargePlan(std::uint64_t seed = 1) : random_(seed) {}

    /// About two intentions to a printed page; half as many items of feedback, and a section and a table for every eight.
    Tenant tenant(std::size_t intentions)
    {
        Tenant made;
        made.id = TenantId::derived("large");
        made.slug = "large";
        made.name = "Vale CCG";
        const auto author = PersonId::derived("large author");
        made.people.push_back({author, "Rosa Whitcombe", "rosa@vale.example", "Head of Planning", "", {Role::author}, true});
        for (std::size_t i = 0; i < 5; ++i) made.forums.push_back({ForumId::derived("forum" + std::to_string(i)), "Forum of " + words(2), "Patient reference group", "", ""});
        Plan plan;
        plan.id = PlanId::derived("large plan");
        plan.title = "Commissioning intentions for the Vale";
        plan.period = "2027/28";
        plan.content = content(intentions);
        const auto hash = content_hash({plan.title, plan.period, plan.content});
        for (int i = 1; i <= 3; ++i)
            plan.versions.push_back({VersionId::derived("large v" + std::to_string(i)), "0." + std::to_string(i), Date::of(2026, 6, static_cast<unsigned>(i)), author,
                                     "Head of Planning", {words(6), words(9)}, i == 3 ? hash : Hash{}, static_cast<std::uint64_t>(i)});
        for (std::size_t i = 0; i < 5; ++i)
            plan.occasions.push_back({OccasionId::derived("event" + std::to_string(i)), made.forums[i].id, Date::of(2026, 6, static_cast<unsigned>(10 + i)),
                                      plan.versions[i % 3].id, {}, "Rosa Whitcombe", true, "", "", OccasionOutcome::noted});
        for (std::size_t i = 0; i < intentions / 2; ++i) plan.feedback.push_back(item(plan, i));
        made.plans.push_back(std::move(plan));
        return made;
    }

    Content content(std::size_t intentions)
    {
        static constexpr std::array areas{"Urgent and Emergency Care", "Planned Care", "Mental Health and Learning Disabilities", "Children", "Primary Care", "Community"};
        Content content;
        for (std::size_t i = 0; i < intentions / 8 + 1; ++i) {
            const auto name = std::to_string(i + 1);
            content.sections.push_back({ElementId::derived("section" + name), name, static_cast<std::uint8_t>(1 + i % 3), words(5), prose(5), PartStatus(i % 3), 0});
            MoneyTable table;
            table.id = ElementId::derived("table" + name);
            table.title = "Savings for " + words(3);
            table.unit = "\xc2\xa3" "000s";
            table.columns = {"Programme", "2025/26", "2026/27", "2027/28", "Note"};
            for (int r = 0; r < 9; ++r) table.rows.push_back({{words(3), figure(), figure(), figure(), r % 3 == 0 ? words(4) : ""}, {}});
            table.rows.push_back({{"Total", figure(), figure(), figure(), ""}, {}});
            content.tables.push_back(std::move(table));
        }
        for (std::size_t i = 0; i < intentions; ++i) {
            Intention intention;
            intention.id = ElementId::derived("intention" + std::to_string(i));
            intention.programme_area = areas[i % areas.size()];
            intention.reference = std::string(1, intention.programme_area[0]) + "C-" + std::to_string(i / areas.size() + 1);
            intention.service_area = words(4);
            intention.text = prose(1 + pick(3));
            for (std::size_t k = 0; k <= pick(3); ++k) intention.providers.push_back(words(3));
            intention.timescales.push_back({"Q" + std::to_string(1 + pick(4)) + " 2027/28", {}, {}});
            intention.routes.push_back("contract_variation");
            if (i % 4 == 0) intention.place = "Vale North";
            intention.lead = "Rosa Whitcombe";
            if (i % 5 == 0) intention.conditions = "Subject to " + words(4);
            content.intentions.push_back(std::move(intention));
        }
        for (unsigned i = 0; i < 6; ++i) content.milestones.push_back({ElementId::derived("milestone" + std::to_string(i)), Date::of(2026, 7 + i, 3), words(5), words(2), 0});
        return content;
    }

    std::string words(std::size_t count)
    {
        static constexpr std::array all{"care",    "patients", "service", "review",  "pathway", "hospital", "community", "demand",  "contract", "access", "nurses",
                                        "clinic",  "waiting",  "support", "evening", "local",   "shared",   "discharge", "quality", "outcome",  "early",  "practice",
                                        "therapy", "recovery", "the",     "for",     "with",    "from",     "and",       "of",      "its",      "new"};
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += (i ? " " : "") + std::string(all[pick(all.size())]);
        return text;
    }

    std::string prose(std::size_t paragraphs)
    {
        std::string text;
        for (std::size_t i = 0; i < paragraphs; ++i) {
            text += words(8) + ". **" + words(3) + "** " + words(14 + pick(30)) + ", as [" + words(3) + "](https://vale.example/plans) says. " + words(12) + ".\n";
            if (pick(3) != 0) continue;
            for (std::size_t k = 0; k < 3; ++k) text += "- " + words(5 + pick(12)) + '\n';
            text += "  - " + words(4) + "\n";
        }
        return text;
    }

private:
    std::size_t pick(std::size_t of) { return static_cast<std::size_t>(random_() % of); }
    std::string figure() { return std::to_string(1 + pick(9)) + "," + std::to_string(100 + pick(900)); }

    FeedbackItem item(const Plan& plan, std::size_t index)
    {
        FeedbackItem made;
        made.id = FeedbackId::derived("item" + std::to_string(index));
        made.number = static_cast<std::uint32_t>(index + 1);
        made.received = Date::of(2026, 6, static_cast<unsigned>(1 + index % 28));
        made.channel = "event";
        made.name = "Maureen Tidy";
        made.stakeholder_type = "Patient";
        if (index % 3 != 0) made.occasion = plan.occasions[index % 5].id;
        made.version = plan.versions[index % 3].id;
        made.about.title = "The whole plan";
        made.verbatim = words(20 + pick(60));
        if (index % 7 == 0) return made;
        made.state = FeedbackState::answered;
        made.disposition = Disposition(1 + pick(4));
        made.response = prose(1);
        made.what_changed = words(6);
        made.changed_in = plan.versions[2].id;
        made.answered_by = plan.versions[0].author;
        made.answered_at = Timestamp{1'783'000'000'000'000};
        return made;
    }

    std::mt19937_64 random_;
};

}  // namespace assent::exchange
