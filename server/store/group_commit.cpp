#include "server/store/group_commit.hpp"

#include <utility>

namespace assent::store {

static std::size_t size_of(const Append& append)
{
    std::size_t bytes = 256;
    for (const auto& event : append.events) bytes += event.payload.size() + 64;
    for (const auto& blob : append.blobs) bytes += blob.content.size();
    return bytes;
}

CommitQueue::CommitQueue(std::unique_ptr<TenantStore> store, Post post, Limits limits, Drive drive)
    : store_(std::move(store)), post_(std::move(post)), limits_(limits), stopped_(store_->stopped())
{
    if (drive == Drive::own_thread) thread_ = std::thread([this] { run(); });
}

CommitQueue::~CommitQueue()
{
    finish();
    while (run_once()) {}  // by hand: there was no thread
}

void CommitQueue::finish()
{
    close();
    if (thread_.joinable()) thread_.join();
}

void CommitQueue::close()
{
    const std::lock_guard lock(mutex_);
    closed_ = true;
    arrived_.notify_all();
}

std::size_t CommitQueue::waiting() const
{
    const std::lock_guard lock(mutex_);
    return waiting_.size();
}

Result<void> CommitQueue::admit(std::size_t bytes) const
{
    if (stopped_) return refuse(Errc::storage_failed, "This organisation's storage has stopped after a fault. Try again later.");
    if (closed_) return refuse(Errc::unavailable, "The server is stopping. Try again in a minute.");
    // One command larger than the bound may still pass alone.
    if (waiting_.size() >= limits_.waiting_max ||
        (waiting_bytes_ != 0 && waiting_bytes_ + bytes > limits_.waiting_bytes_max))
        return refuse(Errc::rate_limited, "Too much is waiting to be written. Try again in a moment.");
    return {};
}

Result<void> CommitQueue::submit(Append append, Done done)
{
    const std::size_t bytes = size_of(append);
    const std::lock_guard lock(mutex_);
    ASSENT_CHECK(admit(bytes));
    waiting_.emplace_back(WaitingAppend{std::move(append), std::move(done), bytes});
    waiting_bytes_ += bytes;
    arrived_.notify_one();
    return {};
}

Result<void> CommitQueue::read(Read work)
{
    const std::lock_guard lock(mutex_);
    ASSENT_CHECK(admit(0));
    waiting_.emplace_back(std::move(work));
    arrived_.notify_one();
    return {};
}

void CommitQueue::run()
{
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
        }
        run_once();
    }
}

bool CommitQueue::run_once()
{
    std::vector<WaitingAppend> batch;
    Read work;
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty()) return false;
        if (auto* const read = std::get_if<Read>(&waiting_.front())) {
            work = std::move(*read);
            waiting_.pop_front();
        }
        while (!work && !waiting_.empty() && batch.size() < limits_.batch_max) {
            auto* const append = std::get_if<WaitingAppend>(&waiting_.front());
            if (!append) break;
            waiting_bytes_ -= append->bytes;
            batch.push_back(std::move(*append));
            waiting_.pop_front();
        }
    }
    if (work) {
        work(*store_);
        let_go(std::move(work));
    } else {
        commit(std::move(batch));
    }

    // What can wait is done after the answers are on their way.
    if (!store_->stopped()) (void)store_->maintain();
    if (store_->stopped())
        fail_waiting({Errc::storage_failed, "This organisation's storage has stopped after a fault. Try again later.", {}});
    return true;
}

void CommitQueue::commit(std::vector<WaitingAppend> batch)
{
    std::vector<Append> appends;
    appends.reserve(batch.size());
    for (auto& waiting : batch) appends.push_back(std::move(waiting.append));
    auto receipts = store_->append(appends);
    // Whatever went wrong, the commands in this batch were accepted, so none of them may hear that it was refused.
    if (!receipts) receipts.error().code = Errc::storage_failed;
    // Set before anybody hears of the failure, so that nobody who does can still submit.
    if (store_->stopped()) stopped_ = true;
    // One hop for the whole batch, so that whoever tells the world of it can tell it all at once.
    std::vector<Done> waiting;
    waiting.reserve(batch.size());
    for (auto& one : batch) waiting.push_back(std::move(one.done));
    post_([waiting = std::move(waiting), receipts = std::move(receipts)] {
        for (std::size_t i = 0; i < waiting.size(); ++i)
            waiting[i](receipts ? Result<Receipt>((*receipts)[i]) : tl::unexpected(receipts.error()));
    });
}

void CommitQueue::fail_waiting(const Error& error)
{
    std::deque<Waiting> failed;
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        failed.swap(waiting_);
        waiting_bytes_ = 0;
    }
    for (auto& waiting : failed) {
        if (auto* const append = std::get_if<WaitingAppend>(&waiting))
            post_([done = std::move(append->done), error] { done(tl::unexpected(error)); });
        else
            let_go(std::move(std::get<Read>(waiting)));
    }
}

void CommitQueue::let_go(Read work)
{
    // It may hold the last reference to whoever owns this queue, whose end waits for this very thread.
    post_([work = std::move(work)] {});
}

}  // namespace assent::store
