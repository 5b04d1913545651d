// Taking over the items of a file: an existing log, or a document that came back with remarks in it. All of them or none.
#include <set>

#include "server/commands/feedback_checks.hpp"

namespace assent::commands {

/// The state that an imported item's own answer puts it in.
static FeedbackState state_of(const FeedbackItem& item)
{
    if (item.disposition == Disposition::unanswered || item.response.empty()) return FeedbackState::open;
    return item.state == FeedbackState::closed ? FeedbackState::closed : FeedbackState::answered;
}

static Result<FeedbackItem> taken_over(const Situation& situation, const Plan& plan, const ReadLog& log, FeedbackItem item)
{
    const FeedbackItem as_read = item;
    forget_what_the_server_says(item);
    item.state = state_of(as_read);
    if (item.state != FeedbackState::open) {
        item.disposition = as_read.disposition;
        item.response = as_read.response;
        item.what_changed = as_read.what_changed;
        item.answered_at = as_read.answered_at;
        if (find_person(situation.tenant, as_read.answered_by)) item.answered_by = as_read.answered_by;
        if (find_version(plan, as_read.changed_in)) item.changed_in = as_read.changed_in;
    }
    if (!find_version(plan, item.version)) item.version = plan.versions.back().id;
    if (!find_occasion(plan, item.occasion)) item.occasion = {};
    if (!find_person(situation.tenant, item.owner)) item.owner = {};
    ASSENT_CHECK(check_said(item));
    ASSENT_CHECK(check_optional_words(item.response, "response"));
    ASSENT_CHECK(check_optional_words(item.what_changed, "what_changed"));
    if (!complete_about(plan, item.about)) {
        item.about.element = {};
        item.about.anchored = false;
        item.about.detached = true;
    }
    item.late = is_late(plan.feedback_window, item.received);
    item.imported_from = log.file_name;
    item.logged_by = situation.person.id;
    item.logged_at = situation.now;
    return item;
}

Result<Decided> handle_one(const Situation& situation, const ImportFeedback& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, workflow::Activity::log_feedback));
    const auto found = situation.surroundings.logs.find(command.upload);
    if (found == situation.surroundings.logs.end() || found->second.plan != command.plan)
        return refuse(Errc::not_found, "The uploaded file is no longer here. Choose it again.", "upload");
    const auto& log = found->second;
    if (plan->versions.empty())
        return refuse(Errc::not_allowed, "Feedback is about a version. Cut one first.", "version");
    if (log.items.empty()) return refuse(Errc::invalid, "The file has no items to take over.", "upload");
    if (log.items.size() > FeedbackLimits::imported_max)
        return refuse(Errc::too_large, "A file may have 20,000 items. Divide it.", "upload");
    std::set<FeedbackId> known;
    for (const auto& item : plan->feedback) known.insert(item.id);
    FeedbackImported event{command.plan, command.upload, log.file_name, {}};
    event.items.reserve(log.items.size());
    for (const auto& one : log.items) {
        if (!one.id || !known.insert(one.id).second)
            return refuse(Errc::conflict, "Items of this file are in the log already. It has been taken over before.", "upload");
        ASSENT_TRY(auto item, taken_over(situation, *plan, log, one));
        item.number = static_cast<std::uint32_t>(plan->feedback.size() + event.items.size()) + 1;
        event.items.push_back(std::move(item));
    }
    return Decided{{std::move(event)}, {}};
}

}  // namespace assent::commands
