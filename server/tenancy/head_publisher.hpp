#pragma once
// When heads are signed: a second after the first change, then at most one in ten seconds while people work, and one when
// the organisation closes. Nobody waits for it: answers are out by then, and a head that cannot be written is logged
// and made up for.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include "server/store/sqlite/head_log.hpp"

namespace assent::tenancy {

/// Opens an organisation's signed heads. What hinders that is logged and gives nothing: the organisation goes on without.
/// Errors  conflict: the last head is not for this log. Writing on would make a second history, so nobody may.
Result<std::optional<store::HeadLog>> open_heads(const std::filesystem::path& data, const std::string& slug,
                                                 store::TenantStore& store, const std::filesystem::path& witness = {});

/// Publishes a head now; logs what fails. False if something did.
bool publish_or_log(store::HeadLog& heads, const std::string& slug, std::uint64_t size, const Hash& root);

class HeadPublisher : public std::enable_shared_from_this<HeadPublisher>
{
public:
    struct Pace
    {
        int first_after_ms = 1000;
        int busy_every_ms = 10'000;
        int failed_again_ms = 30'000;
    };

    HeadPublisher(boost::asio::strand<boost::asio::any_io_executor> strand, std::string slug, store::HeadLog heads, Pace pace)
        : strand_(strand), timer_(strand_), slug_(std::move(slug)), heads_(std::make_shared<store::HeadLog>(std::move(heads))), pace_(pace)
    {}

    /// The log is durable up to here. On the strand.
    void committed(std::uint64_t size, const Hash& root);

    /// Publishes what is left; blocks. When the executor runs no more.
    void finish();

private:
    void publish_in(std::chrono::steady_clock::duration wait);
    void published(bool worked, std::uint64_t size);
    void publish();

    boost::asio::strand<boost::asio::any_io_executor> strand_;
    boost::asio::steady_timer timer_;
    const std::string slug_;
    std::shared_ptr<store::HeadLog> heads_;  // the thread's while it publishes
    const Pace pace_;
    std::uint64_t size_{};
    Hash root_;
    bool is_due_{};  // the timer or the thread is at it
    std::chrono::steady_clock::time_point last_{};
    boost::asio::thread_pool thread_{1};  // a witness may be slow
};

}  // namespace assent::tenancy
