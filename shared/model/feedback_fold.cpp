// What events about the feedback log, discussion and reading do to the state.
#include "shared/model/fold.hpp"

namespace assent {

static FeedbackItem* item_in(Tenant& tenant, const EventMeta& meta, PlanId plan_id, FeedbackId id)
{
    auto* plan = touched(tenant, meta, plan_id);
    return plan ? find_in(plan->feedback, id) : nullptr;
}

void fold(Tenant& tenant, const EventMeta& meta, const FeedbackReviewed& event)
{
    for (const auto id : event.items)
        if (auto* item = item_in(tenant, meta, event.plan, id)) item->state = FeedbackState::under_review;
}

void fold(Tenant& tenant, const EventMeta& meta, const ChangeLinked& event)
{
    if (auto* item = item_in(tenant, meta, event.plan, event.item)) item->caused.push_back(event.change);
}

void fold(Tenant& tenant, const EventMeta& meta, const ChangeUnlinked& event)
{
    if (auto* item = item_in(tenant, meta, event.plan, event.item))
        std::erase_if(item->caused, [&](const CausedChange& change) { return change.id == event.change; });
}

void fold(Tenant& tenant, const EventMeta& meta, const FeedbackMerged& event)
{
    if (auto* item = item_in(tenant, meta, event.plan, event.item)) item->duplicate_of = event.into;
}

void fold(Tenant& tenant, const EventMeta& meta, const FeedbackSeparated& event)
{
    if (auto* item = item_in(tenant, meta, event.plan, event.item)) item->duplicate_of = {};
}

void fold(Tenant& tenant, const EventMeta& meta, const VerdictRecorded& event)
{
    auto* item = item_in(tenant, meta, event.plan, event.item);
    if (!item) return;
    item->verdict = event.verdict;
    item->verdict_note = event.note;
    item->verdict_at = meta.at;
}

void fold(Tenant& tenant, const EventMeta& meta, const FeedbackPlaced& event)
{
    if (auto* item = item_in(tenant, meta, event.plan, event.item)) item->about = event.about;
}

void fold(Tenant& tenant, const EventMeta& meta, const FeedbackPublished& event)
{
    for (const auto id : event.items)
        if (auto* item = item_in(tenant, meta, event.plan, id)) {
            item->published = event.published;
            if (event.items.size() == 1) item->public_text = event.public_text;
        }
}

void fold(Tenant& tenant, const EventMeta& meta, const FeedbackWindowSet& event)
{
    if (auto* plan = touched(tenant, meta, event.plan)) plan->feedback_window = event.window;
}

void fold(Tenant& tenant, const EventMeta& meta, const FeedbackImported& event)
{
    auto* plan = touched(tenant, meta, event.plan);
    if (plan) plan->feedback.insert(plan->feedback.end(), event.items.begin(), event.items.end());
}

void fold(Tenant& tenant, const EventMeta& meta, const RemarkAdded& event)
{
    auto* plan = touched(tenant, meta, event.plan);
    if (!plan) return;
    plan->remarks.push_back(event.remark);
    plan->remarks.back().sequence = meta.sequence;
}

void fold(Tenant& tenant, const EventMeta& meta, const WatchSet& event)
{
    auto* plan = touched(tenant, meta, event.plan);
    if (!plan) return;
    const Watch watch{meta.actor, event.about};
    std::erase(plan->watches, watch);
    if (event.watching) plan->watches.push_back(watch);
}

void fold(Tenant& tenant, const EventMeta& meta, const ReadMarked& event)
{
    auto* plan = touched(tenant, meta, event.plan);
    if (!plan) return;
    const ReadMark mark{meta.actor, event.matter, event.sequence, event.version, meta.at};
    for (auto& known : plan->read_marks)
        if (known.person == mark.person && known.matter == mark.matter) {
            known = mark;
            return;
        }
    plan->read_marks.push_back(mark);
}

void fold(Tenant& tenant, const EventMeta&, const ViewSaved& event)
{
    if (auto* view = find_in(tenant.saved_views, event.view.id))
        *view = event.view;
    else
        tenant.saved_views.push_back(event.view);
}

void fold(Tenant& tenant, const EventMeta&, const ViewDropped& event)
{
    std::erase_if(tenant.saved_views, [&](const SavedView& view) { return view.id == event.view; });
}

}  // namespace assent
