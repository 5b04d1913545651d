#include "shared/model/event.hpp"

#include <algorithm>

#include "shared/base/overloaded.hpp"
#include "shared/model/fold.hpp"
#include "shared/model/significance.hpp"

namespace assent {

Event::Event() = default;
Event::Event(const Event&) = default;
Event::Event(Event&&) noexcept = default;
Event& Event::operator=(const Event&) = default;
Event& Event::operator=(Event&&) noexcept = default;
Event::~Event() = default;

bool operator==(const Event& a, const Event& b)
{
    return static_cast<const EventKinds&>(a) == static_cast<const EventKinds&>(b);
}

template<class T>
concept AboutPlan = requires(const T& value) { PlanId{value.plan}; };

PlanId plan_of(const Event& event)
{
    return std::visit(
        [](const auto& one) {
            if constexpr (AboutPlan<std::decay_t<decltype(one)>>)
                return one.plan;
            else
                return PlanId{};
        },
        event);
}

std::uint32_t type_of(const Event& event)
{
    return static_cast<std::uint32_t>(event.index()) + 1;
}

Plan* touched(Tenant& tenant, const EventMeta& meta, PlanId id)
{
    auto* plan = find_plan(tenant, id);
    if (plan) plan->revision = meta.sequence;
    return plan;
}

static void refresh(Plan& plan, const std::vector<ElementId>& changed)
{
    plan.intention_count = static_cast<std::uint32_t>(plan.content.intentions.size());
    plan.incomplete = incomplete_intentions(plan.content);
    plan.not_agreed = parts_not_agreed(plan.content);
    mark_intentions(plan, changed);
}

/// The intention whose text an edit may change; zero for edits of other things.
static ElementId reworded_by(const Edit& edit)
{
    return std::visit(Overloaded{[](const AddIntention& e) { return e.intention.id; },
                                 [](const SetText& e) { return e.field == TextField::text ? e.element : ElementId{}; },
                                 [](const ChangeText& e) { return e.element; },
                                 [](const RestoreElement& e) { return e.element; },
                                 [](const auto&) { return ElementId{}; }},
                      edit);
}

/// Typing changes one text at a time, and the others are not looked at.
static void remark(Plan& plan, ElementId element)
{
    const auto* intention = find_intention(plan.content, element);
    if (!intention) return;
    for (auto& mark : plan.intention_marks)
        if (mark.id == element) mark.words = material_digest(intention->text);
}

/// Whether an edit is to words that were there before: what a plan lacks and who has agreed to what is then as it was. It is asked
/// before and after.
static bool only_typed(const Content& content, const Edit& edit)
{
    if (std::holds_alternative<SetCell>(edit)) return true;
    const auto* change = std::get_if<ChangeText>(&edit);
    if (!change) return false;
    const auto* intention = find_intention(content, change->element);
    return intention ? !intention->text.empty() : find_section(content, change->element) != nullptr;
}

void load_content(Plan& plan, Content content)
{
    plan.content = std::move(content);
    plan.content_loaded = true;
    plan.intention_marks.clear();
    refresh(plan, {});
}

class Fold
{
public:
    Fold(Tenant& tenant, const EventMeta& meta) : tenant_(tenant), meta_(meta) {}

    void operator()(const TenantCreated& e) const
    {
        tenant_.id = e.id;
        tenant_.slug = e.slug;
        tenant_.name = e.name;
        tenant_.kind = e.kind;
        tenant_.body_type = e.body_type;
        tenant_.members = e.members;
    }

    void operator()(const WorkflowAdopted& e) const { tenant_.workflows.push_back(e.workflow); }
    void operator()(const PersonAdded& e) const { tenant_.people.push_back(e.person); }

    void operator()(const RolesSet& e) const
    {
        if (auto* person = find_in(tenant_.people, e.person)) {
            person->roles = e.roles;
            person->active = e.active;
        }
    }

    void operator()(const ForumAdded& e) const { tenant_.forums.push_back(e.forum); }

