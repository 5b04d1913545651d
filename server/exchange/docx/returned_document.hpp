#pragma once
// Word back (REQUIREMENTS N12): the tracked changes and comments of a document that went out as Word become items of
// the feedback log, each about the element its words belong to. Nothing of it is lost: what has no place goes to a
// tray.

#include <string>
#include <vector>

#include "server/exchange/docx/element_marks.hpp"
#include "server/exchange/docx/word_document.hpp"
#include "shared/model/content.hpp"
#include "shared/model/feedback.hpp"

namespace assent::exchange::docx {

constexpr std::size_t returned_items_max = 10'000;

/// An item that no element could be found for; its `about` is the whole plan and keeps the quoted words.
struct DetachedItem
{
    FeedbackItem item;
    std::string context;  ///< where it stood, for the person who places it: "In the table after \"Planned care\""
    std::string reason;  ///< a sentence

    bool operator==(const DetachedItem&) const = default;
};

struct ReturnedDocument
{
    std::vector<FeedbackItem> items;    ///< in the order of the document
    std::vector<DetachedItem> detached;  ///< the tray
    std::vector<std::string> remarks;   ///< sentences about the document as a whole

    bool operator==(const ReturnedDocument&) const = default;
};

/// What was written into a returned document. To know which content to pass, read stamp_of(document) first: it names
/// plan, version and content hash, or is nothing if the document lost them.
///
/// sent     the content of the version that went out; what an item is about is a part of it
/// version  the version the items are about; zero: the working text
///
/// Items have: `name` as Word has the author, `received` the day of the comment or change, channel "Word document",
/// `verbatim` the comment's text or a sentence such as `Proposed change: "by March" -> "by June"`, `proposed_wording`
/// the new words, `about` element, title and quote, and an `id` that follows from the file's own words, so that the
/// same document read twice gives the same items. The caller gives numbers, and whose organisation it was.
ReturnedDocument read_returned(const WordDocument& document, const Content& sent, VersionId version);

}  // namespace assent::exchange::docx
