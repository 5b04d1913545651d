#include "server/store/sqlite/projections.hpp"

#include <boost/describe/enum_to_string.hpp>

#include "server/store/sqlite/registers_schema.hpp"
#include "shared/model/event.hpp"
#include "shared/protocol/message.hpp"

namespace assent::store {

namespace {

template<class Enum>
const char* name(Enum value)
{
    return boost::describe::enum_to_string(value, "unknown");
}

/// A zero identifier means "none", which a foreign key understands as NULL.
template<class Tag>
std::optional<Id<Tag>> or_null(const Id<Tag>& id)
{
    return id ? std::optional(id) : std::nullopt;
}

std::optional<std::string> or_null(Date date)
{
    return date ? std::optional(date.iso()) : std::nullopt;
}

std::optional<Timestamp> or_null(Timestamp time)
{
    return time.micros != 0 ? std::optional(time) : std::nullopt;
}

/// Folds one event into the tables; the mirror of Fold in shared/model/event.cpp.
class Write
{
public:
    Write(Database& database, const ledger::StoredEvent& stored) : database_(database), stored_(stored) {}

    Result<void> operator()(const TenantCreated&) const { return {}; }
    Result<void> operator()(const WorkflowAdopted&) const { return {}; }

    Result<void> operator()(const PersonAdded& e) const
    {
        static constexpr Statement insert{"insert_person",
                                          "INSERT INTO person (id, name, email, job_title, organisation, active) "
                                          "VALUES ($1, $2, $3, $4, $5, $6)"};
        const Person& p = e.person;
        ASSENT_CHECK(database_.run(insert, p.id, p.name, p.email, p.job_title, p.organisation, p.active));
        return set_roles(p.id, p.roles);
    }

    Result<void> operator()(const RolesSet& e) const
    {
        static constexpr Statement update{"update_person", "UPDATE person SET active = $2 WHERE id = $1"};
        static constexpr Statement clear{"delete_roles", "DELETE FROM person_role WHERE person = $1"};
        ASSENT_CHECK(database_.run(update, e.person, e.active));
        if (database_.changes() == 0) return {};
        ASSENT_CHECK(database_.run(clear, e.person));
        return set_roles(e.person, e.roles);
    }

    Result<void> operator()(const ForumAdded& e) const
    {
        static constexpr Statement insert{"insert_forum", "INSERT INTO forum (id, name, kind) VALUES ($1, $2, $3)"};
        return database_.run(insert, e.forum.id, e.forum.name, e.forum.kind);
    }

    Result<void> operator()(const ForumAmended& e) const
    {
        static constexpr Statement update{"amend_forum", "UPDATE forum SET name = $2, kind = $3 WHERE id = $1"};
        return database_.run(update, e.forum.id, e.forum.name, e.forum.kind);
    }

    Result<void> operator()(const CommitteeSet& e) const
    {
        static constexpr Statement put{
            "put_committee",
            "INSERT INTO committee (id, key, name, organisation) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE "
            "SET key = excluded.key, name = excluded.name, organisation = excluded.organisation"};
        return database_.run(put, e.committee.id, e.committee.key, e.committee.name, e.committee.organisation);
    }

    Result<void> operator()(const PlanCreated& e) const
    {
        static constexpr Statement insert{
            "insert_plan",
            "INSERT INTO plan (id, title, period, owner, workflow, state, created_at, edited_at, edited_by, revision) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $4, $8)"};
        ASSENT_CHECK(database_.run(insert, e.plan, e.title, e.period, stored_.actor, e.workflow, e.state, stored_.at,
                                   stored_.sequence));
        return add_step(e.plan, "", "", e.state, "");
    }

    Result<void> operator()(const ContentEdited& e) const
    {
        static constexpr Statement update{"update_edited", "UPDATE plan SET edited_at = $2, edited_by = $3 WHERE id = $1"};
        return database_.run(update, e.plan, stored_.at, stored_.actor);
    }

    Result<void> operator()(const DoubtSettled&) const { return {}; }

