#pragma once
// Commands about the registers of interests, gifts and breaches. Part of the variant in command.hpp.

#include <boost/describe.hpp>

#include "shared/model/interest_register.hpp"

namespace assent {

/// The day it is declared is the server's to give, unless somebody who keeps the register enters an earlier one from paper.
struct EnterInterest
{
    InterestEntry entry;
    bool operator==(const EnterInterest&) const = default;
};
BOOST_DESCRIBE_STRUCT(EnterInterest, (), (entry))

/// Puts an entry right. Whose it is and when it was declared stay.
struct AmendInterest
{
    InterestEntry entry;
    bool operator==(const AmendInterest&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmendInterest, (), (entry))

struct EndInterest
{
    InterestId entry;
    Date to;
    bool operator==(const EndInterest&) const = default;
};
BOOST_DESCRIBE_STRUCT(EndInterest, (), (entry, to))

struct ConfirmInterests
{
    PersonId person;
    bool operator==(const ConfirmInterests&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConfirmInterests, (), (person))

struct SetDecisionMaker
{
    PersonId person;
    bool decides{};
    bool operator==(const SetDecisionMaker&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetDecisionMaker, (), (person, decides))

struct RecordGift
{
    Gift gift;
    bool operator==(const RecordGift&) const = default;
};
BOOST_DESCRIBE_STRUCT(RecordGift, (), (gift))

struct RecordBreach
{
    InterestBreach breach;
    bool operator==(const RecordBreach&) const = default;
};
BOOST_DESCRIBE_STRUCT(RecordBreach, (), (breach))

}  // namespace assent
