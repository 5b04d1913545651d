#pragma once
// What happened, as written to an organisation's log; never changed afterwards. apply() folds an event into the state and
// cannot fail: whatever could go wrong was refused before the event was made. Server, browser, replay and simulation fold
// with this one function. New kinds go to the end of the variant: the place in the list is the number in the log.

#include <string>
#include <variant>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/kinds.hpp"
#include "shared/model/consultation_event.hpp"
#include "shared/model/edit.hpp"
#include "shared/model/feedback_event.hpp"
#include "shared/model/interest_event.hpp"
#include "shared/model/socialisation_event.hpp"
#include "shared/model/tenant.hpp"

namespace assent {

struct TenantCreated
{
    TenantId id;
    std::string slug;
    std::string name;
    TenantKind kind{};
    std::string body_type;
    std::vector<std::string> members;
    bool operator==(const TenantCreated&) const = default;
};
BOOST_DESCRIBE_STRUCT(TenantCreated, (), (id, slug, name, kind, body_type, members))

struct WorkflowAdopted
{
    WorkflowSource workflow;
    bool operator==(const WorkflowAdopted&) const = default;
};
BOOST_DESCRIBE_STRUCT(WorkflowAdopted, (), (workflow))

struct PersonAdded
{
    Person person;
    bool operator==(const PersonAdded&) const = default;
};
BOOST_DESCRIBE_STRUCT(PersonAdded, (), (person))

struct RolesSet
{
    PersonId person;
    std::vector<Role> roles;
    bool active{true};
    bool operator==(const RolesSet&) const = default;
};
BOOST_DESCRIBE_STRUCT(RolesSet, (), (person, roles, active))

struct ForumAdded
{
    Forum forum;
    bool operator==(const ForumAdded&) const = default;
};
BOOST_DESCRIBE_STRUCT(ForumAdded, (), (forum))

struct CommitteeSet
{
    Committee committee;
    bool operator==(const CommitteeSet&) const = default;
};
BOOST_DESCRIBE_STRUCT(CommitteeSet, (), (committee))

struct PlanCreated
{
    PlanId plan;
    std::string title;
    std::string period;
    Hash workflow;
    std::string state;
    std::string imported_from;
    std::string imported_version;
    std::vector<EarlierVersion> earlier_versions;
    Content content;
    std::vector<Doubt> doubts;
    bool operator==(const PlanCreated&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanCreated, (),
                      (plan, title, period, workflow, state, imported_from, imported_version, earlier_versions, content,
                       doubts))

struct ContentEdited
{
    PlanId plan;
    std::vector<Edit> edits;
    bool operator==(const ContentEdited&) const = default;
};
BOOST_DESCRIBE_STRUCT(ContentEdited, (), (plan, edits))

struct DoubtSettled
{
    PlanId plan;
    ElementId doubt;
    std::string how;
    bool operator==(const DoubtSettled&) const = default;
};
BOOST_DESCRIBE_STRUCT(DoubtSettled, (), (plan, doubt, how))

/// The frozen content itself is stored beside the log, under its hash.
struct VersionCut
{
    PlanId plan;
    Version version;
    bool operator==(const VersionCut&) const = default;
};
BOOST_DESCRIBE_STRUCT(VersionCut, (), (plan, version))

struct ForumPlanned
{
    PlanId plan;
    PlannedForum planned;
    bool operator==(const ForumPlanned&) const = default;
};
BOOST_DESCRIBE_STRUCT(ForumPlanned, (), (plan, planned))

struct OccasionRecorded
{
    PlanId plan;
    Occasion occasion;
    bool operator==(const OccasionRecorded&) const = default;
};
BOOST_DESCRIBE_STRUCT(OccasionRecorded, (), (plan, occasion))

struct OutcomeRecorded
{
    PlanId plan;
    OccasionId occasion;
    OccasionOutcome outcome{};
    std::string attendance;
    std::string minutes;
    bool operator==(const OutcomeRecorded&) const = default;
};
BOOST_DESCRIBE_STRUCT(OutcomeRecorded, (), (plan, occasion, outcome, attendance, minutes))

struct FeedbackLogged
{
    PlanId plan;
    FeedbackItem item;
    bool operator==(const FeedbackLogged&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackLogged, (), (plan, item))

struct FeedbackAssigned
{
    PlanId plan;
    FeedbackId item;
    PersonId owner;
    Date due;
    std::string theme;
    bool operator==(const FeedbackAssigned&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackAssigned, (), (plan, item, owner, due, theme))

struct FeedbackAnswered
{
    PlanId plan;
    FeedbackId item;
    Disposition disposition{};
    std::string response;
    std::string what_changed;
    bool operator==(const FeedbackAnswered&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackAnswered, (), (plan, item, disposition, response, what_changed))

struct FeedbackClosed
{
    PlanId plan;
    FeedbackId item;
    bool operator==(const FeedbackClosed&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackClosed, (), (plan, item))

struct FeedbackReopened
{
    PlanId plan;
    FeedbackId item;
    std::string reason;
    bool operator==(const FeedbackReopened&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackReopened, (), (plan, item, reason))

struct TransitionTaken
{
    PlanId plan;
    std::string transition;
    std::string from;
    std::string to;
    std::string reason;
    bool voids_approvals{};
    VersionId published;  ///< the version that this step made public; zero for other steps
    bool operator==(const TransitionTaken&) const = default;
};
BOOST_DESCRIBE_STRUCT(TransitionTaken, (), (plan, transition, from, to, reason, voids_approvals, published))

struct DecisionOpened
{
    PlanId plan;
    DecisionId decision;
    Committee committee;
    VersionId version;
    Hash content_hash;
    Date meeting;
    bool operator==(const DecisionOpened&) const = default;
};
BOOST_DESCRIBE_STRUCT(DecisionOpened, (), (plan, decision, committee, version, content_hash, meeting))

struct AttendanceRecorded
{
    PlanId plan;
    DecisionId decision;
    PersonId member;
    bool present{};
    PersonId deputy;
    bool operator==(const AttendanceRecorded&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttendanceRecorded, (), (plan, decision, member, present, deputy))

struct InterestDeclared
{
    PlanId plan;
    DecisionId decision;
    PersonId person;
    InterestKind kind{};
    std::string text;
    InterestId entry;                     ///< of the register it was found in; zero if it was declared to the item
    std::vector<std::string> intentions;  ///< references of those that name the organisation, if it was found
    bool operator==(const InterestDeclared&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterestDeclared, (), (plan, decision, person, kind, text, entry, intentions))

struct InterestRuled
{
    PlanId plan;
    DecisionId decision;
    PersonId person;
    Ruling ruling{};
    std::string reason;
    bool operator==(const InterestRuled&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterestRuled, (), (plan, decision, person, ruling, reason))

struct VoteRecorded
{
    PlanId plan;
    DecisionId decision;
    PersonId member;
    VoteChoice choice{};
    std::string condition;
    Hash content_hash;
    bool operator==(const VoteRecorded&) const = default;
};
BOOST_DESCRIBE_STRUCT(VoteRecorded, (), (plan, decision, member, choice, condition, content_hash))

struct DecisionClosed
{
    PlanId plan;
    DecisionId decision;
    bool quorate{};
    Outcome outcome{};
    std::string note;
    std::vector<Condition> conditions;
    bool operator==(const DecisionClosed&) const = default;
};
BOOST_DESCRIBE_STRUCT(DecisionClosed, (), (plan, decision, quorate, outcome, note, conditions))

struct ConditionMet
{
    PlanId plan;
    DecisionId decision;
    ConditionId condition;
    std::string how;
    bool operator==(const ConditionMet&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConditionMet, (), (plan, decision, condition, how))

/// Somebody set a register (register.hpp) over a value they had not seen: in one append with the edit.
struct ValueReplaced
{
    PlanId plan;
    ElementId element;
    std::string field;
    std::string value;
    PersonId whose;
    bool operator==(const ValueReplaced&) const = default;
};
BOOST_DESCRIBE_STRUCT(ValueReplaced, (), (plan, element, field, value, whose))

struct SuggestionsMade
{
    PlanId plan;
    std::vector<Suggestion> suggestions;
    bool operator==(const SuggestionsMade&) const = default;
};
BOOST_DESCRIBE_STRUCT(SuggestionsMade, (), (plan, suggestions))

/// If they were accepted, in one append with the edit that takes them in.
struct SuggestionsSettled
{
    PlanId plan;
    std::vector<SuggestionId> suggestions;
    bool accepted{};
    bool operator==(const SuggestionsSettled&) const = default;
};
BOOST_DESCRIBE_STRUCT(SuggestionsSettled, (), (plan, suggestions, accepted))

struct SuggestionWithdrawn
{
    PlanId plan;
    SuggestionId suggestion;
    bool operator==(const SuggestionWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(SuggestionWithdrawn, (), (plan, suggestion))

/// A plan that was exported elsewhere, kept here as it was. The people and forums it names, and its workflow, are added in
/// the same append; what its versions hold is kept beside the log.
struct PlanRestored
{
    PlanId plan;
    Plan restored;
    std::string origin;  ///< the organisation whose it was
    bool operator==(const PlanRestored&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanRestored, (), (plan, restored, origin))

using EventKinds =
    std::variant<TenantCreated, WorkflowAdopted, PersonAdded, RolesSet, ForumAdded, CommitteeSet, PlanCreated, ContentEdited,
                 DoubtSettled, VersionCut, ForumPlanned, OccasionRecorded, OutcomeRecorded, FeedbackLogged, FeedbackAssigned,
                 FeedbackAnswered, FeedbackClosed, FeedbackReopened, TransitionTaken, DecisionOpened, AttendanceRecorded,
                 InterestDeclared, InterestRuled, VoteRecorded, DecisionClosed, ConditionMet, ValueReplaced, SuggestionsMade,
                 SuggestionsSettled, SuggestionWithdrawn, FeedbackReviewed, ChangeLinked, ChangeUnlinked, FeedbackMerged,
                 FeedbackSeparated, VerdictRecorded, FeedbackPlaced, FeedbackPublished, FeedbackWindowSet, FeedbackImported,
                 RemarkAdded, WatchSet, ReadMarked, ViewSaved, ViewDropped, ForumAmended, ForumUnplanned, BriefingPrepared,
                 FileAttached, ParticipantInvited, InvitationRevoked, ParticipantViewed, SignificanceAssessed,
                 ConsultationWaived, ConsultationSet, ConsultationMoved, ConsulteeRecorded, ConsultationReported,
                 SubmissionModerated, SubmissionReceived, InterestEntered, InterestAmended, InterestEnded, InterestsConfirmed,
                 DecisionMakerSet, GiftRecorded, BreachRecorded, PlanRestored>;

/// One event; the first kind if nothing is said.
struct Event : EventKinds
{
    using Kinds = EventKinds;
    Event();
    template<KindOf<EventKinds> Kind>
    Event(Kind kind) : EventKinds(std::in_place_type<Kind>, std::move(kind))
    {}
    Event(const Event&);
    Event(Event&&) noexcept;
    Event& operator=(const Event&);
    Event& operator=(Event&&) noexcept;
    ~Event();
    friend bool operator==(const Event& a, const Event& b);
};

/// Where an event stands in the log, when, and through whom.
struct EventMeta
{
    std::uint64_t sequence{};
    Timestamp at;
    PersonId actor;
    bool operator==(const EventMeta&) const = default;
};
BOOST_DESCRIBE_STRUCT(EventMeta, (), (sequence, at, actor))

/// Folds one event into the state. In a browser that has not loaded a plan's content, edits of it only mark it edited.
void apply(Tenant& tenant, const EventMeta& meta, const Event& event);

/// Gives a plan the text that a browser was sent when it opened the plan.
void load_content(Plan& plan, Content content);

/// The plan an event is about; zero for the organisation's registers.
PlanId plan_of(const Event& event);

/// The event's number in the log, from 1.
std::uint32_t type_of(const Event& event);

/// "VersionCut": the event's name, for logs and audits.
std::string name_of(const Event& event);

/// One line for the plan's history: "Cut version 0.3: updated finance section".
std::string sentence_of(const Tenant& tenant, const Event& event);

}  // namespace assent
