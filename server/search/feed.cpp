#include "server/search/feed.hpp"

#include <algorithm>

#include "shared/base/overloaded.hpp"

namespace assent::search {

namespace {

constexpr std::size_t taken_bytes_max = 512 * 1024;  // of texts copied in one turn of the strand

std::size_t size_of(const Entry& entry) { return entry.title.size() + entry.text.size() + 256; }

}  // namespace

void Feed::touch(SearchKind kind, PlanId plan, ElementId item, std::size_t hint)
{
    const Key key{kind, plan, item};
    if (known_.insert(key).second) waiting_.push_back({key, hint});
}

void Feed::touch(PlanId plan, const Content& content)
{
    for (std::size_t i = 0; i < content.sections.size(); ++i) touch(SearchKind::section, plan, content.sections[i].id, i);
    for (std::size_t i = 0; i < content.intentions.size(); ++i) touch(SearchKind::intention, plan, content.intentions[i].id, i);
    for (std::size_t i = 0; i < content.tables.size(); ++i) touch(SearchKind::table, plan, content.tables[i].id, i);
    for (std::size_t i = 0; i < content.milestones.size(); ++i) touch(SearchKind::milestone, plan, content.milestones[i].id, i);
}

/// Of an edit that does not say what kind of part it is about: reading finds out.
void Feed::touch_element(PlanId plan, ElementId element)
{
    for (const auto kind : {SearchKind::section, SearchKind::intention, SearchKind::table, SearchKind::milestone}) touch(kind, plan, element);
}

void Feed::touch_whole(const Plan& plan)
{
    touch(SearchKind::plan, plan.id, {});
    touch(plan.id, plan.content);
    for (std::size_t i = 0; i < plan.versions.size(); ++i) touch(SearchKind::version, plan.id, item_of(plan.versions[i].id), i);
    for (std::size_t i = 0; i < plan.feedback.size(); ++i) touch(SearchKind::feedback, plan.id, item_of(plan.feedback[i].id), i);
    for (std::size_t i = 0; i < plan.occasions.size(); ++i) touch(SearchKind::occasion, plan.id, item_of(plan.occasions[i].id), i);
    for (std::size_t i = 0; i < plan.decisions.size(); ++i) touch(SearchKind::decision, plan.id, item_of(plan.decisions[i].id), i);
    if (plan.published_version) publications_.push_back(plan.id);
}

void Feed::touch_all(const Tenant& tenant)
{
    for (std::size_t i = 0; i < tenant.people.size(); ++i) touch(SearchKind::person, {}, item_of(tenant.people[i].id), i);
    for (std::size_t i = 0; i < tenant.forums.size(); ++i) touch(SearchKind::forum, {}, item_of(tenant.forums[i].id), i);
    for (const auto& plan : tenant.plans) touch_whole(plan);
}

void Feed::touch(const Tenant& tenant, const Event& event)
{
    const auto plan_itself = [&](PlanId plan) { touch(SearchKind::plan, plan, {}); };
    std::visit(
        Overloaded{
            [&](const PersonAdded& e) { touch(SearchKind::person, {}, item_of(e.person.id)); },
            [&](const RolesSet& e) { touch(SearchKind::person, {}, item_of(e.person)); },
            [&](const ForumAdded& e) { touch(SearchKind::forum, {}, item_of(e.forum.id)); },
            [&](const PlanCreated& e) {
                plan_itself(e.plan);
                touch(e.plan, e.content);
            },
            [&](const PlanRestored& e) {
                if (const auto* plan = find_plan(tenant, e.plan)) touch_whole(*plan);
            },
            [&](const ContentEdited& e) {
                for (const auto& edit : e.edits)
                    std::visit(Overloaded{
                                   [&](const AddSection& a) { touch(SearchKind::section, e.plan, a.section.id); },
                                   [&](const AddIntention& a) { touch(SearchKind::intention, e.plan, a.intention.id); },
                                   [&](const AddTable& a) { touch(SearchKind::table, e.plan, a.table.id); },
                                   [&](const AddMilestone& a) { touch(SearchKind::milestone, e.plan, a.milestone.id); },
                                   [&](const SetList& a) { touch(SearchKind::intention, e.plan, a.element); },
                                   [&](const SetCell& a) { touch(SearchKind::table, e.plan, a.table); },
                                   [&](const AddRow& a) { touch(SearchKind::table, e.plan, a.table); },
                                   [&](const RemoveRow& a) { touch(SearchKind::table, e.plan, a.table); },
                                   [&](const SetText& a) { touch_element(e.plan, a.element); },
                                   [&](const ChangeText& a) { touch_element(e.plan, a.element); },
                                   [&](const RemoveElement& a) { touch_element(e.plan, a.element); },
                                   [&](const RestoreElement& a) { touch_element(e.plan, a.element); },
                                   [](const auto&) {},  // moves: nothing says anything else than before
                               },
                               edit);
            },
            [&](const VersionCut& e) { touch(SearchKind::version, e.plan, item_of(e.version.id)); },
            [&](const OccasionRecorded& e) { touch(SearchKind::occasion, e.plan, item_of(e.occasion.id)); },
            [&](const OutcomeRecorded& e) { touch(SearchKind::occasion, e.plan, item_of(e.occasion)); },
            [&](const FeedbackLogged& e) { touch(SearchKind::feedback, e.plan, item_of(e.item.id)); },
            [&](const FeedbackAssigned& e) { touch(SearchKind::feedback, e.plan, item_of(e.item)); },
            [&](const FeedbackAnswered& e) { touch(SearchKind::feedback, e.plan, item_of(e.item)); },
            [&](const FeedbackClosed& e) { touch(SearchKind::feedback, e.plan, item_of(e.item)); },
            [&](const FeedbackReopened& e) { touch(SearchKind::feedback, e.plan, item_of(e.item)); },
            [&](const TransitionTaken& e) {
                plan_itself(e.plan);
                const auto* plan = find_plan(tenant, e.plan);
                if (!plan) return;
                if (e.voids_approvals)
                    for (const auto& decision : plan->decisions) touch(SearchKind::decision, e.plan, item_of(decision.id));
                if (!e.published) return;
                for (const auto& version : plan->versions) touch(SearchKind::version, e.plan, item_of(version.id));
                publications_.push_back(e.plan);
            },
            [&](const DecisionOpened& e) { touch(SearchKind::decision, e.plan, item_of(e.decision)); },
            [&](const DecisionClosed& e) { touch(SearchKind::decision, e.plan, item_of(e.decision)); },
            [&](const auto&) {},
        },
        event);
}

std::vector<Change> Feed::take(const Tenant& tenant, std::size_t count)
{
    std::vector<Change> changes;
    std::size_t bytes = 0;
    while (!waiting_.empty() && changes.size() < count && bytes < taken_bytes_max) {
        const Waiting next = waiting_.front();
        waiting_.pop_front();
        known_.erase(next.key);
        changes.push_back({next.key, entry_of(tenant, next.key, next.hint)});
        if (changes.back().entry) bytes += size_of(*changes.back().entry);
    }
    return changes;
}

std::optional<Publication> Feed::take_publication(const Tenant& tenant)
{
    while (!publications_.empty()) {
        const PlanId id = publications_.back();
        publications_.pop_back();
        const auto* plan = find_plan(tenant, id);
        if (!plan) continue;
        const auto* version = find_version(*plan, plan->published_version);
        return Publication{id, plan->title, plan->period, version ? version->content_hash : Hash{}};
    }
    return std::nullopt;
}

}  // namespace assent::search
