#include "server/rooms/tenant_core.hpp"

#include <algorithm>
#include <utility>

#include <boost/describe.hpp>

#include "server/identity/authoriser.hpp"
#include "shared/base/assertion.hpp"
#include "shared/document/canonical.hpp"
#include "shared/workflow/parse.hpp"

namespace assent::rooms {

namespace close_code {
constexpr std::uint16_t policy = 1008;
constexpr std::uint16_t internal = 1011;
constexpr std::uint16_t try_again_later = 1013;
}  // namespace close_code

static constexpr const char* unknown_outcome =
    "Whether this was kept is not known. Send it again in a minute: it is taken in once, however often you send it.";

static SharedFrame frame_of(const ServerMessage& message)
{
    return std::make_shared<const Bytes>(encode(message));
}

Result<void> TenantCore::load(const store::StoredEvent& stored)
{
    const auto event = decode_event(stored.payload);
    if (!event || type_of(*event) != stored.type)
        return refuse(Errc::malformed, "Event " + std::to_string(stored.sequence) +
                                           " cannot be read by this program. It may need a newer one.");
    fold({stored.sequence, stored.at, stored.actor}, *event);
    if (const auto* edited = std::get_if<ContentEdited>(&*event)) room(edited->plan).loaded(stored.sequence);
    used_.try_emplace(stored.key, Used{stored.command_hash, stored.actor});
    return {};
}

void TenantCore::fold(const EventMeta& meta, const Event& event)
{
    if (const auto* edited = std::get_if<ContentEdited>(&event))
        if (const auto* plan = find_plan(tenant_, edited->plan)) {
            room(edited->plan).fold(tenant_, *plan, meta, edited->edits);
            auto& past = surroundings_.past[edited->plan];
            for (const auto& edit : edited->edits) past.fold(plan->content, edit, meta.actor);
        }
    if (const auto* cut = std::get_if<VersionCut>(&event))
        if (const auto* plan = find_plan(tenant_, cut->plan)) surroundings_.past[cut->plan].cut(plan->content);
    apply(tenant_, meta, event);
    adopt_definitions(event);
    if (const PlanId plan = plan_of(event)) {
        HistoryLine line{meta.sequence, meta.at, meta.actor, sentence_of(tenant_, event)};
        auto& lines = history_[plan];
        if (!lines.empty() && same_sitting(lines.back(), line)) lines.pop_back();
        lines.push_back(std::move(line));
    }
}

PlanRoom& TenantCore::room(PlanId plan)
{
    return rooms_.try_emplace(plan, limits_.rooms).first->second;
}

std::size_t TenantCore::room_memory() const
{
    std::size_t bytes = 0;
    for (const auto& [plan, room] : rooms_) bytes += room.memory();
    return bytes;
}

void TenantCore::adopt_definitions(const Event& event)
{
    const auto* adopted = std::get_if<WorkflowAdopted>(&event);
    if (!adopted) return;
    auto parsed = workflow::parse(adopted->workflow.toml);
    if (parsed.definition) surroundings_.definitions[adopted->workflow.hash] = std::move(*parsed.definition);
}

std::vector<Action> TenantCore::step(const Input& input, Timestamp now)
{
    actions_.clear();
    if (!stopped_) std::visit([&](const auto& one) { on(one, now); }, input);
    return std::move(actions_);
}

Timestamp TenantCore::next_time(Timestamp now) const
{
    return std::max(now, Timestamp{tenant_.at.micros + 1});
}

void TenantCore::emit(Action action)
{
    if (waiting_.empty())
        actions_.push_back(std::move(action));
    else
        waiting_.back().held.push_back(std::move(action));
}

void TenantCore::send(PeerId peer, const ServerMessage& message) { send(peer, frame_of(message)); }

void TenantCore::send(PeerId peer, SharedFrame frame)
{
    if (transfers_.is_long(frame->size())) return send_in_parts(peer, std::move(frame));
    emit(SendFrame{peer, std::move(frame)});
}

void TenantCore::send_in_parts(PeerId peer, SharedFrame message)
{
    if (!peers_.contains(peer)) return;  // it left while its answer was being read
    auto parts = transfers_.begin(peer, std::move(message));
    if (!parts)
        return close(peer, close_code::try_again_later, "You ask for more than you read; connect again and go on from where you were.");
    for (auto& part : *parts) emit(SendFrame{peer, std::move(part)});
    while (const auto stalest = transfers_.one_too_many())
        close(*stalest, close_code::try_again_later, "You read too slowly; connect again and go on from where you were.");
}

/// After everything that was said to the peer before.
void TenantCore::close(PeerId peer, std::uint16_t code, std::string reason)
{
    emit(ClosePeer{peer, code, std::move(reason)});
    transfers_.left(peer);
    const auto found = peers_.find(peer);
    if (found == peers_.end()) return;
    const auto plans = std::move(found->second.plans);
    peers_.erase(found);
    for (const auto& plan : plans) left_plan(peer, plan);
}

void TenantCore::fail(PeerId peer, const char* question, const Error& error)
{
    send(peer, {Failed{question, static_cast<std::uint8_t>(error.code), error.message}});
}

void TenantCore::on(const PeerJoined& input, Timestamp)
{
    if (peers_.size() >= limits_.peers_max) {
        actions_.push_back(ClosePeer{input.peer, close_code::try_again_later, "Too many people are connected. Try again soon."});
        return;
    }
    Peer peer;
    peer.person = input.person;
    peer.organisations = input.organisations;
    peers_.emplace(input.peer, std::move(peer));
}

void TenantCore::on(const PeerLeft& input, Timestamp)
{
    const auto found = peers_.find(input.peer);
    if (found == peers_.end()) return;
    const auto plans = found->second.plans;
    peers_.erase(found);
    transfers_.left(input.peer);
    for (const auto& plan : plans) left_plan(input.peer, plan);
}

void TenantCore::on(const MessageArrived& input, Timestamp now)
{
    const auto found = peers_.find(input.peer);
    if (found == peers_.end()) return;
    auto message = decode_client_message(input.bytes);
    if (!message) {
        close(input.peer, close_code::policy, "A message could not be read. Load the page again.");
        return;
    }
    if (!found->second.greeted && !std::holds_alternative<Hello>(message->body)) {
        close(input.peer, close_code::policy, "The connection must begin with a greeting. Load the page again.");
        return;
    }
    std::visit([&](const auto& body) { on_message(input.peer, found->second, body, now); }, message->body);
}

void TenantCore::on_message(PeerId id, Peer& peer, const Hello& message, Timestamp now)
{
    if (message.protocol != protocol_version) {
        close(id, close_code::policy, "This page is older than the server. Load it again.");
        return;
    }
    // Whoever was switched off is shown nothing, even with a session that still runs.
    const auto* person = find_person(tenant_, peer.person);
    if (!person || !person->active) {
        close(id, close_code::policy, "You no longer belong to this organisation.");
        return;
    }
    peer.greeted = true;
    Welcome welcome;
    welcome.person = peer.person;
    welcome.organisations = peer.organisations;
    welcome.now = now;
    // Contents are left out before the copy is made: they are most of the state.
    std::vector<Content> contents;
    for (auto& plan : tenant_.plans) contents.push_back(std::exchange(plan.content, {}));
    Tenant& shown = welcome.tenant = tenant_;
    for (std::size_t i = 0; i < contents.size(); ++i) tenant_.plans[i].content = std::move(contents[i]);
    for (auto& plan : shown.plans) {
        plan.content_loaded = false;
        if (papers_withheld(plan, peer.person)) identity::withhold_papers(plan);
    }
    shown.interests = seen_by(shown.interests, *person);
    std::erase_if(shown.saved_views, [&](const SavedView& view) { return !view.shared && view.owner != peer.person; });
    send(id, {std::move(welcome)});
}

Result<commands::Decided> TenantCore::decide(const Submit& message, PersonId person, Timestamp at)
{
    ASSENT_TRY(const auto grant,
               identity::Authoriser::grant(tenant_, person, identity::right_for(message.command)));
    const auto* who = find_person(tenant_, person);
    ASSENT_TRY(auto decided, commands::handle(grant, {tenant_, surroundings_, *who, message.key, at}, message.command));
    for (auto& event : decided.events)
        if (auto* edited = std::get_if<ContentEdited>(&event))
            if (const auto* plan = find_plan(tenant_, edited->plan))
                ASSENT_CHECK(room(edited->plan)
                                 .merge(*plan, edited->edits, person, static_cast<std::size_t>(who - tenant_.people.data()), at));
    for (std::size_t i = 0; i < decided.events.size(); ++i)
        if (const auto* settled = std::get_if<SuggestionsSettled>(&decided.events[i]); settled && settled->accepted) {
            const auto* plan = find_plan(tenant_, settled->plan);
            ASSENT_TRY(auto edits, room(settled->plan).accept(tenant_, *plan, settled->suggestions, at));
            decided.events.insert(decided.events.begin() + static_cast<std::ptrdiff_t>(i++), ContentEdited{plan->id, std::move(edits)});
        }
    return decided;
}

void TenantCore::on_message(PeerId id, Peer& peer, const Submit& message, Timestamp now)
{
    const auto refuse_with = [&](const Error& error) {
        send(id, {Refused{message.key, static_cast<std::uint8_t>(error.code), error.message, error.field}});
    };
    if (!message.key) return refuse_with({Errc::malformed, "The command has no key. Load the page again.", "key"});
    const Hash command_hash = sha256(encode(message.command));
    if (used_.contains(message.key)) return answer_duplicate(id, message.key, command_hash, peer.person);
    if (waiting_.size() >= limits_.appends_waiting_max)
        return refuse_with({Errc::rate_limited, "The server has more to write than it can. Try again in a moment.", ""});
    const Timestamp at = next_time(now);
    auto decided = decide(message, peer.person, at);
    if (!decided) return refuse_with(decided.error());
    accept(id, message, command_hash, std::move(*decided), peer.person, at);
}

void TenantCore::answer_duplicate(PeerId id, const Key& key, const Hash& command_hash, PersonId person)
{
    const auto& used = used_.at(key);
    if (used.person != person || used.command_hash != command_hash) {
        send(id, {Refused{key, static_cast<std::uint8_t>(Errc::conflict),
                          "This key was used for another command. Nothing was done. Load the page again.", "key"}});
        return;
    }
    for (auto& waiting : waiting_)
        if (waiting.key == key) {
            if (std::find(waiting.asked_by.begin(), waiting.asked_by.end(), id) == waiting.asked_by.end())
                waiting.asked_by.push_back(id);
            return;
        }
    emit(FindKey{id, key});
}

void TenantCore::accept(PeerId id, const Submit& message, const Hash& command_hash, commands::Decided decided,
                        PersonId person, Timestamp at)
{
    auto grant = identity::Authoriser::grant(tenant_, person, identity::right_for(message.command));
    ASSENT_ASSERT(grant.has_value() && !decided.events.empty());
    store::Append append{std::move(*grant), message.key, command_hash, at, {}, {}};
    for (auto& kept : decided.kept) append.blobs.push_back({kept.hash, std::move(kept.content)});
    for (const auto& event : decided.events) append.events.push_back({type_of(event), encode(event)});
    write(std::move(append), decided.events, person, {id});
}

void TenantCore::write(store::Append append, const std::vector<Event>& events, PersonId person, const std::vector<PeerId>& asked_by)
{
    Waiting waiting;
    waiting.ticket = next_ticket_++;
    waiting.key = append.key;
    waiting.command_hash = append.command_hash;
    waiting.person = person;
    waiting.at = append.at;
    waiting.asked_by = asked_by;
    used_.emplace(append.key, Used{append.command_hash, person});
    waiting_.push_back(std::move(waiting));
    const Timestamp at = append.at;
    actions_.push_back(WriteAppend{waiting_.back().ticket, std::move(append)});

    for (const auto& event : events) {
        const EventMeta meta{tenant_.sequence + 1, at, person};
        fold(meta, event);
        publish(meta, event, asked_by);
    }
}

void TenantCore::on(const OutsideActed& input, Timestamp now)
{
    // As everything that is said: held until what it was decided on, its own append among it, is durable.
    auto taken = take_in(input.act, next_time(now));
    emit(OutsideAnswered{input.ticket, std::move(taken)});
}

Result<void> TenantCore::take_in(const commands::OutsideAct& act, Timestamp at)
{
    if (waiting_.size() >= limits_.appends_waiting_max)
        return refuse(Errc::rate_limited, "The server has more to write than it can. Try again in a moment.");
    ASSENT_TRY(auto grant, commands::grant_for(tenant_, act, at));
    ASSENT_TRY(const auto events, commands::decide(grant, tenant_, act, at));
    if (events.empty()) return {};
    store::Append append{std::move(grant), {}, {}, at, {}, {}};
    Sha256 hash;
    for (const auto& event : events) {
        append.events.push_back({type_of(event), encode(event)});
        hash.update(append.events.back().payload);
    }
    append.command_hash = hash.finish();
    // Nobody sends a key from outside. That a thing comes once is decided by its identifier; the key is unlike any other by its place.
    append.key = Key::derived("outside " + std::to_string(tenant_.sequence + 1) + ' ' + append.command_hash.hex());
    write(std::move(append), events, PersonId{}, {});
    return {};
}

/// What those are told of edits who have not opened the plan: which parts came and went, and nothing they say.
static ContentEdited outline_of(const ContentEdited& edited)
{
    ContentEdited outline{edited.plan, {}};
    for (const auto& edit : edited.edits) {
        if (std::holds_alternative<RemoveElement>(edit)) outline.edits.push_back(edit);
        if (const auto* back = std::get_if<RestoreElement>(&edit)) outline.edits.push_back(RestoreElement{back->element, {}, {}, {}});
    }
    return outline;
}

void TenantCore::publish(const EventMeta& meta, const Event& event, const std::vector<PeerId>& asked_by)
{
    const PlanId plan = plan_of(event);
    const auto* edited = std::get_if<ContentEdited>(&event);
    const SharedFrame whole = frame_of({Published{meta, event}});
    // Who has not opened the plan learns that it changed, not how.
    SharedFrame outline;
    if (edited) {
        room(plan).published(meta.sequence, whole);
        const ContentEdited without = outline_of(*edited);
        const bool told_lately = outlines_wait() || meta.at.micros - outlined_at_.micros < outline_every_ms * 1000;
        if (without.edits.empty() && told_lately) return publish_words(meta, plan, whole, asked_by);
        outline = frame_of({Published{meta, without}});
    }
    if (const auto* created = std::get_if<PlanCreated>(&event)) {
        PlanCreated without = *created;
        without.content = {};
        outline = frame_of({Published{meta, without}});
    }
    if (std::holds_alternative<RolesSet>(event)) close_switched_off();
    if (const auto* ruled = std::get_if<InterestRuled>(&event)) take_papers_from(ruled->plan, ruled->person);
    // The events of one plan stay in order: what waits to be told of it goes before anything else that happens to it.
    if (const auto waiting = edited ? outlines_.end() : outlines_.find(plan); waiting != outlines_.end()) {
        tell_edited(PlansEdited{{{waiting->second, waiting->first}}});
        outlines_.erase(waiting);
    }
    for (const auto& [id, peer] : peers_) {
        if (!peer.greeted) continue;
        const bool knows = !outline || peer.plans.contains(plan);
        const auto retold = knows ? identity::retold_to(tenant_, peer.person, event) : std::nullopt;
        emit(SendFrame{id, retold ? frame_of({Published{meta, *retold}}) : knows ? whole : outline});
        const bool own = std::find(asked_by.begin(), asked_by.end(), id) != asked_by.end();
        if (edited && !knows && !own) outlined_at_ = meta.at;
    }
}

/// As somebody types: to those who have the plan open, and to whoever typed, who is done with a command only when its event has
/// come. All others hear of it later.
void TenantCore::publish_words(const EventMeta& meta, PlanId plan, const SharedFrame& whole, const std::vector<PeerId>& asked_by)
{
    const auto found = readers_.find(plan);
    static const std::set<PeerId> nobody;
    const auto& readers = found == readers_.end() ? nobody : found->second;
    for (const PeerId id : readers) emit(SendFrame{id, whole});
    for (const PeerId id : asked_by)
        if (!readers.contains(id) && peers_.contains(id)) emit(SendFrame{id, frame_of({Published{meta, ContentEdited{plan, {}}}})});
    if (readers.size() < peers_.size()) outlines_[plan] = meta;
}

void TenantCore::close_switched_off()
{
    std::vector<PeerId> gone;
    for (const auto& [id, peer] : peers_) {
        const auto* person = find_person(tenant_, peer.person);
        if (peer.greeted && (!person || !person->active)) gone.push_back(id);
    }
    for (const PeerId id : gone) close(id, close_code::policy, "You no longer belong to this organisation.");
}

/// Whoever has the plan open when a chair rules that they do not receive its papers is shown no more of it.
void TenantCore::take_papers_from(PlanId plan_id, PersonId person)
{
    const auto* plan = find_plan(tenant_, plan_id);
    if (!plan) return;
    const auto may = identity::may_read_papers(*plan, person);
    if (may) return;
    for (auto& [id, peer] : peers_) {
        if (peer.person != person || peer.plans.erase(plan_id) == 0) continue;
        if (peer.editing_in == plan_id) {
            peer.editing_in = {};
            peer.editing = {};
        }
        left_plan(id, plan_id);
        fail(id, "OpenPlan", may.error());
    }
}

/// To all: whoever had a plan open knows of its edits, whoever has opened it since may not know when it was edited.
void TenantCore::tell_edited(PlansEdited edited)
{
    const SharedFrame frame = frame_of({std::move(edited)});
    for (const auto& [id, peer] : peers_)
        if (peer.greeted) emit(SendFrame{id, frame});
}

void TenantCore::on(const OutlinesDue&, Timestamp)
{
    PlansEdited edited;
    for (const auto& [plan, meta] : std::exchange(outlines_, {})) edited.plans.push_back({meta, plan});
    if (!edited.plans.empty()) tell_edited(std::move(edited));
    outlined_at_ = tenant_.at;
}

void TenantCore::on(const AppendDone& input, Timestamp)
{
    ASSENT_ASSERT(!waiting_.empty() && waiting_.front().ticket == input.ticket);
    Waiting done = std::move(waiting_.front());
    waiting_.pop_front();
    // What was held has waited for this append and everything before it; a later append does not hold it back.
    const auto& receipt = input.receipt;
    const Accepted accepted{done.key, receipt.first_sequence, receipt.event_count, receipt.tree_size, receipt.root, done.at};
    for (const PeerId peer : done.asked_by) actions_.push_back(SendFrame{peer, frame_of({accepted})});
    for (auto& action : done.held) actions_.push_back(std::move(action));
}

void TenantCore::on(const AppendFailed&, Timestamp)
{
    stopped_ = true;
    for (const auto& waiting : waiting_) {
        for (const PeerId peer : waiting.asked_by) actions_.push_back(SendFrame{peer, frame_of({Unknown{waiting.key}})});
        for (const auto& held : waiting.held)
            if (const auto* outside = std::get_if<OutsideAnswered>(&held))
                actions_.push_back(OutsideAnswered{outside->ticket, refuse(Errc::storage_failed, unknown_outcome)});
    }
    waiting_.clear();
    for (const auto& [id, peer] : peers_)
        actions_.push_back(
            ClosePeer{id, close_code::internal, "The organisation's records could not be written. Reconnect to see what was kept."});
    peers_.clear();
    readers_.clear();
}

void TenantCore::on_message(PeerId id, Peer& peer, const AskKey& message, Timestamp)
{
    const auto used = used_.find(message.key);
    if (used == used_.end()) {
        send(id, {Refused{message.key, static_cast<std::uint8_t>(Errc::not_found),
                          "The server did not receive this. Send it again.", "key"}});
        return;
    }
    answer_duplicate(id, message.key, used->second.command_hash, peer.person);
}

void TenantCore::on(const KeyFound& input, Timestamp)
{
    const auto& receipt = input.known.receipt;
    send(input.peer, {Accepted{input.key, receipt.first_sequence, receipt.event_count, receipt.tree_size, receipt.root,
                               input.known.at}});
}

void TenantCore::on_message(PeerId id, Peer& peer, const OpenPlan& message, Timestamp)
{
    const auto* plan = find_plan(tenant_, message.plan);
    if (!plan) return fail(id, "OpenPlan", {Errc::not_found, "There is no such plan here. Open it again from the list.", ""});
    if (const auto may = identity::may_read_papers(*plan, peer.person); !may) return fail(id, "OpenPlan", may.error());
    if (!peer.plans.contains(message.plan) && peer.plans.size() >= limits_.plans_open_per_peer_max)
        return fail(id, "OpenPlan", {Errc::too_large, "Too many plans are open. Close one first.", ""});
    const bool known = !peer.plans.insert(message.plan).second;
    readers_[message.plan].insert(id);
    for (auto& frame : room(message.plan).join(*plan, message.have, tenant_.sequence)) send(id, std::move(frame));
    if (!peers_.contains(id)) return;  // it was closed for asking more than it reads
    const auto& readers = readers_[message.plan];
    Presence presence;
    presence.plan = message.plan;
    presence.whole = true;
    for (const PeerId other : readers)
        if (other != id) {
            presence.entries.push_back(peers_.at(other).presence_in(message.plan));
            presence.entries.back().tab = other;
        }
    send(id, {std::move(presence)});
    if (!known && peers_.contains(id)) show_presence(id, peer, message.plan);
}

void TenantCore::on_message(PeerId id, Peer& peer, const ClosePlan& message, Timestamp)
{
    if (peer.plans.erase(message.plan) == 0) return;
    if (peer.editing_in == message.plan) {
        peer.editing_in = {};
        peer.editing = {};
    }
    left_plan(id, message.plan);
}

void TenantCore::on_message(PeerId id, Peer& peer, const GetVersion& message, Timestamp)
{
    const auto* plan = find_plan(tenant_, message.plan);
    const auto* version = plan ? find_version(*plan, message.version) : nullptr;
    if (!version) return fail(id, "GetVersion", {Errc::not_found, "There is no such version here. Choose one from the list.", ""});
    if (const auto may = identity::may_read_papers(*plan, peer.person); !may && version->id != plan->published_version)
        return fail(id, "GetVersion", may.error());
    emit(ReadContent{id, message.plan, message.version, version->content_hash});
}

void TenantCore::on(const ContentRead& input, Timestamp)
{
    const auto* plan = find_plan(tenant_, input.plan);
    const auto* version = plan ? find_version(*plan, input.version) : nullptr;
    auto frozen = read_canonical(input.content);
    if (!version || !frozen || sha256(input.content) != version->content_hash)
        return fail(input.peer, "GetVersion",
                    {Errc::storage_failed, "This version's words could not be read back as they were frozen. Tell your administrator.", ""});
    send(input.peer, {VersionText{input.plan, input.version, version->content_hash, std::move(frozen->title),
                                  std::move(frozen->period), std::move(frozen->content)}});
}

void TenantCore::on_message(PeerId id, Peer&, const GetHistory& message, Timestamp)
{
    const auto* plan = find_plan(tenant_, message.plan);
    if (!plan) return fail(id, "GetHistory", {Errc::not_found, "There is no such plan here. Open it again from the list.", ""});
    const auto& lines = history_[message.plan];
    auto end = lines.end();
    if (message.before != 0)
        end = std::lower_bound(lines.begin(), lines.end(), message.before,
                               [](const HistoryLine& line, std::uint64_t before) { return line.sequence < before; });
    const auto available = static_cast<std::size_t>(end - lines.begin());
    const std::size_t count = std::min({available, limits_.history_lines_max, std::size_t{message.count}});
    History history;
    history.plan = message.plan;
    history.lines.assign(std::make_reverse_iterator(end), std::make_reverse_iterator(end - static_cast<std::ptrdiff_t>(count)));
    history.more = count < available;
    send(id, {std::move(history)});
}

void TenantCore::on_message(PeerId id, Peer& peer, const GetPlanAt& message, Timestamp)
{
    const auto lines = history_.find(message.plan);
    if (lines == history_.end() || lines->second.empty() || message.sequence < lines->second.front().sequence ||
        message.sequence > tenant_.sequence)
        return fail(id, "GetPlanAt", {Errc::not_found, "The plan has no such moment. Choose one from its history.", ""});
    if (const auto* plan = find_plan(tenant_, message.plan))
        if (const auto may = identity::may_read_papers(*plan, peer.person); !may) return fail(id, "GetPlanAt", may.error());
    if (peer.reading_past) {
        peer.asked_past = message;
        return;
    }
    if (past_reads_ >= limits_.past_reads_max)
        return fail(id, "GetPlanAt", {Errc::rate_limited, "Too many people look at the past just now. Try again in a moment.", ""});
    peer.reading_past = true;
    ++past_reads_;
    emit(ReadPlanAt{id, message.plan, lines->second.front().sequence, message.sequence});
}

void TenantCore::on(const PlanAtRead& input, Timestamp now)
{
    --past_reads_;
    const auto found = peers_.find(input.peer);
    if (found == peers_.end()) return;
    found->second.reading_past = false;
    if (input.answer)
        send(input.peer, input.answer);
    else
        fail(input.peer, "GetPlanAt",
             {Errc::storage_failed, "This moment of the plan could not be read back. Tell your administrator.", ""});
    // Sending may have closed the connection.
    const auto still = peers_.find(input.peer);
    if (still == peers_.end()) return;
    if (const auto next = std::exchange(still->second.asked_past, std::nullopt)) on_message(input.peer, still->second, *next, now);
}

void TenantCore::on_message(PeerId id, Peer& peer, const Editing& message, Timestamp)
{
    if (!peer.plans.contains(message.plan) || message.field.size() > 64) return;
    const PlanId before = peer.editing_in;
    peer.editing_in = message.plan;
    peer.editing = {id, peer.person, message.element, message.field, message.caret, message.other_end};
    if (before && before != message.plan && peer.plans.contains(before)) show_presence(id, peer, before);
    show_presence(id, peer, message.plan);
}

void TenantCore::on_message(PeerId id, Peer&, const NextPart&, Timestamp)
{
    for (auto& part : transfers_.next(id)) emit(SendFrame{id, std::move(part)});
}

PresenceEntry TenantCore::Peer::presence_in(PlanId plan) const
{
    if (editing_in == plan) return editing;
    PresenceEntry entry;
    entry.person = person;
    return entry;
}

void TenantCore::show_presence(PeerId id, const Peer& peer, PlanId plan)
{
    Presence presence;
    presence.plan = plan;
    presence.entries.push_back(peer.presence_in(plan));
    presence.entries.back().tab = id;
    const SharedFrame frame = frame_of({std::move(presence)});
    for (const PeerId other : readers_[plan])
        if (other != id) emit(SendFrame{other, frame});
}

void TenantCore::left_plan(PeerId id, PlanId plan)
{
    Presence presence;
    presence.plan = plan;
    presence.gone.push_back(id);
    const SharedFrame frame = frame_of({std::move(presence)});
    auto& readers = readers_[plan];
    readers.erase(id);
    for (const PeerId other : readers) emit(SendFrame{other, frame});
    if (!readers.empty()) return;
    readers_.erase(plan);
    if (const auto found = rooms_.find(plan); found != rooms_.end()) found->second.rest();
}

/// Keeps what was uploaded until it is used; of those that nobody uses the newest stay.
template<class Upload>
static void keep(std::map<Hash, Upload>& uploads, std::deque<Hash>& order, std::size_t max, const Hash& hash, const Upload& upload)
{
    if (uploads.insert_or_assign(hash, upload).second) order.push_back(hash);
    while (order.size() > max) {
        uploads.erase(order.front());
        order.pop_front();
    }
}

void TenantCore::on(const DocumentArrived& input, Timestamp)
{
    keep(surroundings_.documents, documents_, limits_.documents_max, input.hash, input.document);
}

void TenantCore::on(const LogArrived& input, Timestamp)
{
    keep(surroundings_.logs, logs_, limits_.documents_max, input.hash, input.log);
}

void TenantCore::on(const FileArrived& input, Timestamp)
{
    keep(surroundings_.files, files_, limits_.documents_max, input.hash, input.file);
}

store::Append TenantCore::append_for_operator(std::vector<Event> events, Key key, Timestamp now)
{
    const Timestamp at = next_time(now);
    TenantId tenant = tenant_.id;
    if (const auto* first = std::get_if<TenantCreated>(&events.front())) tenant = first->id;
    store::Append append{identity::Authoriser::operator_grant(tenant, tenant_.sequence), key, {}, at, {}, {}};
    Sha256 command_hash;
    for (const auto& event : events) {
        append.events.push_back({type_of(event), encode(event)});
        command_hash.update(append.events.back().payload);
        fold({tenant_.sequence + 1, at, PersonId{}}, event);
    }
    append.command_hash = command_hash.finish();
    used_.emplace(key, Used{append.command_hash, PersonId{}});
    return append;
}

}  // namespace assent::rooms
