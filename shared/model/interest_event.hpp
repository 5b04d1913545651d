#pragma once
// Events about the registers of interests, gifts and breaches. Part of the variant in event.hpp; folded in interest_fold.cpp.

#include <boost/describe.hpp>

#include "shared/model/interest_register.hpp"

namespace assent {

struct InterestEntered
{
    InterestEntry entry;
    bool operator==(const InterestEntered&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterestEntered, (), (entry))

struct InterestAmended
{
    InterestEntry entry;
    bool operator==(const InterestAmended&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterestAmended, (), (entry))

struct InterestEnded
{
    InterestId entry;
    Date to;
    bool operator==(const InterestEnded&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterestEnded, (), (entry, to))

struct InterestsConfirmed
{
    PersonId person;
    Date on;
    bool operator==(const InterestsConfirmed&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterestsConfirmed, (), (person, on))

struct DecisionMakerSet
{
    PersonId person;
    bool decides{};
    bool operator==(const DecisionMakerSet&) const = default;
};
BOOST_DESCRIBE_STRUCT(DecisionMakerSet, (), (person, decides))

struct GiftRecorded
{
    Gift gift;
    bool operator==(const GiftRecorded&) const = default;
};
BOOST_DESCRIBE_STRUCT(GiftRecorded, (), (gift))

struct BreachRecorded
{
    InterestBreach breach;
    bool operator==(const BreachRecorded&) const = default;
};
BOOST_DESCRIBE_STRUCT(BreachRecorded, (), (breach))

}  // namespace assent
