// The feedback log. Verbatim text is written once and never edited; answers are events that replace one another.
#include "server/commands/feedback_checks.hpp"

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
    ASSENT_CHECK(check_said(item));
    item.late = is_late(plan->feedback_window, item.received);
    if (item.late && plan->feedback_window.late == LateRule::refused)
        return refuse(Errc::not_allowed,
                      "The last day for feedback was " + plan->feedback_window.closes.text() +
                          ", and this plan takes none after it. The document owner can set a later day.",
                      "received");
    ASSENT_CHECK(complete_about(*plan, item.about));
    if (item.owner && !find_person(situation.tenant, item.owner))
        return refuse(Errc::not_found, "The owner does not belong to this organisation.", "owner");
    item.number = static_cast<std::uint32_t>(plan->feedback.size()) + 1;
    forget_what_the_server_says(item);
    item.logged_by = situation.person.id;
    item.logged_at = situation.now;
    return Decided{{FeedbackLogged{command.plan, std::move(item)}}, {}};
}

static Result<void> check_can_be_given(const FeedbackItem& item)
{
    if (item.state == FeedbackState::closed)
        return refuse(Errc::not_allowed, reference_of(item) + " is closed. Reopen it first.", "item");
    return {};
}

Result<Decided> handle_one(const Situation& situation, const AssignFeedback& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    ASSENT_CHECK(check_can_be_given(*item));
    if (command.owner && !find_person(situation.tenant, command.owner))
        return refuse(Errc::not_found, "The owner does not belong to this organisation.", "owner");
    ASSENT_CHECK(check_optional_words(command.theme, "theme"));
    return Decided{{FeedbackAssigned{command.plan, command.item, command.owner, command.due, command.theme}}, {}};
}

static Result<void> check_can_be_answered(const FeedbackItem& item)
{
    if (item.state == FeedbackState::closed)
        return refuse(Errc::not_allowed, reference_of(item) + " is closed. Reopen it to answer it again.", "item");
    if (item.duplicate_of)
        return refuse(Errc::not_allowed, reference_of(item) + " is a duplicate: the item it was merged into is answered for both.", "item");
    return {};
}

static Result<void> check_answer(Disposition disposition, const std::string& response)
{
    if (disposition == Disposition::unanswered) return refuse(Errc::invalid, "Choose what was decided about it.", "disposition");
    return check_words(response, "response", "the response: what you will do, and why");
}

static Result<void> check_can_be_closed(const FeedbackItem& item)
{
    if (item.state == FeedbackState::closed) return refuse(Errc::conflict, reference_of(item) + " is closed already.", "item");
    if (is_unanswered(item)) return refuse(Errc::not_allowed, "Answer " + reference_of(item) + " before you close it.", "item");
    return {};
}

Result<Decided> handle_one(const Situation& situation, const AnswerFeedback& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    ASSENT_CHECK(check_can_be_answered(*item));
    ASSENT_CHECK(check_answer(command.disposition, command.response));
    ASSENT_CHECK(check_optional_words(command.what_changed, "what_changed"));
    return Decided{
        {FeedbackAnswered{command.plan, command.item, command.disposition, command.response, command.what_changed}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const CloseFeedback& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    ASSENT_CHECK(check_can_be_closed(*item));
    return Decided{{FeedbackClosed{command.plan, command.item}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const ReopenFeedback& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    if (is_unanswered(*item)) return refuse(Errc::conflict, "The item is open already.", "item");
    ASSENT_CHECK(check_words(command.reason, "reason", "why it is reopened"));
    return Decided{{FeedbackReopened{command.plan, command.item, command.reason}}, {}};
}

// ---- several at once ----

/// The events for each of the items, or why one of them cannot be dealt with so.
template<class Make>
static Result<Decided> for_each_item(const Situation& situation, PlanId plan, const std::vector<FeedbackId>& items, const Make& make)
{
    ASSENT_CHECK(check_count(items));
    Decided decided;
    for (const auto id : items) {
        ASSENT_TRY(const auto* item, item_in(situation, plan, id));
        ASSENT_TRY(auto event, make(*item));
        decided.events.push_back(std::move(event));
    }
    return decided;
}

Result<Decided> handle_one(const Situation& situation, const ReviewFeedback& command)
{
    ASSENT_CHECK(check_count(command.items));
    for (const auto id : command.items) {
        ASSENT_TRY(const auto* item, item_in(situation, command.plan, id));
        if (item->state != FeedbackState::open && item->state != FeedbackState::reopened)
            return refuse(Errc::conflict, reference_of(*item) + " has been taken up already.", "items");
    }
    return Decided{{FeedbackReviewed{command.plan, command.items}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const AssignItems& command)
{
    if (command.owner && !find_person(situation.tenant, command.owner))
        return refuse(Errc::not_found, "The owner does not belong to this organisation.", "owner");
    ASSENT_CHECK(check_optional_words(command.theme, "theme"));
    return for_each_item(situation, command.plan, command.items, [&](const FeedbackItem& item) -> Result<Event> {
        ASSENT_CHECK(check_can_be_given(item));
        return Event{FeedbackAssigned{command.plan, item.id, command.owner, command.due, command.theme.empty() ? item.theme : command.theme}};
    });
}

Result<Decided> handle_one(const Situation& situation, const AnswerItems& command)
{
    ASSENT_CHECK(check_answer(command.disposition, command.response));
    return for_each_item(situation, command.plan, command.items, [&](const FeedbackItem& item) -> Result<Event> {
        ASSENT_CHECK(check_can_be_answered(item));
        return Event{FeedbackAnswered{command.plan, item.id, command.disposition, command.response, item.what_changed}};
    });
}

Result<Decided> handle_one(const Situation& situation, const CloseItems& command)
{
    return for_each_item(situation, command.plan, command.items, [&](const FeedbackItem& item) -> Result<Event> {
        ASSENT_CHECK(check_can_be_closed(item));
        return Event{FeedbackClosed{command.plan, item.id}};
    });
}

}  // namespace assent::commands
