#pragma once
// What people of the organisation say to one another about a plan, what they watch, and what they have read (N10). None of it is
// part of the plan or of the feedback log's record of what others said.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"

namespace assent {

/// A feedback item, a part of the plan, or, with neither, the whole plan.
struct Subject
{
    FeedbackId item;
    ElementId element;
    bool operator==(const Subject&) const = default;
};
BOOST_DESCRIBE_STRUCT(Subject, (), (item, element))

/// One contribution to the thread of its subject. Never edited; whoever erred adds another.
struct Remark
{
    RemarkId id;
    Subject about;
    std::string text;
    std::vector<PersonId> mentions;
    PersonId author;
    Timestamp at;
    std::uint64_t sequence{};  ///< place in the organisation's log
    bool operator==(const Remark&) const = default;
};
BOOST_DESCRIBE_STRUCT(Remark, (), (id, about, text, mentions, author, at, sequence))

struct Watch
{
    PersonId person;
    Subject about;
    bool operator==(const Watch&) const = default;
};
BOOST_DESCRIBE_STRUCT(Watch, (), (person, about))

enum class ReadMatter : std::uint8_t { plan, feedback_report, briefing };
BOOST_DESCRIBE_ENUM(ReadMatter, plan, feedback_report, briefing)

/// How far somebody has read: everything up to an event of the log. There is one for each person and matter.
struct ReadMark
{
    PersonId person;
    ReadMatter matter{};
    std::uint64_t sequence{};
    VersionId version;  ///< with feedback_report: the version the report was about
    Timestamp at;
    bool operator==(const ReadMark&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReadMark, (), (person, matter, sequence, version, at))

/// A way of looking at a register that somebody keeps under a name: the query of the screen's address.
struct SavedView
{
    SavedViewId id;
    std::string name;
    std::string screen;  ///< "feedback", "intentions", "coverage"
    std::string query;   ///< "state=unanswered&group=theme"
    bool shared{};       ///< for everybody; otherwise for its owner only
    PersonId owner;
    bool operator==(const SavedView&) const = default;
};
BOOST_DESCRIBE_STRUCT(SavedView, (), (id, name, screen, query, shared, owner))

struct DiscussionLimits
{
    static constexpr std::size_t remarks_max = 5'000;   ///< in a plan
    static constexpr std::size_t mentions_max = 20;     ///< in a remark
    static constexpr std::size_t watches_max = 500;     ///< of a person in a plan
    static constexpr std::size_t saved_views_max = 200; ///< in an organisation
};

}  // namespace assent
