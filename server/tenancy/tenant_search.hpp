#pragma once
// One organisation's search at work: what the index has yet to hear of is gathered on the organisation's strand, the index itself
// lives on a thread of its own. Made when the first person joins, from the state; who only serves organisations nobody visits
// builds nothing.

#include <functional>
#include <memory>
#include <span>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include "server/rooms/tenant_core.hpp"
#include "server/search/index.hpp"

namespace assent::tenancy {

namespace asio = boost::asio;

class TenantSearch : public std::enable_shared_from_this<TenantSearch>
{
public:
    /// Where it reads from; called on the strand.
    struct Source
    {
        std::function<const Tenant*()> tenant;  ///< null: the organisation is being closed
        std::function<void(const Hash&, std::function<void(Bytes)>)> content;  ///< frozen content, given on the strand
    };

    explicit TenantSearch(asio::strand<asio::any_io_executor> strand) : strand_(strand), timer_(strand) {}

    // All on the strand.
    /// Starts to build the index, the first time it is called.
    void begin(Source source);
    /// Events that are durable. What they touched is read a little later, once for all that happened until then.
    void happened(std::span<const Event> events);
    /// `done` is called on the strand.
    void find(Search question, identity::Sight sight, std::function<void(Result<rooms::SharedFrame>)> done);

    /// Ends the thread.
    void finish() { thread_.join(); }

private:
    void build();
    void later(std::int64_t ms);
    void feed();
    void take(search::Publication publication);
    void fed(const Result<void>& result);

    asio::strand<asio::any_io_executor> strand_;
    asio::steady_timer timer_;
    bool timer_runs_{};
    bool feeding_{};
    bool building_{};
    Source source_;
    search::Feed feed_;
    std::shared_ptr<search::Index> index_;  // touched on the thread only, after it is made
    asio::thread_pool thread_{1};
};

}  // namespace assent::tenancy
