#include "shared/model/personal_data.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace assent {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

using Found = std::optional<std::size_t>;  // where it ends

/// Digits from `at` on, with single spaces, hyphens, dots or brackets between; at most so many digits.
struct Digits
{
    std::string digits;
    std::size_t end{};
};

Digits digits_at(std::string_view text, std::size_t at, std::size_t max, std::string_view separators)
{
    Digits run{{}, at};
    for (std::size_t i = at; i < text.size(); ++i) {
        if (is_digit(text[i])) {
            if (run.digits.size() == max) return {};  // it goes on: something longer
            run.digits += text[i];
            run.end = i + 1;
        } else if (separators.find(text[i]) == std::string_view::npos || i - run.end >= 2) {
            break;
        }
    }
    if (run.end < text.size() && is_word(text[run.end])) return {};
    return run;
}

bool checks_as_nhs_number(const std::string& digits)
{
    int sum = 0;
    for (std::size_t i = 0; i < 9; ++i) sum += (digits[i] - '0') * (10 - static_cast<int>(i));
    const int check = (11 - sum % 11) % 11;
    const bool all_equal = digits.find_first_not_of(digits[0]) == std::string::npos;
    return check != 10 && check == digits[9] - '0' && !all_equal;
}

Found nhs_number(std::string_view text, std::size_t at)
{
    if (!is_digit(text[at])) return std::nullopt;
    const auto run = digits_at(text, at, 10, " -");
    if (run.digits.size() != 10 || !checks_as_nhs_number(run.digits)) return std::nullopt;
    return run.end;
}

Found telephone(std::string_view text, std::size_t at)
{
    std::size_t begin = at;
    const bool abroad = text.substr(at, 3) == "+44";
    if (abroad) begin = at + 1;
    else if (text[at] == '(' && at + 1 < text.size() && text[at + 1] == '0') begin = at + 1;
    else if (text[at] != '0') return std::nullopt;
    const auto run = digits_at(text, begin, abroad ? 13 : 11, " -().");
    const std::size_t count = run.digits.size();
    if (abroad) return count >= 11 ? Found(run.end) : std::nullopt;
    const bool is_area = count >= 2 && run.digits[1] != '0' && run.digits[1] != '4' && run.digits[1] != '6';
    return (count == 10 || count == 11) && is_area ? Found(run.end) : std::nullopt;
}

bool is_of_address(char c)
{
    return is_digit(c) || is_letter(c) || std::string_view("._%+-'").find(c) != std::string_view::npos;
}

/// `at` is where an address may begin.
Found email(std::string_view text, std::size_t at)
{
    std::size_t i = at;
    while (i < text.size() && i - at < 64 && is_of_address(text[i])) ++i;
    if (i == at || i >= text.size() || text[i] != '@') return std::nullopt;
    const std::size_t host = ++i;
    std::size_t last_dot = 0;
    for (; i < text.size() && i - host < 253 && (is_digit(text[i]) || is_letter(text[i]) || text[i] == '.' || text[i] == '-'); ++i)
        if (text[i] == '.' && i + 2 < text.size() && is_letter(text[i + 1]) && is_letter(text[i + 2])) last_dot = i;
    if (last_dot <= host) return std::nullopt;
    while (text[i - 1] == '.' || text[i - 1] == '-') --i;
    return i;
}

/// Area of one or two letters, district of one or two digits and perhaps a letter, a space or none, a digit and two letters.
Found postcode(std::string_view text, std::size_t at)
{
    std::size_t i = at;
    const auto letters = [&](std::size_t max) {
        const std::size_t from = i;
        while (i < text.size() && i - from < max && is_letter(text[i])) ++i;
        return i - from;
    };
    const auto inward = [&](std::size_t from) {
        return from + 3 <= text.size() && is_digit(text[from]) && is_letter(text[from + 1]) && is_letter(text[from + 2]) &&
               (from + 3 == text.size() || !is_word(text[from + 3]));
    };
    if (letters(2) == 0) return std::nullopt;
    if (i >= text.size() || !is_digit(text[i])) return std::nullopt;
    // In lower case "a1 2nd" and the like are words and numbers.
    const bool upper = text[at] >= 'A' && text[at] <= 'Z';
    ++i;
    if (inward(i) && upper) return i + 3;
    if (i < text.size() && is_word(text[i]) && static_cast<unsigned char>(text[i]) < 0x80) ++i;
    const std::size_t gap = i < text.size() && text[i] == ' ' ? i + 1 : i;
    if (!inward(gap)) return std::nullopt;
    return upper || gap == i + 1 ? Found(gap + 3) : std::nullopt;
}

constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

struct WrittenDate
{
    std::size_t end{};
    int year{};
};

