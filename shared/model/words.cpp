// The words on screens, in exports and in sentences for the model's enumerations.
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
    case FeedbackState::open: return "Open";
    case FeedbackState::answered: return "Answered";
    case FeedbackState::closed: return "Closed";
    case FeedbackState::reopened: return "Reopened";
    }
    return {};
}

}  // namespace assent
