#include "client/sync/core.hpp"

#include <algorithm>
#include <cstdio>

#include "client/sync/fold.hpp"
#include "shared/base/overloaded.hpp"
#include "shared/model/event.hpp"
#include "shared/text/utf8.hpp"
#include "shared/workflow/parse.hpp"

namespace assent::sync {

SyncCore::SyncCore(std::string slug, Link& link, Outbox& outbox, Random random)
    : slug_(std::move(slug)), link_(link), outbox_(outbox), random_(std::move(random)), texts_(random_)
{
}

// ---- connection ---------------------------------------------------------------------------------------------------------

void SyncCore::start(std::int64_t now_ms) { connect(now_ms); }

void SyncCore::connect(std::int64_t now_ms)
{
    open_ = false;
    connecting_since_ms_ = now_ms;
    copy_.connection = Connection::connecting;
    ++copy_.changes;
    link_.connect();
}

void SyncCore::on_open(std::int64_t now_ms)
{
    open_ = true;
    arrivals_ = Arrivals{};
    connecting_since_ms_ = now_ms;
    send({Hello{protocol_version}});
}

void SyncCore::on_close(std::uint16_t code, std::string_view reason, std::int64_t now_ms)
{
    open_ = false;
    copy_.presence.clear();
    copy_.parts_in_all = copy_.parts_here = 0;
    for (auto& [plan, pages] : copy_.histories) pages.loading = false;
    asked_versions_.clear();
    copy_.searched = {.asked = {.number = copy_.searched.asked.number}};
    asked_past_ = {};
    for (auto& pending : copy_.pending)
        if (pending.state == CommandState::sent || pending.state == CommandState::unknown) {
            pending.state = CommandState::queued;
            pending.away = true;
        }
    wait_and_retry(now_ms);
    if (code == close_policy) {
        copy_.refusal = std::string(reason);
        copy_.retry_at_ms = std::max(copy_.retry_at_ms, now_ms + Timing::retry_refused_ms);
    }
}

void SyncCore::on_refused(std::string reason)
{
    open_ = false;
    copy_.connection = Connection::refused;
    copy_.refusal = std::move(reason);
    ++copy_.changes;
}

void SyncCore::wait_and_retry(std::int64_t now_ms)
{
    const auto shift = std::min<std::uint32_t>(copy_.attempts, 10);
    const std::int64_t most = std::min(Timing::retry_first_ms << shift, Timing::retry_most_ms);
    // Between half and all of it, so that the clients of a server that was restarted do not all come back at once.
    const std::int64_t part = random_()[0];
    copy_.retry_at_ms = now_ms + most / 2 + most / 2 * part / 255;
    ++copy_.attempts;
    copy_.connection = Connection::waiting;
    ++copy_.changes;
}

void SyncCore::on_awake(std::int64_t now_ms)
{
    if (copy_.connection == Connection::waiting) connect(now_ms);
    // Another tab of this person may have ended and left work behind.
    if (reading_)
        read_again_ = true;
    else if (copy_.outbox_read)
        read_outbox();
}

void SyncCore::read_outbox()
{
    reading_ = true;
    read_again_ = false;
    outbox_.list(outbox_prefix());
}

void SyncCore::on_signed_out()
{
    open_ = false;
    copy_.connection = Connection::signed_out;
    ++copy_.changes;
}

void SyncCore::tick(std::int64_t now_ms)
{
    if (texts_.fade(now_ms)) ++copy_.changes;
    send_presence(now_ms);
    if (copy_.connection == Connection::waiting && now_ms >= copy_.retry_at_ms) return connect(now_ms);
    if (copy_.connection == Connection::connecting && now_ms - connecting_since_ms_ >= Timing::connect_ms) {
        link_.disconnect(1000, "no answer");
        open_ = false;
        return wait_and_retry(now_ms);
    }
    if (copy_.connection != Connection::live) return;
    for (const auto& pending : copy_.pending)
        if (pending.state == CommandState::sent && now_ms - pending.sent_at_ms >= Timing::answer_ms) {
            link_.disconnect(1000, "no answer");
            return on_close(1006, "", now_ms);
        }
    for (auto& pending : copy_.pending)
        if (pending.state == CommandState::unknown && now_ms >= pending.ask_at_ms) {
            pending.sent_at_ms = now_ms;
            pending.state = CommandState::sent;
            send({Submit{pending.key, pending.command}});
        }
    send_queued(now_ms);
}

std::optional<std::int64_t> SyncCore::next_tick_ms() const
{
    std::optional<std::int64_t> next;
    const auto at = [&](std::int64_t ms) { next = next ? std::min(*next, ms) : ms; };
    if (const auto fading = texts_.next_fading_ms()) at(*fading);
    if (copy_.connection == Connection::live && editing_.plan && editing_ != shown_editing_) at(presence_at_ms_ + Timing::presence_ms);
    if (copy_.connection == Connection::waiting) at(copy_.retry_at_ms);
    if (copy_.connection == Connection::connecting) at(connecting_since_ms_ + Timing::connect_ms);
    if (copy_.connection != Connection::live) return next;
    for (const auto& pending : copy_.pending) {
        if (pending.state == CommandState::sent) at(pending.sent_at_ms + Timing::answer_ms);
        if (pending.state == CommandState::unknown) at(pending.ask_at_ms);
        if (pending.state == CommandState::queued && hold_until_ms_ > 0) at(hold_until_ms_);
    }
    return next;
}

void SyncCore::send(ClientMessage message)
{
    if (!open_) return;
    const Bytes bytes = encode(message);
    if (!link_.send(bytes)) open_ = false;  // on_close() follows
}

// ---- messages -----------------------------------------------------------------------------------------------------------

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
        if (std::holds_alternative<PlanCreated>(message.event) && id != open_plan_) plan->content_loaded = false;
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

/// Edits that are about to be folded into the plan's text: what they are to the texts that are open, and to what this person
/// has sent.
void SyncCore::take_edits(const Plan& plan, const Published& message, const ContentEdited& edited, std::int64_t now_ms)
{
    Pending* own = nullptr;
    if (message.meta.actor == copy_.person)
        for (auto& pending : copy_.pending) {
            const auto* command = std::get_if<EditContent>(&pending.command);
            if (command && !pending.seen && pending.maybe_sent && command->plan == plan.id && same_edits(command->edits, edited.edits)) {
                own = &pending;
                break;
            }
        }
    if (const auto field = own ? typed_field(own->command) : std::nullopt; field && own->away) {
        const auto confirmed = text_of(plan.content, field->element, TextField::text).value_or("");
        std::vector<Bytes> written_away;
        for (auto& pending : copy_.pending)
            if (pending.away && !pending.seen && typed_field(pending.command) == field) {
                written_away.push_back(typing_of(pending.command)->changes);
                pending.away = false;
            }
        if (auto since = texts_.since_left(*field, written_away, confirmed)) copy_.since_left[*field] = std::move(*since);
    }
    if (own) own->seen = true;
    for (const auto& edit : edited.edits) {
        if (const auto* change = std::get_if<ChangeText>(&edit)) {
            const FieldRef field{plan.id, change->element, field_name(change->field)};
            if (const auto confirmed = text_of(plan.content, change->element, change->field))
                texts_.accepted(field, *change, message.meta, copy_.tenant.people, *confirmed, unsent_typing(field), now_ms);
        } else if (const auto* set = std::get_if<SetText>(&edit)) {
            if (is_long(set->field)) texts_.forget({plan.id, set->element, field_name(set->field)});
        } else if (const auto* removed = std::get_if<RemoveElement>(&edit)) {
            const FieldRef field{plan.id, removed->element, field_name(TextField::text)};
            // Typing that the server will refuse now: the words are kept before the text goes.
            if (!unsent_typing(field).empty())
                refuse_typing(field, {Errc::not_found, name_of(copy_.tenant, message.meta.actor) +
                                                           " removed this part while you were writing in it. Your words are kept.", "element"});
            texts_.forget(field);
        }
    }
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

// ---- commands -----------------------------------------------------------------------------------------------------------

Key SyncCore::submit(Command command, std::int64_t now_ms, Key chosen)
{
    ++copy_.changes;
    if (auto* edit = std::get_if<EditContent>(&command); edit && edit->edits.size() == 1 && !typing_of(command))
        if (const auto field = field_of(edit->plan, edit->edits.front()))
            for (auto last = copy_.pending.rbegin(); last != copy_.pending.rend(); ++last) {
                auto* own = std::get_if<EditContent>(&last->command);
                if (!own || own->plan != edit->plan) continue;
                if (own->edits.size() != 1 || field_of(own->plan, own->edits.front()) != field) break;
                if (last->state != CommandState::queued || last->maybe_sent) break;
                take_value(own->edits.front(), std::move(edit->edits.front()));
                keep(*last);
                const PlanId plan = own->plan;
                const Key earlier = last->key;
                refresh_plan(plan);
                return earlier;
            }

    Pending pending;
    pending.key = chosen ? chosen : Key{random_()};
    pending.command = std::move(command);
    pending.away = copy_.connection != Connection::live;
    // Rises over reloads as well, as far as the device's clock does.
    last_order_ = std::max(last_order_ + 1, static_cast<std::uint64_t>(std::max<std::int64_t>(now_ms, 0)) * 16);
    pending.order = last_order_;
    const Key key = pending.key;
    const PlanId plan = plan_of(pending.command);
    if (encode(ClientMessage{Submit{key, pending.command}}).size() > client_message_bytes_max) {
        pending.state = CommandState::refused;
        pending.error = {Errc::too_large, "This is too long to be sent at once. Shorten it or divide it.", ""};
        settle(key, pending.error);
    }
    keep(pending);
    copy_.pending.push_back(std::move(pending));
    if (std::holds_alternative<EditContent>(copy_.pending.back().command)) refresh_plan(plan);
    refresh_kept();
    send_queued(now_ms);
    return key;
}

void SyncCore::send_queued(std::int64_t now_ms)
{
    if (!open_ || copy_.connection != Connection::live || !copy_.outbox_read) return;
    if (now_ms < hold_until_ms_) return;
    hold_until_ms_ = 0;
    std::size_t in_flight = 0;
    for (const auto& pending : copy_.pending) in_flight += pending.state == CommandState::sent;
    for (auto& pending : copy_.pending) {
        if (pending.state != CommandState::queued) continue;
        if (in_flight >= Timing::in_flight_max || !open_) break;
        // One change of a text on its way at a time: what is typed meanwhile goes as one.
        if (const auto field = typed_field(pending.command);
            field && std::any_of(copy_.pending.begin(), copy_.pending.end(), [&](const Pending& other) {
                return (other.state == CommandState::sent || other.state == CommandState::unknown) && typed_field(other.command) == field;
            }))
            break;
        ++in_flight;
        pending.state = CommandState::sent;
        pending.maybe_sent = true;
        pending.sent_at_ms = now_ms;
        ++copy_.changes;
        send({Submit{pending.key, pending.command}});
    }
}

// ---- typing in long texts ------------------------------------------------------------------------------------------------

/// This person's changes of a text that the accepted text does not contain, in order.
std::vector<Bytes> SyncCore::unsent_typing(const FieldRef& field) const
{
    std::vector<Bytes> unsent;
    for (const auto& pending : copy_.pending)
        if (pending.state != CommandState::refused && !pending.seen && typed_field(pending.command) == field)
            unsent.push_back(typing_of(pending.command)->changes);
    return unsent;
}

bool SyncCore::open_text(const FieldRef& field)
{
    if (texts_.is_open(field)) return true;
    const auto* plan = find_plan(copy_.tenant, field.plan);
    // Before the plan's text has come there is nothing to type in, and its history would be missing.
    if (!plan || field.field != field_name(TextField::text) || text_revision_.count(field.plan) == 0) return false;
    const auto confirmed = text_of(plan->content, field.element, TextField::text);
    return confirmed && texts_.open(field, *confirmed, unsent_typing(field));
}

/// A long paste goes in pieces that fit a message.
static std::vector<text::Splice> in_pieces(const std::vector<text::Splice>& splices)
{
    static constexpr std::size_t piece_bytes = EditLimits::change_bytes_max / 2;
    std::vector<text::Splice> pieces;
    for (const auto& splice : splices) {
        text::Splice piece{splice.position, splice.erased, {}};
        std::size_t at = 0;
        do {
            std::size_t end = std::min(at + piece_bytes, splice.inserted.size());
            while (end < splice.inserted.size() && text::continues_scalar(splice.inserted[end])) --end;
            piece.inserted = splice.inserted.substr(at, end - at);
            pieces.push_back(piece);
            piece.position += text::scalar_count(piece.inserted.data(), piece.inserted.size());
            piece.erased = 0;
            at = end;
        } while (at < splice.inserted.size());
    }
    return pieces;
}

bool SyncCore::write_text(const FieldRef& field, const std::vector<text::Splice>& splices, std::int64_t now_ms)
{
    if (!open_text(field)) return false;
    if (const auto pieces = in_pieces(splices); pieces.size() > splices.size())
        return std::all_of(pieces.begin(), pieces.end(), [&](const text::Splice& piece) { return write_text(field, {piece}, now_ms); });
    const auto mark = texts_.mark(field);
    if (!texts_.write(field, splices, Timestamp{}, now_ms)) return false;
    submit_typing(field, mark, now_ms);
    return true;
}

bool SyncCore::undo_text(const FieldRef& field, int direction, std::int64_t now_ms)
{
    if (!texts_.is_open(field)) return false;
    const auto mark = texts_.mark(field);
    if (!texts_.undo(field, direction, Timestamp{})) return false;
    submit_typing(field, mark, now_ms);
    return true;
}

void SyncCore::submit_typing(const FieldRef& field, std::uint32_t mark, std::int64_t now_ms)
{
    if (!copy_.pending.empty()) {
        // Only the last command may still grow: nothing given after it can then be overtaken.
        auto& last = copy_.pending.back();
        if (last.text_mark && last.state == CommandState::queued && !last.maybe_sent && typed_field(last.command) == field) {
            auto changes = texts_.changes_since(field, *last.text_mark);
            if (changes.size() <= EditLimits::change_bytes_max) {
                std::get<ChangeText>(std::get<EditContent>(last.command).edits.front()).changes = std::move(changes);
                ++copy_.changes;
                keep(last);
                refresh_plan(field.plan);
                return;
            }
        }
    }
    const Key key = submit(EditContent{field.plan, {ChangeText{field.element, TextField::text, texts_.changes_since(field, mark), {}}}}, now_ms);
    if (auto* pending = find(key); pending && pending->state == CommandState::queued) pending->text_mark = mark;
}

/// What was typed in a text since the server last accepted some of it hangs together: refused is all of it. The words are
/// kept as this person had them, and the text goes on from what was accepted.
void SyncCore::refuse_typing(const FieldRef& field, const Error& error)
{
    const auto* words = texts_.words(field);
    for (auto& pending : copy_.pending) {
        if (pending.state == CommandState::refused || pending.state == CommandState::accepted || pending.seen || typed_field(pending.command) != field)
            continue;
        pending.state = CommandState::refused;
        pending.error = error;
        pending.words = words ? *words : texts_.inserted_words(typing_of(pending.command)->changes);
        pending.text_mark.reset();
        keep(pending);
        settle(pending.key, error);
    }
    texts_.reopen(field, unsent_typing(field));
    refresh_kept();
}

void SyncCore::forget_since_left(const FieldRef& field)
{
    copy_.since_left.erase(field);
    ++copy_.changes;
}

void SyncCore::dismiss(const Key& key)
{
    ++copy_.changes;
    const auto* pending = find(key);
    if (!pending || pending->state != CommandState::refused) return;
    std::optional<FieldRef> field;
    if (const auto* edit = std::get_if<EditContent>(&pending->command); edit && edit->edits.size() == 1)
        field = field_of(edit->plan, edit->edits.front());
    for (std::size_t i = copy_.pending.size(); i-- > 0;) {
        const auto& each = copy_.pending[i];
        if (each.state != CommandState::refused) continue;
        const auto* edit = std::get_if<EditContent>(&each.command);
        const bool same_field =
            field && edit && edit->edits.size() == 1 && field_of(edit->plan, edit->edits.front()) == field;
        if (each.key == key || same_field) {
            outbox_.remove(stored_key(each));
            forget(i);
        }
    }
    refresh();
}

void SyncCore::settle(const Key& key, Error error)
{
    static constexpr std::size_t settled_max = 64;
    copy_.settled.emplace_back(key, std::move(error));
    if (copy_.settled.size() > settled_max) copy_.settled.erase(copy_.settled.begin());
}

/// Lets go of accepted commands whose events are folded in.
void SyncCore::sweep()
{
    for (std::size_t i = copy_.pending.size(); i-- > 0;)
        if (copy_.pending[i].state == CommandState::accepted && copy_.pending[i].last_event <= copy_.tenant.sequence)
            forget(i);
}

void SyncCore::forget(std::size_t index)
{
    copy_.pending.erase(copy_.pending.begin() + static_cast<std::ptrdiff_t>(index));
}

Pending* SyncCore::find(const Key& key)
{
    for (auto& pending : copy_.pending)
        if (pending.key == key) return &pending;
    return nullptr;
}

// ---- questions ----------------------------------------------------------------------------------------------------------

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

// ---- what the device keeps ------------------------------------------------------------------------------------------------

std::string SyncCore::outbox_prefix() const { return "work/" + slug_ + "/" + copy_.person.text() + "/"; }

std::string SyncCore::stored_key(const Pending& pending) const
{
    char order[24];
    std::snprintf(order, sizeof order, "%020llu", static_cast<unsigned long long>(pending.order));
    return outbox_prefix() + order + "-" + pending.key.text();
}

void SyncCore::keep(const Pending& pending) { outbox_.put(stored_key(pending), encode_kept(pending)); }

void SyncCore::on_stored(std::string_view key, BytesView value)
{
    const std::string prefix = outbox_prefix();
    if (!reading_ || key.substr(0, prefix.size()) != prefix) return;
    auto pending = decode_kept(value);
    if (!pending) {
        outbox_.remove(std::string(key));  // of an older program; nothing can be made of it
        return;
    }
    std::uint64_t order = 0;
    for (const char c : key.substr(prefix.size())) {
        if (c < '0' || c > '9') break;
        order = order * 10 + static_cast<std::uint64_t>(c - '0');
    }
    pending->order = order;
    if (find(pending->key)) return;
    last_order_ = std::max(last_order_, order);
    const auto place = std::find_if(copy_.pending.begin(), copy_.pending.end(),
                                    [&](const Pending& other) { return other.order > order; });
    copy_.pending.insert(place, std::move(*pending));
}

void SyncCore::on_stored_end(std::int64_t now_ms)
{
    if (!reading_) return;
    reading_ = false;
    copy_.outbox_read = true;
    ++copy_.changes;
    refresh();
    send_queued(now_ms);
    if (read_again_) read_outbox();
}

static void put_sized(Bytes& out, BytesView part)
{
    const auto size = static_cast<std::uint32_t>(part.size());
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(size >> shift));
    out.insert(out.end(), part.begin(), part.end());
}

/// Decoders read aligned words, so each part comes in a buffer of its own.
static std::optional<Bytes> take_sized(BytesView& from)
{
    if (from.size() < 4) return std::nullopt;
    std::uint32_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) size |= static_cast<std::uint32_t>(from[i]) << (8 * i);
    if (size > from.size() - 4) return std::nullopt;
    Bytes part(from.begin() + 4, from.begin() + 4 + size);
    from = from.subspan(4 + size);
    return part;
}

