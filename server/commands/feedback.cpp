// The feedback log. Verbatim text is written once and never edited; answers are events that replace one another.
#include "server/commands/handle.hpp"

namespace assent::commands {

using workflow::Activity;

Result<Decided> handle_one(const Situation& situation, const LogFeedback& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, Activity::log_feedback));
    FeedbackItem item = command.item;
    if (!item.id) return refuse(Errc::malformed, "The new item has no identifier.", "item");
    if (find_feedback(*plan, item.id)) return refuse(Errc::conflict, "This item is in the log already.", "item");
    if (!find_version(*plan, item.version))
        return refuse(Errc::not_found, "Choose the version the feedback is about. If there is none yet, cut one first.",
                      "version");
    if (item.occasion && !find_occasion(*plan, item.occasion))
        return refuse(Errc::not_found, "There is no such event here. Choose one from the list.", "occasion");
    ASSENT_CHECK(check_words(item.name, "name", "who said it"));
    ASSENT_CHECK(check_words(item.verbatim, "verbatim", "what was said"));
    if (!item.received) return refuse(Errc::invalid, "Enter the day it was received.", "received");
    for (const auto* text : {&item.channel, &item.organisation, &item.stakeholder_type, &item.proposed_wording, &item.theme,
                             &item.about.quote})
        ASSENT_CHECK(check_optional_words(*text, "item"));
    if (item.about.element) {
        item.about.title = title_of(plan->content, item.about.element);
        if (item.about.title.empty())
            return refuse(Errc::not_found, "What the feedback is about is no longer in the plan. Choose another part.", "about");
    } else {
        item.about.title = "The whole plan";
    }
    if (item.owner && !find_person(situation.tenant, item.owner))
        return refuse(Errc::not_found, "The owner does not belong to this organisation.", "owner");
    item.number = static_cast<std::uint32_t>(plan->feedback.size()) + 1;
    item.state = FeedbackState::open;
    item.disposition = Disposition::unanswered;
    item.response.clear();
    item.what_changed.clear();
    item.changed_in = {};
    item.logged_by = situation.person.id;
    item.answered_by = {};
    item.answered_at = {};
    return Decided{{FeedbackLogged{command.plan, std::move(item)}}, {}};
}

static Result<const FeedbackItem*> item_in(const Situation& situation, PlanId plan_id, FeedbackId id)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, plan_id));
    ASSENT_CHECK(allowed(situation, *plan, Activity::answer_feedback));
    if (const auto* item = find_feedback(*plan, id)) return item;
    return refuse(Errc::not_found, "There is no such item in the log.", "item");
}

Result<Decided> handle_one(const Situation& situation, const AssignFeedback& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    if (item->state == FeedbackState::closed)
        return refuse(Errc::not_allowed, "The item is closed. Reopen it first.", "item");
    if (command.owner && !find_person(situation.tenant, command.owner))
        return refuse(Errc::not_found, "The owner does not belong to this organisation.", "owner");
    ASSENT_CHECK(check_optional_words(command.theme, "theme"));
    return Decided{{FeedbackAssigned{command.plan, command.item, command.owner, command.due, command.theme}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const AnswerFeedback& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    if (item->state == FeedbackState::closed)
        return refuse(Errc::not_allowed, "The item is closed. Reopen it to answer it again.", "item");
    if (command.disposition == Disposition::unanswered)
        return refuse(Errc::invalid, "Choose what was decided about it.", "disposition");
    ASSENT_CHECK(check_words(command.response, "response", "the response: what you will do, and why"));
    ASSENT_CHECK(check_optional_words(command.what_changed, "what_changed"));
    return Decided{
        {FeedbackAnswered{command.plan, command.item, command.disposition, command.response, command.what_changed}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const CloseFeedback& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    if (item->state == FeedbackState::closed) return refuse(Errc::conflict, "The item is closed already.", "item");
    if (is_unanswered(*item)) return refuse(Errc::not_allowed, "Answer the item before you close it.", "item");
    return Decided{{FeedbackClosed{command.plan, command.item}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const ReopenFeedback& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    if (is_unanswered(*item)) return refuse(Errc::conflict, "The item is open already.", "item");
    ASSENT_CHECK(check_words(command.reason, "reason", "why it is reopened"));
    return Decided{{FeedbackReopened{command.plan, command.item, command.reason}}, {}};
}

}  // namespace assent::commands
