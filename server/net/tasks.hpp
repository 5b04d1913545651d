#pragma once
// The one way to start a coroutine: it has a name, and what escapes from it is logged rather than lost.

#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace assent::net {

namespace asio = boost::asio;

/// At a socket, errors are values: `auto [ec, size] = co_await socket.async_read_some(buffer, as_result);`
inline constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// Runs `work` on `executor`. An exception that leaves it is logged as `event=task_failed task=NAME`.
void start_task(const asio::any_io_executor& executor, std::string name, asio::awaitable<void> work);

}  // namespace assent::net
