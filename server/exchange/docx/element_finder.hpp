#pragma once
// Which element of a plan the words of a returned document belong to. Bookmarks say it; where a program lost them, what
// the document says does: a heading, a reference, a caption, or a passage that stands in one element only.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/exchange/docx/element_marks.hpp"
#include "shared/model/content.hpp"

namespace assent::exchange::docx {

enum class FoundBy : std::uint8_t { nothing, bookmark, heading, reference, caption, quote };

struct FoundElement
{
    ElementId element;
    FoundBy by{};
};

class ElementFinder
{
public:
    /// sent  the content that went out; must outlive the finder
    explicit ElementFinder(const Content& sent);

    /// Meets the document's blocks in their order; each answer is about the one just met.
    FoundElement meet(const WordParagraph& paragraph);
    void meet(const WordTable& table);
    FoundElement meet(const WordRow& row);

    /// The only element with this passage; words as they were before any tracked change.
    FoundElement by_quote(const std::string& words) const;

private:
    FoundElement known(const std::optional<ElementMark>& mark) const;

    const Content& sent_;
    std::map<std::string, std::vector<ElementId>> headings_;  ///< folded
    std::map<std::string, std::vector<ElementId>> captions_;
    std::map<std::string, std::vector<ElementId>> references_;
    std::vector<std::pair<std::string, ElementId>> texts_;  ///< folded text of each element
    FoundElement section_;
    FoundElement caption_;  ///< of a table that may follow
    FoundElement table_;
};

}  // namespace assent::exchange::docx
