#pragma once
// Label, help and error around a field, the same for all of them. Only client/ui/*.cpp includes this.
#include <string>
#include <string_view>

#include "client/ui/controls.hpp"
#include "client/ui/internal.hpp"
#include "client/ui/text.hpp"

namespace assent::ui::internal {

struct LabelParts {
    bool hidden{};
    bool required{};
    std::string_view help{}, error{};
    float width{};    // wished for; 0: none
    float natural{};  // in a row
};
struct FieldFrame {
    float width{};
    std::uint32_t flags{};  // label hidden, required, invalid
};
/// Lays out label, help, the field and its error; records the label for the field with this id.
void with_label(ImGuiID id, std::string_view label, const LabelParts& parts, const Callable<const FieldFrame&>& field);
void paint_field_box(const Rect& rect, bool invalid, bool disabled, bool hovered);
/// Words that a record already carries as its name or description.
void paint_label(std::string_view words, Weight weight = Weight::medium);
void paint_error(std::string_view words);
/// Two sentences as one description.
std::string join(std::string_view a, std::string_view b);

inline constexpr float field_pad_x = 12;
inline constexpr float field_pad_y = 8;

struct PaintedField {
    Rect rect;
    TextBlock block;  ///< of many lines
};
/// Box, text and record of a field; the text is left to the browser while it edits.
///
/// painted   what is drawn instead of the value; sequence  how many of the browser's edits the value contains
PaintedField paint_text_field(ImGuiID id, std::string_view label, std::string_view value, std::string_view painted, Role role, const FieldOptions& how,
                              const FieldFrame& frame, std::uint32_t sequence, bool shared = false);
/// How many of the browser's edits of this field its value contains.
std::uint32_t& contained_edits(ImGuiID id);
/// Above a text with marks; what its buttons do happens in the browser's field.
void marks_toolbar(ImGuiID field, std::string_view field_name);

void report_upload(NodeId id, const Upload& upload);
/// An avatar without a record.
void paint_person(std::string_view name, float size);
std::optional<std::string> run_menu(ImGuiID id, const Rect& rect, std::string_view name, const std::vector<MenuItem>& items, bool pressed);

}  // namespace assent::ui::internal
