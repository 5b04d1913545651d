#pragma once
// Commands about significance, consultations and public responses. Part of the variant in command.hpp.

#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/model/consultation.hpp"

namespace assent {

struct AssessSignificance
{
    PlanId plan;
    Assessment assessment;  ///< who, when and of which text are the server's to say
    bool operator==(const AssessSignificance&) const = default;
};
BOOST_DESCRIBE_STRUCT(AssessSignificance, (), (plan, assessment))

/// A formal consultation is not held: for a reason, on the word of a named person (R30).
struct WaiveConsultation
{
    PlanId plan;
    ElementId intention;
    PersonId decided_by;
    std::string reason;
    bool operator==(const WaiveConsultation&) const = default;
};
BOOST_DESCRIBE_STRUCT(WaiveConsultation, (), (plan, intention, decided_by, reason))

/// Sets a case up, or changes it; what is open already keeps its version, opening day and mandatory consultees.
struct SetConsultation
{
    PlanId plan;
    Consultation consultation;
    bool operator==(const SetConsultation&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetConsultation, (), (plan, consultation))

struct MoveConsultation
{
    PlanId plan;
    ConsultationId consultation;
    ConsultationState to{};
    std::string note;
    bool operator==(const MoveConsultation&) const = default;
};
BOOST_DESCRIBE_STRUCT(MoveConsultation, (), (plan, consultation, to, note))

/// When a consultee was told, and what they said.
struct RecordConsultee
{
    PlanId plan;
    ConsultationId consultation;
    Consultee consultee;
    bool operator==(const RecordConsultee&) const = default;
};
BOOST_DESCRIBE_STRUCT(RecordConsultee, (), (plan, consultation, consultee))

struct ReportConsultation
{
    PlanId plan;
    ConsultationId consultation;
    std::string analysis;
    std::string report;
    Date reported;
    std::string board_outcome;
    bool operator==(const ReportConsultation&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReportConsultation, (), (plan, consultation, analysis, report, reported, board_outcome))

/// Takes a public response into the feedback log, or sets it aside.
struct ModerateSubmission
{
    PlanId plan;
    SubmissionId submission;
    bool taken_in{};
    std::string why;  ///< of setting it aside
    FeedbackId item;  ///< taken in as; chosen by the client
    std::string public_text;  ///< redacted words for publication; empty: as sent
    std::string theme;
    bool operator==(const ModerateSubmission&) const = default;
};
BOOST_DESCRIBE_STRUCT(ModerateSubmission, (), (plan, submission, taken_in, why, item, public_text, theme))

}  // namespace assent
