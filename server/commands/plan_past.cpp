#include "server/commands/plan_past.hpp"

#include <algorithm>

#include "shared/document/canonical.hpp"

namespace assent::commands {

void PlanPast::fold(const Content& content, const Edit& edit, PersonId by)
{
    if (auto place = register_of(edit)) {
        if (setters_.size() < PastLimits::setters_max || setters_.contains(*place)) setters_[std::move(*place)] = by;
    } else if (const auto* gone = std::get_if<RemoveElement>(&edit)) {
        keep(content, gone->element);
        std::erase_if(setters_, [&](const auto& each) { return each.first.element == gone->element; });
    } else if (const auto* row = std::get_if<RemoveRow>(&edit)) {
        const std::string cells = name_of_cell(row->row, 0).substr(0, name_of_cell(row->row, 0).size() - 1);
        std::erase_if(setters_, [&](const auto& each) { return each.first.element == row->table && each.first.field.starts_with(cells); });
    } else if (const auto* back = std::get_if<RestoreElement>(&edit)) {
        std::erase_if(removed_, [&](const Removed& one) {
            if (one.restore.element != back->element) return false;
            removed_bytes_ -= one.bytes;
            return true;
        });
    }
}

void PlanPast::keep(const Content& content, ElementId element)
{
    auto part = part_of(content, element);
    const auto bytes = canonical_bytes({"", "", part}).size();
    const auto [after, before] = neighbours_of(content, element);
    removed_.push_back({{element, std::move(part), after, before}, bytes});
    removed_bytes_ += bytes;
    while (removed_.size() > PlanLimits::removed_max || removed_bytes_ > PastLimits::removed_bytes_max) {
        removed_bytes_ -= removed_.front().bytes;
        removed_.pop_front();
    }
}

std::optional<PersonId> PlanPast::setter_of(const Register& place) const
{
    const auto found = setters_.find(place);
    return found == setters_.end() ? std::nullopt : std::optional{found->second};
}

RestoreElement PlanPast::restoring(const Content& content, const RestoreElement& asked) const
{
    const auto found = std::find_if(removed_.rbegin(), removed_.rend(),
                                    [&](const Removed& one) { return one.restore.element == asked.element; });
    if (found == removed_.rend()) return {asked.element, {}, {}, {}};
    RestoreElement restore = found->restore;
    for (auto& intention : restore.part.intentions) {
        const bool taken = std::any_of(content.intentions.begin(), content.intentions.end(),
                                       [&](const Intention& other) { return other.reference == intention.reference; });
        if (taken) intention.reference = next_reference(content, intention.programme_area);
    }
    return restore;
}

}  // namespace assent::commands
