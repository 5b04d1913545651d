#include "shared/text/utf8.hpp"

#include <cstring>

namespace assent::text {

std::uint32_t scalar_count(const char* begin, std::size_t bytes)
{
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < bytes; ++i) count += !continues_scalar(begin[i]);  // the compiler makes vectors of it
    return count;
}

std::size_t bytes_of_scalars(const char* begin, std::size_t bytes, std::uint32_t scalars)
{
    std::size_t at = 0;
    while (bytes - at > 64) {  // by blocks first: a block is counted far faster than walked
        const std::uint32_t in_block = scalar_count(begin + at, 64);
        if (in_block > scalars) break;
        scalars -= in_block;
        at += 64;
    }
    for (; at < bytes; ++at) {
        if (continues_scalar(begin[at])) continue;
        if (scalars == 0) break;
        --scalars;
    }
    return at;
}

bool valid_utf8(std::string_view text)
{
    const auto* at = reinterpret_cast<const unsigned char*>(text.data());
    const auto* const end = at + text.size();
    while (at < end) {
        std::uint64_t word = 0;
        if (end - at >= 8 && (std::memcpy(&word, at, 8), (word & 0x8080808080808080U) == 0)) {
            at += 8;
            continue;
        }
        const unsigned lead = *at++;
        if (lead < 0x80) continue;
        unsigned low = 0x80;
        unsigned high = 0xBF;
        int more = 0;
        if (lead >= 0xC2 && lead <= 0xDF) {
            more = 1;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            more = 2;
            if (lead == 0xE0) low = 0xA0;
            if (lead == 0xED) high = 0x9F;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            more = 3;
            if (lead == 0xF0) low = 0x90;
            if (lead == 0xF4) high = 0x8F;
        } else {
            return false;
        }
        if (end - at < more) return false;
        for (; more > 0; --more) {
            if (*at < low || *at > high) return false;
            low = 0x80;
            high = 0xBF;
            ++at;
        }
    }
    return true;
}

}  // namespace assent::text
