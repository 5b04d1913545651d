#include "client/sync/core.hpp"

#include <algorithm>
#include <cstdio>

#include "client/sync/fold.hpp"
#include "shared/workflow/parse.hpp"

namespace assent::sync {

SyncCore::SyncCore(std::string slug, Link& link, Outbox& outbox, Random random)
    : slug_(std::move(slug)), link_(link), outbox_(outbox), random_(std::move(random)), texts_(random_)
{
}

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
