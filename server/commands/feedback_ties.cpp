// What an item of feedback is tied to: the words it is about, the change it led to, the item that answers for it, the opinion of who
// said it, and its publication.
#include "server/commands/feedback_checks.hpp"

namespace assent::commands {

Result<Decided> handle_one(const Situation& situation, const LinkChange& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    CausedChange change = command.change;
    if (!change.id) return refuse(Errc::malformed, "The change has no identifier.", "change");
    for (const auto& known : item->caused)
        if (known.id == change.id) return refuse(Errc::conflict, "This change is tied to the item already.", "change");
    if (item->caused.size() >= FeedbackLimits::caused_max)
        return refuse(Errc::too_large, "An item is tied to 32 changes at most. Say the rest in words.", "change");
    if (change.sequence == 0 || change.sequence > situation.tenant.sequence)
        return refuse(Errc::not_found, "There is no such change of the plan. Choose it from the plan's history.", "change");
    for (const auto* text : {&change.title, &change.field, &change.was, &change.now}) ASSENT_CHECK(check_optional_words(*text, "change"));
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    if (const auto title = title_of(plan->content, change.element); !title.empty()) change.title = title;
    if (change.title.empty()) return refuse(Errc::not_found, "The part that was changed is not in the plan.", "change");
    change.version = {};
    for (const auto& version : plan->versions)
        if (!change.version && version.sequence >= change.sequence) change.version = version.id;
    change.linked_by = situation.person.id;
    change.linked_at = situation.now;
    return Decided{{ChangeLinked{command.plan, command.item, std::move(change)}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const UnlinkChange& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    for (const auto& known : item->caused)
        if (known.id == command.change) return Decided{{ChangeUnlinked{command.plan, command.item, command.change}}, {}};
    return refuse(Errc::not_found, "The item is not tied to this change.", "change");
}

Result<Decided> handle_one(const Situation& situation, const MergeFeedback& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    ASSENT_TRY(const auto* into, item_in(situation, command.plan, command.into));
    if (item == into) return refuse(Errc::invalid, "An item cannot be a duplicate of itself.", "into");
    if (item->duplicate_of) return refuse(Errc::conflict, "This item is a duplicate already. Separate it first.", "item");
    if (into->duplicate_of)
        return refuse(Errc::not_allowed, reference_of(*into) + " is a duplicate itself. Choose the item that answers for it.", "into");
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    for (const auto& other : plan->feedback)
        if (other.duplicate_of == item->id)
            return refuse(Errc::not_allowed, reference_of(other) + " is a duplicate of this item. Merge that one first.", "item");
    return Decided{{FeedbackMerged{command.plan, command.item, command.into}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const SeparateFeedback& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    if (!item->duplicate_of) return refuse(Errc::conflict, "This item is no duplicate.", "item");
    return Decided{{FeedbackSeparated{command.plan, command.item}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const PlaceFeedback& command)
{
    ASSENT_TRY(const auto* item, item_in(situation, command.plan, command.item));
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    About about = command.about;
    for (const auto* text : {&about.quote, &about.field, &about.before, &about.after}) ASSENT_CHECK(check_optional_words(*text, "about"));
    about.detached = false;
    ASSENT_CHECK(complete_about(*plan, about));
    if (about == item->about) return refuse(Errc::conflict, "The item is about this already.", "about");
    return Decided{{FeedbackPlaced{command.plan, command.item, std::move(about)}}, {}};
}

/// An opinion comes when it comes, also after the plan was decided: the plan's state does not matter.
Result<Decided> handle_one(const Situation& situation, const RecordVerdict& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    const auto* item = find_feedback(*plan, command.item);
    if (!item) return refuse(Errc::not_found, "There is no such item in the log.", "item");
    if (is_unanswered(*item)) return refuse(Errc::not_allowed, "Answer the item first.", "item");
    if (command.verdict == SubmitterVerdict::none) return refuse(Errc::invalid, "Choose whether they are content with the answer.", "verdict");
    ASSENT_CHECK(check_optional_words(command.note, "note"));
    return Decided{{VerdictRecorded{command.plan, command.item, command.verdict, command.note}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const PublishFeedback& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(check_count(command.items));
    ASSENT_CHECK(check_optional_words(command.public_text, "public_text"));
    if (command.items.size() > 1 && !command.public_text.empty())
        return refuse(Errc::invalid, "Redact one item at a time.", "public_text");
    for (const auto id : command.items) {
        const auto* item = find_feedback(*plan, id);
        if (!item) return refuse(Errc::not_found, "There is no such item in the log.", "items");
        if (command.published && is_unanswered(*item))
            return refuse(Errc::not_allowed, "Answer " + reference_of(*item) + " before it is published.", "items");
        const auto* submission = find_submission(*plan, item->submission);
        if (command.published && submission && !submission->may_publish)
            return refuse(Errc::not_allowed, "Who sent " + reference_of(*item) + " did not consent to its publication.", "items");
    }
    return Decided{{FeedbackPublished{command.plan, command.items, command.published, command.public_text}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const SetFeedbackWindow& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, workflow::Activity::log_feedback));
    const auto& window = command.window;
    if (window.opens && window.closes && window.closes < window.opens)
        return refuse(Errc::invalid, "The last day for feedback is before the first. Enter a later one.", "closes");
    if (window == plan->feedback_window) return refuse(Errc::conflict, "These days are set already.", "closes");
    return Decided{{FeedbackWindowSet{command.plan, window}}, {}};
}

}  // namespace assent::commands
