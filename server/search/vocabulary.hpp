#pragma once
// How many rows have each word: how rare a word is, and what the beginning of one can stand for. FTS5 would merge all rows of all
// words that begin so before it gives the first, or needs an index of beginnings as large as that of the words.

#include <cstdint>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "server/search/query.hpp"

namespace assent::search {

class Vocabulary
{
public:
    /// A row with these words came, or went.
    void add(const std::unordered_set<std::string>& words);
    void remove(const std::unordered_set<std::string>& words);

    /// The terms with whole words instead of beginnings: for each the words that most rows have.
    std::vector<Term> spelled_out(std::vector<Term> terms) const;

    /// As rarity_of (standing.hpp) has it, of the phrase's rarest word: that many rows at most have the phrase.
    double rarity(const Phrase& phrase) const;

private:
    std::vector<Phrase> spelled_out(const Phrase& phrase) const;

    std::map<std::string, std::int64_t, std::less<>> words_;
    std::int64_t rows_{};
};

}  // namespace assent::search
