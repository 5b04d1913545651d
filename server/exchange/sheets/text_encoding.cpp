#include "server/exchange/sheets/text_encoding.hpp"

#include <array>
#include <cstdint>
#include <optional>

#include "shared/text/utf8.hpp"

namespace assent::exchange::sheets {
namespace {

enum class ByteOrder { little, big };

void add_scalar(std::string& text, std::uint32_t scalar)
{
    const auto add = [&](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (scalar < 0x80) {
        add(scalar);
    } else if (scalar < 0x800) {
        add(0xc0 | scalar >> 6);
        add(0x80 | (scalar & 0x3f));
    } else if (scalar < 0x10000) {
        add(0xe0 | scalar >> 12);
        add(0x80 | (scalar >> 6 & 0x3f));
        add(0x80 | (scalar & 0x3f));
    } else {
        add(0xf0 | scalar >> 18);
        add(0x80 | (scalar >> 12 & 0x3f));
        add(0x80 | (scalar >> 6 & 0x3f));
        add(0x80 | (scalar & 0x3f));
    }
}

/// Nothing for an odd count of bytes or half of a surrogate pair.
std::optional<std::string> from_utf16(std::string_view bytes, ByteOrder order)
{
    if (bytes.size() % 2 != 0) return std::nullopt;
    const auto unit = [&](std::size_t i) {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<std::uint32_t>(order == ByteOrder::little ? first | second << 8 : first << 8 | second);
    };
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        std::uint32_t scalar = unit(i);
        if (scalar >= 0xd800 && scalar < 0xe000) {
            if (scalar >= 0xdc00 || i + 2 >= bytes.size()) return std::nullopt;
            const auto low = unit(i + 2);
            if (low < 0xdc00 || low >= 0xe000) return std::nullopt;
            scalar = 0x10000 + ((scalar - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        }
        add_scalar(text, scalar);
    }
    return text;
}

/// What 0x80 to 0x9f stand for (the encoding standard's index windows-1252).
constexpr std::array<std::uint16_t, 32> windows_1252_high = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
    0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

std::string from_windows_1252(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto u = static_cast<unsigned char>(c);
        add_scalar(text, u >= 0x80 && u < 0xa0 ? windows_1252_high[u - 0x80] : u);
    }
    return text;
}

/// Text of Western letters in UTF-16 without a mark has a zero in every other byte.
std::optional<ByteOrder> zeros_say(std::string_view bytes)
{
    const std::size_t looked_at = std::min<std::size_t>(bytes.size(), 1000) & ~std::size_t{1};
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < looked_at; ++i)
        if (bytes[i] == '\0') ++(i % 2 == 0 ? even : odd);
    if (odd * 4 > looked_at && even * 20 < looked_at) return ByteOrder::little;
    if (even * 4 > looked_at && odd * 20 < looked_at) return ByteOrder::big;
    return std::nullopt;
}

struct Signature
{
    std::string_view bytes;
    std::string_view sentence;
};

constexpr Signature no_texts[] = {
    {"PK\x03\x04", "This is a zipped document, not CSV. If it is a spreadsheet, its name should end in .xlsx."},
    {"\xd0\xcf\x11\xe0", "This is an old Excel workbook (.xls), or one with a password. Open it in Excel and save it as .xlsx without a password."},
    {"%PDF", "This is a PDF. Save the log as .xlsx or .csv."},
    {"{\\rtf", "This is a rich-text document. Save the log as .xlsx or .csv."},
};

}  // namespace

Result<DecodedText> decoded_text(std::string_view bytes)
{
    for (const auto& signature : no_texts)
        if (bytes.starts_with(signature.bytes)) return refuse(Errc::malformed, std::string(signature.sentence), "file");
    std::optional<ByteOrder> order;
    std::string_view rest = bytes;
    if (bytes.starts_with("\xff\xfe")) order = ByteOrder::little;
    else if (bytes.starts_with("\xfe\xff")) order = ByteOrder::big;
    if (order) rest.remove_prefix(2);
    else order = zeros_say(bytes);
    if (order) {
        auto text = from_utf16(rest, *order);
        if (!text)
            return refuse(Errc::malformed, "The file looks like Unicode text (UTF-16) but is damaged. Save it again as CSV UTF-8.", "file");
        return DecodedText{std::move(*text), ""};
    }
    if (bytes.find('\0') != std::string_view::npos)
        return refuse(Errc::malformed, "The file is no text. Save the log as .xlsx or as CSV UTF-8.", "file");
    if (bytes.starts_with("\xef\xbb\xbf")) rest.remove_prefix(3);
    if (text::valid_utf8(rest)) return DecodedText{std::string(rest), ""};
    return DecodedText{from_windows_1252(rest), "The file is not UTF-8, so it was read as Windows-1252, as older Excel saves it. Look at "
                                                "letters with accents, pound signs and quotation marks."};
}

}  // namespace assent::exchange::sheets
