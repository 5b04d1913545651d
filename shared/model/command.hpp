#pragma once
// What people ask the server to do. A command is accepted whole or refused with a reason. New kinds go to the end of the
// variant: the place in the list is the number on the wire.

#include <string>
#include <variant>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/kinds.hpp"
#include "shared/model/consultation_command.hpp"
#include "shared/model/edit.hpp"
#include "shared/model/feedback_command.hpp"
#include "shared/model/interest_command.hpp"
#include "shared/model/socialisation_command.hpp"
#include "shared/model/tenant.hpp"

namespace assent {

struct CreatePlan
{
    PlanId plan;
    std::string title;
    std::string period;
    Hash workflow;  ///< definition to start under; zero: the organisation's first
    bool operator==(const CreatePlan&) const = default;
};
BOOST_DESCRIBE_STRUCT(CreatePlan, (), (plan, title, period, workflow))

/// Makes a plan of a document that was uploaded and read before; `upload` is the hash of its bytes.
struct ImportPlan
{
    PlanId plan;
    std::string title;
    std::string period;
    Hash workflow;
    Hash upload;
    bool operator==(const ImportPlan&) const = default;
};
BOOST_DESCRIBE_STRUCT(ImportPlan, (), (plan, title, period, workflow, upload))

struct EditContent
{
    PlanId plan;
    std::vector<Edit> edits;
    bool operator==(const EditContent&) const = default;
};
BOOST_DESCRIBE_STRUCT(EditContent, (), (plan, edits))

/// Several at once when the same look at the document settled them.
struct SettleDoubts
{
    PlanId plan;
    std::vector<ElementId> doubts;
    std::string how;
    bool operator==(const SettleDoubts&) const = default;
};
BOOST_DESCRIBE_STRUCT(SettleDoubts, (), (plan, doubts, how))

struct CutVersion
{
    PlanId plan;
    VersionId version;
    std::string number;
    std::vector<std::string> changes;
    bool operator==(const CutVersion&) const = default;
};
BOOST_DESCRIBE_STRUCT(CutVersion, (), (plan, version, number, changes))

struct AddForum
{
    Forum forum;
    bool operator==(const AddForum&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddForum, (), (forum))

struct PlanForum
{
    PlanId plan;
    PlannedForum planned;
    bool operator==(const PlanForum&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanForum, (), (plan, planned))

struct RecordOccasion
{
    PlanId plan;
    Occasion occasion;
    bool operator==(const RecordOccasion&) const = default;
};
BOOST_DESCRIBE_STRUCT(RecordOccasion, (), (plan, occasion))

struct RecordOutcome
{
    PlanId plan;
    OccasionId occasion;
    OccasionOutcome outcome{};
    std::string attendance;
    std::string minutes;
    bool operator==(const RecordOutcome&) const = default;
};
BOOST_DESCRIBE_STRUCT(RecordOutcome, (), (plan, occasion, outcome, attendance, minutes))

/// The item's number, state, disposition and response are the server's to give; what they hold here is ignored.
struct LogFeedback
{
    PlanId plan;
    FeedbackItem item;
    bool operator==(const LogFeedback&) const = default;
};
BOOST_DESCRIBE_STRUCT(LogFeedback, (), (plan, item))

struct AssignFeedback
{
    PlanId plan;
    FeedbackId item;
    PersonId owner;
    Date due;
    std::string theme;
    bool operator==(const AssignFeedback&) const = default;
};
BOOST_DESCRIBE_STRUCT(AssignFeedback, (), (plan, item, owner, due, theme))

struct AnswerFeedback
{
    PlanId plan;
    FeedbackId item;
    Disposition disposition{};
    std::string response;
    std::string what_changed;
    bool operator==(const AnswerFeedback&) const = default;
};
BOOST_DESCRIBE_STRUCT(AnswerFeedback, (), (plan, item, disposition, response, what_changed))

struct CloseFeedback
{
    PlanId plan;
    FeedbackId item;
    bool operator==(const CloseFeedback&) const = default;
};
BOOST_DESCRIBE_STRUCT(CloseFeedback, (), (plan, item))

struct ReopenFeedback
{
    PlanId plan;
    FeedbackId item;
    std::string reason;
    bool operator==(const ReopenFeedback&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReopenFeedback, (), (plan, item, reason))

struct TakeTransition
{
    PlanId plan;
    std::string transition;
    std::string from;  ///< the state the person saw
    std::string reason;
    bool operator==(const TakeTransition&) const = default;
};
BOOST_DESCRIBE_STRUCT(TakeTransition, (), (plan, transition, from, reason))

struct SetCommittee
{
    Committee committee;
    bool operator==(const SetCommittee&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetCommittee, (), (committee))

struct OpenDecision
{
    PlanId plan;
    DecisionId decision;
    CommitteeId committee;
    VersionId version;
    Hash content_hash;
    Date meeting;
    bool operator==(const OpenDecision&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenDecision, (), (plan, decision, committee, version, content_hash, meeting))

struct RecordAttendance
{
    PlanId plan;
    DecisionId decision;
    PersonId member;
    bool present{};
    PersonId deputy;
    bool operator==(const RecordAttendance&) const = default;
};
BOOST_DESCRIBE_STRUCT(RecordAttendance, (), (plan, decision, member, present, deputy))

struct DeclareInterest
{
    PlanId plan;
    DecisionId decision;
    PersonId person;
    InterestKind kind{};
    std::string text;
    bool operator==(const DeclareInterest&) const = default;
};
BOOST_DESCRIBE_STRUCT(DeclareInterest, (), (plan, decision, person, kind, text))

struct RuleOnInterest
{
    PlanId plan;
    DecisionId decision;
    PersonId person;
    Ruling ruling{};
    std::string reason;
    bool operator==(const RuleOnInterest&) const = default;
};
BOOST_DESCRIBE_STRUCT(RuleOnInterest, (), (plan, decision, person, ruling, reason))

struct CastVote
{
    PlanId plan;
    DecisionId decision;
    PersonId member;  ///< whose seat the voter fills
    VoteChoice choice{};
    std::string condition;
    Hash content_hash;  ///< of what was on screen
    bool operator==(const CastVote&) const = default;
};
BOOST_DESCRIBE_STRUCT(CastVote, (), (plan, decision, member, choice, condition, content_hash))

struct CloseDecision
{
    PlanId plan;
    DecisionId decision;
    std::string note;
    bool operator==(const CloseDecision&) const = default;
};
BOOST_DESCRIBE_STRUCT(CloseDecision, (), (plan, decision, note))

struct MeetCondition
{
    PlanId plan;
    DecisionId decision;
    ConditionId condition;
    std::string how;
    bool operator==(const MeetCondition&) const = default;
};
BOOST_DESCRIBE_STRUCT(MeetCondition, (), (plan, decision, condition, how))

struct AddPerson
{
    Person person;
    bool operator==(const AddPerson&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddPerson, (), (person))

struct SetRoles
{
    PersonId person;
    std::vector<Role> roles;
    bool active{true};
    bool operator==(const SetRoles&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetRoles, (), (person, roles, active))

/// Author, time and state are the server's to give; what they hold here is ignored.
struct MakeSuggestions
{
    PlanId plan;
    std::vector<Suggestion> suggestions;
    bool operator==(const MakeSuggestions&) const = default;
};
BOOST_DESCRIBE_STRUCT(MakeSuggestions, (), (plan, suggestions))

/// All of them or none. Accepting is refused where the words a suggestion is about are others by now.
struct SettleSuggestions
{
    PlanId plan;
    std::vector<SuggestionId> suggestions;
    bool accepted{};
    bool operator==(const SettleSuggestions&) const = default;
};
BOOST_DESCRIBE_STRUCT(SettleSuggestions, (), (plan, suggestions, accepted))

struct WithdrawSuggestion
{
    PlanId plan;
    SuggestionId suggestion;
    bool operator==(const WithdrawSuggestion&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawSuggestion, (), (plan, suggestion))

using CommandKinds =
    std::variant<CreatePlan, ImportPlan, EditContent, SettleDoubts, CutVersion, AddForum, PlanForum, RecordOccasion,
                 RecordOutcome, LogFeedback, AssignFeedback, AnswerFeedback, CloseFeedback, ReopenFeedback, TakeTransition,
                 SetCommittee, OpenDecision, RecordAttendance, DeclareInterest, RuleOnInterest, CastVote, CloseDecision,
                 MeetCondition, AddPerson, SetRoles, MakeSuggestions, SettleSuggestions, WithdrawSuggestion, ReviewFeedback,
                 AssignItems, AnswerItems, CloseItems, LinkChange, UnlinkChange, MergeFeedback, SeparateFeedback,
                 RecordVerdict, PlaceFeedback, PublishFeedback, SetFeedbackWindow, ImportFeedback, AddRemark, SetWatch,
                 MarkRead, SaveView, DropView, AmendForum, UnplanForum, PrepareBriefing, AttachFile, InviteParticipant,
                 RevokeInvitation, AssessSignificance, WaiveConsultation, SetConsultation, MoveConsultation, RecordConsultee,
                 ReportConsultation, ModerateSubmission, EnterInterest, AmendInterest, EndInterest, ConfirmInterests,
                 SetDecisionMaker, RecordGift, RecordBreach>;

/// One command; the first kind if nothing is said.
struct Command : CommandKinds
{
    using Kinds = CommandKinds;
    Command();
    template<KindOf<CommandKinds> Kind>
    Command(Kind kind) : CommandKinds(std::in_place_type<Kind>, std::move(kind))
    {}
    Command(const Command&);
    Command(Command&&) noexcept;
    Command& operator=(const Command&);
    Command& operator=(Command&&) noexcept;
    ~Command();
    friend bool operator==(const Command& a, const Command& b);
};

/// The plan a command is about; zero for the organisation's registers.
PlanId plan_of(const Command& command);

}  // namespace assent
