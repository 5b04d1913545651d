#pragma once
// Where things go. A view nests containers, each taking a body; what is called inside a body is laid out in it, and
// every container ends itself. Widths come from the container, heights from the content. Nothing here draws meaning:
// records come from group(), list() and the widgets.
//
//   ui::card("quorum", {.title = "Quorum"}, [&] {
//       ui::row([&] { ui::text("Six voting members"); ui::push_right(); ui::text("7 present", {.tone = Tone::green}); });
//   });
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "client/ui/callable.hpp"
#include "client/ui/theme.hpp"

namespace assent::ui {

/// What is drawn inside a container; called before the container returns, so it may capture by reference.
using Body = Callable<>;
using ItemBody = Callable<std::size_t>;  // the index

/// Keeps the identifiers inside apart from equal ones elsewhere; give it the thing's identifier, not its title.
class Scope {
public:
    explicit Scope(std::string_view key);
    explicit Scope(std::int64_t key);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
};

struct Viewport {
    float width{}, height{};
    bool narrow{};         ///< under 800 px: the side bar is a menu
    bool inspector_over{}; ///< under 1,100 px: the inspector covers the content
    bool single{};         ///< under 600 px: everything in one column
};
Viewport viewport();

/// Width left for the next widget in the current container, CSS pixels.
float available_width();
/// Sets the width of the next widget or container in a row; in a stack widgets fill or take what they need.
void next_width(float px);
/// A gap of its own between two things, CSS pixels.
void space(float px);

/// One below the other, gap in CSS pixels.
void stack(float gap, const Body& body);
enum class Align : std::uint8_t { start, centre, end };
struct RowOptions {
    float gap{8};
    Align align{Align::start};     ///< where the whole row goes
    Align vertical{Align::centre}; ///< how its things line up
    bool wrap{true};
};
/// Side by side, wrapping to the next line where there is no room.
void row(const Body& body);
void row(const RowOptions& options, const Body& body);
/// In a row: what follows goes to the right edge.
void push_right();

/// Columns that share the width by weight; below min_width px each they go one below the other.
///   ui::columns({.weights = {1, 1}, .min_width = 240}, {[&] { ... }, [&] { ... }});
struct Columns {
    std::initializer_list<float> weights{};  ///< empty: equal
    float min_width{240};
    float gap{16};
    bool equal_heights{false};  ///< cards inside reach the same bottom
};
void columns(const Columns& options, std::initializer_list<Body> bodies);
/// Cells of equal width, as many in a line as fit; each item(i) is called once.
struct GridOptions {
    float min_width{200};
    float gap{12};
    std::size_t columns_max{6};
};
void grid(std::string_view key, std::size_t count, const GridOptions& options, const ItemBody& item);

struct Card {
    std::string_view title{};      ///< a heading; empty for none
    int level{2};
    std::string_view note{};       ///< at the right of the title
    bool accent{false};            ///< outlined in blue: what the person is asked to do
    bool selected{false};
    float padding{16};
    float gap{12};
};
/// Surface with a 1 px line and 8 px corners. The key keeps it apart; with a title it is a named group.
void card(std::string_view key, const Card& options, const Body& body);
void card(std::string_view key, const Body& body);

/// A named group for assistive technology; draws nothing.
void group(std::string_view name, const Body& body);
/// A list; items are separated by lines when ruled.
struct ListOptions {
    bool ruled{false};
    float gap{0};
};
void list(std::string_view key, const ListOptions& options, const Body& body);
void list_item(std::string_view key, const Body& body);
/// Its own scroll region of at most height px, focusable and named.
void scroll_area(std::string_view name, float height_max, const Body& body);
/// Space inside.
void inset(float left, float top, float right, float bottom, const Body& body);

}  // namespace assent::ui
