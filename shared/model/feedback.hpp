#pragma once
// The feedback log: one thing somebody said about a version, who said it and where, what it is about, and what the
// organisation did about it (REQUIREMENTS R23-R26; columns after section 7). Verbatim text is never edited.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"

namespace assent {

enum class FeedbackState : std::uint8_t { open, answered, closed, reopened };
BOOST_DESCRIBE_ENUM(FeedbackState, open, answered, closed, reopened)

enum class FeedbackType : std::uint8_t { comment, support, concern, question, technical, editorial };
BOOST_DESCRIBE_ENUM(FeedbackType, comment, support, concern, question, technical, editorial)

enum class Disposition : std::uint8_t {
    unanswered, accepted, accepted_in_part, not_accepted, noted, out_of_scope, duplicate, for_later
};
BOOST_DESCRIBE_ENUM(Disposition, unanswered, accepted, accepted_in_part, not_accepted, noted, out_of_scope, duplicate,
                    for_later)

/// What an item is about: the whole plan (element zero), or one section, intention or table, and the words quoted from it.
struct About
{
    ElementId element;
    std::string title;  ///< what the element was called when the item was logged
    std::string quote;

    bool operator==(const About&) const = default;
};
BOOST_DESCRIBE_STRUCT(About, (), (element, title, quote))

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

    bool operator==(const FeedbackItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeedbackItem, (),
                      (id, number, received, channel, name, organisation, stakeholder_type, occasion, version, type, about,
                       verbatim, proposed_wording, theme, state, disposition, response, what_changed, changed_in, owner,
                       due, logged_by, answered_by, answered_at))

/// "F-031".
std::string reference_of(const FeedbackItem& item);
std::string words_of(Disposition disposition);
std::string words_of(FeedbackType type);
std::string words_of(FeedbackState state);

}  // namespace assent
