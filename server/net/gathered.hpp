#pragma once
// Messages on their way into one write: a WebSocket header before each, and the payloads that all connections share. A server
// neither masks nor compresses, so a frame is its header and the payload's own bytes (RFC 6455 section 5.2).

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <boost/asio/buffer.hpp>

#include "server/net/outbox.hpp"
#include "shared/base/assertion.hpp"

namespace assent::net {

/// Puts the header of a whole binary message into `out`; gives its size in bytes, 2, 4 or 10.
inline std::size_t write_frame_header(std::span<std::uint8_t, 10> out, std::size_t payload_bytes)
{
    constexpr std::uint8_t final_binary = 0x82;
    out[0] = final_binary;
    const auto put_size = [&](std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i) out[2 + i] = static_cast<std::uint8_t>(payload_bytes >> (8 * (bytes - 1 - i)));
        return 2 + bytes;
    };
    if (payload_bytes < 126) {
        out[1] = static_cast<std::uint8_t>(payload_bytes);
        return 2;
    }
    out[1] = payload_bytes <= 0xffff ? 126 : 127;
    return put_size(payload_bytes <= 0xffff ? 2 : 8);
}

class Gathered
{
public:
    explicit Gathered(std::vector<SharedFrame> frames) : frames_(std::move(frames))
    {
        ASSENT_ASSERT(frames_.size() <= Outbox::batch_frames_max);
        for (std::size_t i = 0; i < frames_.size(); ++i) {
            const std::size_t size = write_frame_header(headers_[i], frames_[i]->size());
            buffers_[end_++] = boost::asio::buffer(headers_[i].data(), size);
            if (!frames_[i]->empty()) buffers_[end_++] = boost::asio::buffer(*frames_[i]);
        }
    }
    Gathered(const Gathered&) = delete;  // the buffers point into it
    Gathered& operator=(const Gathered&) = delete;

    bool empty() const { return begin_ == end_; }
    /// What is still to be written.
    std::span<const boost::asio::const_buffer> buffers() const { return {buffers_.data() + begin_, end_ - begin_}; }
    void consume(std::size_t bytes)
    {
        while (begin_ < end_ && bytes >= buffers_[begin_].size()) bytes -= buffers_[begin_++].size();
        if (bytes == 0) return;
        ASSENT_ASSERT(begin_ < end_);
        buffers_[begin_] += bytes;
    }

    /// The messages, if this turns out to need a place where it can stay.
    std::vector<SharedFrame> release() { return std::move(frames_); }

private:
    std::vector<SharedFrame> frames_;
    std::array<std::array<std::uint8_t, 10>, Outbox::batch_frames_max> headers_;
    std::array<boost::asio::const_buffer, 2 * Outbox::batch_frames_max> buffers_;
    std::size_t begin_{};
    std::size_t end_{};
};

}  // namespace assent::net
