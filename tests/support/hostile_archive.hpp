#pragma once
// ZIP archives put together by hand, so that they may say what no honest program writes: names twice or leading
// outside, sizes that are not true, parts marked as encrypted. Parts are stored, not compressed.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assent::test {

struct RawPart
{
    std::string name;
    std::string content;
    std::uint16_t flags{};         ///< 1: encrypted
    std::uint32_t claimed_bytes{};  ///< the expanded size its headers give; 0: the true one
};

inline std::uint32_t crc32_of(std::string_view bytes)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

inline std::string raw_archive(const std::vector<RawPart>& parts)
{
    std::string bytes;
    std::string directory;
    const auto number = [](std::string& to, std::uint64_t value, int size) {
        for (int i = 0; i < size; ++i)
            to.push_back(static_cast<char>((value >> (8 * i)) & 0xFFU));
    };
    const auto common = [&](std::string& to, const RawPart& part) {
        number(to, 20, 2);
        number(to, part.flags, 2);
        number(to, 0, 2);    // stored
        number(to, 0, 2);    // time
        number(to, 0x21, 2);  // date
        number(to, crc32_of(part.content), 4);
        number(to, part.content.size(), 4);
        number(to, part.claimed_bytes != 0 ? part.claimed_bytes : part.content.size(), 4);
        number(to, part.name.size(), 2);
        number(to, 0, 2);
    };
    for (const RawPart& part : parts) {
        const std::size_t offset = bytes.size();
        number(bytes, 0x04034b50, 4);
        common(bytes, part);
        bytes += part.name + part.content;
        number(directory, 0x02014b50, 4);
        number(directory, 20, 2);
        common(directory, part);
        number(directory, 0, 2);
        number(directory, 0, 2);
        number(directory, 0, 2);
        number(directory, 0, 4);
        number(directory, offset, 4);
        directory += part.name;
    }
    const std::size_t begin = bytes.size();
    bytes += directory;
    number(bytes, 0x06054b50, 4);
    number(bytes, 0, 4);
    number(bytes, parts.size(), 2);
    number(bytes, parts.size(), 2);
    number(bytes, directory.size(), 4);
    number(bytes, begin, 4);
    number(bytes, 0, 2);
    return bytes;
}

}  // namespace assent::test
