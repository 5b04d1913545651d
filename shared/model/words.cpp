// The words on screens, in exports and in sentences for the model's enumerations.
#include "shared/model/consultation.hpp"
#include "shared/model/feedback.hpp"
#include "shared/model/socialisation.hpp"

namespace assent {

std::string words_of(OccasionOutcome outcome)
{
    switch (outcome) {
    case OccasionOutcome::not_recorded: return "Not recorded";
    case OccasionOutcome::supported: return "Supported";
    case OccasionOutcome::noted: return "Noted";
    case OccasionOutcome::changes_asked_for: return "Changes asked for";
    }
    return {};
}

std::string reference_of(const FeedbackItem& item)
{
    std::string digits = std::to_string(item.number);
    while (digits.size() < 3) digits.insert(0, 1, '0');
    return "F-" + digits;
}

std::string words_of(Disposition disposition)
{
    switch (disposition) {
    case Disposition::unanswered: return "Unanswered";
    case Disposition::accepted: return "Accepted";
    case Disposition::accepted_in_part: return "Accepted in part";
    case Disposition::not_accepted: return "Not accepted";
    case Disposition::noted: return "Noted";
    case Disposition::out_of_scope: return "Out of scope";
    case Disposition::duplicate: return "Duplicate";
    case Disposition::for_later: return "For later";
    }
    return {};
}

std::string words_of(FeedbackType type)
{
    switch (type) {
    case FeedbackType::comment: return "Comment";
    case FeedbackType::support: return "Support";
    case FeedbackType::concern: return "Concern";
    case FeedbackType::question: return "Question";
    case FeedbackType::technical: return "Technical";
    case FeedbackType::editorial: return "Editorial";
    }
    return {};
}

std::string words_of(FeedbackState state)
{
    switch (state) {
    case FeedbackState::open: return "New";
    case FeedbackState::under_review: return "Under review";
    case FeedbackState::answered: return "Answered";
    case FeedbackState::closed: return "Closed";
    case FeedbackState::reopened: return "Reopened";
    }
    return {};
}

std::string words_of(SubmitterVerdict verdict)
{
    switch (verdict) {
    case SubmitterVerdict::none: return "Not known";
    case SubmitterVerdict::content: return "Content with the answer";
    case SubmitterVerdict::not_content: return "Not content with the answer";
    }
    return {};
}

std::string words_of(SignificanceTest test)
{
    switch (test) {
    case SignificanceTest::access: return "Access";
    case SignificanceTest::wider_community: return "Wider community";
    case SignificanceTest::patients_or_users: return "Patients or users";
    case SignificanceTest::service_delivery: return "Service delivery";
    }
    return {};
}

std::string words_of(Impact impact)
{
    switch (impact) {
    case Impact::not_assessed: return "Not assessed";
    case Impact::none: return "No impact";
    case Impact::some: return "Some impact, not substantial";
    case Impact::substantial: return "Substantial impact";
    }
    return {};
}

std::string words_of(Involvement involvement)
{
    switch (involvement) {
    case Involvement::none: return "No consultation needed";
    case Involvement::user_engagement: return "Engagement of users";
    case Involvement::formal_consultation: return "Formal consultation";
    }
    return {};
}

std::string words_of(ConsultationState state)
{
    switch (state) {
    case ConsultationState::planned: return "Planned";
    case ConsultationState::open: return "Open";
    case ConsultationState::closed: return "Closed";
    case ConsultationState::concluded: return "Concluded";
    }
    return {};
}

std::string words_of(SubmissionState state)
{
    switch (state) {
    case SubmissionState::waiting: return "Waiting";
    case SubmissionState::taken_in: return "Taken into the log";
    case SubmissionState::set_aside: return "Set aside";
    }
    return {};
}

}  // namespace assent
