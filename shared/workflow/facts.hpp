#pragma once
// What guards are evaluated over: plain values about one plan at one moment. Whoever holds the model fills them in; the
// engine never looks further. Lists hold what a person would call the things ("F-031", "Patient reference group"), so
// that a refusal can name them.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/sha256.hpp"
#include "shared/model/quorum.hpp"

namespace assent::workflow {

/// One decision of a committee on one version of the plan, open or closed. Pass them in the order they were opened: of
/// several on one version by the same body, the last one closed counts.
struct DecisionFact
{
    std::string committee;  ///< key in the definition
    std::string organisation;  ///< whose committee it is, by name; read only where each member has its own
    Hash version_hash;
    std::string version;  ///< as shown, "1.0"
    Outcome outcome{};
    bool closed{};
    bool quorate{};  ///< when it was closed
    bool voided{};   ///< set aside by a step that voids approvals
    std::vector<std::string> open_conditions;

    bool operator==(const DecisionFact&) const = default;
};
BOOST_DESCRIBE_STRUCT(DecisionFact, (),
                      (committee, organisation, version_hash, version, outcome, closed, quorate, voided,
                       open_conditions))

/// Who of one committee has yet to read what was said about the plan.
struct ReadingFact
{
    std::string committee;              ///< key in the definition
    std::string organisation;           ///< as in DecisionFact
    std::vector<std::string> not_read;  ///< members who are to decide and have not opened the feedback report on the latest version

    bool operator==(const ReadingFact&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReadingFact, (), (committee, organisation, not_read))

struct Facts
{
    std::string state;         ///< key in the definition
    std::string version;       ///< the latest version as shown, "0.3"; empty if none has been cut
    Hash version_hash;         ///< content hash of the latest version
    bool edited_since_version{};  ///< the content now is not that of the latest version
    std::vector<std::string> feedback_unanswered;  ///< references of items without a disposition and response
    std::vector<std::string> feedback_open;        ///< references of items not closed, answered or not
    std::vector<std::string> doubts_open;
    std::vector<std::string> forums_not_visited;  ///< forums of the engagement plan without an event, by name
    std::uint32_t events_held{};
    std::uint32_t events_on_latest{};  ///< at which the latest version was shown
    std::vector<std::string> members;  ///< names of the partnership's member organisations; empty for an organisation's own plan
    std::vector<DecisionFact> decisions;
    std::vector<std::string> intentions_incomplete;  ///< "PLN-07: no provider"
    std::vector<std::string> parts_not_agreed;       ///< sections and tables still draft or subject to review
    bool reason_given{};  ///< set by the engine from what the person typed with the step
    std::vector<std::string> intentions_not_assessed;  ///< "UEC-02: not assessed"
    std::vector<std::string> consultations_missing;    ///< "UEC-02 needs a formal consultation: none is set up"
    std::vector<ReadingFact> readings;                 ///< one for each committee that has been set up

    bool operator==(const Facts&) const = default;
};
BOOST_DESCRIBE_STRUCT(Facts, (),
                      (state, version, version_hash, edited_since_version, feedback_unanswered, feedback_open,
                       doubts_open, forums_not_visited, events_held, events_on_latest, members, decisions,
                       intentions_incomplete, parts_not_agreed, reason_given, intentions_not_assessed,
                       consultations_missing, readings))

}  // namespace assent::workflow
