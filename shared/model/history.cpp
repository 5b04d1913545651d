// Events in words, for a plan's history and for audits.
#include "shared/base/overloaded.hpp"
#include "shared/model/event.hpp"

namespace assent {

std::string name_of(const Event& event)
{
    static constexpr const char* names[] = {
        "TenantCreated",      "WorkflowAdopted",  "PersonAdded",      "RolesSet",         "ForumAdded",
        "CommitteeSet",       "PlanCreated",      "ContentEdited",    "DoubtSettled",     "VersionCut",
        "ForumPlanned",       "OccasionRecorded", "OutcomeRecorded",  "FeedbackLogged",   "FeedbackAssigned",
        "FeedbackAnswered",   "FeedbackClosed",   "FeedbackReopened", "TransitionTaken",  "DecisionOpened",
        "AttendanceRecorded", "InterestDeclared", "InterestRuled",    "VoteRecorded",     "DecisionClosed",
        "ConditionMet",       "ValueReplaced",    "SuggestionsMade",  "SuggestionsSettled",
        "SuggestionWithdrawn",
        "FeedbackReviewed", "ChangeLinked", "ChangeUnlinked", "FeedbackMerged", "FeedbackSeparated",
        "VerdictRecorded", "FeedbackPlaced", "FeedbackPublished", "FeedbackWindowSet", "FeedbackImported",
        "RemarkAdded", "WatchSet", "ReadMarked", "ViewSaved", "ViewDropped", "ForumAmended", "ForumUnplanned",
        "BriefingPrepared", "FileAttached", "ParticipantInvited", "InvitationRevoked", "ParticipantViewed",
        "SignificanceAssessed", "ConsultationWaived", "ConsultationSet", "ConsultationMoved", "ConsulteeRecorded",
        "ConsultationReported", "SubmissionModerated", "SubmissionReceived",
        "InterestEntered", "InterestAmended", "InterestEnded", "InterestsConfirmed", "DecisionMakerSet", "GiftRecorded",
        "BreachRecorded", "PlanRestored"};
    static_assert(std::size(names) == std::variant_size_v<EventKinds>);
    return names[event.index()];
}

static std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : "; ") + word;
    return text;
}

static std::string reference_in(const Plan* plan, FeedbackId id)
{
    const auto* item = plan ? find_feedback(*plan, id) : nullptr;
    return item ? reference_of(*item) : "a feedback item";
}

static std::string committee_in(const Plan* plan, DecisionId id)
{
    const auto* decision = plan ? find_decision(*plan, id) : nullptr;
    return decision ? decision->committee.name : "a committee";
}

static std::string counted(std::size_t suggestions)
{
    return suggestions == 1 ? "a suggestion" : std::to_string(suggestions) + " suggestions";
}

static std::string counted_items(std::size_t items)
{
    return items == 1 ? "a feedback item" : std::to_string(items) + " feedback items";
}

static std::string invited_in(const Plan* plan, InvitationId id)
{
    const auto* invitation = plan ? find_invitation(*plan, id) : nullptr;
    return invitation ? invitation->name : "an outside participant";
}

static std::string consultation_in(const Plan* plan, ConsultationId id)
{
    const auto* consultation = plan ? find_consultation(*plan, id) : nullptr;
    return consultation ? consultation->title : "on the plan";
}

static std::string in_part(const Plan* plan, ElementId id)
{
    const std::string title = plan ? title_of(plan->content, id) : std::string();
    return title.empty() ? title : " in " + title;
}

static std::string what_of(const Plan* plan, const Edit& edit)
{
    const auto title = [&](ElementId id) {
        const std::string text = plan ? title_of(plan->content, id) : std::string();
        return text.empty() ? std::string("a part since removed") : text;
    };
    return std::visit(Overloaded{
                          [&](const AddSection& e) { return "Added the section " + e.section.heading; },
                          [&](const AddIntention& e) {
                              return "Added the intention " + e.intention.reference + ' ' + e.intention.service_area;
                          },
                          [&](const AddTable& e) { return "Added the table " + e.table.title; },
                          [&](const AddMilestone& e) { return "Added " + e.milestone.event + " to the timetable"; },
                          [&](const SetText& e) { return "Changed " + title(e.element); },
                          [&](const SetList& e) { return "Changed " + title(e.element); },
                          [&](const SetCell& e) { return "Changed a figure in " + title(e.table); },
                          [&](const AddRow& e) { return "Added a row to " + title(e.table); },
                          [&](const MoveElement& e) { return "Moved " + title(e.element); },
                          [&](const MoveRow& e) { return "Moved a row of " + title(e.table); },
                          [&](const RemoveRow& e) { return "Removed a row of " + title(e.table); },
                          [&](const RemoveElement& e) { return "Removed " + (e.title.empty() ? "a part" : e.title); },
                          [&](const RestoreElement& e) { return "Put back " + title(e.element); },
                          [&](const ChangeText& e) { return "Wrote in " + title(e.element); },
                      },
                      edit);
}