static constexpr std::uint8_t kept_format = 2;

Bytes encode_kept(const Pending& pending)
{
    const bool refused = pending.state == CommandState::refused;
    Bytes bytes{kept_format, refused ? std::uint8_t{1} : std::uint8_t{0}};
    put_sized(bytes, encode(ClientMessage{Submit{pending.key, pending.command}}));
    if (!refused) return bytes;
    put_sized(bytes, encode(ServerMessage{Refused{pending.key, static_cast<std::uint8_t>(pending.error.code), pending.error.message,
                                                  pending.error.field}}));
    put_sized(bytes, BytesView(reinterpret_cast<const std::uint8_t*>(pending.words.data()), pending.words.size()));
    return bytes;
}

std::optional<Pending> decode_kept(BytesView bytes)
{
    if (bytes.size() < 2 || bytes[0] != kept_format || bytes[1] > 1) return std::nullopt;
    const bool refused = bytes[1] == 1;
    bytes = bytes.subspan(2);
    const auto first = take_sized(bytes);
    auto message = first ? decode_client_message(*first) : std::nullopt;
    auto* submit = message ? std::get_if<Submit>(&message->body) : nullptr;
    if (!submit) return std::nullopt;
    Pending pending;
    pending.key = submit->key;
    pending.command = std::move(submit->command);
    pending.maybe_sent = true;
    pending.away = true;
    if (refused) {
        const auto second = take_sized(bytes);
        const auto answer = second ? decode_server_message(*second) : std::nullopt;
        const auto* refusal = answer ? std::get_if<Refused>(&answer->body) : nullptr;
        const auto words = take_sized(bytes);
        if (!refusal || !words) return std::nullopt;
        pending.state = CommandState::refused;
        pending.error = {static_cast<Errc>(refusal->code), refusal->message, refusal->field};
        pending.words.assign(words->begin(), words->end());
    }
    return pending;
}