    void operator()(const CommitteeSet& e) const
    {
        if (auto* committee = find_in(tenant_.committees, e.committee.id))
            *committee = e.committee;
        else
            tenant_.committees.push_back(e.committee);
    }

    void operator()(const PlanCreated& e) const
    {
        Plan plan;
        plan.id = e.plan;
        plan.title = e.title;
        plan.period = e.period;
        plan.organisation = tenant_.name;
        plan.owner = meta_.actor;
        plan.workflow_hash = e.workflow;
        plan.state = e.state;
        plan.imported_from = e.imported_from;
        plan.imported_version = e.imported_version;
        plan.earlier_versions = e.earlier_versions;
        plan.content = e.content;
        for (auto& table : plan.content.tables) identify_rows(table);
        plan.doubts = e.doubts;
        plan.edited_since_version = true;
        plan.edited_at = meta_.at;
        plan.edited_by = meta_.actor;
        plan.revision = meta_.sequence;
        plan.history.push_back({"", e.state, "", "", meta_.actor, meta_.at});
        refresh(plan, {});
        tenant_.plans.push_back(std::move(plan));
    }

    void operator()(const PlanRestored& e) const
    {
        Plan plan = e.restored;
        plan.revision = meta_.sequence;
        // Places in another organisation's log mean nothing in this one.
        const auto move_here = [&](auto& things) {
            for (auto& thing : things) thing.sequence = meta_.sequence;
        };
        move_here(plan.versions);
        move_here(plan.replaced);
        move_here(plan.removed);
        move_here(plan.remarks);
        move_here(plan.read_marks);
        for (auto& item : plan.feedback) move_here(item.caused);
        for (auto& table : plan.content.tables) identify_rows(table);
        refresh(plan, {});
        tenant_.plans.push_back(std::move(plan));
    }

    void operator()(const ContentEdited& e) const
    {
        auto* plan = touched(e.plan);
        if (!plan) return;
        plan->edited_since_version = true;
        plan->edited_at = meta_.at;
        plan->edited_by = meta_.actor;
        for (const auto& edit : e.edits) note_removal(*plan, edit);
        if (!plan->content_loaded) return;
        bool same_standing = true;
        std::vector<ElementId> reworded;
        for (const auto& edit : e.edits) {
            const bool typed = only_typed(plan->content, edit);
            apply(plan->content, edit);
            same_standing = same_standing && typed && only_typed(plan->content, edit);
            if (const auto element = reworded_by(edit)) reworded.push_back(element);
        }
        if (!same_standing) return refresh(*plan, reworded);
        for (const auto element : reworded) remark(*plan, element);
    }

    void operator()(const DoubtSettled& e) const
    {
        auto* plan = touched(e.plan);
        if (!plan) return;
        if (auto* doubt = find_in(plan->doubts, e.doubt)) {
            doubt->settled_how = e.how;
            doubt->settled_by = meta_.actor;
        }
    }

    void operator()(const VersionCut& e) const
    {
        auto* plan = touched(e.plan);
        if (!plan) return;
        plan->versions.push_back(e.version);
        plan->versions.back().sequence = meta_.sequence;
        plan->edited_since_version = false;
        // An accepted item that was answered since the last version is shown to be changed in this one.
        for (auto& item : plan->feedback) {
            if (!item.changed_in && !item.what_changed.empty()) item.changed_in = e.version.id;
            for (auto& change : item.caused)
                if (!change.version) change.version = e.version.id;
        }
    }

    void operator()(const ForumPlanned& e) const
    {
        auto* plan = touched(e.plan);
        if (!plan) return;
        for (auto& planned : plan->planned_forums)
            if (planned.forum == e.planned.forum) {
                planned = e.planned;
                return;
            }
        plan->planned_forums.push_back(e.planned);
    }

    void operator()(const OccasionRecorded& e) const
    {
        if (auto* plan = touched(e.plan)) plan->occasions.push_back(e.occasion);
    }

