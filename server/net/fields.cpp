#include "server/net/fields.hpp"

#include <algorithm>

#include "server/net/text.hpp"

namespace assent::net {

std::optional<std::string_view> Fields::get(std::string_view name) const
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.first == name; });
    if (found == items.end()) return std::nullopt;
    return found->second;
}

std::string_view Fields::get_or_empty(std::string_view name) const
{
    return get(name).value_or(std::string_view{});
}

namespace {

Result<std::string> decode_part(std::string_view part, const FieldLimits& limits)
{
    // An escape takes three characters for one byte, so this bounds what is allocated.
    if (part.size() > 3 * limits.value_bytes_max) return refuse(Errc::too_large, "A value of the form is too long.");
    auto decoded = percent_decode(part, Plus::is_space);
    if (!decoded) return refuse(Errc::malformed, "The form has a percent sign that begins no escape.");
    if (decoded->size() > limits.value_bytes_max) return refuse(Errc::too_large, "A value of the form is too long.");
    if (!is_utf8(*decoded) || decoded->find('\0') != std::string::npos)
        return refuse(Errc::malformed, "A value of the form is not UTF-8 text.");
    return *std::move(decoded);
}

}  // namespace

Result<Fields> parse_form(std::string_view text, const FieldLimits& limits)
{
    Fields fields;
    while (!text.empty()) {
        std::string_view value = next_part(text, '&');
        if (value.empty()) continue;
        if (fields.items.size() == limits.fields_max) return refuse(Errc::too_large, "The form has too many fields.");
        const std::string_view raw_name = next_part(value, '=');
        ASSENT_TRY(auto name, decode_part(raw_name, limits));
        ASSENT_TRY(auto decoded, decode_part(value, limits));
        fields.items.emplace_back(std::move(name), std::move(decoded));
    }
    return fields;
}

}  // namespace assent::net
