#pragma once
// What waits for this person: the list on the home screen and the number beside it in the side bar.

#include <string>
#include <vector>

#include "client/sync/copy.hpp"
#include "client/ui/theme.hpp"
#include "shared/base/time.hpp"

namespace assent::views {

struct Waiting
{
    std::string title;   ///< what to do: "Answer F-031"
    std::string detail;  ///< about what, by when
    std::string pill;    ///< "Overdue"; empty: none
    ui::Tone tone{ui::Tone::secondary};
    std::string href;
};

/// The most urgent first.
std::vector<Waiting> waiting_for_me(const sync::Copy& copy, std::string_view slug, Date today);

}  // namespace assent::views