    void operator()(const OutcomeRecorded& e) const
    {
        auto* plan = touched(e.plan);
        if (!plan) return;
        if (auto* occasion = find_in(plan->occasions, e.occasion)) {
            occasion->outcome = e.outcome;
            occasion->attendance = e.attendance;
            occasion->minutes = e.minutes;
        }
    }

    void operator()(const FeedbackLogged& e) const
    {
        if (auto* plan = touched(e.plan)) plan->feedback.push_back(e.item);
    }

    void operator()(const FeedbackAssigned& e) const
    {
        if (auto* item = feedback(e.plan, e.item)) {
            item->owner = e.owner;
            item->due = e.due;
            item->theme = e.theme;
        }
    }

    void operator()(const FeedbackAnswered& e) const
    {
        if (auto* item = feedback(e.plan, e.item)) {
            item->disposition = e.disposition;
            item->response = e.response;
            item->what_changed = e.what_changed;
            item->changed_in = {};
            item->state = FeedbackState::answered;
            item->answered_by = meta_.actor;
            item->answered_at = meta_.at;
        }
    }

    void operator()(const FeedbackClosed& e) const
    {
        if (auto* item = feedback(e.plan, e.item)) item->state = FeedbackState::closed;
    }

    void operator()(const FeedbackReopened& e) const
    {
        if (auto* item = feedback(e.plan, e.item)) item->state = FeedbackState::reopened;
    }

    void operator()(const TransitionTaken& e) const
    {
        auto* plan = touched(e.plan);
        if (!plan) return;
        plan->state = e.to;
        plan->history.push_back({e.from, e.to, e.transition, e.reason, meta_.actor, meta_.at});
        if (e.published) {
            plan->published_version = e.published;
            plan->published_at = meta_.at;
        }
        if (e.voids_approvals)
            for (auto& decision : plan->decisions) decision.voided = true;
    }

    void operator()(const DecisionOpened& e) const
    {
        auto* plan = touched(e.plan);
        if (!plan) return;
        Decision decision;
        decision.id = e.decision;
        decision.committee = e.committee;
        decision.version = e.version;
        decision.content_hash = e.content_hash;
        decision.meeting = e.meeting;
        decision.opened_by = meta_.actor;
        decision.opened_at = meta_.at;
        plan->decisions.push_back(std::move(decision));
    }

    void operator()(const AttendanceRecorded& e) const
    {
        auto* decision = decision_in(e.plan, e.decision);
        if (!decision) return;
        const Attendance attendance{e.member, e.present, e.deputy, meta_.at};
        for (auto& existing : decision->attendance)
            if (existing.member == e.member) {
                existing = attendance;
                return;
            }
        decision->attendance.push_back(attendance);
    }

    void operator()(const InterestDeclared& e) const
    {
        if (auto* decision = decision_in(e.plan, e.decision))
            decision->interests.push_back({e.person, e.kind, e.text, Ruling::none, "", meta_.at, {}, e.entry, e.intentions});
    }

    void operator()(const InterestRuled& e) const
    {
        auto* decision = decision_in(e.plan, e.decision);
        if (!decision) return;
        for (auto& interest : decision->interests)
            if (interest.person == e.person) {
                interest.ruling = e.ruling;
                interest.reason = e.reason;
                interest.ruled_at = meta_.at;
            }
        // A recusal after the vote voids it visibly; the ballot stays in the record.
        if (is_recused(*decision, e.person))
            for (auto& ballot : decision->ballots)
                if (ballot.cast_by == e.person) ballot.voided = true;
    }

    void operator()(const VoteRecorded& e) const
    {
        if (auto* decision = decision_in(e.plan, e.decision))
            decision->ballots.push_back({e.member, meta_.actor, e.choice, e.condition, e.content_hash, meta_.at, false});
    }

