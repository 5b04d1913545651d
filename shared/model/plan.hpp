#pragma once
// A plan and everything that happens to it on its way to a decision.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/time.hpp"
#include "shared/model/committee.hpp"
#include "shared/model/consultation.hpp"
#include "shared/model/content.hpp"
#include "shared/model/discussion.hpp"
#include "shared/model/feedback.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/invitation.hpp"
#include "shared/model/socialisation.hpp"
#include "shared/model/suggestion.hpp"

namespace assent {

/// A frozen, numbered copy of a plan. Its content is stored once, under its hash (canonical.hpp); what people see at an
/// event and what committees decide on is always a version.
struct Version
{
    VersionId id;
    std::string number;  ///< "0.1", "0.2" while draft, "1.0" for decision; unique in the plan and growing
    Date date;
    PersonId author;
    std::string author_role;
    std::vector<std::string> changes;  ///< the version-control table's description, one short item each
    Hash content_hash;
    std::uint64_t sequence{};  ///< place in the organisation's log

    bool operator==(const Version&) const = default;
};
BOOST_DESCRIBE_STRUCT(Version, (), (id, number, date, author, author_role, changes, content_hash, sequence))

/// A point an import could not settle by itself, kept with its source line until a person does.
struct Doubt
{
    ElementId id;
    std::uint32_t line{};
    std::string message;
    std::string settled_how;
    PersonId settled_by;  ///< zero while open

    bool operator==(const Doubt&) const = default;
};
BOOST_DESCRIBE_STRUCT(Doubt, (), (id, line, message, settled_how, settled_by))

/// A step the plan took.
struct StateChange
{
    std::string from;
    std::string to;
    std::string transition;
    std::string reason;
    PersonId by;
    Timestamp at;

    bool operator==(const StateChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(StateChange, (), (from, to, transition, reason, by, at))

/// A row of the version-control table that an imported document brought with it.
struct EarlierVersion
{
    std::string date;
    std::vector<std::string> changes;
    std::string author;
    std::string author_role;

    bool operator==(const EarlierVersion&) const = default;
};
BOOST_DESCRIBE_STRUCT(EarlierVersion, (), (date, changes, author, author_role))

/// A value that somebody set and another replaced without having seen it.
struct ReplacedValue
{
    ElementId element;
    std::string field;  ///< name_of() it (register.hpp)
    std::string value;  ///< the words that were replaced; a list's one a line
    PersonId whose;
    PersonId by;
    Timestamp at;
    std::uint64_t sequence{};

    bool operator==(const ReplacedValue&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReplacedValue, (), (element, field, value, whose, by, at, sequence))

/// A part that was taken out and may be put back.
struct RemovedPart
{
    ElementId element;
    std::string title;
    PersonId by;
    Timestamp at;
    std::uint64_t sequence{};

    bool operator==(const RemovedPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(RemovedPart, (), (element, title, by, at, sequence))

/// What a plan remembers of its own making, the newest of each.
struct PlanLimits
{
    static constexpr std::size_t replaced_max = 100;
    static constexpr std::size_t replaced_bytes_max = 256 * 1024;
    static constexpr std::size_t removed_max = 50;
};

struct Plan
{
    PlanId id;
    std::string title;
    std::string period;  ///< financial year, "2026/27"
    std::string organisation;
    PersonId owner;
    Hash workflow_hash;  ///< the definition it started under
    std::string state;   ///< key of the definition's state
    std::uint64_t revision{};  ///< sequence of the last event that touched it
    bool edited_since_version{};
    Timestamp edited_at;
    PersonId edited_by;
    std::uint32_t intention_count{};
    std::vector<std::string> incomplete;  ///< intentions that lack something, in words
    std::vector<std::string> not_agreed;  ///< sections and tables still draft or subject to review, by title
    std::string imported_from;            ///< file name; empty if written here
    std::string imported_version;         ///< as on its cover
    std::vector<EarlierVersion> earlier_versions;
    std::vector<Doubt> doubts;
    std::vector<Version> versions;
    std::vector<PlannedForum> planned_forums;
    std::vector<Occasion> occasions;
    std::vector<FeedbackItem> feedback;
    std::vector<Decision> decisions;
    std::vector<StateChange> history;
    std::vector<ReplacedValue> replaced;  ///< oldest first
    std::vector<RemovedPart> removed;     ///< oldest first
    std::vector<Suggestion> suggestions;  ///< oldest first
    VersionId published_version;  ///< what the public may read; stays while a revision is drafted
    Timestamp published_at;
    bool content_loaded{true};  ///< false in a browser that has not opened the plan
    Content content;
    FeedbackWindow feedback_window;
    std::vector<Remark> remarks;  ///< oldest first
    std::vector<Watch> watches;
    std::vector<ReadMark> read_marks;
    std::vector<Briefing> briefings;  ///< oldest first
    std::vector<Invitation> invitations;
    std::vector<Assessment> assessments;
    std::vector<Consultation> consultations;
    std::vector<Submission> submissions;  ///< oldest first
    std::vector<IntentionMark> intention_marks;  ///< in the order of the intentions; follows the text as `incomplete` does

    bool operator==(const Plan&) const = default;
};
BOOST_DESCRIBE_STRUCT(Plan, (),
                      (id, title, period, organisation, owner, workflow_hash, state, revision, edited_since_version,
                       edited_at, edited_by, intention_count, incomplete, not_agreed, imported_from, imported_version,
                       earlier_versions, doubts, versions, planned_forums, occasions, feedback, decisions, history, replaced,
                       removed, suggestions,
                       published_version, published_at, content_loaded, content, feedback_window, remarks, watches, read_marks,
                       briefings, invitations, assessments, consultations, submissions, intention_marks))

const Version* find_version(const Plan& plan, VersionId id);
const Version* latest_version(const Plan& plan);
const FeedbackItem* find_feedback(const Plan& plan, FeedbackId id);
const Occasion* find_occasion(const Plan& plan, OccasionId id);
const Decision* find_decision(const Plan& plan, DecisionId id);
const Suggestion* find_suggestion(const Plan& plan, SuggestionId id);
const Briefing* find_briefing(const Plan& plan, BriefingId id);
const Invitation* find_invitation(const Plan& plan, InvitationId id);
const Consultation* find_consultation(const Plan& plan, ConsultationId id);
const Submission* find_submission(const Plan& plan, SubmissionId id);
const Assessment* find_assessment(const Plan& plan, ElementId intention);
/// How far the person has read; null if never.
const ReadMark* find_read_mark(const Plan& plan, PersonId person, ReadMatter matter);
bool is_watching(const Plan& plan, PersonId person, const Subject& about);

/// Whether an item still waits for the organisation's answer; a duplicate does not, the item it was merged into answers for it.
bool is_unanswered(const FeedbackItem& item);

/// The decision under which the person does not receive the papers of this plan; null if they may read it. The last ruling on a person
/// holds, until the version it was about is published or another is given.
const Decision* papers_withheld(const Plan& plan, PersonId person);

/// The number proposed for the next version: "0.1" at first, then the last one's minor part and one.
std::string next_version_number(const Plan& plan);

/// Compares "0.9" and "0.10" as numbers. Returns false if either is not two numbers with a stop between them.
bool version_number_before(const std::string& a, const std::string& b);
bool is_version_number(const std::string& text);

}  // namespace assent
