#include "server/rooms/transfers.hpp"

#include <algorithm>

namespace assent::rooms {

Transfers::Frame Transfers::send_part(Sending& sending, std::uint32_t number, std::size_t bytes)
{
    auto& transfer = sending.transfers.at(number);
    const BytesView piece = BytesView(*transfer.message).subspan(transfer.sent_bytes);
    bytes = std::min(bytes, piece.size());
    auto frame = std::make_shared<const Bytes>(encode_part(piece.first(bytes), number, transfer.index, transfer.count));
    transfer.sent_bytes += bytes;
    ++sending.unanswered;
    sending.moved = ++moves_;
    if (++transfer.index == transfer.count) {
        bytes_ -= transfer.message->size();
        sending.transfers.erase(number);
    }
    return frame;
}

void Transfers::send_ahead(Sending& sending, std::vector<Frame>& frames)
{
    while (sending.unanswered < limits_.parts_ahead && !sending.transfers.empty())
        frames.push_back(send_part(sending, sending.transfers.begin()->first, limits_.part_bytes));
}

std::optional<std::vector<Transfers::Frame>> Transfers::begin(Peer peer, Frame message)
{
    auto& sending = peers_[peer];
    if (sending.transfers.size() >= limits_.per_peer_max) return std::nullopt;
    const bool has_turn = sending.transfers.empty() && sending.unanswered < limits_.parts_ahead;
    const std::size_t first_bytes = std::min(has_turn ? limits_.part_bytes : limits_.announced_bytes, message->size());
    const std::uint32_t number = ++sending.last;
    auto& transfer = sending.transfers[number];
    transfer.count = static_cast<std::uint32_t>(1 + (message->size() - first_bytes + limits_.part_bytes - 1) / limits_.part_bytes);
    bytes_ += message->size();
    transfer.message = std::move(message);
    std::vector<Frame> frames{send_part(sending, number, first_bytes)};
    send_ahead(sending, frames);
    return frames;
}

std::vector<Transfers::Frame> Transfers::next(Peer peer)
{
    std::vector<Frame> frames;
    const auto found = peers_.find(peer);
    if (found == peers_.end() || found->second.unanswered == 0) return frames;
    --found->second.unanswered;
    send_ahead(found->second, frames);
    return frames;
}

std::optional<Transfers::Peer> Transfers::one_too_many() const
{
    if (bytes_ <= limits_.bytes_max) return std::nullopt;
    std::optional<Peer> stalest;
    std::uint64_t moved = moves_;  // what moved last is spared
    for (const auto& [peer, sending] : peers_)
        if (!sending.transfers.empty() && sending.moved < moved) {
            moved = sending.moved;
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
