#include "server/net/text.hpp"

#include <algorithm>
#include <cstdint>

#include <boost/url/pct_string_view.hpp>

namespace assent::net {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view next_part(std::string_view& rest, char separator)
{
    const auto end = rest.find(separator);
    const auto part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return part;
}

bool lists_token(std::string_view header, std::string_view token)
{
    while (!header.empty())
        if (equal_ignoring_case(trim(next_part(header, ',')), token)) return true;
    return false;
}

bool is_utf8(std::string_view text)
{
    const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        const std::uint8_t lead = at(i);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || text.size() - i < size) return false;
        // The second byte's range shuts out overlong forms, surrogates and what lies past U+10FFFF.
        const std::uint8_t low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        const std::uint8_t high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (at(i + 1) < low || at(i + 1) > high) return false;
        for (std::size_t k = 2; k < size; ++k)
            if ((at(i + k) & 0xc0) != 0x80) return false;
        i += size;
    }
    return true;
}

bool has_control_character(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus)
{
    const auto checked = boost::urls::make_pct_string_view(boost::urls::string_view(text.data(), text.size()));
    if (!checked) return std::nullopt;
    boost::urls::encoding_opts options;
    options.space_as_plus = plus == Plus::is_space;
    return checked->decode(options);
}

}  // namespace assent::net
