#pragma once
// Asking an organisation from a worker thread: what stands in its state, what is kept beside its log, what becomes of an act. Each waits for
// the answer for a bounded time.

#include <chrono>
#include <future>
#include <memory>
#include <optional>

#include "server/tenancy/tenant_server.hpp"

namespace assent::routes {

inline constexpr std::chrono::seconds answer_wait{10};

/// What `look` finds in the organisation's state, once it is durable; nothing if the organisation does not answer.
template<class T>
std::optional<T> ask(tenancy::TenantServer& organisation, std::function<T(const rooms::TenantCore&)> look)
{
    auto promise = std::make_shared<std::promise<T>>();
    auto future = promise->get_future();
    organisation.look([promise, look = std::move(look)](const rooms::TenantCore& core) { promise->set_value(look(core)); });
    if (future.wait_for(answer_wait) != std::future_status::ready) return std::nullopt;
    return future.get();
}

/// The same where what looks may refuse.
/// Errors  those of `look`. unavailable: the organisation does not answer.
template<class T>
Result<T> ask_or_refuse(tenancy::TenantServer& organisation, std::function<Result<T>(const rooms::TenantCore&)> look)
{
    auto found = ask<Result<T>>(organisation, std::move(look));
    if (!found) return refuse(Errc::unavailable, "The organisation does not answer. Try again in a minute.");
    return *std::move(found);
}

/// Bytes kept under the hash; none if there are none, or the organisation does not answer.
inline Bytes content_of(tenancy::TenantServer& organisation, const Hash& hash)
{
    auto promise = std::make_shared<std::promise<Bytes>>();
    auto future = promise->get_future();
    organisation.content(hash, [promise](Bytes bytes) { promise->set_value(std::move(bytes)); });
    if (future.wait_for(answer_wait) != std::future_status::ready) return {};
    return future.get();
}

/// What became of something that somebody without an account did.
/// Errors  unavailable: no answer in time; sent again, it is taken in once.
inline Result<void> act(tenancy::TenantServer& organisation, commands::OutsideAct what)
{
    auto promise = std::make_shared<std::promise<Result<void>>>();
    auto future = promise->get_future();
    organisation.outside(std::move(what), [promise](Result<void> result) { promise->set_value(std::move(result)); });
    if (future.wait_for(answer_wait) != std::future_status::ready)
        return refuse(Errc::unavailable, "Whether this was kept is not known. Send it again in a minute: it is taken in once, however often you send it.");
    return future.get();
}

}  // namespace assent::routes
