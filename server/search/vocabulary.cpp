#include "server/search/vocabulary.hpp"

#include <algorithm>
#include <functional>

#include "server/search/standing.hpp"

namespace assent::search {

// Words that a beginning stands for; fewer where others stand before it, since then each is looked for with its neighbours.
static constexpr std::size_t beginnings_max = 12;
static constexpr std::size_t beginnings_in_phrase_max = 4;

void Vocabulary::add(const std::unordered_set<std::string>& words)
{
    ++rows_;
    for (const auto& word : words) ++words_[word];
}

void Vocabulary::remove(const std::unordered_set<std::string>& words)
{
    --rows_;
    for (const auto& word : words)
        if (const auto known = words_.find(word); known != words_.end() && --known->second == 0) words_.erase(known);
}

std::vector<Phrase> Vocabulary::spelled_out(const Phrase& phrase) const
{
    const auto& begun = phrase.words.back();
    std::vector<std::pair<std::int64_t, std::string>> known;
    for (auto at = words_.lower_bound(begun); at != words_.end() && at->first.compare(0, begun.size(), begun) == 0; ++at)
        known.emplace_back(at->second, at->first);
    const auto end = known.begin() + static_cast<std::ptrdiff_t>(std::min(phrase.words.size() > 1 ? beginnings_in_phrase_max : beginnings_max, known.size()));
    std::partial_sort(known.begin(), end, known.end(), std::greater<>{});
    std::vector<Phrase> spelled;
    for (auto at = known.begin(); at != end; ++at) {
        spelled.push_back({phrase.words, false});
        spelled.back().words.back() = at->second;
    }
    if (spelled.empty()) spelled.push_back({phrase.words, false});  // which nothing has
    return spelled;
}

std::vector<Term> Vocabulary::spelled_out(std::vector<Term> terms) const
{
    for (auto& term : terms) {
        std::vector<Phrase> forms;
        for (auto& form : term.forms) {
            if (!form.prefix)
                forms.push_back(std::move(form));
            else
                for (auto& spelled : spelled_out(form)) forms.push_back(std::move(spelled));
        }
        term.forms = std::move(forms);
    }
    return terms;
}

double Vocabulary::rarity(const Phrase& phrase) const
{
    auto least = rows_;
    for (const auto& word : phrase.words) {
        const auto known = words_.find(word);
        least = std::min(least, known == words_.end() ? 0 : known->second);
    }
    return rarity_of(static_cast<double>(rows_), static_cast<double>(least));
}

}  // namespace assent::search
