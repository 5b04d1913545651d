#pragma once
// How an exported Word document remembers what it was exported from: custom properties name plan, version and content,
// and bookmarks tell where each element of the plan stands, so that a returned document finds its place again.

#include <optional>
#include <string>
#include <string_view>

#include "server/exchange/docx/word_document.hpp"
#include "shared/base/sha256.hpp"
#include "shared/document/compare.hpp"

namespace assent::exchange::docx {

/// From which state of which plan a document was exported.
struct WordStamp
{
    PlanId plan;
    VersionId version;  ///< zero: the working text
    Hash content;

    bool operator==(const WordStamp&) const = default;
};

void stamp(WordDocument& document, const WordStamp& stamp);

/// Nothing if the document was not exported from here, or lost its properties.
std::optional<WordStamp> stamp_of(const WordDocument& document);

/// Says that a redline was sent out with changes of `author`, so that they are not taken for feedback when it returns.
void stamp_redline(WordDocument& document, const WordAuthor& author);
std::optional<WordAuthor> own_redline_author(const WordDocument& document);

struct ElementMark
{
    ElementKind kind{};
    ElementId element;

    bool operator==(const ElementMark&) const = default;
};

/// "as_i_<32 hexadecimal digits>", within Word's 40 characters. `part` tells several ranges of one element apart.
std::string bookmark_of(const ElementMark& mark, std::string_view part = {});
std::optional<ElementMark> element_of(std::string_view bookmark);

/// Puts a bookmark around all words of the paragraph.
void enclose(WordParagraph& paragraph, const std::string& bookmark);

/// The element whose bookmark begins in the paragraph.
std::optional<ElementMark> element_in(const WordParagraph& paragraph);

}  // namespace assent::exchange::docx
