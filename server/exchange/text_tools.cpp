#include "server/exchange/text_tools.hpp"

#include <array>

#include "server/exchange/markup.hpp"

namespace assent::exchange {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

/// Bytes of white space at `i`: a plain one, a no-break space, or one of the spaces of fixed width.
std::size_t space_size(std::string_view text, std::size_t i)
{
    if (is_space(text[i])) return 1;
    if (text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0') return 2;
    if (text[i] == '\xE2' && i + 2 < text.size() && text[i + 1] == '\x80') {
        const auto last = static_cast<unsigned char>(text[i + 2]);
        if ((last >= 0x80 && last <= 0x8B) || last == 0xA8 || last == 0xA9 || last == 0xAF) return 3;
    }
    if (text.substr(i, 3) == "\xEF\xBB\xBF") return 3;
    return 0;
}

}  // namespace

std::string_view trim(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t size = space_size(text, 0);
        if (size == 0) break;
        text.remove_prefix(size);
    }
    for (;;) {
        if (!text.empty() && is_space(text.back())) text.remove_suffix(1);
        else if (text.size() >= 2 && text.substr(text.size() - 2) == "\xC2\xA0") text.remove_suffix(2);
        else return text;
    }
}

std::string collapse(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    bool space = false;
    for (std::size_t i = 0; i < text.size();) {
        // Ordinary characters come in long runs.
        std::size_t run = i;
        while (run < text.size() && text[run] > ' ' && text[run] < '\x7f') ++run;
        if (run > i) {
            if (space && !result.empty()) result.push_back(' ');
            space = false;
            result.append(text, i, run - i);
            i = run;
            continue;
        }
        if (const std::size_t size = space_size(text, i)) {
            space = true;
            i += size;
            continue;
        }
        if (space && !result.empty()) result.push_back(' ');
        space = false;
        result.push_back(text[i++]);
    }
    return result;
}

std::string fold(std::string_view text)
{
    std::string result = collapse(text);
    std::size_t out = 0;
    for (std::size_t i = 0; i < result.size();) {
        if (result[i] == '\xE2' && i + 2 < result.size() && result[i + 1] == '\x80') {
            const auto last = static_cast<unsigned char>(result[i + 2]);
            char plain_char = '\0';
            if (last == 0x98 || last == 0x99 || last == 0x9B) plain_char = '\'';
            else if (last == 0x9C || last == 0x9D) plain_char = '"';
            else if (last >= 0x90 && last <= 0x95) plain_char = '-';
            if (plain_char != '\0') {
                result[out++] = plain_char;
                i += 3;
                continue;
            }
        }
        result[out++] = to_lower(result[i++]);
    }
    result.resize(out);
    return result;
}

std::string lower_copy(std::string_view text)
{
    std::string result(text);
    for (char& c : result) c = to_lower(c);
    return result;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix)
{
    if (text.size() < prefix.size()) return false;
    for (std::size_t i = 0; i < prefix.size(); ++i)
        if (to_lower(text[i]) != to_lower(prefix[i])) return false;
    return true;
}

bool has_word(std::string_view text, std::string_view word)
{
    const char first = to_lower(word.front());
    for (std::size_t i = 0; i + word.size() <= text.size(); ++i) {
        if (to_lower(text[i]) != first) continue;
        if (i > 0 && (is_letter(text[i - 1]) || is_digit(text[i - 1]))) continue;
        const std::size_t end = i + word.size();
        if (end < text.size() && (is_letter(text[end]) || is_digit(text[end]))) continue;
        if (starts_with_ignoring_case(text.substr(i), word)) return true;
    }
    return false;
}

std::size_t glyph_size(std::string_view text)
{
    static constexpr std::array<std::string_view, 15> glyphs{
        "\u2022", "\u25AA", "\u25AB", "\u25CF", "\u25CB", "\u25E6", "\u2023", "\u25A0",
        "\u25A1", "\u2713", "\u2714", "\u27A2", "\u2043", "\u00B7", "\uF0B7"};
    if (text.empty() || static_cast<unsigned char>(text.front()) < 0x80) return 0;
    for (const auto glyph : glyphs)
        if (text.substr(0, glyph.size()) == glyph) return glyph.size();
    return 0;
}

std::size_t dash_size(std::string_view text, std::size_t i)
{
    if (i >= text.size()) return 0;
    if (text[i] == '-') return 1;
    const std::string_view three = text.substr(i, 3);
    return three == "\u2013" || three == "\u2014" ? 3 : 0;
}

std::vector<std::string_view> split_words(std::string_view text)
{
    std::vector<std::string_view> words;
    std::size_t i = 0;
    while (i < text.size()) {
        while (i < text.size() && is_space(text[i])) ++i;
        const std::size_t begin = i;
        while (i < text.size() && !is_space(text[i])) ++i;
        if (i > begin) words.push_back(text.substr(begin, i - begin));
    }
    return words;
}

std::size_t word_count(std::string_view text)
{
    std::size_t count = 0;
    bool inside = false;
    for (const char c : text) {
        if (is_space(c)) inside = false;
        else if (!inside) {
            inside = true;
            ++count;
        }
    }
    return count;
}

bool ends_sentence(std::string_view text)
{
    text = trim(text);
    while (!text.empty() && (text.back() == ')' || text.back() == '"' || text.back() == '\'' || text.back() == '*'))
        text.remove_suffix(1);
    if (text.size() >= 3 && (text.substr(text.size() - 3) == "\u201D" || text.substr(text.size() - 3) == "\u2019"))
        text.remove_suffix(3);
    if (text.empty()) return true;
    const char last = text.back();
    return last == '.' || last == ':' || last == ';' || last == '!' || last == '?';
}

bool looks_like_heading(std::string_view text)
{
    text = trim(text);
    if (text.empty() || text.size() > 60 || ends_sentence(text) || text.back() == ',' || text.back() == '-') return false;
    if (!is_upper(text.front()) && !is_digit(text.front())) return false;
    return word_count(text) <= 8;
}

std::string plain(std::string_view cell) { return collapse(without_tags(cell)); }

std::string excerpt(std::string_view text, std::size_t size_max)
{
    if (text.size() <= size_max) return std::string(text);
    std::size_t end = text.rfind(' ', size_max);
    if (end == std::string_view::npos || end == 0) {
        end = size_max;
        // Never cut a character in two.
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    }
    return std::string(text.substr(0, end)) + "\u2026";
}

}  // namespace assent::exchange