    Result<void> operator()(const VersionCut& e) const
    {
        static constexpr Statement insert{
            "insert_version",
            "INSERT INTO version (plan, id, number, date, author, author_role, content_hash, sequence) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
        static constexpr Statement insert_change{
            "insert_change", "INSERT INTO version_change (plan, version, position, text) VALUES ($1, $2, $3, $4)"};
        static constexpr Statement show_changes{
            "show_changes",
            "UPDATE feedback_item SET changed_in = $2 WHERE plan = $1 AND changed_in IS NULL AND what_changed <> ''"};
        const Version& v = e.version;
        ASSENT_CHECK(database_.run(insert, e.plan, v.id, v.number, or_null(v.date), v.author, v.author_role, v.content_hash,
                                   stored_.sequence));
        for (std::size_t i = 0; i < v.changes.size(); ++i)
            ASSENT_CHECK(database_.run(insert_change, e.plan, v.id, i, v.changes[i]));
        return database_.run(show_changes, e.plan, v.id);
    }

    Result<void> operator()(const ForumPlanned&) const { return {}; }

    Result<void> operator()(const OccasionRecorded& e) const
    {
        static constexpr Statement insert{
            "insert_socialisation_event",
            "INSERT INTO socialisation_event (plan, id, forum, date, version, presenter, dedicated, attendance, minutes, "
            "outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
        const Occasion& o = e.occasion;
        return database_.run(insert, e.plan, o.id, o.forum, or_null(o.date), o.version, o.presenter, o.dedicated,
                             o.attendance, o.minutes, name(o.outcome));
    }

    Result<void> operator()(const OutcomeRecorded& e) const
    {
        static constexpr Statement update{
            "update_outcome",
            "UPDATE socialisation_event SET outcome = $3, attendance = $4, minutes = $5 WHERE plan = $1 AND id = $2"};
        return database_.run(update, e.plan, e.occasion, name(e.outcome), e.attendance, e.minutes);
    }

    Result<void> operator()(const FeedbackLogged& e) const { return add_item(e.plan, e.item); }

    Result<void> operator()(const FeedbackImported& e) const
    {
        for (const auto& item : e.items) ASSENT_CHECK(add_item(e.plan, item));
        return {};
    }

    Result<void> add_item(PlanId plan, const FeedbackItem& i) const
    {
        static constexpr Statement insert{
            "insert_feedback",
            "INSERT INTO feedback_item (plan, id, number, received, channel, name, organisation, stakeholder_type, occasion, "
            "version, type, about_element, about_title, quote, verbatim, proposed_wording, theme, state, disposition, "
            "response, what_changed, changed_in, owner, due, logged_by, answered_by, answered_at) VALUES ($1, $2, $3, $4, "
            "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)"};
        return database_.run(insert, plan, i.id, i.number, or_null(i.received), i.channel, i.name, i.organisation,
                             i.stakeholder_type, or_null(i.occasion), i.version, name(i.type), or_null(i.about.element),
                             i.about.title, i.about.quote, i.verbatim, i.proposed_wording, i.theme, name(i.state),
                             name(i.disposition), i.response, i.what_changed, or_null(i.changed_in), or_null(i.owner),
                             or_null(i.due), i.logged_by, or_null(i.answered_by), or_null(i.answered_at));
    }

    Result<void> operator()(const FeedbackAssigned& e) const
    {
        static constexpr Statement update{
            "assign_feedback", "UPDATE feedback_item SET owner = $3, due = $4, theme = $5 WHERE plan = $1 AND id = $2"};
        return database_.run(update, e.plan, e.item, or_null(e.owner), or_null(e.due), e.theme);
    }

    Result<void> operator()(const FeedbackAnswered& e) const
    {
        static constexpr Statement update{
            "answer_feedback",
            "UPDATE feedback_item SET disposition = $3, response = $4, what_changed = $5, changed_in = NULL, "
            "state = $6, answered_by = $7, answered_at = $8 WHERE plan = $1 AND id = $2"};
        return database_.run(update, e.plan, e.item, name(e.disposition), e.response, e.what_changed,
                             name(FeedbackState::answered), stored_.actor, stored_.at);
    }

    Result<void> operator()(const FeedbackClosed& e) const { return set_state(e.plan, e.item, FeedbackState::closed); }
    Result<void> operator()(const FeedbackReviewed& e) const
    {
        for (const auto item : e.items) ASSENT_CHECK(set_state(e.plan, item, FeedbackState::under_review));
        return {};
    }
    Result<void> operator()(const FeedbackPlaced& e) const
    {
        static constexpr Statement update{
            "place_feedback",
            "UPDATE feedback_item SET about_element = $3, about_title = $4, quote = $5 WHERE plan = $1 AND id = $2"};
        return database_.run(update, e.plan, e.item, or_null(e.about.element), e.about.title, e.about.quote);
    }
    Result<void> operator()(const FeedbackReopened& e) const { return set_state(e.plan, e.item, FeedbackState::reopened); }

    Result<void> operator()(const TransitionTaken& e) const
    {
        static constexpr Statement move{
            "move_plan", "UPDATE plan SET state = $2, published = coalesce($3, published) WHERE id = $1"};
        static constexpr Statement void_decisions{"void_decisions", "UPDATE decision SET voided = 1 WHERE plan = $1"};
        ASSENT_CHECK(database_.run(move, e.plan, e.to, or_null(e.published)));
        if (e.voids_approvals) ASSENT_CHECK(database_.run(void_decisions, e.plan));
        return add_step(e.plan, e.transition, e.from, e.to, e.reason);
    }

    Result<void> operator()(const DecisionOpened& e) const
    {
        static constexpr Statement insert{
            "insert_decision",
            "INSERT INTO decision (plan, id, committee, name, version, content_hash, meeting, closed, quorate, voided, "
            "outcome, note, opened_by, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, $8, '', $9, $10)"};
        return database_.run(insert, e.plan, e.decision, e.committee.id, e.committee.name, e.version, e.content_hash,
                             or_null(e.meeting), name(Outcome::none), stored_.actor, stored_.at);
    }

    Result<void> operator()(const AttendanceRecorded& e) const
    {
        static constexpr Statement put{
            "put_attendance",
            "INSERT INTO attendance (plan, decision, member, present, deputy, at) VALUES ($1, $2, $3, $4, $5, $6) "
            "ON CONFLICT (plan, decision, member) DO UPDATE SET present = excluded.present, deputy = excluded.deputy, "
            "at = excluded.at"};
        return database_.run(put, e.plan, e.decision, e.member, e.present, or_null(e.deputy), stored_.at);
    }

    Result<void> operator()(const InterestDeclared& e) const
    {
        static constexpr Statement insert{
            "insert_interest",
            "INSERT INTO interest (sequence, plan, decision, person, kind, text, ruling, reason, declared_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8)"};
        return database_.run(insert, stored_.sequence, e.plan, e.decision, e.person, name(e.kind), e.text,
                             name(Ruling::none), stored_.at);
    }

    Result<void> operator()(const InterestRuled& e) const
    {
        static constexpr Statement update{
            "rule_on_interest",
            "UPDATE interest SET ruling = $4, reason = $5, ruled_at = $6 WHERE plan = $1 AND decision = $2 AND person = $3"};
        static constexpr Statement void_votes{
            "void_votes", "UPDATE vote SET voided = 1 WHERE plan = $1 AND decision = $2 AND cast_by = $3"};
        ASSENT_CHECK(database_.run(update, e.plan, e.decision, e.person, name(e.ruling), e.reason, stored_.at));
        return is_recusal(e.ruling) ? database_.run(void_votes, e.plan, e.decision, e.person) : Result<void>{};
    }

    /// A changed vote replaces the one before; the log has both.
    Result<void> operator()(const VoteRecorded& e) const
    {
        static constexpr Statement put{
            "put_vote",
            "INSERT INTO vote (plan, decision, member, cast_by, choice, condition, content_hash, at, voided, sequence) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9) ON CONFLICT (plan, decision, member) DO UPDATE SET "
            "cast_by = excluded.cast_by, choice = excluded.choice, condition = excluded.condition, "
            "content_hash = excluded.content_hash, at = excluded.at, voided = 0, sequence = excluded.sequence"};
        return database_.run(put, e.plan, e.decision, e.member, stored_.actor, name(e.choice), e.condition, e.content_hash,
                             stored_.at, stored_.sequence);
    }

    Result<void> operator()(const DecisionClosed& e) const
    {
        static constexpr Statement close{
            "close_decision",
            "UPDATE decision SET closed = 1, quorate = $3, outcome = $4, note = $5, closed_at = $6 "
            "WHERE plan = $1 AND id = $2"};
        static constexpr Statement put_condition{
            "put_condition",
            "INSERT INTO decision_condition (plan, decision, id, text, person, met, how) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
        ASSENT_CHECK(database_.run(close, e.plan, e.decision, e.quorate, name(e.outcome), e.note, stored_.at));
        for (const Condition& c : e.conditions)
            ASSENT_CHECK(database_.run(put_condition, e.plan, e.decision, c.id, c.text, c.by, c.met, c.how));
        return {};
    }

    Result<void> operator()(const ConditionMet& e) const
    {
        static constexpr Statement update{
            "meet_condition",
            "UPDATE decision_condition SET met = 1, how = $4 WHERE plan = $1 AND decision = $2 AND id = $3"};
        return database_.run(update, e.plan, e.decision, e.condition, e.how);
    }

    /// A plan that came whole, with all that had happened to it elsewhere. What has no place in this log is numbered below zero.
    Result<void> operator()(const PlanRestored& e) const
    {
        static constexpr Statement insert{
            "restore_plan",
            "INSERT INTO plan (id, title, period, owner, workflow, state, created_at, edited_at, edited_by, published, revision) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
        static constexpr Statement insert_step{
            "restore_step",
            "INSERT INTO plan_step (sequence, plan, transition, from_state, to_state, reason, person, at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
        static constexpr Statement insert_version{
            "restore_version",
            "INSERT INTO version (plan, id, number, date, author, author_role, content_hash, sequence) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
        static constexpr Statement insert_change{
            "restore_change", "INSERT INTO version_change (plan, version, position, text) VALUES ($1, $2, $3, $4)"};
        const Plan& p = e.restored;
        const Timestamp created = p.history.empty() ? stored_.at : p.history.front().at;
        std::int64_t below_zero = -static_cast<std::int64_t>(stored_.sequence) * 1'000'000;
        ASSENT_CHECK(database_.run(insert, p.id, p.title, p.period, p.owner, p.workflow_hash, p.state, created, p.edited_at, p.edited_by,
                                   or_null(p.published_version), stored_.sequence));
        for (const auto& step : p.history)
            ASSENT_CHECK(database_.run(insert_step, --below_zero, p.id, step.transition, step.from, step.to, step.reason, step.by, step.at));
        for (const auto& v : p.versions) {
            ASSENT_CHECK(database_.run(insert_version, p.id, v.id, v.number, or_null(v.date), v.author, v.author_role, v.content_hash,
                                       --below_zero));
            for (std::size_t i = 0; i < v.changes.size(); ++i)
                ASSENT_CHECK(database_.run(insert_change, p.id, v.id, i, v.changes[i]));
        }
        for (const auto& occasion : p.occasions) ASSENT_CHECK((*this)(OccasionRecorded{p.id, occasion}));
        for (const auto& item : p.feedback) ASSENT_CHECK(add_item(p.id, item));
        for (const auto& decision : p.decisions) ASSENT_CHECK(add_decision(p.id, decision, below_zero));
        return {};
    }

    /// No table says more of the others than that the plan was touched.
    template<class Other>
    Result<void> operator()(const Other&) const
    {
        return {};
    }

    Result<void> touch(PlanId plan) const
    {
        static constexpr Statement update{"touch_plan", "UPDATE plan SET revision = $2 WHERE id = $1"};
        return plan ? database_.run(update, plan, stored_.sequence) : Result<void>{};
    }

private:
    Result<void> set_roles(PersonId person, const std::vector<Role>& roles) const
    {
        static constexpr Statement insert{
            "insert_role", "INSERT INTO person_role (person, role) VALUES ($1, $2) ON CONFLICT (person, role) DO NOTHING"};
        for (const Role role : roles) ASSENT_CHECK(database_.run(insert, person, name(role)));
        return {};
    }

    Result<void> add_decision(PlanId plan, const Decision& d, std::int64_t& below_zero) const
    {
        static constexpr Statement insert{
            "restore_decision",
            "INSERT INTO decision (plan, id, committee, name, version, content_hash, meeting, closed, quorate, voided, outcome, note, "
            "opened_by, opened_at, closed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"};
        static constexpr Statement insert_attendance{
            "restore_attendance",
            "INSERT INTO attendance (plan, decision, member, present, deputy, at) VALUES ($1, $2, $3, $4, $5, $6)"};
        static constexpr Statement insert_interest{
            "restore_interest",
            "INSERT INTO interest (sequence, plan, decision, person, kind, text, ruling, reason, declared_at, ruled_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
        static constexpr Statement insert_vote{
            "restore_vote",
            "INSERT INTO vote (plan, decision, member, cast_by, choice, condition, content_hash, at, voided, sequence) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
        static constexpr Statement insert_condition{
            "restore_condition",
            "INSERT INTO decision_condition (plan, decision, id, text, person, met, how) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
        ASSENT_CHECK(database_.run(insert, plan, d.id, d.committee.id, d.committee.name, d.version, d.content_hash, or_null(d.meeting),
                                   d.closed, d.quorate, d.voided, name(d.outcome), d.note, d.opened_by, d.opened_at, or_null(d.closed_at)));
        for (const auto& a : d.attendance)
            ASSENT_CHECK(database_.run(insert_attendance, plan, d.id, a.member, a.present, or_null(a.deputy), a.at));
        for (const auto& i : d.interests)
            ASSENT_CHECK(database_.run(insert_interest, --below_zero, plan, d.id, i.person, name(i.kind), i.text, name(i.ruling), i.reason,
                                       i.declared_at, or_null(i.ruled_at)));
        for (const auto& v : d.ballots)
            ASSENT_CHECK(database_.run(insert_vote, plan, d.id, v.member, v.cast_by, name(v.choice), v.condition, v.content_hash, v.at, v.voided,
                                       --below_zero));
        for (const auto& c : d.conditions)
            ASSENT_CHECK(database_.run(insert_condition, plan, d.id, c.id, c.text, c.by, c.met, c.how));
        return {};
    }

    Result<void> add_step(PlanId plan, const std::string& transition, const std::string& from, const std::string& to,
                          const std::string& reason) const
    {
        static constexpr Statement insert{
            "insert_step",
            "INSERT INTO plan_step (sequence, plan, transition, from_state, to_state, reason, person, at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
        return database_.run(insert, stored_.sequence, plan, transition, from, to, reason, stored_.actor, stored_.at);
    }

    Result<void> set_state(PlanId plan, FeedbackId item, FeedbackState state) const
    {
        static constexpr Statement update{"set_feedback_state",
                                          "UPDATE feedback_item SET state = $3 WHERE plan = $1 AND id = $2"};
        return database_.run(update, plan, item, assent::store::name(state));
    }

    Database& database_;
    const ledger::StoredEvent& stored_;
};

class Registers final : public Projection
{
public:
    const char* name() const override { return "registers"; }
    int version() const override { return 1; }
    const char* create_sql() const override { return create_registers; }
    const char* drop_sql() const override { return drop_registers; }

    Result<void> apply(Database& database, const ledger::StoredEvent& stored) override
    {
        const auto event = decode_event(stored.payload);
        if (!event)
            return refuse(Errc::storage_failed, "Event " + std::to_string(stored.sequence) + " is of a kind this version does not know.");
        const Write write(database, stored);
        ASSENT_CHECK(std::visit(write, *event));
        return write.touch(plan_of(*event));
    }
};

}  // namespace

std::vector<std::shared_ptr<Projection>> standard_projections()
{
    return {std::make_shared<Registers>()};
}

OpenOptions standard_options()
{
    OpenOptions options;
    options.projections = standard_projections();
    return options;
}

}  // namespace assent::store
