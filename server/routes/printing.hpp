#pragma once
// Documents that take time to make, kept for who asks next: a bounded number is made at once, whatever many readers ask for.
// Called on worker threads, never on an organisation's strand.

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "shared/base/bytes.hpp"
#include "shared/base/result.hpp"

namespace assent::routes {

class Printing
{
public:
    struct Limits
    {
        std::size_t at_once_max{1};
        std::size_t waiting_max{4};  ///< who comes after them is asked to try again
        std::size_t kept_bytes_max{48 * 1024 * 1024};
    };

    Printing() = default;
    explicit Printing(Limits limits) : limits_(limits) {}

    /// key   names all that the document is made from; the same key is the same bytes.
    /// make  makes it; called without a lock held, by the calling thread.
    /// Errors  unavailable: too many wait already. Otherwise those of make.
    Result<std::shared_ptr<const Bytes>> print(const std::string& key, const std::function<Result<std::string>()>& make);

private:
    struct Kept
    {
        std::string key;
        std::shared_ptr<const Bytes> bytes;
    };

    std::shared_ptr<const Bytes> kept(const std::string& key);
    void keep(const std::string& key, std::shared_ptr<const Bytes> bytes);

    Limits limits_;
    std::mutex mutex_;
    std::condition_variable done_;
    std::list<Kept> kept_;  ///< the one asked for last stands first
    std::size_t kept_bytes_{};
    std::size_t making_{};
    std::size_t waiting_{};
};

}  // namespace assent::routes
