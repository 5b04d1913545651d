#include "client/app/request.hpp"

#include <cstdint>
#include <map>
#include <utility>

#include <emscripten/emscripten.h>

extern "C" {
/// Answers through app_answered() with the same ticket.
void bridge_request(std::uint32_t ticket, const char* method, std::size_t method_size, const char* path, std::size_t path_size);
}

namespace assent::app {

static std::map<std::uint32_t, Answered>& waiting()
{
    static std::map<std::uint32_t, Answered> requests;
    return requests;
}

void request(std::string_view method, std::string_view path, Answered answered)
{
    static std::uint32_t next = 0;
    const std::uint32_t ticket = ++next;
    waiting()[ticket] = std::move(answered);
    bridge_request(ticket, method.data(), method.size(), path.data(), path.size());
}

}  // namespace assent::app

extern "C" {

static std::string& answer_buffer()
{
    static std::string buffer;
    return buffer;
}

EMSCRIPTEN_KEEPALIVE char* app_answer_buffer(std::size_t size)
{
    answer_buffer().resize(size);
    return answer_buffer().data();
}

EMSCRIPTEN_KEEPALIVE void app_answered(std::uint32_t ticket, int status)
{
    auto& waiting = assent::app::waiting();
    const auto found = waiting.find(ticket);
    if (found == waiting.end()) return;
    const auto answered = std::move(found->second);
    waiting.erase(found);
    answered(status, std::exchange(answer_buffer(), {}));
}

}  // extern "C"