/// "3/4/1956", "03.04.56", "3 April 1956", "3rd Apr 1956".
std::optional<WrittenDate> date_at(std::string_view text, std::size_t at)
{
    std::size_t i = at;
    const auto number = [&](std::size_t digits_max) -> std::optional<int> {
        const std::size_t from = i;
        int value = 0;
        while (i < text.size() && is_digit(text[i])) {
            if (i - from == digits_max) return std::nullopt;
            value = value * 10 + (text[i++] - '0');
        }
        return i == from ? std::nullopt : std::optional(value);
    };
    const auto day = number(2);
    if (!day || *day < 1 || *day > 31 || i >= text.size()) return std::nullopt;
    const char separator = text[i];
    if (separator == '/' || separator == '.' || separator == '-') {
        ++i;
        const auto month = number(2);
        if (!month || *month < 1 || *month > 12 || i >= text.size() || text[i] != separator) return std::nullopt;
        ++i;
    } else {
        for (const std::string_view suffix : {"st", "nd", "rd", "th"})
            if (text.substr(i, 2) == suffix) i += 2;
        if (i >= text.size() || text[i] != ' ') return std::nullopt;
        const std::size_t from = ++i;
        while (i < text.size() && is_letter(text[i])) ++i;
        if (i - from < 3 || i - from > 9 || i >= text.size()) return std::nullopt;
        std::string month(text.substr(from, 3));
        std::transform(month.begin(), month.end(), month.begin(), lower);
        if (std::find(months.begin(), months.end(), month) == months.end()) return std::nullopt;
        while (i < text.size() && (text[i] == ' ' || text[i] == ',')) ++i;
    }
    const std::size_t from = i;
    const auto year = number(4);
    const std::size_t count = i - from;
    if (!year || (count != 2 && count != 4) || (i < text.size() && is_word(text[i]))) return std::nullopt;
    return WrittenDate{i, count == 4 ? *year : 0};
}

/// Whether words just before say that a date of birth follows.
bool is_called_birth(std::string_view text, std::size_t at)
{
    constexpr std::size_t words_before = 24;
    std::string before(text.substr(at > words_before ? at - words_before : 0, std::min(at, words_before)));
    std::transform(before.begin(), before.end(), before.begin(), lower);
    for (const std::string_view words : {"born", "birth", "dob", "d.o.b"})
        if (before.find(words) != std::string::npos) return true;
    return false;
}

Found date_of_birth(std::string_view text, std::size_t at)
{
    if (!is_digit(text[at])) return std::nullopt;
    const auto date = date_at(text, at);
    if (!date) return std::nullopt;
    constexpr int oldest = 1900, newest = 2009;  // plans speak of years near to them
    if (is_called_birth(text, at) || (date->year >= oldest && date->year <= newest)) return date->end;
    return std::nullopt;
}

}  // namespace

std::vector<PersonalData> personal_data_in(std::string_view text)
{
    struct Look
    {
        PersonalDataKind kind;
        Found (*at)(std::string_view, std::size_t);
    };
    static constexpr Look looks[] = {{PersonalDataKind::email, email},
                                     {PersonalDataKind::date_of_birth, date_of_birth},
                                     {PersonalDataKind::nhs_number, nhs_number},
                                     {PersonalDataKind::telephone, telephone},
                                     {PersonalDataKind::postcode, postcode}};
    std::vector<PersonalData> found;
    for (std::size_t at = 0; at < text.size();) {
        // Things begin where words do.
        const bool begins = at == 0 || !(is_word(text[at - 1]) || (is_word(text[at]) && text[at - 1] == '@'));
        std::size_t next = at + 1;
        if (begins)
            for (const auto& look : looks)
                if (const auto end = look.at(text, at)) {
                    found.push_back({look.kind, at, *end});
                    next = *end;
                    break;
                }
        at = next;
    }
    return found;
}

static const char* name_of(PersonalDataKind kind)
{
    switch (kind) {
    case PersonalDataKind::nhs_number: return "NHS number";
    case PersonalDataKind::email: return "e-mail address";
    case PersonalDataKind::telephone: return "telephone number";
    case PersonalDataKind::postcode: return "postcode";
    case PersonalDataKind::date_of_birth: return "date of birth";
    }
    return "personal data";
}

std::string redacted(std::string_view text)
{
    std::string out;
    std::size_t from = 0;
    for (const auto& each : personal_data_in(text)) {
        out += text.substr(from, each.begin - from);
        out += '[' + std::string(name_of(each.kind)) + " removed]";
        from = each.end;
    }
    out += text.substr(from);
    return out;
}

std::string words_of(const std::vector<PersonalData>& found)
{
    std::vector<std::string> kinds;
    for (const auto& each : found) {
        const bool vowel = each.kind == PersonalDataKind::nhs_number || each.kind == PersonalDataKind::email;
        const std::string words = std::string(vowel ? "an " : "a ") + name_of(each.kind);
        if (std::find(kinds.begin(), kinds.end(), words) == kinds.end()) kinds.push_back(words);
    }
    std::string joined;
    for (std::size_t i = 0; i < kinds.size(); ++i) joined += (i == 0 ? "" : i + 1 == kinds.size() ? " and " : ", ") + kinds[i];
    return joined;
}

}  // namespace assent
