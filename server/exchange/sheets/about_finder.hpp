#pragma once
// What a cell such as "Section 3.10" or "UEC-01, second bullet" is about: a part of the plan, if it names exactly one.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/model/content.hpp"
#include "shared/model/feedback.hpp"

namespace assent::exchange::sheets {

class AboutFinder
{
public:
    explicit AboutFinder(const Content& content);

    struct Found
    {
        ElementId element;  ///< zero: nothing, or more than one thing
        bool several{};
        bool whole_plan{};  ///< the words say so: "General", "Whole document"
    };

    /// By an intention's reference, a section's number or heading, an intention's service area, a table's title; first as the
    /// whole text, then as part of it.
    Found find(std::string_view words) const;

private:
    void name(std::string_view words, ElementId element);

    std::unordered_map<std::string, std::vector<ElementId>> names_;  // by comparable() words
    std::size_t words_max_{1};
};

}  // namespace assent::exchange::sheets
