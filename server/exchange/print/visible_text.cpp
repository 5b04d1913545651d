#include "server/exchange/print/visible_text.hpp"

#include <cstdint>
#include <cstdio>

namespace assent::exchange::print {

struct Scalar
{
    char32_t value{};
    std::size_t bytes{};  ///< 0: no UTF-8 here
};

static Scalar scalar_at(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + size > text.size()) return {};
    char32_t value = lead & (0xffU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(at + i) & 0xc0) != 0x80) return {};
        value = value << 6 | (byte(at + i) & 0x3fU);
    }
    const char32_t least = size == 4 ? 0x10000 : size == 3 ? 0x800 : 0x80;
    if (value < least || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return {};
    return {value, size};
}

static bool is_hidden(char32_t c)
{
    return c == 0xad || c == 0x34f || c == 0x61c || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || c == 0x180e ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0x3164 || c == 0xfeff ||
           c == 0xffa0 || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff);
}

/// Joiners and variation selectors have work to do beside letters of many scripts and beside pictures.
static bool shapes(char32_t c)
{
    return c == 0x200c || c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f);
}

static bool is_shaped(char32_t c)
{
    return c >= 0x300 && !is_hidden(c) && c != 0xfffd && !(c >= 0x2000 && c <= 0x206f);
}

std::string visible_text(std::string_view text)
{
    std::string visible;
    visible.reserve(text.size());
    char32_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, bytes] = scalar_at(text, at);
        if (bytes == 0) {
            visible += "\xef\xbf\xbd";
            before = 0xfffd;
            ++at;
            continue;
        }
        const auto written = text.substr(at, bytes);
        at += bytes;
        const char32_t after = at < text.size() ? scalar_at(text, at).value : 0;
        const bool is_variation = c >= 0xfe00 && c <= 0xfe0f;
        if (c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) {
            if (c != '\r' || after != '\n') visible += '\n';
        } else if (c == '\n' || c == '\t') {
            visible += static_cast<char>(c);
        } else if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
            continue;
        } else if (shapes(c) ? !(is_shaped(before) && (is_variation || is_shaped(after) || shapes(after))) : is_hidden(c)) {
            char name[16];
            std::snprintf(name, sizeof name, "[U+%04X]", static_cast<unsigned>(c));
            visible += name;
        } else {
            visible += written;
        }
        before = c;
        // A selector that stayed leaves what it selects in place, so that a joiner after it still finds a picture.
        if (is_variation) before = 0x300;
    }
    return visible;
}

}  // namespace assent::exchange::print
