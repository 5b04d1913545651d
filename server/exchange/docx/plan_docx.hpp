#pragma once
// A plan as a Word document, and what changed between two states of it as tracked changes (docs/exports.md, "Word").

#include <string>

#include "server/exchange/docx/word_document.hpp"
#include "server/exchange/plan_page.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange::docx {

/// Cover facts, contents, version control, approvals, narrative, intentions by programme area, money tables, timetable.
WordDocument plan_document(const PlanPage& page);

/// plan_document() as a file. Errors  as of write_word().
Result<std::string> plan_docx(const PlanPage& page);

/// Whose changes a redline up to `after` shows, as far as the record tells: the version's author and day; for the
/// working text (null) who edited it last and when.
WordAuthor redline_author(const Tenant& tenant, const Plan& plan, const Version* after);

/// `after` with every difference to `before` as a tracked change of `author`: accepting all gives `after`, rejecting
/// all `before`. Elements are known by their identifiers, other paragraphs by what they say; what moved is deleted
/// there and inserted here. The contents are those of `after`. Errors  as of write_word().
WordDocument redline_document(const PlanPage& before, const PlanPage& after, const WordAuthor& author);
Result<std::string> redline_docx(const PlanPage& before, const PlanPage& after, const WordAuthor& author);

}  // namespace assent::exchange::docx
