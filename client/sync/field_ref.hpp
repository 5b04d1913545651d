#pragma once
// The name of one thing in a plan that people edit at one time.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/model/edit.hpp"
#include "shared/model/ids.hpp"

namespace assent::sync {

/// One text or list of one element of a plan: what people edit at one time.
struct FieldRef
{
    PlanId plan;
    ElementId element;
    std::string field;  ///< "text", "providers", "cell/<row>/3"

    bool operator==(const FieldRef&) const = default;
    bool operator<(const FieldRef& other) const;
    /// "<plan>/<element>/<field>", as kept in the browser's storage.
    std::string text() const;
    static std::optional<FieldRef> parse(std::string_view text);
};

/// The names of fields as presence and drafts use them.
std::string field_name(TextField field);
std::string field_name(ListField field);
std::string cell_name(ElementId row, std::uint32_t column);

}  // namespace assent::sync
