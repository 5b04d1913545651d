#pragma once
// The organisation's register of interests, with its registers of gifts and hospitality and of breaches (NHS Act 2006 s14O and NHS
// England's statutory guidance on conflicts of interest, June 2017; docs/interests.md). Nothing is ever taken out of it: how long an
// entry is public and how long it must be kept are worked out from its dates whenever somebody asks.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/time.hpp"
#include "shared/model/committee.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/person.hpp"

namespace assent {

struct InterestEntry
{
    InterestId id;
    PersonId person;
    InterestKind kind{};
    std::string what;
    std::string organisation;          ///< that it concerns, as the directory of providers calls it; may be empty
    std::vector<std::string> aliases;  ///< other names under which a plan may write that organisation
    Date from;
    Date to;  ///< when it ended; no date while it lasts
    Date declared_on;
    bool withheld{};  ///< from the public and from colleagues who do not keep the register
    std::string withheld_reason;

    bool operator==(const InterestEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterestEntry, (), (id, person, kind, what, organisation, aliases, from, to, declared_on, withheld, withheld_reason))

/// That a person's entries, or that there are none, were found to be right.
struct InterestConfirmation
{
    PersonId person;
    Date on;
    PersonId by;

    bool operator==(const InterestConfirmation&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterestConfirmation, (), (person, on, by))

/// A gift or hospitality, offered to a person by somebody outside.
struct Gift
{
    GiftId id;
    PersonId person;
    std::string from;
    std::string what;
    std::int64_t value_pence{};  ///< estimated where nobody knows it
    bool accepted{};
    Date date;

    bool operator==(const Gift&) const = default;
};
BOOST_DESCRIBE_STRUCT(Gift, (), (id, person, from, what, value_pence, accepted, date))

/// The rules on interests were not followed.
struct InterestBreach
{
    BreachId id;
    PersonId person;
    std::string what;
    Date found;
    std::string action;

    bool operator==(const InterestBreach&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterestBreach, (), (id, person, what, found, action))

struct InterestRegister
{
    std::vector<InterestEntry> entries;  ///< in the order they were made
    std::vector<PersonId> decision_makers;  ///< whose interests are published: decision-making staff
    std::vector<InterestConfirmation> confirmations;  ///< oldest first
    std::vector<Gift> gifts;
    std::vector<InterestBreach> breaches;

    bool operator==(const InterestRegister&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterestRegister, (), (entries, decision_makers, confirmations, gifts, breaches))

struct InterestRules
{
    static constexpr std::int32_t declare_within_days = 28;
    static constexpr int public_months = 6;      ///< after an interest has ended, at least
    static constexpr int kept_months = 6 * 12;   ///< in private records after it has ended, at least
    static constexpr int confirm_months = 12;
    static constexpr std::size_t aliases_max = 20;
    static constexpr std::int64_t value_pence_max = 100'000'000;
};

const InterestEntry* find_entry(const InterestRegister& interests, InterestId id);
bool is_decision_maker(const InterestRegister& interests, PersonId person);

/// The last day on which declaring it is in time.
Date declare_by(const InterestEntry& entry);
/// Days by which it was declared too late; 0 if in time.
std::int32_t days_late(const InterestEntry& entry);
/// Begun, and not ended before `on`.
bool is_live(const InterestEntry& entry, Date on);
/// The last day on the public register; no date while the interest lasts.
Date public_until(const InterestEntry& entry);
/// The day until which private records must have it at least; no date while the interest lasts.
Date kept_until(const InterestEntry& entry);

/// Whether the public register of that day has it: of a decision maker, begun, not withheld, and not over for longer than the rules say.
bool is_public(const InterestRegister& interests, const InterestEntry& entry, Date on);

/// When the person's entries were last confirmed; no date if never.
Date last_confirmed(const InterestRegister& interests, PersonId person);

struct ConfirmationDue
{
    PersonId person;
    Date last;  ///< no date: never
    Date due;   ///< no date: at once

    bool operator==(const ConfirmationDue&) const = default;
};
/// Who has to confirm by `on`, in the order of `people`: active decision makers, and whoever has a live entry.
std::vector<ConfirmationDue> confirmations_due(const InterestRegister& interests, const std::vector<Person>& people, Date on);

/// Whether the person keeps the register: enters things for others, records breaches, and sees what is withheld.
bool keeps_interests(const Person& person);

/// The register as `viewer` may see it: of entries that are withheld, and of breaches, whoever is neither concerned nor keeps the
/// register sees that there are some and nothing of what they say.
InterestRegister seen_by(const InterestRegister& interests, const Person& viewer);
InterestEntry seen_by(const InterestEntry& entry, const Person& viewer);
InterestBreach seen_by(const InterestBreach& breach, const Person& viewer);

/// "£1,250.00" from pence.
std::string pounds(std::int64_t pence);
/// Pence from what people write: "25", "£1,250.5", "25.05"; nothing for what is no sum of money or more than value_pence_max.
std::optional<std::int64_t> pence_of(std::string_view written);

}  // namespace assent
