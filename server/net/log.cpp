#include "server/net/log.hpp"

#include <spdlog/spdlog.h>

namespace assent::net {

namespace {

constexpr std::size_t value_bytes_max = 200;

std::string line(std::string_view event, LogFields fields)
{
    std::string text = "event=";
    text += event;
    for (const auto& [key, value] : fields) {
        text += ' ';
        text += key;
        text += '=';
        text += log_value(value);
    }
    return text;
}

}  // namespace

std::string log_value(std::string_view value)
{
    constexpr std::string_view harmless =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/@+";
    if (!value.empty() && value.size() <= value_bytes_max && value.find_first_not_of(harmless) == std::string_view::npos)
        return std::string(value);
    std::string quoted = "\"";
    for (const char c : value.substr(0, value_bytes_max)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (byte < 0x20 || byte >= 0x7f) {
            quoted += fmt::format("\\x{:02x}", byte);
        } else {
            quoted += c;
        }
    }
    if (value.size() > value_bytes_max) quoted += "...";
    return quoted + "\"";
}

void log_info(std::string_view event, LogFields fields)
{
    if (spdlog::should_log(spdlog::level::info)) spdlog::info("{}", line(event, fields));
}

void log_warning(std::string_view event, LogFields fields)
{
    spdlog::warn("{}", line(event, fields));
}

void log_error(std::string_view event, LogFields fields)
{
    spdlog::error("{}", line(event, fields));
}

}  // namespace assent::net
