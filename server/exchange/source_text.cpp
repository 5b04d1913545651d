#include "server/exchange/source_text.hpp"

#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

/// Position of the first byte that is no part of UTF-8 (RFC 3629), or npos.
std::size_t first_invalid(std::string_view s)
{
    for (std::size_t i = 0; i < s.size();) {
        const auto c = static_cast<unsigned char>(s[i]);
        if (c < 0x80) {
            ++i;
            continue;
        }
        std::size_t size = 0;
        unsigned low = 0x80;
        unsigned high = 0xBF;
        if (c >= 0xC2 && c <= 0xDF) size = 2;
        else if (c >= 0xE0 && c <= 0xEF) {
            size = 3;
            if (c == 0xE0) low = 0xA0;
            if (c == 0xED) high = 0x9F;
        } else if (c >= 0xF0 && c <= 0xF4) {
            size = 4;
            if (c == 0xF0) low = 0x90;
            if (c == 0xF4) high = 0x8F;
        }
        if (size == 0 || i + size > s.size()) return i;
        for (std::size_t k = 1; k < size; ++k) {
            const auto next = static_cast<unsigned char>(s[i + k]);
            if (next < (k == 1 ? low : 0x80U) || next > (k == 1 ? high : 0xBFU)) return i;
        }
        i += size;
    }
    return std::string_view::npos;
}

Result<SourceText> not_a_text(std::string_view what)
{
    return refuse(Errc::malformed,
                  "The file is " + std::string(what) + ", neither a Word document nor a plain text. Save it as a Word document (.docx) "
                  "or as plain text (UTF-8) and import that file.",
                  "file");
}

}  // namespace

bool is_blank(std::string_view line) { return trim(line).empty(); }

bool is_page_number(std::string_view line)
{
    line = trim(line);
    if (line.empty() || line.size() > 24) return false;
    const std::string folded = fold(line);
    std::string_view rest = folded;
    if (rest.starts_with("page ")) rest.remove_prefix(5);
    while (!rest.empty() && (rest.front() == '-' || rest.front() == ' ')) rest.remove_prefix(1);
    std::size_t digits = 0;
    while (digits < rest.size() && is_digit(rest[digits])) ++digits;
    if (digits == 0 || digits > 3) return false;
    rest = trim(rest.substr(digits));
    if (rest.starts_with("of ") || rest.starts_with("/ ") || rest.starts_with("| ")) {
        rest = trim(rest.substr(2));
        digits = 0;
        while (digits < rest.size() && is_digit(rest[digits])) ++digits;
        if (digits == 0) return false;
        rest = trim(rest.substr(digits));
    }
    while (!rest.empty() && rest.front() == '-') rest.remove_prefix(1);
    return rest.empty();
}

Result<SourceText> read_source(std::string_view bytes)
{
    if (bytes.size() > import_bytes_max)
        return refuse(Errc::too_large,
                      "The file has " + std::to_string(bytes.size() / (1024 * 1024)) +
                          " MB; at most 20 MB can be imported. Remove pictures and annexes, or divide it.",
                      "file");
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return not_a_text("UTF-16 text");
    if (bytes.starts_with("%PDF")) return not_a_text("a PDF document");
    if (bytes.starts_with("PK\x03\x04")) return not_a_text("a Word, Excel or ZIP file");
    if (bytes.starts_with("{\\rtf")) return not_a_text("a Rich Text (RTF) document");
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) return not_a_text("a Word or Excel file of the old kind");
    if (bytes.find('\0') != std::string_view::npos) return not_a_text("binary data");
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (is_blank(bytes))
        return refuse(Errc::malformed, "The file is empty. Choose the file that holds the plan.", "file");
    if (const std::size_t at = first_invalid(bytes); at != std::string_view::npos) {
        std::size_t line = 1;
        for (std::size_t i = 0; i < at; ++i) line += bytes[i] == '\n';
        return refuse(Errc::malformed,
                      "The file is not UTF-8 text (line " + std::to_string(line) +
                          "). Save the document as plain text with the encoding UTF-8 and import that file.",
                      "file");
    }
    const char end_of_line = bytes.find('\n') == std::string_view::npos && bytes.find('\r') != std::string_view::npos
                                 ? '\r'  // as old Macintosh programs end lines
                                 : '\n';
    SourceText source;
    std::size_t begin = 0;
    for (;;) {
        std::size_t end = bytes.find(end_of_line, begin);
        const bool last = end == std::string_view::npos;
        if (last) end = bytes.size();
        if (last && begin == end && !source.lines.empty()) break;  // the file ends with a line end
        std::string_view line = bytes.substr(begin, end - begin);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (source.lines.size() == import_lines_max)
            return refuse(Errc::too_large,
                          "The file has more than 200,000 lines, which no plan has. Remove annexes, or divide it.", "file");
        source.lines.push_back(line);
        if (last) break;
        begin = end + 1;
    }
    return source;
}

}  // namespace assent::exchange
