#pragma once
// From a command to events. handle() reads the state and changes nothing; what it returns is written to the log and then
// folded with apply() (shared/model/event.hpp), which cannot fail. One file per family of commands. No clock, no random
// number and no I/O here: the same command on the same state gives the same events, in the server and in the simulator.

#include <map>
#include <string>
#include <vector>

#include "server/commands/plan_past.hpp"
#include "server/identity/grant.hpp"
#include "shared/base/result.hpp"
#include "shared/model/command.hpp"
#include "shared/model/event.hpp"
#include "shared/workflow/definition.hpp"

namespace assent::commands {

/// A document that was uploaded and read, waiting to become a plan.
struct ReadDocument
{
    std::string file_name;
    std::string version;  ///< as on its cover
    Content content;
    std::vector<Doubt> doubts;
    std::vector<EarlierVersion> earlier_versions;
    Bytes original;  ///< kept with the plan under its hash
};

/// A feedback log, or a returned document, that was uploaded and read, waiting to be taken over.
struct ReadLog
{
    std::string file_name;
    PlanId plan;  ///< it was read for
    std::vector<FeedbackItem> items;  ///< with answers, where the file has them; numbers and who logged them are given when taken over
};

/// A file that was uploaded and checked, waiting to be attached.
struct UploadedFile
{
    std::string name;
    std::string media_type;
    Bytes bytes;
};

/// Definitions in force by the hash that plans pin, documents by the hash of their bytes, and the past of plans.
struct Surroundings
{
    std::map<Hash, workflow::Definition> definitions;
    std::map<Hash, ReadDocument> documents;
    std::map<PlanId, PlanPast> past;
    std::map<Hash, ReadLog> logs;
    std::map<Hash, UploadedFile> files;
};

/// What a handler may look at.
struct Situation
{
    const Tenant& tenant;
    const Surroundings& surroundings;
    const Person& person;  ///< who sent the command; the grant was made for them
    Key key;
    Timestamp now;
};

struct Kept
{
    Hash hash;
    Bytes content;
};

/// What a command came to: at least one event, and content to keep beside the log.
struct Decided
{
    std::vector<Event> events;
    std::vector<Kept> kept;
};

/// Decides a command. `grant` proves that the person has the right the command needs; what the plan's state and its
/// guards allow is decided here.
/// Errors  not_found: not there, or another organisation's. forbidden, not_allowed, conflict, invalid, too_large: with a
///         sentence to show where the person acted.
Result<Decided> handle(const identity::Grant& grant, const Situation& situation, const Command& command);

// ---- for the families ----

/// Errors  not_found.
Result<const Plan*> plan_in(const Situation& situation, PlanId id);

/// The definition the plan started under, after checking that roles and state allow `activity`.
Result<const workflow::Definition*> allowed(const Situation& situation, const Plan& plan, workflow::Activity activity);

/// Errors  not_allowed: the plan's life has ended under its workflow, and nothing about its way to a decision changes any more.
Result<void> check_under_way(const Situation& situation, const Plan& plan);

/// Errors  invalid, too_large: `text` is empty where it must not be, too long, or not plain text.
Result<void> check_words(const std::string& text, const char* field, const char* what);
Result<void> check_optional_words(const std::string& text, const char* field);

Result<Decided> handle_one(const Situation&, const CreatePlan&);
Result<Decided> handle_one(const Situation&, const ImportPlan&);
Result<Decided> handle_one(const Situation&, const EditContent&);
Result<Decided> handle_one(const Situation&, const SettleDoubts&);
Result<Decided> handle_one(const Situation&, const CutVersion&);
Result<Decided> handle_one(const Situation&, const AddForum&);
Result<Decided> handle_one(const Situation&, const PlanForum&);
Result<Decided> handle_one(const Situation&, const RecordOccasion&);
Result<Decided> handle_one(const Situation&, const RecordOutcome&);
Result<Decided> handle_one(const Situation&, const LogFeedback&);
Result<Decided> handle_one(const Situation&, const AssignFeedback&);
Result<Decided> handle_one(const Situation&, const AnswerFeedback&);
Result<Decided> handle_one(const Situation&, const CloseFeedback&);
Result<Decided> handle_one(const Situation&, const ReopenFeedback&);
Result<Decided> handle_one(const Situation&, const TakeTransition&);
Result<Decided> handle_one(const Situation&, const SetCommittee&);
Result<Decided> handle_one(const Situation&, const OpenDecision&);
Result<Decided> handle_one(const Situation&, const RecordAttendance&);
Result<Decided> handle_one(const Situation&, const DeclareInterest&);
Result<Decided> handle_one(const Situation&, const RuleOnInterest&);
Result<Decided> handle_one(const Situation&, const CastVote&);
Result<Decided> handle_one(const Situation&, const CloseDecision&);
Result<Decided> handle_one(const Situation&, const MeetCondition&);
Result<Decided> handle_one(const Situation&, const AddPerson&);
Result<Decided> handle_one(const Situation&, const SetRoles&);
Result<Decided> handle_one(const Situation&, const MakeSuggestions&);
Result<Decided> handle_one(const Situation&, const SettleSuggestions&);
Result<Decided> handle_one(const Situation&, const WithdrawSuggestion&);
Result<Decided> handle_one(const Situation&, const ReviewFeedback&);
Result<Decided> handle_one(const Situation&, const AssignItems&);
Result<Decided> handle_one(const Situation&, const AnswerItems&);
Result<Decided> handle_one(const Situation&, const CloseItems&);
Result<Decided> handle_one(const Situation&, const LinkChange&);
Result<Decided> handle_one(const Situation&, const UnlinkChange&);
Result<Decided> handle_one(const Situation&, const MergeFeedback&);
Result<Decided> handle_one(const Situation&, const SeparateFeedback&);
Result<Decided> handle_one(const Situation&, const RecordVerdict&);
Result<Decided> handle_one(const Situation&, const PlaceFeedback&);
Result<Decided> handle_one(const Situation&, const PublishFeedback&);
Result<Decided> handle_one(const Situation&, const SetFeedbackWindow&);
Result<Decided> handle_one(const Situation&, const ImportFeedback&);
Result<Decided> handle_one(const Situation&, const AddRemark&);
Result<Decided> handle_one(const Situation&, const SetWatch&);
Result<Decided> handle_one(const Situation&, const MarkRead&);
Result<Decided> handle_one(const Situation&, const SaveView&);
Result<Decided> handle_one(const Situation&, const DropView&);
Result<Decided> handle_one(const Situation&, const AmendForum&);
Result<Decided> handle_one(const Situation&, const UnplanForum&);
Result<Decided> handle_one(const Situation&, const PrepareBriefing&);
Result<Decided> handle_one(const Situation&, const AttachFile&);
Result<Decided> handle_one(const Situation&, const InviteParticipant&);
Result<Decided> handle_one(const Situation&, const RevokeInvitation&);
Result<Decided> handle_one(const Situation&, const AssessSignificance&);
Result<Decided> handle_one(const Situation&, const WaiveConsultation&);
Result<Decided> handle_one(const Situation&, const SetConsultation&);
Result<Decided> handle_one(const Situation&, const MoveConsultation&);
Result<Decided> handle_one(const Situation&, const RecordConsultee&);
Result<Decided> handle_one(const Situation&, const ReportConsultation&);
Result<Decided> handle_one(const Situation&, const ModerateSubmission&);
Result<Decided> handle_one(const Situation&, const EnterInterest&);
Result<Decided> handle_one(const Situation&, const AmendInterest&);
Result<Decided> handle_one(const Situation&, const EndInterest&);
Result<Decided> handle_one(const Situation&, const ConfirmInterests&);
Result<Decided> handle_one(const Situation&, const SetDecisionMaker&);
Result<Decided> handle_one(const Situation&, const RecordGift&);
Result<Decided> handle_one(const Situation&, const RecordBreach&);

}  // namespace assent::commands
