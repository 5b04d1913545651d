#include "server/search/query.hpp"

#include <algorithm>

#include <boost/describe/enum_from_string.hpp>

#include "server/exchange/provider_directory.hpp"
#include "shared/model/timescale.hpp"
#include "shared/text/utf8.hpp"

namespace assent::search {

namespace {

constexpr std::size_t body_words_max = 8;
constexpr std::size_t forms_max = 8;

Result<void> check(std::string_view text)
{
    if (text.size() > SearchLimits::text_bytes_max) return refuse(Errc::too_large, "This is too long to look for. Use fewer words.");
    if (!text::valid_utf8(text)) return refuse(Errc::malformed, "What to look for could not be read. Type it again.");
    return {};
}

std::vector<std::string> words_of(const std::vector<Token>& tokens)
{
    std::vector<std::string> words;
    for (const auto& token : tokens) words.push_back(token.word);
    return words;
}

/// A piece of what was typed: one word, or what stands in quotes.
struct Piece
{
    std::string_view text;
    bool quoted{};
    bool ended{};  ///< something follows it
};

std::vector<Piece> pieces_of(std::string_view text)
{
    // Straight and curly quotes; a programme of office turns one into the other.
    static constexpr std::string_view quotes[] = {"\"", "\u201c", "\u201d"};
    std::vector<Piece> pieces;
    std::size_t begin = 0;
    bool quoted = false;
    const auto end_piece = [&](std::size_t end, bool ended) {
        if (end > begin) pieces.push_back({text.substr(begin, end - begin), quoted, ended});
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto* quote = std::find_if(std::begin(quotes), std::end(quotes), [&](std::string_view one) { return text.substr(at, one.size()) == one; });
        if (quote != std::end(quotes)) {
            end_piece(at, true);
            quoted = !quoted;
            begin = at += quote->size();
        } else if (!quoted && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n')) {
            end_piece(at, true);
            begin = ++at;
        } else {
            ++at;
        }
    }
    end_piece(text.size(), false);
    return pieces;
}

/// Every name of a body as a phrase.
std::vector<Phrase> names_of(const Tokenizer& tokenizer, const exchange::DirectoryEntry& body)
{
    std::vector<Phrase> names;
    const auto add = [&](const std::string& name) {
        Phrase phrase{words_of(tokenizer(name)), false};
        if (!phrase.words.empty() && names.size() < forms_max && std::find(names.begin(), names.end(), phrase) == names.end())
            names.push_back(std::move(phrase));
    };
    add(body.name);
    add(body.full_name);
    for (const auto& alias : body.aliases) add(alias);
    return names;
}

/// Where the words from `from` on are a known body's name: how many are, and its names.
std::size_t body_at(const Tokenizer& tokenizer, const std::vector<Piece>& pieces, std::size_t from, std::vector<Phrase>& names)
{
    for (std::size_t count = std::min(body_words_max, pieces.size() - from); count > 0; --count) {
        std::string name;
        bool plain = true;
        for (std::size_t i = from; i < from + count; ++i) {
            plain = plain && !pieces[i].quoted;
            name.append(name.empty() ? "" : " ").append(pieces[i].text);
        }
        const auto* body = plain ? exchange::ProviderDirectory::standard().find(name) : nullptr;
        if (!body || body->kind != exchange::ProviderKind::body) continue;
        names = names_of(tokenizer, *body);
        return count;
    }
    return 0;
}

bool has_letters(const Phrase& phrase)
{
    return phrase.words.back().size() >= prefix_letters_min;
}

}  // namespace

Result<Query> parse_query(const Tokenizer& tokenizer, std::string_view text)
{
    ASSENT_CHECK(check(text));
    Query query;
    query.reference = reference_key(text);
    const auto pieces = pieces_of(text);
    for (std::size_t i = 0; i < pieces.size() && query.terms.size() < terms_max;) {
        Phrase typed{words_of(tokenizer(pieces[i].text)), false};
        if (typed.words.empty()) {
            ++i;
            continue;
        }
        Term term;
        std::vector<Phrase> names;
        const std::size_t taken = body_at(tokenizer, pieces, i, names);
        const bool being_typed = !pieces[i + (taken > 0 ? taken - 1 : 0)].ended && !pieces[i].quoted;
        if (taken > 0) {
            term.forms = std::move(names);
            Phrase together;
            for (std::size_t k = i; k < i + taken; ++k)
                for (auto& word : words_of(tokenizer(pieces[k].text))) together.words.push_back(std::move(word));
            together.prefix = being_typed && has_letters(together);
            term.forms.push_back(std::move(together));
        } else {
            typed.prefix = being_typed && has_letters(typed);
            term.forms.push_back(std::move(typed));
        }
        query.terms.push_back(std::move(term));
        i += std::max<std::size_t>(taken, 1);
    }
    return query;
}

Result<Term> parse_filter(const Tokenizer& tokenizer, const SearchFilter& filter)
{
    ASSENT_CHECK(check(filter.value));
    Term term;
    if (filter.facet == SearchFacet::provider)
        if (const auto* body = exchange::ProviderDirectory::standard().find(filter.value)) term.forms = names_of(tokenizer, *body);
    std::string value = filter.value;
    if (filter.facet == SearchFacet::quarter)
        if (const auto read = parse_timescales(value); read.size() == 1 && read[0].kind == TimescaleKind::quarter && !read[0].label.empty())
            value = read[0].label;
    if (Phrase phrase{words_of(tokenizer(value)), false}; !phrase.words.empty()) term.forms.push_back(std::move(phrase));
    if (term.forms.empty()) return refuse(Errc::invalid, "The filter “" + filter.value + "” has no words. Take it away or choose another.");
    return term;
}

std::string expression_of(const std::vector<Term>& terms)
{
    std::string out;
    for (const auto& term : terms) {
        if (!out.empty()) out += " AND ";
        out += '(';
        for (std::size_t i = 0; i < term.forms.size(); ++i) {
            const auto& phrase = term.forms[i];
            out += i > 0 ? " OR \"" : "\"";
            for (std::size_t k = 0; k < phrase.words.size(); ++k) {
                if (k > 0) out += ' ';
                for (const char c : phrase.words[k])
                    if (c != '"') out += c;
            }
            out += phrase.prefix ? "\"*" : "\"";
        }
        out += ')';
    }
    return out;
}

std::optional<SearchKind> kind_named(std::string_view name)
{
    SearchKind kind{};
    const std::string exact(name);
    if (!boost::describe::enum_from_string(exact.c_str(), kind)) return std::nullopt;
    return kind;
}

}  // namespace assent::search
