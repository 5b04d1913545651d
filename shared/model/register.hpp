#pragma once
// Registers: fields of a plan that are given a whole value, of which the one accepted last stands. Short texts, lists and
// cells of tables are registers; long texts, in which several people write at once, are not.

#include <cstdint>
#include <optional>
#include <string>

#include "shared/model/edit.hpp"

namespace assent {

/// The name that presence, drafts and the plan's record use for a field: "heading", "providers", "cell/<row>/<column>".
std::string name_of(TextField field);
std::string name_of(ListField field);
std::string name_of_cell(ElementId row, std::uint32_t column);

/// The field that an edit gives a whole value: a field that several people do not write in at once.
struct Register
{
    ElementId element;
    std::string field;
    bool operator<(const Register& other) const { return element != other.element ? element < other.element : field < other.field; }
};
/// Nothing for other edits, and for long texts.
std::optional<Register> register_of(const Edit& edit);

/// The value that an edit of a register would replace, a list's one a line; nothing if it is there no more, is what the
/// editor saw, or is what they give it.
std::optional<std::string> value_not_seen(const Content& content, const Edit& edit);

}  // namespace assent
