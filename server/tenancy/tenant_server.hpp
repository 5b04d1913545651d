#pragma once
// One organisation at work: its core on a strand, its store on a thread, its connections. The shell that carries out what
// the core asks for; it decides nothing itself.

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include "server/net/connection.hpp"
#include "server/rooms/tenant_core.hpp"
#include "server/store/group_commit.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/tenancy/head_publisher.hpp"
#include "server/tenancy/tenant_search.hpp"

namespace assent::tenancy {

namespace asio = boost::asio;

class TenantServer : public std::enable_shared_from_this<TenantServer>
{
public:
    /// Opens the organisation's file and folds its whole log. Blocks. `options` differ in tests only; with files that are
    /// not the system's no heads are signed. `witness` is the folder of head_publisher.hpp.
    /// Errors  not_found, storage_failed, malformed. conflict: a signed head says that the log is not what it was.
    static Result<std::shared_ptr<TenantServer>> open(asio::any_io_executor executor, const std::filesystem::path& data,
                                                      const std::string& slug,
                                                      store::OpenOptions options = store::standard_options(),
                                                      const std::filesystem::path& witness = {});

    // May be called from any thread; each takes effect on the strand, in the order of the calls from one thread.
    void joined(std::shared_ptr<net::Connection> connection, PersonId person, std::vector<OrganisationChoice> organisations);
    void received(rooms::PeerId connection, Bytes message);
    void left(rooms::PeerId connection);
    void document(Hash hash, commands::ReadDocument document);
    void log(Hash hash, commands::ReadLog log);
    void file(Hash hash, commands::UploadedFile file);

    /// Something that somebody without an account did; `done` is called on the strand, once, when it is durable or refused.
    void outside(commands::OutsideAct act, std::function<void(Result<void>)> done);

    /// Calls `look` on the strand with the state as far as it is durable.
    void look(std::function<void(const rooms::TenantCore&)> look);
    /// Calls `take` on the strand with content kept under a hash; empty if there is none.
    void content(Hash hash, std::function<void(Bytes)> take);

    /// True once the store failed: the organisation must be opened anew.
    bool stopped() const { return stopped_; }

    /// Takes nothing more and calls `done` on the strand when all that was accepted is durable and answered.
    void drain(std::function<void()> done);
    /// Ends the store's thread; blocks until what waits is written. Before the executor goes, when it runs no more.
    void finish()
    {
        queue_->finish();
        past_.join();
        search_->finish();
        if (heads_) heads_->finish();
    }

private:
    TenantServer(asio::any_io_executor executor, std::unique_ptr<rooms::TenantCore> core, std::filesystem::path file)
        : strand_(asio::make_strand(std::move(executor))), outlines_(strand_), core_(std::move(core)), file_(std::move(file)),
          search_(std::make_shared<TenantSearch>(strand_))
    {}
    TenantSearch::Source searched();
    void step(const rooms::Input& input);
    void carry_out(rooms::Action& action);
    void deliver_soon();
    void deliver();
    void done_if_drained();
    void outline_later();

    /// A connection, and what it is about to be sent.
    struct Link
    {
        std::shared_ptr<net::Connection> connection;
        std::vector<net::SharedFrame> frames;
    };

    asio::strand<asio::any_io_executor> strand_;
    asio::steady_timer outlines_;
    bool outlines_due_{};  // the timer runs
    std::unique_ptr<rooms::TenantCore> core_;
    std::unordered_map<rooms::PeerId, Link> links_;
    std::vector<rooms::PeerId> to_deliver_;  // those with frames
    bool delivers_soon_{};
    std::vector<std::function<void(const rooms::TenantCore&)>> looks_;
    std::unordered_map<std::uint64_t, std::function<void(Result<void>)>> outside_;  // by ticket
    std::uint64_t next_outside_{1};
    std::function<void()> drained_;
    std::atomic<bool> stopped_{};
    const std::filesystem::path file_;
    asio::thread_pool past_{1};  // reads what plans said in the past, beside the store's thread
    std::shared_ptr<TenantSearch> search_;
    std::shared_ptr<HeadPublisher> heads_;  // null where heads cannot be signed
    std::unique_ptr<store::CommitQueue> queue_;  // last: its thread ends before what it posts to goes
};

}  // namespace assent::tenancy
