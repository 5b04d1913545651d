#include "server/net/outbox.hpp"

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

Outbox::Put Outbox::put(SharedFrame frame)
{
    const std::scoped_lock lock(mutex_);
    if (close_) return Put::refused;
    const std::size_t frames = waiting_.size() + (busy_ ? 1 : 0);
    if (frames >= limits_.frames_max || frame->size() > limits_.bytes_max - bytes_) {
        drop_locked();
        close_locked(CloseCode::try_again_later, "You read too slowly; connect again and go on from where you were.");
        return Put::overflow;
    }
    bytes_ += frame->size();
    waiting_.push_back(std::move(frame));
    return !busy_ && waiting_.size() == 1 ? Put::queued_first : Put::queued;
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
    bytes_ -= writing_;
    writing_ = 0;
    busy_ = false;
    if (waiting_.empty()) return {nullptr, close_};
    Next next{std::move(waiting_.front()), std::nullopt};
    waiting_.pop_front();
    writing_ = next.frame->size();
    busy_ = true;
    return next;
}

bool Outbox::closing() const
{
    const std::scoped_lock lock(mutex_);
    return close_.has_value();
}

bool Outbox::unattended() const
{
    const std::scoped_lock lock(mutex_);
    return !busy_ && !waiting_.empty();
}

bool Outbox::close_locked(CloseCode code, std::string reason)
{
    if (close_) return false;
    close_ = Close{code, fitting(std::move(reason))};
    return true;
}

void Outbox::drop_locked()
{
    waiting_.clear();
    bytes_ = writing_;
}

}  // namespace assent::net
