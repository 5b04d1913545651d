#pragma once
// Draws what changed between any two contents of a plan: two versions, a version and the draft, a moment of the history
// and now. Which changes are listed and how is in the address: `change` (a kind of change), `kind` (a kind of element),
// `view` ("inline", else side by side), `unchanged` ("yes": unchanged text and rows too).

#include <cstddef>
#include <functional>
#include <string>

#include "client/views/view.hpp"
#include "shared/document/compare.hpp"

namespace assent::views {

/// What is compared, as the person knows it: "Version 0.3", "The draft now".
struct ComparedSides
{
    std::string before, after;
    bool after_is_draft{};  ///< its elements can be opened in the plan
    /// Draws what can be done about a changed field, or (null) about a part that was removed; empty: nothing.
    std::function<void(const ElementChange&, const FieldChange*)> actions{};
};

/// The counts, the filters and the list of changes. Alt+Down and Alt+Up go through the list.
void show_comparison(ViewContext& context, const Comparison& comparison, const ComparedSides& sides);

// ---- between comparison.cpp (the list) and comparison_change.cpp (one change) ------------------------------------

enum class ComparisonLayout : std::uint8_t { side_by_side, inline_text };

struct ChangeShown
{
    const ElementChange& change;
    std::size_t number{}, count{};  ///< in the list, from 1
    bool current{};                 ///< where the person is
    bool go_to{};                   ///< its heading takes the focus in this frame
    ComparisonLayout layout{};
    bool whole{};                   ///< unchanged text and rows too
};
void show_change(ViewContext& context, const ChangeShown& shown, const ComparedSides& sides);

}  // namespace assent::views
