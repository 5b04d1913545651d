#pragma once
// Socialisation: which forum saw which version, when, and what came out of it (REQUIREMENTS R18-R21).

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"

namespace assent {

struct Forum
{
    ForumId id;
    std::string name;
    std::string kind;  ///< "Health and wellbeing board", "Patient reference group" ...
    std::string place;
    std::string contact;

    bool operator==(const Forum&) const = default;
};
BOOST_DESCRIBE_STRUCT(Forum, (), (id, name, kind, place, contact))

/// A line of the engagement plan: this forum is to see the plan, by this day.
struct PlannedForum
{
    ForumId forum;
    Date by;
    std::string presenter;

    bool operator==(const PlannedForum&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlannedForum, (), (forum, by, presenter))

enum class OccasionOutcome : std::uint8_t { not_recorded, supported, noted, changes_asked_for };
BOOST_DESCRIBE_ENUM(OccasionOutcome, not_recorded, supported, noted, changes_asked_for)

/// A socialisation event: a version taken to a forum on a date by somebody.
struct Occasion
{
    OccasionId id;
    ForumId forum;
    Date date;
    VersionId version;               ///< the version that was shown
    std::vector<std::string> parts;  ///< headings of the parts shown; empty: the whole version
    std::string presenter;
    bool dedicated{};  ///< its own event; otherwise an agenda item of the forum
    std::string attendance;
    std::string minutes;
    OccasionOutcome outcome{};

    bool operator==(const Occasion&) const = default;
};
BOOST_DESCRIBE_STRUCT(Occasion, (),
                      (id, forum, date, version, parts, presenter, dedicated, attendance, minutes, outcome))

/// "changes asked for": the outcome as people say it.
std::string words_of(OccasionOutcome outcome);

}  // namespace assent
