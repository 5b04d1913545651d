#include "server/net/outbox.hpp"

#include <iterator>

namespace assent::net {

namespace {

/// A Close frame has 125 bytes, two of them the code. Cut between characters, since the reason is UTF-8.
std::string fitting(std::string reason)
{
    constexpr std::size_t reason_bytes_max = 123;
    if (reason.size() <= reason_bytes_max) return reason;
    std::size_t end = reason_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(reason[end]) & 0xc0) == 0x80) --end;
    reason.resize(end);
    return reason;
}

}  // namespace

Outbox::Put Outbox::put(std::span<const SharedFrame> frames)
{
    const std::scoped_lock lock(mutex_);
    if (close_) return Put::refused;
    if (frames.empty()) return Put::queued;
    std::size_t size = 0;
    for (const auto& frame : frames) size += frame->size();
    if (waiting_.size() + writing_frames_ + frames.size() > limits_.frames_max || size > limits_.bytes_max - bytes_) {
        drop_locked();
        close_locked(CloseCode::try_again_later, "You read too slowly; connect again and go on from where you were.");
        return Put::overflow;
    }
    const bool first = waiting_.empty() && writing_frames_ == 0;
    bytes_ += size;
    waiting_.insert(waiting_.end(), frames.begin(), frames.end());
    return first ? Put::queued_first : Put::queued;
}

bool Outbox::close(CloseCode code, std::string reason)
{
    const std::scoped_lock lock(mutex_);
    return close_locked(code, std::move(reason));
}

bool Outbox::close_now(CloseCode code, std::string reason)
{
    const std::scoped_lock lock(mutex_);
    drop_locked();
    return close_locked(code, std::move(reason));
}

Outbox::Next Outbox::take()
{
    const std::scoped_lock lock(mutex_);
    bytes_ -= writing_bytes_;
    writing_bytes_ = 0;
    writing_frames_ = 0;
    if (waiting_.empty()) {
        waiting_ = {};
        return {{}, close_};
    }
    const std::size_t count = batch_locked();
    Next next;
    if (count == waiting_.size()) {
        next.frames.swap(waiting_);
    } else {
        const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
        next.frames.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
        waiting_.erase(waiting_.begin(), end);
    }
    writing_frames_ = count;
    for (const auto& frame : next.frames) writing_bytes_ += frame->size();
    return next;
}

std::size_t Outbox::batch_locked() const
{
    std::size_t count = 1;
    std::size_t bytes = waiting_.front()->size();
    while (count < waiting_.size() && count < batch_frames_max) {
        bytes += waiting_[count]->size();
        if (bytes > batch_bytes_max) break;
        ++count;
    }
    return count;
}

bool Outbox::closing() const
{
    const std::scoped_lock lock(mutex_);
    return close_.has_value();
}

bool Outbox::unattended() const
{
    const std::scoped_lock lock(mutex_);
    return writing_frames_ == 0 && !waiting_.empty();
}

bool Outbox::close_locked(CloseCode code, std::string reason)
{
    if (close_) return false;
    close_ = Close{code, fitting(std::move(reason))};
    return true;
}

void Outbox::drop_locked()
{
    waiting_ = {};
    bytes_ = writing_bytes_;
}

}  // namespace assent::net
