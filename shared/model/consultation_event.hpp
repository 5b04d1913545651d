#pragma once
// Events about significance, consultations and public responses. Part of the variant in event.hpp; folded in consultation_fold.cpp.

#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/model/consultation.hpp"

namespace assent {

struct SignificanceAssessed
{
    PlanId plan;
    Assessment assessment;
    bool operator==(const SignificanceAssessed&) const = default;
};
BOOST_DESCRIBE_STRUCT(SignificanceAssessed, (), (plan, assessment))

struct ConsultationWaived
{
    PlanId plan;
    ElementId intention;
    PersonId decided_by;
    std::string reason;
    bool operator==(const ConsultationWaived&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConsultationWaived, (), (plan, intention, decided_by, reason))

struct ConsultationSet
{
    PlanId plan;
    Consultation consultation;
    bool operator==(const ConsultationSet&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConsultationSet, (), (plan, consultation))

struct ConsultationMoved
{
    PlanId plan;
    ConsultationId consultation;
    ConsultationState to{};
    std::string note;
    bool operator==(const ConsultationMoved&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConsultationMoved, (), (plan, consultation, to, note))

struct ConsulteeRecorded
{
    PlanId plan;
    ConsultationId consultation;
    Consultee consultee;
    bool operator==(const ConsulteeRecorded&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConsulteeRecorded, (), (plan, consultation, consultee))

struct ConsultationReported
{
    PlanId plan;
    ConsultationId consultation;
    std::string analysis;
    std::string report;
    Date reported;
    std::string board_outcome;
    bool operator==(const ConsultationReported&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConsultationReported, (), (plan, consultation, analysis, report, reported, board_outcome))

/// If it was taken in, in one append with the item.
struct SubmissionModerated
{
    PlanId plan;
    SubmissionId submission;
    bool taken_in{};
    std::string why;
    FeedbackId item;
    bool operator==(const SubmissionModerated&) const = default;
};
BOOST_DESCRIBE_STRUCT(SubmissionModerated, (), (plan, submission, taken_in, why, item))

/// A member of the public has sent a response.
struct SubmissionReceived
{
    PlanId plan;
    Submission submission;
    bool operator==(const SubmissionReceived&) const = default;
};
BOOST_DESCRIBE_STRUCT(SubmissionReceived, (), (plan, submission))

}  // namespace assent
