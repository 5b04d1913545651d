#include "server/rooms/transfers.hpp"

#include <algorithm>

namespace assent::rooms {

Transfers::Frame Transfers::send_one(Peer peer, std::uint32_t number)
{
    auto& sending = peers_[peer];
    auto& transfer = sending.transfers.at(number);
    auto frame = std::make_shared<const Bytes>(encode_part(*transfer.message, number, transfer.sent, limits_.part_bytes));
    transfer.asked = ++moves_;
    if (++transfer.sent == part_count(transfer.message->size(), limits_.part_bytes)) {
        bytes_ -= transfer.message->size();
        sending.transfers.erase(number);
    }
    return frame;
}

std::optional<std::vector<Transfers::Frame>> Transfers::begin(Peer peer, Frame message)
{
    auto& sending = peers_[peer];
    if (sending.transfers.size() >= limits_.per_peer_max) return std::nullopt;
    const std::uint32_t number = ++sending.last;
    const std::uint32_t count = part_count(message->size(), limits_.part_bytes);
    bytes_ += message->size();
    sending.transfers[number].message = std::move(message);
    std::vector<Frame> frames;
    for (std::uint32_t i = 0; i < std::min(count, limits_.parts_ahead); ++i) frames.push_back(send_one(peer, number));
    return frames;
}

Transfers::Frame Transfers::next(Peer peer, std::uint32_t transfer)
{
    const auto found = peers_.find(peer);
    return found == peers_.end() || !found->second.transfers.contains(transfer) ? nullptr : send_one(peer, transfer);
}

std::optional<Transfers::Peer> Transfers::one_too_many() const
{
    if (bytes_ <= limits_.bytes_max) return std::nullopt;
    std::optional<Peer> stalest;
    std::uint64_t asked = moves_;  // what moved last is spared
    for (const auto& [peer, sending] : peers_)
        for (const auto& [number, transfer] : sending.transfers)
            if (transfer.asked < asked) {
                asked = transfer.asked;
                stalest = peer;
            }
    return stalest;
}

void Transfers::left(Peer peer)
{
    const auto found = peers_.find(peer);
    if (found == peers_.end()) return;
    for (const auto& [number, transfer] : found->second.transfers) bytes_ -= transfer.message->size();
    peers_.erase(found);
}

}  // namespace assent::rooms
