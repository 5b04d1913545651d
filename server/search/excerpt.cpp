#include "server/search/excerpt.hpp"

#include <algorithm>

#include "shared/text/utf8.hpp"

namespace assent::search {

namespace {

constexpr std::size_t looked_at_bytes_max = 32 * 1024;
constexpr std::size_t title_scalars_max = 200;
constexpr std::size_t words_shown = 30;
constexpr std::size_t words_before = 6;

/// Tokens [first, last) that are one of a term's forms.
struct Found
{
    std::size_t first{};
    std::size_t last{};
    std::size_t term{};
};

bool stands_at(const std::vector<Token>& tokens, std::size_t at, const Phrase& phrase)
{
    if (at + phrase.words.size() > tokens.size()) return false;
    for (std::size_t k = 0; k < phrase.words.size(); ++k) {
        const auto& word = tokens[at + k].word;
        const bool last = k + 1 == phrase.words.size();
        if (last && phrase.prefix ? word.compare(0, phrase.words[k].size(), phrase.words[k]) != 0 : word != phrase.words[k]) return false;
    }
    return true;
}

std::vector<Found> find_terms(const std::vector<Token>& tokens, const std::vector<Term>& terms)
{
    std::vector<Found> found;
    for (std::size_t at = 0; at < tokens.size();) {
        Found best;
        for (std::size_t t = 0; t < terms.size(); ++t)
            for (const auto& form : terms[t].forms)
                if (form.words.size() > best.last - best.first && stands_at(tokens, at, form)) best = {at, at + form.words.size(), t};
        if (best.last > best.first) found.push_back(best);
        at = std::max(at + 1, best.last);
    }
    return found;
}

std::string_view first_bytes(std::string_view text, std::size_t most)
{
    if (text.size() <= most) return text;
    while (most > 0 && text::continues_scalar(text[most])) --most;
    return text.substr(0, most);
}

/// The bytes [begin, end) of the text on one line, with what is found in it marked.
Excerpt cut(std::string_view text, const std::vector<Token>& tokens, const std::vector<Found>& found, std::size_t begin, std::size_t end)
{
    Excerpt excerpt;
    if (begin > 0) excerpt.text = "… ";
    const std::uint32_t shift = begin > 0 ? 2 : 0;
    for (const auto& one : found) {
        const auto from = tokens[one.first].begin;
        const auto to = tokens[one.last - 1].end;
        if (from < begin || to > end) continue;
        excerpt.marks.push_back({shift + text::scalar_count(text.data() + begin, from - begin), text::scalar_count(text.data() + from, to - from)});
    }
    excerpt.text += text.substr(begin, end - begin);
    std::replace_if(excerpt.text.begin(), excerpt.text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    if (end < text.size()) excerpt.text += " …";
    return excerpt;
}

}  // namespace

Excerpt whole_of(const Tokenizer& tokenizer, std::string_view text, const std::vector<Term>& terms)
{
    const auto scalars = text::scalar_count(text.data(), text.size());
    const auto end = scalars > title_scalars_max ? text::bytes_of_scalars(text.data(), text.size(), title_scalars_max) : text.size();
    const auto tokens = tokenizer(text.substr(0, end));
    return cut(text, tokens, find_terms(tokens, terms), 0, end);
}

Excerpt excerpt_of(const Tokenizer& tokenizer, std::string_view text, const std::vector<Term>& terms)
{
    const auto tokens = tokenizer(first_bytes(text, looked_at_bytes_max));
    const auto found = find_terms(tokens, terms);
    // The window of words that holds most different terms, the first of those that hold as many.
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        std::vector<bool> seen(terms.size());
        std::size_t count = 0;
        for (std::size_t k = i; k < found.size() && found[k].last <= found[i].first + words_shown - words_before; ++k)
            if (!seen[found[k].term]) {
                seen[found[k].term] = true;
                ++count;
            }
        if (count > most) {
            most = count;
            best = found[i].first;
        }
        if (most == terms.size()) break;
    }
    const std::size_t first = best > words_before ? best - words_before : 0;
    const std::size_t last = std::min(tokens.size(), first + words_shown);
    const std::size_t begin = first == 0 ? 0 : tokens[first].begin;
    const std::size_t end = last == tokens.size() ? text.size() : tokens[last - 1].end;
    static constexpr std::size_t bytes_shown_max = 600;  // of words that are no words
    return cut(text, tokens, found, begin, begin + first_bytes(text.substr(begin, end - begin), bytes_shown_max).size());
}

}  // namespace assent::search
