#pragma once
// A field with what it finds listed below it: WAI-ARIA's combobox with a list box. The focus stays in the field; the arrows move
// through the list, Enter takes what they are at. Things that lead somewhere are true links.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/ui/layout.hpp"
#include "client/ui/text.hpp"

namespace assent::ui {

struct FinderItem {
    std::string key;              ///< keeps it apart from all others, in every group
    std::string href{};           ///< empty: choosing it is the caller's to act upon
    std::vector<Span> title;
    std::vector<Span> detail{};   ///< smaller, below
    std::string note{};           ///< quiet words behind the title
};
struct FinderGroup {
    std::string name;
    std::vector<FinderItem> items;
};
struct Finder {
    std::string_view placeholder{};
    std::string_view description{};
    std::size_t length_max{0};    ///< UTF-16 units; 0: no bound
};
struct FinderResult {
    bool changed{};               ///< the value
    bool erased{};                ///< Backspace in the empty field
    const FinderItem* chosen{};   ///< by Enter or a press; a pressed link has been followed already
    bool followed{};              ///< chosen is a link and the browser has gone there
};
/// Between field and list `between` is drawn: chips, a line on how many there are. In a dialog; `groups` outlives the frame.
FinderResult finder(std::string_view label, std::string& value, const std::vector<FinderGroup>& groups, const Finder& how, const Body& between);

}  // namespace assent::ui
