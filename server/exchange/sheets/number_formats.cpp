#include "server/exchange/sheets/number_formats.hpp"

#include <cmath>

#include "shared/base/time.hpp"

namespace assent::exchange::sheets {

static constexpr std::size_t styles_max = 65'536;

NumberMeaning meaning_of(std::string_view code)
{
    bool day = false;
    bool time = false;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        switch (code[i]) {
        case '"': i = std::min(code.find('"', i + 1), code.size()); break;
        case '\\':
        case '_':
        case '*': ++i; break;
        case '[': {
            // "[h]" is a time that may pass 24 hours; "[Red]" and "[$-809]" say nothing.
            const auto end = std::min(code.find(']', i), code.size());
            time = time || code.substr(i + 1, 1).find_first_of("hHsS") == 0;
            i = end;
            break;
        }
        case 'y':
        case 'Y':
        case 'd':
        case 'D': day = true; break;
        case 'h':
        case 'H':
        case 's':
        case 'S': time = true; break;
        default: break;
        }
    }
    if (day) return time ? NumberMeaning::day_and_time : NumberMeaning::day;
    // "mmm" alone is a month; with hours or seconds it is minutes.
    if (!time && code.find_first_of("mM") != std::string_view::npos && code.find_first_of("0#") == std::string_view::npos)
        return code == "General" ? NumberMeaning::number : NumberMeaning::day;
    return time ? NumberMeaning::time : NumberMeaning::number;
}

NumberMeaning meaning_of_builtin(unsigned format)
{
    if (format >= 14 && format <= 17) return NumberMeaning::day;
    if (format == 22) return NumberMeaning::day_and_time;
    if ((format >= 18 && format <= 21) || (format >= 45 && format <= 47)) return NumberMeaning::time;
    if ((format >= 27 && format <= 36) || (format >= 50 && format <= 58)) return NumberMeaning::day;
    return NumberMeaning::number;
}

std::string_view local_name(pugi::xml_node node)
{
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_called(pugi::xml_node parent, std::string_view name)
{
    for (const auto child : parent.children())
        if (local_name(child) == name) return child;
    return {};
}

std::vector<NumberMeaning> meanings_by_style(pugi::xml_node style_sheet)
{
    std::map<unsigned, NumberMeaning> own;
    for (const auto format : child_called(style_sheet, "numFmts").children())
        if (own.size() < styles_max)
            own[format.attribute("numFmtId").as_uint()] = meaning_of(format.attribute("formatCode").as_string());
    std::vector<NumberMeaning> meanings;
    for (const auto style : child_called(style_sheet, "cellXfs").children()) {
        if (meanings.size() == styles_max) break;
        const unsigned format = style.attribute("numFmtId").as_uint();
        const auto found = own.find(format);
        meanings.push_back(found != own.end() ? found->second : meaning_of_builtin(format));
    }
    return meanings;
}

static std::string two_digits(std::int64_t value)
{
    return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string day_in_words(double serial, NumberMeaning meaning, bool since_1904)
{
    // The last day that a workbook can hold is 31 December 9999.
    if (!(serial >= 0) || serial > 2'958'466) return {};
    constexpr std::int64_t minutes_a_day = 24 * 60;
    const auto minutes = std::llround(serial * minutes_a_day);
    const std::int64_t days = minutes / minutes_a_day;
    const std::int64_t minute = minutes % minutes_a_day;
    const std::string clock = two_digits(minute / 60) + ':' + two_digits(minute % 60);
    if (meaning == NumberMeaning::time && days == 0) return clock;
    // Numbers up to 60 run one day behind, since Excel counts a 29 February 1900.
    const Date first = since_1904 ? Date::of(1904, 1, 1) : Date::of(1899, 12, days < 60 ? 31 : 30);
    std::string text = Date{first.days + static_cast<std::int32_t>(days)}.iso();
    if (meaning != NumberMeaning::day && minute != 0) text += ' ' + clock;
    return text;
}

}  // namespace assent::exchange::sheets
