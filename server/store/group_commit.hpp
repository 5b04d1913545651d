#pragma once
// The one writer of an organisation's log. Rooms submit what they have accepted; what has gathered while the disk was
// busy is written in one transaction, so a sync of three milliseconds is shared by all that waited for it. Thread-safe.

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

#include "server/store/tenant_store.hpp"

namespace assent::store {

class CommitQueue
{
public:
    /// Runs a function on the strand that wants the answers; called from the store's thread. In a server it posts to the
    /// room's strand; in a test it may call at once.
    using Post = std::function<void(std::function<void()>)>;
    using Done = std::function<void(Result<Receipt>)>;
    using Read = std::function<void(TenantStore&)>;

    struct Limits
    {
        std::size_t waiting_max = 1024;                  ///< appends and reads
        std::size_t waiting_bytes_max = 64 * 1024 * 1024;  ///< payloads and blobs
        std::size_t batch_max = 256;                     ///< appends in one transaction
    };

    enum class Drive {
        own_thread,  ///< a thread of its own writes
        by_hand,     ///< nothing happens until run_once(); for tests and the simulator
    };

    CommitQueue(std::unique_ptr<TenantStore> store, Post post, Limits limits, Drive drive = Drive::own_thread);
    CommitQueue(std::unique_ptr<TenantStore> store, Post post) : CommitQueue(std::move(store), std::move(post), Limits{}) {}
    /// Writes what waits, then ends. Answers are still posted.
    ~CommitQueue();
    CommitQueue(const CommitQueue&) = delete;
    CommitQueue& operator=(const CommitQueue&) = delete;

    /// Queues an append; `done` is posted with its receipt once it is durable. In order of submission.
    /// Errors  rate_limited: the queue is full, nothing was queued. storage_failed: the writer has stopped.
    ///         unavailable: close() was called. In these cases `done` is never called.
    /// `done`'s error  storage_failed only: the writer has stopped and the outcome is unknown.
    Result<void> submit(Append append, Done done);

    /// Queues a function to run on the store's thread between transactions, after what was submitted before it. What it
    /// finds out it must post itself. What it holds is let go where answers are posted to, never on the store's thread. Errors as for submit;
    /// after the writer stopped, queued reads are dropped unrun.
    Result<void> read(Read work);

    /// Takes nothing more; what waits is still written.
    void close();

    /// close(), and waits until all is written and the thread has ended. Never from the store's thread. Needed before what
    /// answers are posted to goes: an answer dropped there unrun may hold the last reference to whoever owns this queue.
    void finish();

    /// One round by hand: a transaction with what waits up to the next read, or that read. False if nothing waited.
    bool run_once();

    /// True once the store failed. Nothing is acknowledged from then on.
    bool stopped() const { return stopped_; }
    std::size_t waiting() const;

private:
    struct WaitingAppend
    {
        Append append;
        Done done;
        std::size_t bytes{};
    };
    using Waiting = std::variant<WaitingAppend, Read>;

    Result<void> admit(std::size_t bytes) const;
    void run();
    void commit(std::vector<WaitingAppend> batch);
    void fail_waiting(const Error& error);
    void let_go(Read work);

    const std::unique_ptr<TenantStore> store_;
    const Post post_;
    const Limits limits_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Waiting> waiting_;
    std::size_t waiting_bytes_{};
    bool closed_{};
    std::atomic<bool> stopped_{};
    std::thread thread_;
};

}  // namespace assent::store