    void operator()(const DecisionClosed& e) const
    {
        auto* decision = decision_in(e.plan, e.decision);
        if (!decision) return;
        decision->closed = true;
        decision->closed_at = meta_.at;
        decision->quorate = e.quorate;
        decision->outcome = e.outcome;
        decision->note = e.note;
        decision->conditions = e.conditions;
    }

    void operator()(const ConditionMet& e) const
    {
        auto* decision = decision_in(e.plan, e.decision);
        if (!decision) return;
        if (auto* condition = find_in(decision->conditions, e.condition)) {
            condition->met = true;
            condition->how = e.how;
        }
    }

    void operator()(const ValueReplaced& e) const
    {
        auto* plan = touched(e.plan);
        if (!plan) return;
        auto& replaced = plan->replaced;
        replaced.push_back({e.element, e.field, e.value, e.whose, meta_.actor, meta_.at, meta_.sequence});
        std::size_t bytes = 0;
        for (const auto& one : replaced) bytes += one.value.size();
        while (replaced.size() > PlanLimits::replaced_max || bytes > PlanLimits::replaced_bytes_max) {
            bytes -= replaced.front().value.size();
            replaced.erase(replaced.begin());
        }
    }

    void operator()(const SuggestionsMade& e) const
    {
        auto* plan = touched(e.plan);
        if (!plan) return;
        auto& all = plan->suggestions;
        all.insert(all.end(), e.suggestions.begin(), e.suggestions.end());
        // Those that are open are few (SuggestionLimits::open_max); of the others the newest stay.
        std::size_t surplus = all.size() - std::min(all.size(), SuggestionLimits::kept_max);
        std::erase_if(all, [&](const Suggestion& one) { return one.state != SuggestionState::open && surplus > 0 && surplus-- > 0; });
    }

    void operator()(const SuggestionsSettled& e) const
    {
        for (const auto& id : e.suggestions) settle(e.plan, id, e.accepted ? SuggestionState::accepted : SuggestionState::rejected);
    }

    /// The families that have files of their own.
    template<class Other>
    void operator()(const Other& e) const
    {
        fold(tenant_, meta_, e);
    }

    void operator()(const SuggestionWithdrawn& e) const { settle(e.plan, e.suggestion, SuggestionState::withdrawn); }

private:
    void settle(PlanId plan_id, SuggestionId id, SuggestionState state) const
    {
        auto* plan = touched(plan_id);
        if (!plan) return;
        if (auto* one = find_in(plan->suggestions, id)) {
            one->state = state;
            one->settled_by = meta_.actor;
            one->settled_at = meta_.at;
        }
    }

    void note_removal(Plan& plan, const Edit& edit) const
    {
        auto& removed = plan.removed;
        if (const auto* gone = std::get_if<RemoveElement>(&edit)) {
            std::erase_if(removed, [&](const RemovedPart& part) { return part.element == gone->element; });
            removed.push_back({gone->element, gone->title, meta_.actor, meta_.at, meta_.sequence});
            if (removed.size() > PlanLimits::removed_max) removed.erase(removed.begin());
        } else if (const auto* back = std::get_if<RestoreElement>(&edit)) {
            std::erase_if(removed, [&](const RemovedPart& part) { return part.element == back->element; });
        }
    }

    Plan* touched(PlanId id) const { return assent::touched(tenant_, meta_, id); }

    FeedbackItem* feedback(PlanId plan_id, FeedbackId id) const
    {
        auto* plan = touched(plan_id);
        return plan ? find_in(plan->feedback, id) : nullptr;
    }

    Decision* decision_in(PlanId plan_id, DecisionId id) const
    {
        auto* plan = touched(plan_id);
        return plan ? find_in(plan->decisions, id) : nullptr;
    }

    Tenant& tenant_;
    const EventMeta& meta_;
};

void apply(Tenant& tenant, const EventMeta& meta, const Event& event)
{
    tenant.sequence = meta.sequence;
    tenant.at = meta.at;
    std::visit(Fold(tenant, meta), event);
}

}  // namespace assent
