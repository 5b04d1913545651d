#include "server/routes/printing.hpp"

#include <algorithm>

namespace assent::routes {

std::shared_ptr<const Bytes> Printing::kept(const std::string& key)
{
    const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) { return one.key == key; });
    if (found == kept_.end()) return nullptr;
    kept_.splice(kept_.begin(), kept_, found);
    return kept_.front().bytes;
}

void Printing::keep(const std::string& key, std::shared_ptr<const Bytes> bytes)
{
    kept_bytes_ += bytes->size();
    kept_.push_front({key, std::move(bytes)});
    while (kept_bytes_ > limits_.kept_bytes_max) {
        kept_bytes_ -= kept_.back().bytes->size();
        kept_.pop_back();
    }
}

Result<std::shared_ptr<const Bytes>> Printing::print(const std::string& key, const std::function<Result<std::string>()>& make)
{
    std::unique_lock lock(mutex_);
    if (auto bytes = kept(key)) return bytes;
    if (making_ >= limits_.at_once_max) {
        if (waiting_ >= limits_.waiting_max)
            return refuse(Errc::unavailable, "Many documents are being prepared. Try again in a minute.");
        ++waiting_;
        done_.wait(lock, [&] { return making_ < limits_.at_once_max; });
        --waiting_;
        // Whoever was before us may have made the same.
        if (auto bytes = kept(key)) return bytes;
    }
    ++making_;
    lock.unlock();
    auto made = [&]() -> Result<std::string> {
        try {
            return make();
        } catch (...) {
            const std::scoped_lock again(mutex_);
            --making_;
            done_.notify_all();
            throw;
        }
    }();
    lock.lock();
    --making_;
    done_.notify_all();
    if (!made) return tl::unexpected(made.error());
    auto bytes = std::make_shared<const Bytes>(made->begin(), made->end());
    keep(key, bytes);
    return bytes;
}

}  // namespace assent::routes
