// This person's commands, from the press until their events are folded in.
#include "client/sync/core.hpp"

#include <algorithm>

#include "shared/base/overloaded.hpp"

namespace assent::sync {

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

}  // namespace assent::sync
