#include "shared/workflow/definition.hpp"

#include <algorithm>

namespace assent::workflow {

namespace {

template<class T>
const T* find(const std::vector<T>& list, std::string_view key)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const T& item) { return item.key == key; });
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

const Role* find_role(const Definition& definition, std::string_view key) { return find(definition.roles, key); }

const Committee* find_committee(const Definition& definition, std::string_view key)
{
    return find(definition.committees, key);
}

const State* find_state(const Definition& definition, std::string_view key) { return find(definition.states, key); }

const Transition* find_transition(const Definition& definition, std::string_view key)
{
    return find(definition.transitions, key);
}

const char* name_of(Phase phase)
{
    switch (phase) {
    case Phase::draft: return "draft";
    case Phase::socialisation: return "socialisation";
    case Phase::feedback: return "feedback";
    case Phase::sign_off: return "sign_off";
    case Phase::published: return "published";
    case Phase::withdrawn: return "withdrawn";
    }
    return "";
}

const char* name_of(Activity activity)
{
    switch (activity) {
    case Activity::edit_content: return "edit_content";
    case Activity::cut_version: return "cut_version";
    case Activity::record_event: return "record_event";
    case Activity::log_feedback: return "log_feedback";
    case Activity::answer_feedback: return "answer_feedback";
    case Activity::settle_doubts: return "settle_doubts";
    case Activity::decide: return "decide";
    case Activity::close_conditions: return "close_conditions";
    }
    return "";
}

const char* name_of(GuardKind kind)
{
    switch (kind) {
    case GuardKind::all: return "all";
    case GuardKind::any: return "any";
    case GuardKind::negation: return "not";
    case GuardKind::has_version: return "has_version";
    case GuardKind::version_cut: return "version_cut";
    case GuardKind::feedback_answered: return "feedback_answered";
    case GuardKind::feedback_closed: return "feedback_closed";
    case GuardKind::forums_visited: return "forums_visited";
    case GuardKind::events_held: return "events_held";
    case GuardKind::approved_by: return "approved_by";
    case GuardKind::sent_back_by: return "sent_back_by";
    case GuardKind::conditions_closed: return "conditions_closed";
    case GuardKind::decisions_closed: return "decisions_closed";
    case GuardKind::doubts_settled: return "doubts_settled";
    case GuardKind::intentions_complete: return "intentions_complete";
    case GuardKind::parts_agreed: return "parts_agreed";
    case GuardKind::reason_given: return "reason_given";
    case GuardKind::significance_assessed: return "significance_assessed";
    case GuardKind::consultations_concluded: return "consultations_concluded";
    case GuardKind::feedback_considered: return "feedback_considered";
    }
    return "";
}

const char* in_words(Activity activity)
{
    switch (activity) {
    case Activity::edit_content: return "edit the text";
    case Activity::cut_version: return "cut a version";
    case Activity::record_event: return "record socialisation events";
    case Activity::log_feedback: return "log feedback";
    case Activity::answer_feedback: return "answer feedback";
    case Activity::settle_doubts: return "settle doubts";
    case Activity::decide: return "hold decisions";
    case Activity::close_conditions: return "close conditions";
    }
    return "";
}

const char* in_words(Phase phase)
{
    switch (phase) {
    case Phase::draft: return "Draft";
    case Phase::socialisation: return "Socialisation";
    case Phase::feedback: return "Feedback";
    case Phase::sign_off: return "Sign-off";
    case Phase::published: return "Published";
    case Phase::withdrawn: return "Withdrawn";
    }
    return "";
}

}  // namespace assent::workflow
