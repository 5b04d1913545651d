#pragma once
// Numbers that Word counts and does not write (word/numbering.xml, ECMA-376 part 1, section 17.9): the document only
// says which list and level a paragraph belongs to. Paragraphs must be met in the order they stand.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace assent::exchange::docx {

struct CountedNumber
{
    bool bullet{};
    std::string text;  ///< "3.10", "2.", "b)"; empty for bullets and where the list shows none
};

class NumberingTable
{
public:
    NumberingTable() = default;
    /// root  of word/numbering.xml
    explicit NumberingTable(pugi::xml_node root);

    /// Whether there is such a list.
    bool has(std::string_view list) const { return lists_.contains(list); }

    /// The level of `list` that paragraphs of this style take by their style; `otherwise` if none is linked.
    std::uint8_t level_of_style(std::string_view list, std::string_view style, std::uint8_t otherwise) const;

    /// Counts one paragraph.
    CountedNumber next(std::string_view list, std::uint8_t level);

private:
    static constexpr std::size_t levels_count = 9;

    struct Level
    {
        int start{1};
        std::string format{"decimal"};
        std::string text;
        std::string style;
        int restarts_after{-1};  ///< the level whose count restarts this one; -1: every higher one
        bool plain_digits{};    ///< numbers of other levels are shown as digits
    };
    using Levels = std::array<Level, levels_count>;
    struct List
    {
        std::string counted_with;  ///< lists of one definition count together
        Levels levels;
        std::array<int, levels_count> restart{};  ///< first number of this list; 0: goes on counting
        std::array<bool, levels_count> begun{};
    };

    static Level read_level(pugi::xml_node node, Level level);

    std::map<std::string, List, std::less<>> lists_;
    std::map<std::string, std::array<int, levels_count>> counts_;  ///< by definition; 0: not begun
};

}  // namespace assent::exchange::docx
