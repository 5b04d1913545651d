#pragma once
// From a Word file that went out and came back with tracked changes and comments (REQUIREMENTS N12) to what the person who brings it
// back is shown, and to the items that ImportFeedback writes once they confirm. Nothing is written here.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/net/fields.hpp"
#include "shared/base/result.hpp"
#include "shared/base/sha256.hpp"
#include "shared/model/tenant.hpp"

namespace assent::routes {

/// What the file cannot say for itself. Texts as they came; all of them may be empty.
struct WordBackChoices
{
    std::string version;       ///< identifier of the version that was sent out, for a file that does not name one
    std::string organisation;  ///< of the people who wrote in the file, which knows their names only
    std::string received;      ///< day of what has none, "2026-11-22"; empty: today
};
WordBackChoices word_back_choices(const net::Fields& query);

/// What becomes of a comment or a tracked change.
enum class WordBackFate : std::uint8_t {
    placed,    ///< it goes to the part of the plan that it is about
    tray,      ///< it is taken over and waits until somebody places it
    known,     ///< it is in the log already, from an earlier copy of the file
    left_out,  ///< it cannot be taken over
};

struct WordBackLine
{
    FeedbackItem item;
    WordBackFate fate{};
    std::string why;  ///< a sentence, unless placed
};

struct WordBack
{
    std::string version;              ///< in words, what the file was made from: "version 0.2"
    bool version_chosen{};            ///< the file does not say it; a person chose
    std::vector<WordBackLine> lines;  ///< those with a place first, each in the order of the document
    std::vector<std::string> remarks; ///< sentences about the file as a whole
    Hash hash;                        ///< of the file and of what is taken over: what ImportFeedback is to name

    std::size_t count(WordBackFate fate) const;
    /// The lines that are taken over, placed or not.
    std::vector<FeedbackItem> ready() const;
};

/// What a file is read against.
struct WordBackPlace
{
    const Plan& plan;
    std::map<PlanId, std::string> titles;                      ///< of the organisation's plans: a file may be of another
    std::function<Result<Content>(const Version&)> content_of; ///< a version's words
    Date today;
};

/// Errors  as exchange::docx::read_word. not_allowed: the plan has no version yet. invalid, field "file": no Word document, or one of
///         another plan; field "version", "received": the file does not say which version went out, or a choice is none. What
///         content_of refuses with.
Result<WordBack> read_word_back(std::string_view bytes, const WordBackChoices& choices, const WordBackPlace& place);

/// What POST /api/upload-word answers with (docs/exports.md, "Word back").
std::string to_json(const WordBack& back);

}  // namespace assent::routes