std::string sentence_of(const Tenant& tenant, const Event& event)
{
    const Plan* plan = find_plan(tenant, plan_of(event));
    const auto forum = [&](ForumId id) {
        const auto* found = find_forum(tenant, id);
        return found ? found->name : std::string("a forum");
    };
    return std::visit(
        Overloaded{
            [&](const TenantCreated& e) { return "Created the organisation " + e.name; },
            [&](const WorkflowAdopted& e) { return "Adopted the workflow " + e.workflow.title; },
            [&](const PersonAdded& e) { return "Added " + e.person.name; },
            [&](const RolesSet& e) { return "Changed the roles of " + name_of(tenant, e.person); },
            [&](const ForumAdded& e) { return "Added the forum " + e.forum.name; },
            [&](const CommitteeSet& e) { return "Set up the committee " + e.committee.name; },
            [&](const PlanRestored& e) { return "Restored the plan from an export of " + e.origin; },
            [&](const PlanCreated& e) {
                return e.imported_from.empty() ? "Started the plan" : "Imported the plan from " + e.imported_from;
            },
            [&](const ContentEdited& e) {
                if (e.edits.empty()) return std::string("Changed the plan");
                std::string first = what_of(plan, e.edits.front());
                if (e.edits.size() > 1) first += " and " + std::to_string(e.edits.size() - 1) + " more";
                return first;
            },
            [&](const DoubtSettled&) { return std::string("Settled a doubt of the import"); },
            [&](const VersionCut& e) { return "Cut version " + e.version.number + ": " + joined(e.version.changes); },
            [&](const ForumPlanned& e) { return "Put " + forum(e.planned.forum) + " in the engagement plan"; },
            [&](const OccasionRecorded& e) { return "Recorded that " + forum(e.occasion.forum) + " saw the plan"; },
            [&](const OutcomeRecorded& e) { return "Recorded an outcome: " + words_of(e.outcome); },
            [&](const FeedbackLogged& e) { return "Logged " + reference_of(e.item) + " from " + e.item.name; },
            [&](const FeedbackAssigned& e) {
                return "Gave " + reference_in(plan, e.item) + " to " + name_of(tenant, e.owner);
            },
            [&](const FeedbackAnswered& e) {
                return "Answered " + reference_in(plan, e.item) + ": " + words_of(e.disposition);
            },
            [&](const FeedbackClosed& e) { return "Closed " + reference_in(plan, e.item); },
            [&](const FeedbackReopened& e) { return "Reopened " + reference_in(plan, e.item); },
            [&](const TransitionTaken& e) {
                return "Moved the plan from " + e.from + " to " + e.to + (e.reason.empty() ? "" : ": " + e.reason);
            },
            [&](const DecisionOpened& e) { return "Opened the decision of " + e.committee.name; },
            [&](const AttendanceRecorded& e) {
                if (e.deputy)
                    return "Recorded " + name_of(tenant, e.deputy) + " as deputy for " + name_of(tenant, e.member);
                return "Recorded " + name_of(tenant, e.member) + (e.present ? " as present" : " as absent");
            },
            [&](const InterestDeclared& e) {
                return (e.entry ? "Found an interest in the register of " : "Declared an interest of ") + name_of(tenant, e.person);
            },
            [&](const InterestRuled& e) {
                return "Ruled on the interest of " + name_of(tenant, e.person) + ": " + words_of(e.ruling);
            },
            [&](const VoteRecorded& e) { return "Voted in " + committee_in(plan, e.decision); },
            [&](const DecisionClosed& e) {
                return "Closed the decision of " + committee_in(plan, e.decision) + ": " + in_words(e.outcome);
            },
            [&](const ValueReplaced& e) {
                const std::string title = plan ? title_of(plan->content, e.element) : std::string();
                return "Replaced what " + name_of(tenant, e.whose) + " had set in " + (title.empty() ? "a part since removed" : title);
            },
            [&](const SuggestionsMade& e) { return "Made " + counted(e.suggestions.size()); },
            [&](const SuggestionsSettled& e) { return (e.accepted ? "Accepted " : "Rejected ") + counted(e.suggestions.size()); },
            [&](const SuggestionWithdrawn&) { return std::string("Withdrew a suggestion"); },
            [&](const ConditionMet&) { return std::string("Recorded that a condition was met"); },
            [&](const FeedbackReviewed& e) { return "Took " + counted_items(e.items.size()) + " up for review"; },
            [&](const ChangeLinked& e) { return "Tied " + reference_in(plan, e.item) + " to a change of " + e.change.title; },
            [&](const ChangeUnlinked& e) { return "Took back a tie between " + reference_in(plan, e.item) + " and a change"; },
            [&](const FeedbackMerged& e) {
                return "Marked " + reference_in(plan, e.item) + " as a duplicate of " + reference_in(plan, e.into);
            },
            [&](const FeedbackSeparated& e) { return "No longer a duplicate: " + reference_in(plan, e.item); },
            [&](const VerdictRecorded& e) {
                return "Recorded what was thought of the answer to " + reference_in(plan, e.item) + ": " + words_of(e.verdict);
            },
            [&](const FeedbackPlaced& e) { return "Said what " + reference_in(plan, e.item) + " is about: " + e.about.title; },
            [&](const FeedbackPublished& e) {
                return (e.published ? "Published " : "Took out of publication ") + counted_items(e.items.size());
            },
            [&](const FeedbackWindowSet& e) {
                return e.window.closes ? "Set the last day for feedback: " + e.window.closes.text() : "Took the last day for feedback away";
            },
            [&](const FeedbackImported& e) { return "Imported " + counted_items(e.items.size()) + " from " + e.file_name; },
            [&](const RemarkAdded& e) {
                return e.remark.about.item ? "Wrote about " + reference_in(plan, e.remark.about.item) : std::string("Wrote about the plan");
            },
            [&](const WatchSet& e) { return std::string(e.watching ? "Began to watch" : "Stopped watching") + " a part of the plan"; },
            [&](const ReadMarked& e) {
                return std::string(e.matter == ReadMatter::feedback_report ? "Read the feedback report"
                                   : e.matter == ReadMatter::briefing      ? "Read the briefing"
                                                                           : "Read the plan");
            },
            [&](const ViewSaved& e) { return "Saved the view " + e.view.name; },
            [&](const ViewDropped&) { return std::string("Dropped a saved view"); },
            [&](const ForumAmended& e) { return "Changed the forum " + e.forum.name; },
            [&](const ForumUnplanned& e) { return "Took " + forum(e.forum) + " out of the engagement plan"; },
            [&](const BriefingPrepared& e) { return "Prepared briefing " + std::to_string(e.briefing.number); },
            [&](const FileAttached& e) { return "Attached " + e.attachment.name; },
            [&](const ParticipantInvited& e) { return "Invited " + e.invitation.name; },
            [&](const InvitationRevoked& e) { return "Ended the invitation of " + invited_in(plan, e.invitation); },
            [&](const ParticipantViewed& e) { return invited_in(plan, e.invitation) + " was shown the plan"; },
            [&](const SignificanceAssessed& e) {
                return "Assessed a change" + in_part(plan, e.assessment.intention) + ": " + words_of(e.assessment.involvement);
            },
            [&](const ConsultationWaived& e) {
                return "Recorded that no consultation is held" + in_part(plan, e.intention) + ", decided by " + name_of(tenant, e.decided_by);
            },
            [&](const ConsultationSet& e) { return "Set up the consultation " + e.consultation.title; },
            [&](const ConsultationMoved& e) { return "Consultation " + consultation_in(plan, e.consultation) + ": " + words_of(e.to); },
            [&](const ConsulteeRecorded& e) { return "Recorded the consultee " + e.consultee.name; },
            [&](const ConsultationReported& e) { return "Reported on the consultation " + consultation_in(plan, e.consultation); },
            [&](const SubmissionModerated& e) { return std::string(e.taken_in ? "Took a public response into the log" : "Set a public response aside"); },
            [&](const SubmissionReceived&) { return std::string("A public response came in"); },
            [&](const InterestEntered& e) { return "Entered an interest of " + name_of(tenant, e.entry.person); },
            [&](const InterestAmended& e) { return "Amended an interest of " + name_of(tenant, e.entry.person); },
            [&](const InterestEnded& e) {
                const auto* entry = find_entry(tenant.interests, e.entry);
                return "Recorded that an interest of " + name_of(tenant, entry ? entry->person : PersonId{}) + " has ended";
            },
            [&](const InterestsConfirmed& e) { return "Confirmed the interests of " + name_of(tenant, e.person); },
            [&](const DecisionMakerSet& e) {
                return name_of(tenant, e.person) + (e.decides ? " is decision-making staff" : " is no longer decision-making staff");
            },
            [&](const GiftRecorded& e) { return "Recorded a gift to " + name_of(tenant, e.gift.person); },
            [&](const BreachRecorded&) { return std::string("Recorded a breach of the rules on interests"); },
        },
        event);
}

}  // namespace assent