// ---- what is shown --------------------------------------------------------------------------------------------------------

void SyncCore::refresh()
{
    copy_.shown.clear();
    for (const auto& pending : copy_.pending)
        if (std::holds_alternative<EditContent>(pending.command)) refresh_plan(plan_of(pending.command));
    refresh_kept();
}

void SyncCore::refresh_plan(PlanId id)
{
    const auto* plan = find_plan(copy_.tenant, id);
    // Typing of an earlier page shows as soon as the text it belongs to is here.
    if (plan)
        for (const auto& pending : copy_.pending)
            if (const auto field = typed_field(pending.command); field && field->plan == id && pending.state != CommandState::refused && !pending.seen)
                open_text(*field);
    auto shown = plan ? fold(*plan, copy_.pending, texts_) : std::nullopt;
    if (shown)
        copy_.shown[id] = std::move(*shown);
    else
        copy_.shown.erase(id);
}

void SyncCore::refresh_kept() { copy_.kept = kept_words_of(copy_.pending); }

void SyncCore::parse_workflows()
{
    for (const auto& source : copy_.tenant.workflows) {
        const auto known = std::find_if(copy_.workflows.begin(), copy_.workflows.end(),
                                        [&](const ParsedWorkflow& other) { return other.hash == source.hash; });
        if (known != copy_.workflows.end()) continue;
        ParsedWorkflow parsed{source.hash, std::nullopt, ""};
        auto loaded = workflow::load(source.toml, source.name + ".toml");
        if (loaded)
            parsed.definition = std::move(*loaded);
        else
            parsed.error = loaded.error().message;
        copy_.workflows.push_back(std::move(parsed));
    }
}

}  // namespace assent::sync
