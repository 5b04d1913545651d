// What events about significance, consultations and public responses do to the state.
#include "shared/model/fold.hpp"

namespace assent {

static Consultation* consultation_in(Tenant& tenant, const EventMeta& meta, PlanId plan_id, ConsultationId id)
{
    auto* plan = touched(tenant, meta, plan_id);
    return plan ? find_in(plan->consultations, id) : nullptr;
}

static Assessment* assessment_in(Plan& plan, ElementId intention)
{
    for (auto& known : plan.assessments)
        if (known.intention == intention) return &known;
    return nullptr;
}

void fold(Tenant& tenant, const EventMeta& meta, const SignificanceAssessed& event)
{
    auto* plan = touched(tenant, meta, event.plan);
    if (!plan) return;
    if (auto* known = assessment_in(*plan, event.assessment.intention))
        *known = event.assessment;
    else
        plan->assessments.push_back(event.assessment);
}

void fold(Tenant& tenant, const EventMeta& meta, const ConsultationWaived& event)
{
    auto* plan = touched(tenant, meta, event.plan);
    auto* assessment = plan ? assessment_in(*plan, event.intention) : nullptr;
    if (!assessment) return;
    assessment->waived_why = event.reason;
    assessment->waived_by = meta.actor;
    assessment->waiver_decided_by = event.decided_by;
    assessment->waived_at = meta.at;
}

void fold(Tenant& tenant, const EventMeta& meta, const ConsultationSet& event)
{
    auto* plan = touched(tenant, meta, event.plan);
    if (!plan) return;
    if (auto* known = find_in(plan->consultations, event.consultation.id))
        *known = event.consultation;
    else
        plan->consultations.push_back(event.consultation);
}

void fold(Tenant& tenant, const EventMeta& meta, const ConsultationMoved& event)
{
    if (auto* consultation = consultation_in(tenant, meta, event.plan, event.consultation)) consultation->state = event.to;
}

void fold(Tenant& tenant, const EventMeta& meta, const ConsulteeRecorded& event)
{
    auto* consultation = consultation_in(tenant, meta, event.plan, event.consultation);
    if (!consultation) return;
    if (auto* known = find_in(consultation->consultees, event.consultee.id))
        *known = event.consultee;
    else
        consultation->consultees.push_back(event.consultee);
}

void fold(Tenant& tenant, const EventMeta& meta, const ConsultationReported& event)
{
    auto* consultation = consultation_in(tenant, meta, event.plan, event.consultation);
    if (!consultation) return;
    consultation->analysis = event.analysis;
    consultation->report = event.report;
    consultation->reported = event.reported;
    consultation->board_outcome = event.board_outcome;
}

void fold(Tenant& tenant, const EventMeta& meta, const SubmissionModerated& event)
{
    auto* plan = touched(tenant, meta, event.plan);
    auto* submission = plan ? find_in(plan->submissions, event.submission) : nullptr;
    if (!submission) return;
    submission->state = event.taken_in ? SubmissionState::taken_in : SubmissionState::set_aside;
    submission->why = event.why;
    submission->item = event.item;
    submission->moderated_by = meta.actor;
    submission->moderated_at = meta.at;
}

void fold(Tenant& tenant, const EventMeta& meta, const SubmissionReceived& event)
{
    if (auto* plan = touched(tenant, meta, event.plan)) plan->submissions.push_back(event.submission);
}

}  // namespace assent
