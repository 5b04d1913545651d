#include "shared/model/plan.hpp"

#include <algorithm>
#include <cstdlib>

namespace assent {

template<class T, class I>
static const T* find_by_id(const std::vector<T>& items, I id)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

const Version* find_version(const Plan& plan, VersionId id)
{
    return find_by_id(plan.versions, id);
}

const Version* latest_version(const Plan& plan)
{
    return plan.versions.empty() ? nullptr : &plan.versions.back();
}

const FeedbackItem* find_feedback(const Plan& plan, FeedbackId id)
{
    return find_by_id(plan.feedback, id);
}

const Occasion* find_occasion(const Plan& plan, OccasionId id)
{
    return find_by_id(plan.occasions, id);
}

const Decision* find_decision(const Plan& plan, DecisionId id)
{
    return find_by_id(plan.decisions, id);
}

const Decision* papers_withheld(const Plan& plan, PersonId person)
{
    const auto place_of = [&](VersionId id) {
        return std::find_if(plan.versions.begin(), plan.versions.end(), [&](const Version& version) { return version.id == id; });
    };
    for (auto decision = plan.decisions.rbegin(); decision != plan.decisions.rend(); ++decision)
        for (const auto& interest : decision->interests) {
            if (interest.person != person || interest.ruling == Ruling::none) continue;
            const bool is_public = plan.published_version && place_of(decision->version) <= place_of(plan.published_version);
            return interest.ruling == Ruling::not_receive_papers && !is_public ? &*decision : nullptr;
        }
    return nullptr;
}

const Suggestion* find_suggestion(const Plan& plan, SuggestionId id)
{
    return find_by_id(plan.suggestions, id);
}

const Briefing* find_briefing(const Plan& plan, BriefingId id)
{
    return find_by_id(plan.briefings, id);
}

const Invitation* find_invitation(const Plan& plan, InvitationId id)
{
    return find_by_id(plan.invitations, id);
}

const Consultation* find_consultation(const Plan& plan, ConsultationId id)
{
    return find_by_id(plan.consultations, id);
}

const Submission* find_submission(const Plan& plan, SubmissionId id)
{
    return find_by_id(plan.submissions, id);
}

const Assessment* find_assessment(const Plan& plan, ElementId intention)
{
    for (const auto& assessment : plan.assessments)
        if (assessment.intention == intention) return &assessment;
    return nullptr;
}

const ReadMark* find_read_mark(const Plan& plan, PersonId person, ReadMatter matter)
{
    for (const auto& mark : plan.read_marks)
        if (mark.person == person && mark.matter == matter) return &mark;
    return nullptr;
}

bool is_watching(const Plan& plan, PersonId person, const Subject& about)
{
    return std::find(plan.watches.begin(), plan.watches.end(), Watch{person, about}) != plan.watches.end();
}

bool is_unanswered(const FeedbackItem& item)
{
    return !item.duplicate_of && item.state != FeedbackState::answered && item.state != FeedbackState::closed;
}

bool is_late(const FeedbackWindow& window, Date received)
{
    return window.closes && received > window.closes;
}

struct Number
{
    long major;
    long minor;
};

static bool read_number(const std::string& text, Number& number)
{
    const auto stop = text.find('.');
    if (stop == std::string::npos || stop == 0 || stop + 1 == text.size() || text.size() > 12) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i != stop && (text[i] < '0' || text[i] > '9')) return false;
    number = {std::strtol(text.c_str(), nullptr, 10), std::strtol(text.c_str() + stop + 1, nullptr, 10)};
    return true;
}

bool is_version_number(const std::string& text)
{
    Number number{};
    return read_number(text, number);
}

bool version_number_before(const std::string& a, const std::string& b)
{
    Number first{};
    Number second{};
    if (!read_number(a, first) || !read_number(b, second)) return false;
    return first.major != second.major ? first.major < second.major : first.minor < second.minor;
}

std::string next_version_number(const Plan& plan)
{
    Number number{0, 0};
    if (const auto* latest = latest_version(plan)) read_number(latest->number, number);
    return std::to_string(number.major) + '.' + std::to_string(number.minor + 1);
}

}  // namespace assent
