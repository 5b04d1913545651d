#include "shared/protocol/parts.hpp"

#include <algorithm>
#include <utility>

namespace assent {

Bytes encode_part(BytesView piece, std::uint32_t transfer, std::uint32_t index, std::uint32_t count)
{
    return encode(ServerMessage{Part{transfer, index, count, Bytes(piece.begin(), piece.end())}});
}

bool Arrivals::take(ServerMessage message)
{
    if (auto* part = std::get_if<Part>(&message.body)) return take_part(std::move(*part));
    Slot slot;
    slot.message = std::move(message);
    waiting_.push_back(std::move(slot));
    return true;
}

bool Arrivals::take_part(Part&& part)
{
    if (part.transfer == 0 || part.bytes.empty()) return false;
    const auto find = [&] {
        return std::find_if(waiting_.begin(), waiting_.end(), [&](const Slot& one) { return one.transfer == part.transfer; });
    };
    if (part.index == 0) {
        if (find() != waiting_.end()) return false;
        Slot slot;
        slot.transfer = part.transfer;
        slot.count = part.count;
        waiting_.push_back(std::move(slot));
    }
    const auto slot = find();
    if (slot == waiting_.end() || slot->message || part.index != slot->received || part.count != slot->count || part.index >= part.count ||
        part.bytes.size() > message_bytes_max_ - slot->bytes.size())
        return false;
    slot->bytes.insert(slot->bytes.end(), part.bytes.begin(), part.bytes.end());
    if (++slot->received < slot->count) return true;
    slot->message = decode_server_message(slot->bytes);
    slot->bytes = {};
    // A part within a part would be a way to make a small message take much work.
    return slot->message && !std::holds_alternative<Part>(slot->message->body);
}

std::optional<ServerMessage> Arrivals::next()
{
    if (waiting_.empty() || !waiting_.front().message) return std::nullopt;
    std::optional<ServerMessage> message = std::move(waiting_.front().message);
    waiting_.pop_front();
    return message;
}

}  // namespace assent
