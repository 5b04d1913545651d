#include "server/tenancy/tenant_server.hpp"

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include "server/rooms/plan_at.hpp"
#include "server/store/sqlite/tenant_reader.hpp"
#include "server/tenancy/clock.hpp"
#include "shared/base/overloaded.hpp"

namespace assent::tenancy {

Result<std::shared_ptr<TenantServer>> TenantServer::open(asio::any_io_executor executor, const std::filesystem::path& data,
                                                         const std::string& slug, store::OpenOptions options,
                                                         const std::filesystem::path& witness)
{
    const bool has_heads = options.vfs.empty();
    ASSENT_TRY(auto store, store::open_tenant_store(store::tenant_path(data, slug), std::move(options)));
    std::optional<store::HeadLog> heads;
    if (has_heads) {
        ASSENT_TRY(heads, open_heads(data, slug, *store, witness));
    }
    auto core = std::make_unique<rooms::TenantCore>();
    Result<void> loaded;
    ASSENT_CHECK(store->replay(1, [&](const store::StoredEvent& event) {
        if (loaded) loaded = core->load(event);
    }));
    ASSENT_CHECK(loaded);
    std::shared_ptr<TenantServer> server(new TenantServer(std::move(executor), std::move(core), store::tenant_path(data, slug)));
    if (heads) server->heads_ = std::make_shared<HeadPublisher>(server->strand_, slug, *std::move(heads), HeadPublisher::Pace{});
    server->queue_ = std::make_unique<store::CommitQueue>(
        std::move(store), [strand = server->strand_](std::function<void()> work) { asio::post(strand, std::move(work)); });
    return server;
}

void TenantServer::joined(std::shared_ptr<net::Connection> connection, PersonId person,
                          std::vector<OrganisationChoice> organisations)
{
    asio::post(strand_, [self = shared_from_this(), connection = std::move(connection), person,
                         organisations = std::move(organisations)]() mutable {
        if (self->stopped_ || self->drained_) {
            connection->close(net::CloseCode::try_again_later, "The organisation is being opened again. Reconnect in a moment.");
            return;
        }
        self->search_->begin(self->searched());
        const auto id = connection->id();
        self->links_[id].connection = std::move(connection);
        self->step(rooms::PeerJoined{id, person, std::move(organisations)});
    });
}

void TenantServer::received(rooms::PeerId connection, Bytes message)
{
    asio::post(strand_, [self = shared_from_this(), connection, message = std::move(message)] {
        if (!self->drained_) self->step(rooms::MessageArrived{connection, message});
    });
}

void TenantServer::left(rooms::PeerId connection)
{
    asio::post(strand_, [self = shared_from_this(), connection] {
        self->links_.erase(connection);
        self->step(rooms::PeerLeft{connection});
    });
}

void TenantServer::document(Hash hash, commands::ReadDocument document)
{
    asio::post(strand_, [self = shared_from_this(), hash, document = std::move(document)]() mutable {
        self->step(rooms::DocumentArrived{hash, std::move(document)});
    });
}

void TenantServer::log(Hash hash, commands::ReadLog log)
{
    asio::post(strand_, [self = shared_from_this(), hash, log = std::move(log)]() mutable {
        self->step(rooms::LogArrived{hash, std::move(log)});
    });
}

void TenantServer::file(Hash hash, commands::UploadedFile file)
{
    asio::post(strand_, [self = shared_from_this(), hash, file = std::move(file)]() mutable {
        self->step(rooms::FileArrived{hash, std::move(file)});
    });
}

void TenantServer::outside(commands::OutsideAct act, std::function<void(Result<void>)> done)
{
    asio::post(strand_, [self = shared_from_this(), act = std::move(act), done = std::move(done)]() mutable {
        if (self->stopped_ || self->drained_)
            return done(refuse(Errc::unavailable, "The organisation's records are being opened again. Try again in a minute."));
        const auto ticket = self->next_outside_++;
        self->outside_[ticket] = std::move(done);
        self->step(rooms::OutsideActed{ticket, std::move(act)});
    });
}

void TenantServer::look(std::function<void(const rooms::TenantCore&)> look)
{
    asio::post(strand_, [self = shared_from_this(), look = std::move(look)]() mutable {
        if (self->core_->appends_waiting() == 0)
            look(*self->core_);
        else
            self->looks_.push_back(std::move(look));
    });
}

void TenantServer::content(Hash hash, std::function<void(Bytes)> take)
{
    const auto queued = queue_->read([self = shared_from_this(), hash, take](store::TenantStore& store) {
        auto found = store.blob(hash);
        asio::post(self->strand_, [take, bytes = found ? std::move(*found) : Bytes{}]() mutable { take(std::move(bytes)); });
    });
    if (!queued) asio::post(strand_, [take] { take({}); });
}

void TenantServer::drain(std::function<void()> done)
{
    asio::post(strand_, [self = shared_from_this(), done = std::move(done)]() mutable {
        self->drained_ = std::move(done);
        self->queue_->close();
        self->done_if_drained();
    });
}

void TenantServer::done_if_drained()
{
    if (drained_ && (stopped_ || core_->appends_waiting() == 0)) {
        auto done = std::move(drained_);
        drained_ = [] {};
        deliver();  // before whoever waits for this closes the connections
        done();
    }
}

void TenantServer::step(const rooms::Input& input)
{
    for (auto& action : core_->step(input, wall_now())) carry_out(action);
    deliver_soon();
    outline_later();
    if (core_->stopped() && !stopped_) {
        heads_.reset();  // before anybody may open the organisation anew
        stopped_ = true;
        spdlog::error("organisation stopped slug={} reason=storage_failed", core_->tenant().slug);
    }
    if (core_->appends_waiting() == 0 && !looks_.empty()) {
        auto looks = std::move(looks_);
        looks_.clear();
        for (auto& look : looks) look(*core_);
    }
    done_if_drained();
}

void TenantServer::outline_later()
{
    if (!core_->outlines_wait() || std::exchange(outlines_due_, true)) return;
    outlines_.expires_after(std::chrono::milliseconds(rooms::TenantCore::outline_every_ms));
    outlines_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
        const auto self = weak.lock();
        if (error || !self) return;
        self->outlines_due_ = false;
        self->step(rooms::OutlinesDue{});
    });
}

