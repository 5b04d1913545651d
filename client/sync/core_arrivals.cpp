// What the server says, folded into the copy.
#include "client/sync/core.hpp"

#include <algorithm>

#include "client/sync/fold.hpp"
#include "shared/base/overloaded.hpp"
#include "shared/model/event.hpp"

namespace assent::sync {

void SyncCore::on_message(BytesView bytes, std::int64_t now_ms)
{
    auto message = decode_server_message(bytes);
    const auto* part = message ? std::get_if<Part>(&message->body) : nullptr;
    const std::uint32_t transfer = part ? part->transfer : 0;
    if (part) {
        connecting_since_ms_ = now_ms;
        const bool last = part->index + 1 >= part->count;
        copy_.parts_here = last ? 0 : part->index + 1;
        copy_.parts_in_all = last ? 0 : part->count;
        ++copy_.changes;
    }
    // Receipts wait for nothing: a command may not look unanswered because a long text is on its way before its receipt.
    const bool is_answer = message && (std::holds_alternative<Accepted>(message->body) ||
                                       std::holds_alternative<Refused>(message->body) ||
                                       std::holds_alternative<Unknown>(message->body));
    if (is_answer) return take(std::move(*message), now_ms);
    if (!message || !arrivals_.take(std::move(*message))) {
        link_.disconnect(1002, "unreadable message");
        return on_close(1006, "", now_ms);
    }
    if (transfer != 0) send({NextPart{transfer}});
    while (auto next = arrivals_.next()) take(std::move(*next), now_ms);
}

void SyncCore::take(ServerMessage&& message, std::int64_t now_ms)
{
    ++copy_.changes;
    std::visit(Overloaded{
                   [&](Welcome& m) { welcome(std::move(m), now_ms); },
                   [&](Accepted& m) { accepted(m, now_ms); },
                   [&](Refused& m) { refused(m, now_ms); },
                   [&](Unknown& m) { unknown(m, now_ms); },
                   [&](Published& m) { published(m, now_ms); },
                   [&](PlansEdited& m) {
                       for (const auto& edited : m.plans) published({edited.meta, ContentEdited{edited.plan, {}}}, now_ms);
                   },
                   [&](PlanText& m) { plan_text(std::move(m)); },
                   [&](PlanResumed& m) { plan_resumed(m); },
                   [&](VersionText& m) {
                       copy_.failures.erase("GetVersion/" + m.version.text());
                       const VersionId version = m.version;
                       copy_.versions[version] = std::move(m);
                   },
                   [&](PlanAt& m) {
                       const PlanId plan = m.plan;
                       copy_.past_of[plan] = asked_past_.sequence;
                       asked_past_ = {};
                       copy_.past[plan] = std::move(m);
                   },
                   [&](SearchResults& m) {
                       auto& searched = copy_.searched;
                       if (m.number != searched.asked.number) return;  // what is awaited is another by now
                       searched.waiting = false;
                       searched.failure.clear();
                       searched.found = std::move(m);
                   },
                   [&](History& m) { history(m); },
                   [&](Presence& m) { presence(std::move(m)); },
                   [&](Failed& m) { failed(m); },
                   [](Part&) {},  // never comes out of arrivals_
               },
               message.body);
}

void SyncCore::welcome(Welcome&& message, std::int64_t now_ms)
{
    const bool first = !copy_.welcomed || copy_.person != message.person;
    if (first && copy_.welcomed) {
        // Somebody else has signed in meanwhile: what the first one left stays in the outbox under their own name.
        const auto attempts = copy_.attempts;
        const auto changes = copy_.changes;
        copy_ = Copy{};
        copy_.attempts = attempts;
        copy_.changes = changes;
        text_revision_.clear();
        texts_ = LiveTexts(random_);
        editing_ = shown_editing_ = {};
    }
    Tenant before = std::move(copy_.tenant);
    copy_.tenant = std::move(message.tenant);
    copy_.person = message.person;
    copy_.organisations = std::move(message.organisations);
    copy_.welcomed = true;
    copy_.connection = Connection::live;
    copy_.attempts = 0;
    copy_.refusal.clear();
    copy_.failures.clear();
    // Texts read before stay readable until the plan on screen has come anew.
    for (auto& plan : copy_.tenant.plans)
        if (!plan.content_loaded)
            if (auto* old = find_plan(before, plan.id)) plan.content = std::move(old->content);
    for (auto& [plan, pages] : copy_.histories) pages = {};
    parse_workflows();
    sweep();
    refresh();
    ask_for_plan();
    if (first) {
        copy_.outbox_read = false;
        read_outbox();
    } else if (copy_.outbox_read) {
        send_queued(now_ms);
    }
}

void SyncCore::accepted(const Accepted& message, std::int64_t now_ms)
{
    copy_.saved_at = std::max(copy_.saved_at, message.at);
    if (message.tree_size >= copy_.saved_tree_size) {
        copy_.saved_tree_size = message.tree_size;
        copy_.saved_root = message.root;
    }
    auto* pending = find(message.key);
    if (!pending) return;
    pending->state = CommandState::accepted;
    pending->last_event = message.event_count ? message.first_sequence + message.event_count - 1 : 0;
    outbox_.remove(stored_key(*pending));
    settle(message.key, {});
    sweep();
    refresh();
    send_queued(now_ms);
}

void SyncCore::refused(const Refused& message, std::int64_t now_ms)
{
    auto* pending = find(message.key);
    if (!pending) return;
    const auto code = static_cast<Errc>(message.code);
    if (code == Errc::rate_limited || code == Errc::unavailable) {  // not now, but it is not the command's fault
        pending->state = CommandState::queued;
        hold_until_ms_ = now_ms + Timing::ask_again_ms;
        return;
    }
    if (const auto field = typed_field(pending->command)) {
        refuse_typing(*field, {code, message.message, message.field});
        refresh();
        send_queued(now_ms);
        return;
    }
    pending->state = CommandState::refused;
    pending->error = {code, message.message, message.field};
    if (std::holds_alternative<EditContent>(pending->command))
        keep(*pending);
    else
        outbox_.remove(stored_key(*pending));
    settle(message.key, pending->error);
    refresh();
    send_queued(now_ms);
}

void SyncCore::unknown(const Unknown& message, std::int64_t now_ms)
{
    auto* pending = find(message.key);
    if (!pending || pending->state == CommandState::refused || pending->state == CommandState::accepted) return;
    pending->state = CommandState::unknown;
    pending->ask_at_ms = now_ms + Timing::ask_again_ms;
}

void SyncCore::published(const Published& message, std::int64_t now_ms)
{
    const PlanId id = plan_of(message.event);
    const auto* edited = std::get_if<ContentEdited>(&message.event);
    auto* plan = find_plan(copy_.tenant, id);
    // The text at hand and the registers each know up to where they are: after a break the one is told what the other has.
    const bool of_text = edited && plan && plan->content_loaded && !edited->edits.empty() && message.meta.sequence > text_revision_[id];
    if (of_text) {
        take_edits(*plan, message, *edited, now_ms);
        text_revision_[id] = message.meta.sequence;
    }
    // That a plan which is not open was edited may be told after later events of other plans.
    const bool outline = edited && edited->edits.empty() && plan && plan->revision < message.meta.sequence;
    if (message.meta.sequence <= copy_.tenant.sequence && !outline) {
        if (!of_text) return;
        for (const auto& edit : edited->edits) apply(plan->content, edit);
        load_content(*plan, std::move(plan->content));  // what is derived from it follows
        sweep();
        refresh_plan(id);
        return;
    }
    const bool aside = edited && plan && plan->content_loaded && !of_text;
    if (aside) plan->content_loaded = false;
    const auto sequence = copy_.tenant.sequence;
    const auto at = copy_.tenant.at;
    apply(copy_.tenant, message.meta, message.event);
    copy_.tenant.sequence = std::max(copy_.tenant.sequence, sequence);
    copy_.tenant.at = std::max(copy_.tenant.at, at);
    plan = find_plan(copy_.tenant, id);
    if (plan) {
        if (aside) plan->content_loaded = true;
        const bool is_new = std::holds_alternative<PlanCreated>(message.event) || std::holds_alternative<PlanRestored>(message.event);
        if (is_new && id != open_plan_) plan->content_loaded = false;
    }
    if (std::holds_alternative<WorkflowAdopted>(message.event)) parse_workflows();
    if (auto pages = copy_.histories.find(id); id && pages != copy_.histories.end() && !pages->second.loading) {
        auto& lines = pages->second.lines;
        HistoryLine line{message.meta.sequence, message.meta.at, message.meta.actor, sentence_of(copy_.tenant, message.event)};
        if (!lines.empty() && same_sitting(lines.front(), line)) lines.erase(lines.begin());
        lines.insert(lines.begin(), std::move(line));
    }
    sweep();
    if (edited) refresh_plan(id);
}

void SyncCore::plan_text(PlanText&& message)
{
    auto* plan = find_plan(copy_.tenant, message.plan);
    if (!plan) return;
    std::map<FieldRef, std::vector<Bytes>> unsent;
    for (const auto& pending : copy_.pending)
        if (const auto field = typed_field(pending.command); field && field->plan == message.plan) unsent[*field] = unsent_typing(*field);
    texts_.plan_came(message, unsent);
    load_content(*plan, std::move(message.content));
    text_revision_[message.plan] = message.revision;
    copy_.failures.erase("OpenPlan");
    refresh_plan(message.plan);
}

void SyncCore::plan_resumed(const PlanResumed& message)
{
    if (auto* plan = find_plan(copy_.tenant, message.plan)) load_content(*plan, std::move(plan->content));
    copy_.failures.erase("OpenPlan");
    refresh_plan(message.plan);
}

void SyncCore::presence(Presence&& message)
{
    auto& known = copy_.presence[message.plan];
    known.plan = message.plan;
    if (message.whole) known.entries.clear();
    const auto drop = [&](std::uint64_t tab) {
        auto& all = known.entries;
        all.erase(std::remove_if(all.begin(), all.end(), [&](const PresenceEntry& entry) { return entry.tab == tab; }), all.end());
    };
    for (const auto tab : message.gone) drop(tab);
    for (auto& entry : message.entries) {
        drop(entry.tab);
        known.entries.push_back(std::move(entry));
    }
}

void SyncCore::history(const History& message)
{
    auto& pages = copy_.histories[message.plan];
    pages.loading = false;
    pages.more = message.more;
    for (const auto& line : message.lines)
        if (pages.lines.empty() || line.sequence < pages.lines.back().sequence) pages.lines.push_back(line);
}

void SyncCore::failed(const Failed& message)
{
    if (message.question == "GetVersion") {
        // The answer does not say which version: all that are awaited are given up.
        for (const auto& version : asked_versions_)
            if (!copy_.versions.count(version)) copy_.failures["GetVersion/" + version.text()] = message.message;
    } else if (message.question == "GetPlanAt") {
        copy_.failures["GetPlanAt/" + asked_past_.plan.text() + "/" + std::to_string(asked_past_.sequence)] = message.message;
        asked_past_ = {};
    } else if (message.question == "Search") {
        copy_.searched.waiting = false;
        copy_.searched.failure = message.message;
    } else if (message.question == "GetHistory") {
        for (auto& [plan, pages] : copy_.histories) {
            if (pages.loading) copy_.failures["GetHistory/" + plan.text()] = message.message;
            pages.loading = false;
        }
    } else {
        if (message.question == "OpenPlan") put_away_plan();
        copy_.failures[message.question] = message.message;
    }
}

/// The open plan is not shown to this person any more: what was read of it goes.
void SyncCore::put_away_plan()
{
    auto* plan = find_plan(copy_.tenant, open_plan_);
    if (!plan) return;
    plan->content = {};
    plan->content_loaded = false;
    text_revision_.erase(open_plan_);
    for (const auto& version : plan->versions) copy_.versions.erase(version.id);
    refresh_plan(open_plan_);
}

}  // namespace assent::sync
