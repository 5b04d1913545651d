#pragma once
// The feedback log: one thing somebody said about a version, who said it and where, what it is about, and what the
// organisation did about it (REQUIREMENTS R23-R26; columns after section 7). Verbatim text is never edited.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/text_point.hpp"

namespace assent {

/// "New" in people's words is `open`: nobody has looked at it yet.
enum class FeedbackState : std::uint8_t { open, answered, closed, reopened, under_review };
BOOST_DESCRIBE_ENUM(FeedbackState, open, answered, closed, reopened, under_review)

enum class FeedbackType : std::uint8_t { comment, support, concern, question, technical, editorial };
BOOST_DESCRIBE_ENUM(FeedbackType, comment, support, concern, question, technical, editorial)

enum class Disposition : std::uint8_t {
    unanswered, accepted, accepted_in_part, not_accepted, noted, out_of_scope, duplicate, for_later
};
BOOST_DESCRIBE_ENUM(Disposition, unanswered, accepted, accepted_in_part, not_accepted, noted, out_of_scope, duplicate,
                    for_later)

/// Whether the person who said it is content with the answer.
enum class SubmitterVerdict : std::uint8_t { none, content, not_content };
BOOST_DESCRIBE_ENUM(SubmitterVerdict, none, content, not_content)

/// What an item is about: the whole plan (element zero), one section, intention or table, one field of it, or words in it.
/// The points follow the words through later edits; when the words are gone, quote and surroundings still say what they were.
struct About
{
    ElementId element;
    std::string title;  ///< what the element was called when the item was logged
    std::string quote;
    std::string field{};   ///< name_of() it (register.hpp); empty: the whole element
    TextPoint start{};     ///< with `anchored`: in front of the first character of the words
    TextPoint end{};       ///< and behind the last
    bool anchored{};
    std::string before{};  ///< what stood in front of the quote when the item was logged, and behind it
    std::string after{};
    bool detached{};       ///< nobody could say where it belongs (an import, a returned document): it waits in the tray

    bool operator==(const About&) const = default;
};
BOOST_DESCRIBE_STRUCT(About, (), (element, title, quote, field, start, end, anchored, before, after, detached))

/// A change of the plan that an item led to (N4): the event that made it, what was and what is there, and where.
struct CausedChange
{
    ChangeId id;
    ElementId element;
    std::string title;         ///< of the element
    std::string field;         ///< name_of() it; empty: the whole element
    std::uint64_t sequence{};  ///< of the event in the organisation's log
    std::string was;
    std::string now;
    TextPoint start{};
    TextPoint end{};
    bool anchored{};
    PersonId linked_by;
    Timestamp linked_at;
    VersionId version;         ///< the first version that holds it; zero until one is cut

    bool operator==(const CausedChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(CausedChange, (),
                      (id, element, title, field, sequence, was, now, start, end, anchored, linked_by, linked_at, version))

/// What happens to feedback that comes after the last day.
enum class LateRule : std::uint8_t { marked_late, refused };
BOOST_DESCRIBE_ENUM(LateRule, marked_late, refused)

/// When feedback on a plan is asked for. Without a last day nothing is late.
struct FeedbackWindow
{
    Date opens;
    Date closes;
    LateRule late{};

    bool operator==(const FeedbackWindow&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackWindow, (), (opens, closes, late))

struct FeedbackItem
{
    FeedbackId id;
    std::uint32_t number{};  ///< "F-031" is number 31; given by the server in the order of the log
    Date received;
    std::string channel;  ///< event, letter, e-mail, web form, minute ...
    std::string name;
    std::string organisation;
    std::string stakeholder_type;
    OccasionId occasion;  ///< the socialisation event it came from; zero if none
    VersionId version;
    FeedbackType type{};
    About about;
    std::string verbatim;
    std::string proposed_wording;
    std::string theme;
    FeedbackState state{};
    Disposition disposition{};
    std::string response;
    std::string what_changed;
    VersionId changed_in;  ///< the version that shows the change; zero until there is one
    PersonId owner;
    Date due;
    PersonId logged_by;
    PersonId answered_by;
    Timestamp answered_at;
    std::string where_in_document{};  ///< page, line or number as the submitter gave it
    std::vector<CausedChange> caused{};
    FeedbackId duplicate_of{};        ///< the item that is answered in its place; zero if none
    bool late{};                      ///< received after the plan's last day for feedback
    SubmitterVerdict verdict{};
    std::string verdict_note{};
    Timestamp verdict_at{};
    bool published{};                 ///< item and answer may be read by the public
    std::string public_text{};        ///< the words as published, redacted where need be; empty: as said
    InvitationId invitation{};        ///< through which an outside participant said it
    SubmissionId submission{};        ///< the public response it was made of
    std::string imported_from{};      ///< name of the file it came from
    Timestamp logged_at{};

    bool operator==(const FeedbackItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackItem, (),
                      (id, number, received, channel, name, organisation, stakeholder_type, occasion, version, type, about,
                       verbatim, proposed_wording, theme, state, disposition, response, what_changed, changed_in, owner,
                       due, logged_by, answered_by, answered_at, where_in_document, caused, duplicate_of, late, verdict,
                       verdict_note, verdict_at, published, public_text, invitation, submission, imported_from, logged_at))

struct FeedbackLimits
{
    static constexpr std::size_t at_once_max = 500;         ///< items that one command assigns, answers or closes
    static constexpr std::size_t imported_max = 20'000;     ///< items of one file
    static constexpr std::size_t caused_max = 32;           ///< changes linked to one item
};

/// "F-031".
std::string reference_of(const FeedbackItem& item);
std::string words_of(Disposition disposition);
std::string words_of(FeedbackType type);
std::string words_of(FeedbackState state);
std::string words_of(SubmitterVerdict verdict);

/// Whether an item received on that day is late.
bool is_late(const FeedbackWindow& window, Date received);

}  // namespace assent
