#pragma once
// Styles of a Word document that is read (word/styles.xml): what a paragraph is, whatever its style is called. A style
// has what the style it is based on has; Word's own names stand in every language's files, but their identifiers do
// not.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace assent::exchange::docx {

struct StyleFacts
{
    std::string name;       ///< as in the file: "heading 1"
    std::uint8_t outline{};  ///< outline level from 1; 0: body text
    std::string list;       ///< id of the numbering it takes part in; "0": none although the parent does; empty: unsaid
    std::uint8_t list_level{};
    bool bold{};  ///< of character styles
    bool italic{};
};

class StyleTable
{
public:
    StyleTable() = default;
    /// root  of word/styles.xml
    explicit StyleTable(pugi::xml_node root);

    /// The facts of a style; of the default one where the id is empty or unknown.
    const StyleFacts& paragraph(std::string_view id) const;
    const StyleFacts& character(std::string_view id) const;
    /// The name of a table's style; empty if unknown.
    std::string table_name(std::string_view id) const;

private:
    std::map<std::string, StyleFacts, std::less<>> paragraphs_;
    std::map<std::string, StyleFacts, std::less<>> characters_;
    std::map<std::string, std::string, std::less<>> tables_;
    StyleFacts default_paragraph_;
    StyleFacts none_;
};

/// A property such as <w:b/>: on unless its value says otherwise.
bool is_on(pugi::xml_node property);

}  // namespace assent::exchange::docx
