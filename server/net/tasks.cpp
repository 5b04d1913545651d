#include "server/net/tasks.hpp"

#include <exception>
#include <utility>

#include <boost/asio/co_spawn.hpp>

#include "server/net/log.hpp"

namespace assent::net {

void start_task(const asio::any_io_executor& executor, std::string name, asio::awaitable<void> work)
{
    asio::co_spawn(executor, std::move(work), [name = std::move(name)](const std::exception_ptr& failure) {
        if (!failure) return;
        try {
            std::rethrow_exception(failure);
        } catch (const std::exception& error) {
            log_error("task_failed", {{"task", name}, {"what", error.what()}});
        } catch (...) {
            log_error("task_failed", {{"task", name}, {"what", "not a std::exception"}});
        }
    });
}

}  // namespace assent::net
