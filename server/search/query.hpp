#pragma once
// What people type, read as words: all of them must be there; words in quotes stand together; the word being typed is the
// beginning of one. Nothing of it reaches the database as an expression: an expression is made of folded letters and digits.

#include <string>
#include <string_view>
#include <vector>

#include "server/search/tokens.hpp"
#include "shared/base/result.hpp"
#include "shared/protocol/message.hpp"

namespace assent::search {

/// Tokens that stand one behind the other; the last may be the beginning of a word.
struct Phrase
{
    std::vector<std::string> words;
    bool prefix{};
    bool operator==(const Phrase&) const = default;
};

/// One thing that must be there, in any of these forms: a body by any of its names.
struct Term
{
    std::vector<Phrase> forms;
    bool operator==(const Term&) const = default;
};

struct Query
{
    std::vector<Term> terms;
    std::string reference;  ///< reference_key() of all that was typed; empty if it is none

    bool operator==(const Query&) const = default;
};

inline constexpr std::size_t terms_max = 12;          ///< of a query; what is typed beyond is not looked for
inline constexpr std::size_t prefix_letters_min = 2;  ///< fewer begin too many words to be of use

/// Names of bodies that the provider directory knows are looked for under all their names.
/// Errors  too_large: longer than SearchLimits allow. malformed: not UTF-8.
Result<Query> parse_query(const Tokenizer& tokenizer, std::string_view text);

/// The words of a filter's value, with a quarter put as the index has it ("Q1 2026/27" is "2026/27 Q1"); for a body, every name.
/// Errors  as parse_query; invalid: a value without words, or a kind that is none.
Result<Term> parse_filter(const Tokenizer& tokenizer, const SearchFilter& filter);

/// In FTS5's language; words only, quoted. Empty for a query without terms.
std::string expression_of(const std::vector<Term>& terms);

std::optional<SearchKind> kind_named(std::string_view name);

}  // namespace assent::search
