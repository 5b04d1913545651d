#pragma once
// A deadline for somebody else's coroutine.

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include "server/net/tasks.hpp"

namespace assent::net {

/// The value, or the exception that took its place; neither if the deadline came first. (No variant: the operators
/// below would take it apart.)
template<class T>
struct Outcome
{
    std::optional<T> value;
    std::exception_ptr failure;
};

namespace detail {

template<class T>
asio::awaitable<Outcome<T>> capture(asio::awaitable<T> work)
{
    Outcome<T> outcome;
    try {
        outcome.value.emplace(co_await std::move(work));
    } catch (...) {
        outcome.failure = std::current_exception();
    }
    co_return outcome;
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
