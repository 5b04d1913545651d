#pragma once
// A deadline for somebody else's coroutine.

#include <chrono>
#include <exception>
#include <optional>
#include <utility>
#include <variant>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include "server/net/tasks.hpp"

namespace assent::net {

/// The value, the exception that took its place, or nothing (monostate) if the deadline came first.
template<class T>
using Outcome = std::variant<std::monostate, T, std::exception_ptr>;

namespace detail {

template<class T>
asio::awaitable<Outcome<T>> capture(asio::awaitable<T> work)
{
    try {
        co_return Outcome<T>(std::in_place_index<1>, co_await std::move(work));
    } catch (...) {
        co_return Outcome<T>(std::in_place_index<2>, std::current_exception());
    }
}

}  // namespace detail

/// Awaits `work`, and cancels it after `time`. Work that does not react to cancellation is still waited for.
template<class T>
asio::awaitable<Outcome<T>> within(asio::awaitable<T> work, std::chrono::milliseconds time)
{
    using namespace asio::experimental::awaitable_operators;
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    // `||` waits for one success, so a failure has to count as one: hence capture().
    auto first = co_await (detail::capture(std::move(work)) || timer.async_wait(as_result));
    if (first.index() == 1) co_return Outcome<T>{};
    co_return std::get<0>(std::move(first));
}

}  // namespace assent::net