/// Once everything that is on the strand already has been dealt with: what that leads to goes out with it.
void TenantServer::deliver_soon()
{
    if (to_deliver_.empty() || std::exchange(delivers_soon_, true)) return;
    asio::post(strand_, [self = shared_from_this()] { self->deliver(); });
}

static constexpr std::size_t frames_kept_max = 4;  // room for so many stays with a connection at rest

void TenantServer::deliver()
{
    delivers_soon_ = false;
    for (const auto peer : std::exchange(to_deliver_, {})) {
        const auto found = links_.find(peer);
        if (found == links_.end() || found->second.frames.empty()) continue;
        auto& frames = found->second.frames;
        found->second.connection->send_all(frames);
        if (frames.size() > frames_kept_max) frames = {};
        frames.clear();
    }
}

/// The answer to a question about the past; null if the log could not be read.
static rooms::SharedFrame plan_at(const std::filesystem::path& file, const rooms::ReadPlanAt& question)
{
    rooms::PlanAtFold fold(question.plan, question.sequence);
    auto reader = store::TenantReader::open(file);
    auto read = reader ? reader->read(question.first, [&](const store::StoredEvent& event) { return fold.take(event); })
                       : Result<void>(tl::unexpected(reader.error()));
    auto answer = read ? fold.finish() : std::nullopt;
    if (!answer) {
        spdlog::error("past not read sequence={} reason={}", question.sequence, read ? "no such plan" : read.error().message);
        return nullptr;
    }
    return std::make_shared<const Bytes>(encode(ServerMessage{std::move(*answer)}));
}

TenantSearch::Source TenantServer::searched()
{
    return {[weak = weak_from_this()]() -> const Tenant* {
                const auto self = weak.lock();
                return self ? &self->core_->tenant() : nullptr;
            },
            [weak = weak_from_this()](const Hash& hash, std::function<void(Bytes)> take) {
                if (const auto self = weak.lock()) self->content(hash, std::move(take));
            }};
}

void TenantServer::carry_out(rooms::Action& action)
{
    std::visit(
        Overloaded{
            [&](rooms::SendFrame& send) {
                const auto found = links_.find(send.peer);
                if (found == links_.end()) return;
                if (found->second.frames.empty()) to_deliver_.push_back(send.peer);
                found->second.frames.push_back(std::move(send.frame));
            },
            [&](rooms::ClosePeer& close) {
                const auto found = links_.find(close.peer);
                if (found == links_.end()) return;
                auto& link = found->second;
                link.connection->send_all(std::exchange(link.frames, {}));
                link.connection->close(static_cast<net::CloseCode>(close.code), std::move(close.reason));
            },
            [&](rooms::WriteAppend& write) {
                const auto ticket = write.ticket;
                std::vector<Event> events;
                for (const auto& event : write.append.events)
                    if (auto decoded = decode_event(event.payload)) events.push_back(std::move(*decoded));
                const auto queued = queue_->submit(
                    std::move(write.append), [self = shared_from_this(), ticket, events = std::move(events)](Result<store::Receipt> receipt) {
                        if (receipt) {
                            self->step(rooms::AppendDone{ticket, *receipt});
                            self->search_->happened(events);
                            if (self->heads_) self->heads_->committed(receipt->tree_size, receipt->root);
                        } else
                            self->step(rooms::AppendFailed{ticket});
                    });
                // The core bounds what it has on its way below what the queue takes, so a refusal means that the store
                // has stopped. The step must come after this one has been carried out.
                if (!queued)
                    asio::post(strand_, [self = shared_from_this(), ticket] { self->step(rooms::AppendFailed{ticket}); });
            },
            [&](rooms::FindKey& find) {
                const auto queued = queue_->read([self = shared_from_this(), find](store::TenantStore& store) {
                    auto known = store.find(find.key);
                    if (!known || !*known) return;
                    asio::post(self->strand_, [self, find, known = **known] {
                        self->step(rooms::KeyFound{find.peer, find.key, known});
                    });
                });
                if (!queued) spdlog::warn("key not looked up reason={}", queued.error().message);
            },
            [&](rooms::ReadPlanAt& read) {
                // Never the last to hold this object: it owns the thread that runs this.
                asio::post(past_, [weak = weak_from_this(), strand = strand_, file = file_, read] {
                    asio::post(strand, [weak, peer = read.peer, answer = plan_at(file, read)] {
                        if (const auto self = weak.lock()) self->step(rooms::PlanAtRead{peer, answer});
                    });
                });
            },
            [&](rooms::OutsideAnswered& answered) {
                if (auto done = outside_.extract(answered.ticket)) done.mapped()(std::move(answered.result));
            },
            [&](rooms::RunSearch& search) {
                search_->find(search.question, search.sight, [weak = weak_from_this(), peer = search.peer](Result<rooms::SharedFrame> answer) {
                    if (const auto self = weak.lock()) self->step(rooms::SearchDone{peer, std::move(answer)});
                });
            },
            [&](rooms::ReadContent& read) {
                content(read.hash, [self = shared_from_this(), read](Bytes bytes) {
                    self->step(rooms::ContentRead{read.peer, read.plan, read.version, std::move(bytes)});
                });
            },
        },
        action);
}

}  // namespace assent::tenancy
