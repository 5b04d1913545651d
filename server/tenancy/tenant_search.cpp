#include "server/tenancy/tenant_search.hpp"

#include <chrono>
#include <utility>

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include "shared/document/canonical.hpp"

namespace assent::tenancy {

static constexpr std::int64_t gather_ms = 400;     // what is typed meanwhile is read once
static constexpr std::int64_t again_ms = 30'000;   // after the index failed, as when the disk is full
static constexpr std::size_t changes_at_once = 100;  // a search waits for no more than these

void TenantSearch::begin(Source source)
{
    if (source_.tenant) return;
    source_ = std::move(source);
    build();
}

void TenantSearch::build()
{
    const auto* tenant = source_.tenant();
    if (!tenant) return;
    try {
        index_ = std::make_shared<search::Index>();
    } catch (const std::exception& problem) {
        spdlog::error("search index not made slug={} reason={}", tenant->slug, problem.what());
        return later(again_ms);
    }
    feed_ = {};
    feed_.touch_all(*tenant);
    building_ = true;
    feed();
}

void TenantSearch::happened(std::span<const Event> events)
{
    const auto* tenant = source_.tenant ? source_.tenant() : nullptr;
    if (!tenant || !index_) return;  // it will be built from the state
    for (const auto& event : events) feed_.touch(*tenant, event);
    if (feed_.waits() && !feeding_) later(gather_ms);
}

void TenantSearch::later(std::int64_t ms)
{
    if (std::exchange(timer_runs_, true)) return;
    timer_.expires_after(std::chrono::milliseconds(ms));
    timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
        const auto self = weak.lock();
        if (error || !self) return;
        self->timer_runs_ = false;
        if (self->index_)
            self->feed();
        else
            self->build();
    });
}

void TenantSearch::feed()
{
    const auto* tenant = source_.tenant();
    if (!tenant || feeding_) return;
    auto changes = feed_.take(*tenant, changes_at_once);
    if (changes.empty()) {
        if (auto publication = feed_.take_publication(*tenant)) return take(std::move(*publication));
        building_ = false;
        return;
    }
    feeding_ = true;
    asio::post(thread_, [weak = weak_from_this(), strand = strand_, index = index_, changes = std::move(changes)] {
        auto result = index->apply(changes);
        asio::post(strand, [weak, result = std::move(result)] {
            if (const auto self = weak.lock()) self->fed(result);
        });
    });
}

void TenantSearch::take(search::Publication publication)
{
    feeding_ = true;
    const auto publish = [weak = weak_from_this(), strand = strand_, index = index_, publication](const Bytes& bytes) {
        const auto self = weak.lock();
        if (!self) return;
        asio::post(self->thread_, [weak, strand, index, publication, bytes] {
            const auto frozen = read_canonical(bytes);
            auto result = index->publish(publication, frozen ? &frozen->content : nullptr);
            asio::post(strand, [weak, result = std::move(result)] {
                if (const auto self = weak.lock()) self->fed(result);
            });
        });
    };
    if (publication.content_hash == Hash{}) return publish({});
    source_.content(publication.content_hash, publish);
}

void TenantSearch::fed(const Result<void>& result)
{
    feeding_ = false;
    if (!result) {
        const auto* tenant = source_.tenant();
        spdlog::error("search index failed slug={} reason={}", tenant ? tenant->slug : "", result.error().message);
        index_.reset();
        return later(again_ms);
    }
    if (building_)
        feed();
    else if (feed_.waits())
        later(gather_ms);
}

void TenantSearch::find(Search question, identity::Sight sight, std::function<void(Result<rooms::SharedFrame>)> done)
{
    if (!index_) {
        asio::post(strand_, [done = std::move(done)] {
            done(refuse(Errc::unavailable, "The search is being prepared. Try again in a moment."));
        });
        return;
    }
    asio::post(thread_, [strand = strand_, index = index_, question = std::move(question), sight = std::move(sight), preparing = building_,
                         done = std::move(done)]() mutable {
        auto found = index->find(question, sight);
        Result<rooms::SharedFrame> answer;
        if (found) {
            found->preparing = preparing;
            answer = std::make_shared<const Bytes>(encode(ServerMessage{std::move(*found)}));
        } else {
            answer = tl::unexpected(found.error());
        }
        asio::post(strand, [done = std::move(done), answer = std::move(answer)]() mutable { done(std::move(answer)); });
    });
}

}  // namespace assent::tenancy
