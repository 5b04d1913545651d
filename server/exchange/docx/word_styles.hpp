#pragma once
// The styles of exported documents. Word's own wherever it has one, so that a person can restyle a document as any
// other; and a few that carry meaning, by which an exported document is read back (docs/exports.md, "Word").

#include <string>
#include <string_view>

namespace assent::exchange::docx::style {

inline constexpr std::string_view normal = "Normal";
inline constexpr std::string_view title = "Title";
inline constexpr std::string_view subtitle = "Subtitle";
inline constexpr std::string_view cover_fact = "Cover fact";
inline constexpr std::string_view cover_hash = "Cover hash";  ///< so small that a hash stands in one line
inline constexpr std::string_view contents_heading = "TOC Heading";
inline constexpr std::string_view caption = "caption";
inline constexpr std::string_view list_bullet = "List Bullet";
inline constexpr std::string_view list_number = "List Number";
inline constexpr std::string_view table_text = "Table text";
inline constexpr std::string_view table_head = "Table heading";
inline constexpr std::string_view table_figure = "Table figure";
inline constexpr std::string_view table_head_figure = "Table heading figure";

inline constexpr std::string_view part_heading_1 = "Part heading 1";  ///< a heading that is no section of the plan
inline constexpr std::string_view part_heading_2 = "Part heading 2";
inline constexpr std::string_view part_status = "Part status";  ///< "Draft", under a heading or in a row
inline constexpr std::string_view condition = "Condition";     ///< of an intention, in the cell of its text
inline constexpr std::string_view table_unit = "Table unit";   ///< between a table's caption and the table
inline constexpr std::string_view plan_table = "Plan table";
inline constexpr std::string_view record_table = "Record table";  ///< of versions and approvals: no part of the content

/// "heading 1" to "heading 6".
std::string heading(int level);
/// "toc 1" to "toc 3".
std::string contents(int level);

/// A style's identifier: its name without blanks, "Heading1".
std::string id_of(std::string_view name);

/// word/styles.xml. `numbered` puts headings into the list that write_word() numbers them with.
std::string styles_xml(bool numbered);

}  // namespace assent::exchange::docx::style
