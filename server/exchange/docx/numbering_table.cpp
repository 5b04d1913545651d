#include "server/exchange/docx/numbering_table.hpp"

#include <algorithm>
#include <utility>

namespace assent::exchange::docx {
namespace {

constexpr int count_max = 32'767;  // Word's own

std::string roman(int number)
{
    static constexpr std::pair<int, const char*> steps[] = {
        {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
        {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    std::string text;
    for (const auto& [value, letters] : steps)
        for (; number >= value; number -= value)
            text += letters;
    return text;
}

/// a to z, then aa to zz, as Word has it.
std::string letters(int number)
{
    return std::string(static_cast<std::size_t>(std::min((number - 1) / 26 + 1, 20)),
                       static_cast<char>('a' + (number - 1) % 26));
}

std::string upper(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
}

std::string formatted(int number, std::string_view format)
{
    if (number <= 0) return std::to_string(number);
    if (format == "lowerRoman" && number < 4000) return roman(number);
    if (format == "upperRoman" && number < 4000) return upper(roman(number));
    if (format == "lowerLetter") return letters(number);
    if (format == "upperLetter") return upper(letters(number));
    if (format == "decimalZero" && number < 10) return "0" + std::to_string(number);
    if (format == "none") return {};
    return std::to_string(number);
}

}  // namespace

NumberingTable::Level NumberingTable::read_level(pugi::xml_node node, Level level)
{
    if (const auto start = node.child("w:start"))
        level.start = std::clamp(start.attribute("w:val").as_int(1), 0, count_max);
    if (const auto format = node.child("w:numFmt")) level.format = format.attribute("w:val").value();
    if (const auto text = node.child("w:lvlText")) level.text = text.attribute("w:val").value();
    if (const auto style = node.child("w:pStyle")) level.style = style.attribute("w:val").value();
    if (const auto restart = node.child("w:lvlRestart"))
        level.restarts_after = std::clamp(restart.attribute("w:val").as_int(), 0, 9);
    if (node.child("w:isLgl")) level.plain_digits = true;
    return level;
}

NumberingTable::NumberingTable(pugi::xml_node root)
{
    const auto index_of = [](pugi::xml_node node) {
        return static_cast<std::size_t>(std::clamp(node.attribute("w:ilvl").as_int(), 0, 8));
    };
    std::map<std::string, Levels, std::less<>> definitions;
    std::map<std::string, std::string, std::less<>>
        by_style_link;  // a style's name for a definition, and the one that has it
    std::map<std::string, std::string, std::less<>> wants_style_link;
    for (const pugi::xml_node node : root.children("w:abstractNum")) {
        const std::string id = node.attribute("w:abstractNumId").value();
        Levels& definition = definitions[id];
        for (const pugi::xml_node level : node.children("w:lvl"))
            definition[index_of(level)] = read_level(level, {});
        if (const auto link = node.child("w:styleLink")) by_style_link.emplace(link.attribute("w:val").value(), id);
        if (const auto link = node.child("w:numStyleLink"))
            wants_style_link.emplace(id, link.attribute("w:val").value());
    }
    for (const auto& [id, link] : wants_style_link)
        if (const auto found = by_style_link.find(link); found != by_style_link.end())
            definitions[id] = definitions[found->second];
    for (const pugi::xml_node node : root.children("w:num")) {
        List list;
        list.counted_with = node.child("w:abstractNumId").attribute("w:val").value();
        if (const auto found = definitions.find(list.counted_with); found != definitions.end())
            list.levels = found->second;
        for (const pugi::xml_node change : node.children("w:lvlOverride")) {
            const std::size_t level = index_of(change);
            if (const auto changed = change.child("w:lvl"))
                list.levels[level] = read_level(changed, list.levels[level]);
            if (const auto start = change.child("w:startOverride"))
                list.restart[level] = std::clamp(start.attribute("w:val").as_int(1), 1, count_max);
        }
        lists_.emplace(node.attribute("w:numId").value(), std::move(list));
    }
}

std::uint8_t NumberingTable::level_of_style(std::string_view id, std::string_view style, std::uint8_t otherwise) const
{
    const auto found = lists_.find(id);
    if (found == lists_.end() || style.empty()) return otherwise;
    for (std::size_t level = 0; level < levels_count; ++level)
        if (found->second.levels[level].style == style) return static_cast<std::uint8_t>(level);
    return otherwise;
}

CountedNumber NumberingTable::next(std::string_view id, std::uint8_t wanted)
{
    const auto found = lists_.find(id);
    if (found == lists_.end()) return {};
    List& list = found->second;
    const std::size_t level = std::min<std::size_t>(wanted, levels_count - 1);
    auto& counts = counts_[list.counted_with];
    const bool restarts = list.restart[level] != 0 && !std::exchange(list.begun[level], true);
    if (restarts)
        counts[level] = list.restart[level];
    else if (counts[level] == 0)
        counts[level] = std::max(list.levels[level].start, 0);
    else
        counts[level] = std::min(counts[level] + 1, count_max);
    for (std::size_t deeper = level + 1; deeper < levels_count; ++deeper) {
        const int after = list.levels[deeper].restarts_after;
        if (after == -1 || (after > 0 && level < static_cast<std::size_t>(after))) counts[deeper] = 0;
    }
    for (std::size_t higher = 0; higher < level; ++higher)
        if (counts[higher] == 0) counts[higher] = std::max(list.levels[higher].start, 1);

    const Level& own = list.levels[level];
    if (own.format == "bullet") return {true, {}};
    CountedNumber number;
    for (std::size_t i = 0; i < own.text.size() && number.text.size() < 200; ++i) {
        const char digit = i + 1 < own.text.size() ? own.text[i + 1] : '\0';
        if (own.text[i] == '%' && digit >= '1' && digit <= '9') {
            const auto of = static_cast<std::size_t>(digit - '1');
            number.text += formatted(counts[of], own.plain_digits ? std::string_view("decimal")
                                                                  : std::string_view(list.levels[of].format));
            ++i;
        } else {
            number.text.push_back(own.text[i]);
        }
    }
    return number;
}

}  // namespace assent::exchange::docx
