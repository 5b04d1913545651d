#pragma once
// Socialisation: which forum saw which version, when, and what came out of it (REQUIREMENTS R18-R21).

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/sha256.hpp"
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
    std::vector<std::string> members{};
    std::vector<Date> meetings{};  ///< days on which it meets, in order
    std::string organisation{};    ///< the partner it speaks for, where it does: coverage is counted by partner too
    bool active{true};

    bool operator==(const Forum&) const = default;
};
BOOST_DESCRIBE_STRUCT(Forum, (), (id, name, kind, place, contact, members, meetings, organisation, active))

/// A line of the engagement plan: this forum is to see the plan, by this day.
struct PlannedForum
{
    ForumId forum;
    Date by;
    std::string presenter;
    VersionId version{};             ///< zero: the latest by then
    std::vector<ElementId> parts{};  ///< empty: all of it

    bool operator==(const PlannedForum&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlannedForum, (), (forum, by, presenter, version, parts))

enum class OccasionOutcome : std::uint8_t { not_recorded, supported, noted, changes_asked_for };
BOOST_DESCRIBE_ENUM(OccasionOutcome, not_recorded, supported, noted, changes_asked_for)

/// A file kept beside the log under the hash of its bytes. It is only ever given out to be saved, never to be run or shown.
struct Attachment
{
    Hash hash;
    std::string name;
    std::string media_type;  ///< one of media_types_allowed()
    std::uint64_t bytes{};
    PersonId added_by;
    Timestamp added_at;

    bool operator==(const Attachment&) const = default;
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (hash, name, media_type, bytes, added_by, added_at))

/// The standard briefing on a version: the same key messages for every forum (R20). Never edited; a new one has the next number.
struct Briefing
{
    BriefingId id;
    std::uint32_t number{};  ///< in the plan, from 1; the server's to give
    VersionId version;
    std::vector<std::string> key_messages;
    std::vector<ElementId> parts;  ///< empty: the whole version
    PersonId prepared_by;
    Timestamp prepared_at;

    bool operator==(const Briefing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Briefing, (), (id, number, version, key_messages, parts, prepared_by, prepared_at))

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
    BriefingId briefing{};                ///< the pack that was used; zero: none
    std::vector<ElementId> part_ids{};    ///< of the parts shown, where they are known
    std::vector<Attachment> attachments{};

    bool operator==(const Occasion&) const = default;
};
BOOST_DESCRIBE_STRUCT(Occasion, (),
                      (id, forum, date, version, parts, presenter, dedicated, attendance, minutes, outcome, briefing, part_ids,
                       attachments))

/// "changes asked for": the outcome as people say it.
std::string words_of(OccasionOutcome outcome);

struct SocialisationLimits
{
    static constexpr std::size_t key_messages_max = 20;
    static constexpr std::size_t parts_max = 500;
    static constexpr std::size_t attachments_max = 20;                   ///< of an event or a consultation
    static constexpr std::size_t attachment_bytes_max = 20 * 1024 * 1024;
    static constexpr std::size_t members_max = 200;
    static constexpr std::size_t meetings_max = 60;
    static constexpr std::size_t viewings_max = 100;                     ///< kept of an invitation: the first ones
};

}  // namespace assent
