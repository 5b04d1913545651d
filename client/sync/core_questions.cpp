// What is asked of the server, and where this person is.
#include "client/sync/core.hpp"

#include <algorithm>

namespace assent::sync {

void SyncCore::search(std::string text, std::vector<SearchFilter> filters, std::uint32_t limit)
{
    auto& searched = copy_.searched;
    ++copy_.changes;
    const bool nothing = text.empty() && filters.empty();
    searched.asked = {searched.asked.number + 1, std::move(text), std::move(filters), limit};
    searched.failure.clear();
    searched.waiting = !nothing;
    if (nothing)
        searched.found.reset();
    else
        send({searched.asked});
}

void SyncCore::open_plan(PlanId plan)
{
    if (plan == open_plan_) return;
    if (open_plan_) {
        send({ClosePlan{open_plan_}});
        // Its edits no longer come, so its text is only what it was.
        if (auto* old = find_plan(copy_.tenant, open_plan_)) old->content_loaded = false;
        copy_.presence.erase(open_plan_);
    }
    open_plan_ = plan;
    editing_ = {};
    ++copy_.changes;
    ask_for_plan();
}

void SyncCore::ask_for_plan()
{
    if (!open_plan_ || copy_.connection != Connection::live) return;
    const auto known = text_revision_.find(open_plan_);
    send({OpenPlan{open_plan_, known == text_revision_.end() ? 0 : known->second}});
    shown_editing_ = {};
    editing_.plan = open_plan_;
    send_presence(presence_at_ms_ + Timing::presence_ms);
}

void SyncCore::want_version(PlanId plan, VersionId version)
{
    if (!version || copy_.versions.count(version) || asked_versions_.count(version)) return;
    if (copy_.connection != Connection::live) return;
    asked_versions_.insert(version);
    send({GetVersion{plan, version}});
}

void SyncCore::want_plan_at(PlanId plan, std::uint64_t sequence)
{
    if (sequence == 0 || asked_past_.sequence != 0 || copy_.connection != Connection::live) return;
    const auto here = copy_.past_of.find(plan);
    if (here != copy_.past_of.end() && here->second == sequence) return;
    asked_past_ = {plan, sequence};
    send({asked_past_});
}

void SyncCore::want_history(PlanId plan, bool more)
{
    if (copy_.connection != Connection::live || copy_.failures.count("GetHistory/" + plan.text())) return;
    auto& pages = copy_.histories[plan];
    if (pages.loading || (!more && !pages.lines.empty()) || !pages.more) return;
    pages.loading = true;
    ++copy_.changes;
    send({GetHistory{plan, pages.lines.empty() ? 0 : pages.lines.back().sequence, Timing::history_count}});
}

void SyncCore::edit_field(const std::optional<FieldRef>& field, std::int64_t now_ms, std::uint32_t caret, std::uint32_t other_end)
{
    Editing editing;
    editing.plan = open_plan_;
    if (field && field->plan == open_plan_) {
        editing.element = field->element;
        editing.field = field->field;
        if (texts_.is_open(*field)) {
            editing.caret = texts_.point_at(*field, caret);
            editing.other_end = other_end == caret ? editing.caret : texts_.point_at(*field, other_end);
        }
    }
    editing_ = std::move(editing);
    send_presence(now_ms);
}

/// Not more often than others can follow with their eyes; tick() says the latest.
void SyncCore::send_presence(std::int64_t now_ms)
{
    if (editing_ == shown_editing_ || !editing_.plan || copy_.connection != Connection::live) return;
    if (now_ms - presence_at_ms_ < Timing::presence_ms) return;
    presence_at_ms_ = now_ms;
    shown_editing_ = editing_;
    send({editing_});
}

}  // namespace assent::sync
