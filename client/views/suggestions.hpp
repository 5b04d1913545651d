#pragma once
// What stands beside a long text: other words that people suggest for it, and who wrote the words that are there.

#include <string>
#include <string_view>

#include "client/sync/field_ref.hpp"
#include "client/views/view.hpp"

namespace assent::views {

/// How a text with open suggestions is read; in the address as `reading`.
enum class ReadingMode : std::uint8_t {
    clean,     ///< as if all were accepted
    marked,    ///< what would go is struck, what would come is underlined
    original,  ///< as it is now
};

/// The choice of a mode, where the text has open suggestions; with no element, where any of the plan has.
///
/// otherwise  the mode where the address names none
ReadingMode reading_modes(ViewContext& context, const sync::FieldRef& field, ReadingMode otherwise);

/// The text to read.
void read_long_text(ViewContext& context, const sync::FieldRef& field, const std::string& shown, ReadingMode mode);

/// Below the text: who wrote it, its open suggestions, and the form for new ones.
void beside_long_text(ViewContext& context, const sync::FieldRef& field, const std::string& shown);

/// Why this person may make no suggestions in this plan now; empty if they may.
std::string_view why_not_suggest(const ViewContext& context);
/// Opens the form of a text with words that should stand there instead of `now`.
void open_suggest_form(ViewContext& context, const sync::FieldRef& field, const std::string& now, const std::string& words);

// ---- attribution.cpp
/// The text's words by who wrote them and when.
void show_authors(ViewContext& context, const sync::FieldRef& field);
/// Who wrote the character at a position of the text as it is shown, and when; empty if there is none. The position counts
/// Unicode scalar values.
std::string who_wrote(ViewContext& context, const sync::FieldRef& field, const std::string& shown, std::size_t position);

}  // namespace assent::views
