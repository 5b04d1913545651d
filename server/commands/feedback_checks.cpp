#include "server/commands/feedback_checks.hpp"

#include <set>

namespace assent::commands {

Result<const FeedbackItem*> item_in(const Situation& situation, PlanId plan_id, FeedbackId id)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, plan_id));
    ASSENT_CHECK(allowed(situation, *plan, workflow::Activity::answer_feedback));
    if (const auto* item = find_feedback(*plan, id)) return item;
    return refuse(Errc::not_found, "There is no such item in the log.", "item");
}

Result<void> check_said(const FeedbackItem& item)
{
    ASSENT_CHECK(check_words(item.name, "name", "who said it"));
    ASSENT_CHECK(check_words(item.verbatim, "verbatim", "what was said"));
    if (!item.received) return refuse(Errc::invalid, "Enter the day it was received.", "received");
    for (const auto* text : {&item.channel, &item.organisation, &item.stakeholder_type, &item.proposed_wording, &item.theme,
                             &item.where_in_document, &item.about.title, &item.about.quote, &item.about.field, &item.about.before,
                             &item.about.after})
        ASSENT_CHECK(check_optional_words(*text, "item"));
    return {};
}

Result<void> complete_about(const Plan& plan, About& about)
{
    if (!about.element) {
        if (!about.detached) about.title = "The whole plan";
        about.anchored = false;
        return {};
    }
    about.title = title_of(plan.content, about.element);
    if (about.title.empty())
        return refuse(Errc::not_found, "What the feedback is about is no longer in the plan. Choose another part.", "about");
    return {};
}

Result<void> check_count(const std::vector<FeedbackId>& items)
{
    if (items.empty()) return refuse(Errc::malformed, "No item is named.", "items");
    if (items.size() > FeedbackLimits::at_once_max)
        return refuse(Errc::too_large, "Choose at most " + std::to_string(FeedbackLimits::at_once_max) + " items at once.", "items");
    if (std::set<FeedbackId>(items.begin(), items.end()).size() != items.size())
        return refuse(Errc::invalid, "An item is named twice.", "items");
    return {};
}

void forget_what_the_server_says(FeedbackItem& item)
{
    item.state = FeedbackState::open;
    item.disposition = Disposition::unanswered;
    item.response.clear();
    item.what_changed.clear();
    item.changed_in = {};
    item.answered_by = {};
    item.answered_at = {};
    item.caused.clear();
    item.duplicate_of = {};
    item.verdict = SubmitterVerdict::none;
    item.verdict_note.clear();
    item.verdict_at = {};
    item.published = false;
    item.public_text.clear();
    item.invitation = {};
    item.submission = {};
    item.imported_from.clear();
}

}  // namespace assent::commands
