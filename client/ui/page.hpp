#pragma once
// The frame around every screen: top bar, side bar, page head, scrolling content and inspector, as docs/client.md shows.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/ui/controls.hpp"
#include "client/ui/layout.hpp"

namespace assent::ui {

struct NavItem {
    std::string label;
    std::string href;
    std::string badge{};          ///< a number
    std::string badge_meaning{};  ///< read after it: "unanswered"
    bool current{false};
};
struct NavGroup {
    std::string title{};
    std::vector<NavItem> items{};
};

struct PageChrome {
    std::string product;
    std::string product_href{"/"};
    std::string switcher_label{};           ///< "Organisation"; empty: no switcher
    std::string switcher_value{};
    std::vector<Option> switcher_options{};
    std::string search_label{};             ///< empty: no search
    std::string search_hint{};              ///< "Ctrl K"
    std::string status{};                   ///< "Saved 10:42": one quiet word
    Tone status_tone{Tone::secondary};
    std::vector<std::string> present{};     ///< names of who is here
    std::string me{};
    std::vector<MenuItem> me_menu{};
    std::vector<NavGroup> navigation{};
};
struct PageBody {
    Body head{};                        ///< page_head(), workflow_steps(), tabs(): on the surface colour
    Body content;                       ///< scrolls
    Body inspector{};                   ///< 380 px at the right, for the selected thing; empty: none
    std::string_view inspector_name{};  ///< its heading; shown beside the close button
    std::string_view scroll_key{};      ///< another key starts at the top
};
struct PageResult {
    std::optional<std::string> switched;      ///< a value of switcher_options
    std::optional<std::string> me;            ///< a key of me_menu
    bool search_opened{false};                ///< its place was pressed
    bool inspector_closed{false};
};
/// The whole screen. What the search opens is the caller's.
PageResult page(const PageChrome& chrome, const PageBody& body);

struct PageHead {
    std::string_view title;
    std::string_view pill{};
    Tone pill_tone{Tone::blue};
    std::string_view subtitle{};  ///< beside the pill
    std::string_view below{};     ///< a line under the title
    Body actions{};               ///< at the right; one of them primary
};
/// The h1 of the page. Call it once, first in PageBody::head.
void page_head(const PageHead& head);

struct Step {
    enum class State : std::uint8_t { done, current, todo };
    std::string label;
    State state{State::todo};
    std::string href{};
};
/// Where a thing stands, and in words what the next step still needs.
void workflow_steps(std::string_view name, const std::vector<Step>& steps, std::string_view missing = {});

/// A screen without chrome, e.g. choosing the organisation: one column of at most width px.
void plain_page(std::string_view product, float width, const Body& content);

}  // namespace assent::ui
