// Work that is not acknowledged, as the browser keeps it.
#include "client/sync/core.hpp"

#include <algorithm>
#include <cstdio>

namespace assent::sync {

void SyncCore::read_outbox()
{
    reading_ = true;
    read_again_ = false;
    outbox_.list(outbox_prefix());
}

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

}  // namespace assent::sync
