#pragma once
// The XML of a Word document's body, for write_word().

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server/exchange/docx/word_document.hpp"
#include "server/exchange/package/package_writer.hpp"

namespace assent::exchange::docx {

inline constexpr const char* document_part = "word/document.xml";

/// Whether Word, counting the numbered headings level by level, arrives at the numbers they have.
bool numbers_follow(const WordDocument& document);

class WordBody
{
public:
    /// page_references  XML that names header and footer, the same for all pages
    WordBody(const WordDocument& document, PackageWriter& package, bool numbered_headings, std::string page_references)
        : document_(document), package_(package), numbered_headings_(numbered_headings),
          references_(std::move(page_references))
    {
    }

    /// Adds one block. The flags say of an entry of the contents whether it is the first or last of them.
    void add(const WordBlock& block, bool first_contents, bool last_contents);

    /// The whole part.
    std::string finish() &&;

    /// Where each numbered list begins: the numbering instances after the two that every document has.
    struct NumberedList
    {
        int depth{};
        int start{};
    };
    const std::vector<NumberedList>& lists() const { return lists_; }

private:
    void paragraph(const WordParagraph& paragraph, bool first_contents, bool last_contents);
    void properties(const WordParagraph& paragraph);
    void numbering(const WordParagraph& paragraph);
    void runs(const WordParagraph& paragraph);
    void run(const WordRun& run);
    void mark(const WordMark& mark);
    void table(const WordTable& table);
    void section_end();
    std::string attributes_of(std::uint32_t by);

    const WordDocument& document_;
    PackageWriter& package_;
    bool numbered_headings_{};
    std::string references_;
    std::string xml_;
    unsigned next_change_{1};
    std::map<std::string, unsigned> bookmarks_;
    std::map<std::string, std::string> links_;
    std::vector<NumberedList> lists_;
    int expected_[10]{};  ///< the next number of the open list at each depth; 0: none is open
    int instance_[10]{};  ///< its numbering instance
    bool landscape_{};
};

}  // namespace assent::exchange::docx
