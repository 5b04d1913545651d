#include "server/exchange/json_reader.hpp"

#include <charconv>

namespace assent::exchange {

static constexpr std::size_t bytes_max = 64 * 1024 * 1024;
static constexpr std::size_t values_max = 4'000'000;
static constexpr std::size_t depth_max = 32;

Result<nlohmann::json> parsed_json(std::string_view text)
{
    if (text.size() > bytes_max) return refuse(Errc::too_large, "The file is larger than 64 MB, more than any plan.", "file");
    std::size_t values = 0;
    std::size_t depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\') ++i;
            else if (c == '"') quoted = false;
            continue;
        }
        if (c == '"') quoted = true;
        if (c == '[' || c == '{') {
            ++values;
            if (++depth > depth_max) return refuse(Errc::malformed, "The file is nested more deeply than any exported plan.", "file");
        }
        if (c == ',') ++values;
        if ((c == ']' || c == '}') && depth > 0) --depth;
    }
    if (values > values_max) return refuse(Errc::too_large, "The file holds more values than any plan.", "file");
    auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded())
        return refuse(Errc::malformed, "The file is no JSON, or only a part of it. Export the plan again.", "file");
    return Result<nlohmann::json>(tl::in_place, std::move(json));
}

std::optional<Timestamp> timestamp_of(std::string_view text)
{
    constexpr std::string_view form = "2026-11-22T14:05:00.000000Z";
    if (text.size() != form.size() || text[10] != 'T') return std::nullopt;
    const auto day = Date::parse(text.substr(0, 10));
    const auto digits = [&](std::size_t at, std::size_t count) -> std::int64_t {
        std::int64_t value = -1;
        const auto* end = text.data() + at + count;
        return text[at] != '-' && std::from_chars(text.data() + at, end, value).ptr == end ? value : -1;
    };
    const auto hour = digits(11, 2);
    const auto minute = digits(14, 2);
    const auto second = digits(17, 2);
    const auto micros = digits(20, 6);
    if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || micros < 0) return std::nullopt;
    const Timestamp time{((std::int64_t{day->days} * 24 + hour) * 60 + minute) * 60'000'000 + second * 1'000'000 + micros};
    // One form for each time: whatever stands between the numbers is ours, or it is refused.
    if (rfc3339(time) != text) return std::nullopt;
    return time;
}

}  // namespace assent::exchange
