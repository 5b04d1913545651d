#include "server/exchange/provider_directory.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "shared/base/toml.hpp"

#include "server/exchange/text_tools.hpp"

#include "assent_standard_providers.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t entries_max = 20'000;
constexpr std::size_t name_bytes_max = 200;

struct Token
{
    std::string_view text;
    std::string folded;
    char separator{};  ///< '/', ',', '(' … ; '\0' for a word
};

bool is_word_byte(char c)
{
    return is_letter(c) || is_digit(c) || c == '&' || c == '\'' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

/// Words and separators. "L&D" is one word; a hyphen or ampersand on its own is a separator.
std::vector<Token> tokens_of(std::string_view text)
{
    std::vector<Token> tokens;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == ' ') {
            ++i;
            continue;
        }
        if (const std::size_t size = dash_size(text, i); size == 3) {
            tokens.push_back({text.substr(i, 3), {}, '-'});
            i += 3;
            continue;
        }
        if (!is_word_byte(c)) {
            tokens.push_back({text.substr(i, 1), {}, c == '.' && i + 1 < text.size() && text[i + 1] != ' ' ? '/' : c});
            ++i;
            continue;
        }
        const std::size_t begin = i;
        while (i < text.size() && is_word_byte(text[i]) && dash_size(text, i) != 3) ++i;
        const std::string_view word = text.substr(begin, i - begin);
        if (word == "-" || word == "&") tokens.push_back({word, {}, word.front()});
        else tokens.push_back({word, fold(word), '\0'});
    }
    return tokens;
}

std::string phrase_of(std::string_view name)
{
    std::string phrase;
    for (const Token& token : tokens_of(name)) {
        if (token.separator != '\0' && token.separator != '&' && token.separator != '-') continue;
        if (!phrase.empty()) phrase.push_back(' ');
        phrase += token.separator == '&' ? std::string("&") : token.folded;
    }
    return phrase;
}

bool is_filler(std::string_view folded)
{
    static constexpr std::array<std::string_view, 10> fillers{"and",  "or",   "the",   "with",     "plus",
                                                              "also", "both", "other", "provided", "by"};
    return std::find(fillers.begin(), fillers.end(), folded) != fillers.end();
}

/// A word after which a new phrase begins, so that it never belongs to a class's name.
bool ends_modifiers(std::string_view folded)
{
    static constexpr std::array<std::string_view, 12> words{"to",   "our", "by",   "from",   "on",     "for",
                                                            "this", "in",  "their", "impact", "impacted", "affects"};
    return std::find(words.begin(), words.end(), folded) != words.end();
}

std::string_view span_text(std::string_view first, std::string_view last)
{
    return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

}  // namespace

void ProviderDirectory::add_name(std::string_view name, std::size_t entry)
{
    const std::string phrase = phrase_of(name);
    if (phrase.empty()) return;
    by_name_.emplace(phrase, entry);
    words_max_ = std::max(words_max_, word_count(phrase));
    if (word_count(phrase) == 1 && phrase.size() >= 3 && phrase.size() <= 6) by_letters_.emplace(phrase, entry);
}

void ProviderDirectory::add(DirectoryEntry entry)
{
    const std::size_t index = entries_.size();
    add_name(entry.name, index);
    if (!entry.full_name.empty()) add_name(entry.full_name, index);
    for (const auto& alias : entry.aliases) add_name(alias, index);
    entries_.push_back(std::move(entry));
}

Result<ProviderDirectory> ProviderDirectory::from_toml(std::string_view text)
{
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        const auto& error = parsed.error();
        return refuse(Errc::malformed,
                      "The provider directory is not valid TOML at line " + std::to_string(error.source().begin.line) + ": " +
                          std::string(error.description()) + ".",
                      "providers");
    }
    const toml::table& table = parsed.table();
    ProviderDirectory directory;
    const auto strings = [](const toml::array* array) {
        std::vector<std::string> values;
        if (array == nullptr) return values;
        for (const auto& value : *array)
            if (const auto s = value.value<std::string>(); s && s->size() <= name_bytes_max) values.push_back(*s);
        return values;
    };
    for (const auto& [key, kind] : {std::pair{"body", ProviderKind::body}, {"partnership", ProviderKind::partnership}}) {
        const toml::array* list = table[key].as_array();
        if (list == nullptr) continue;
        for (const auto& node : *list) {
            const toml::table* t = node.as_table();
            if (t == nullptr) continue;
            DirectoryEntry entry;
            entry.kind = kind;
            entry.name = (*t)["name"].value_or(std::string{});
            if (entry.name.empty() || entry.name.size() > name_bytes_max)
                return refuse(Errc::malformed,
                              "A [[" + std::string(key) + "]] at line " + std::to_string(t->source().begin.line) +
                                  " of the provider directory has no name, or one over 200 bytes. Give it a short name.",
                              "providers");
            entry.full_name = (*t)["full"].value_or(std::string{});
            entry.body_kind = (*t)["kind"].value_or(std::string{});
            entry.place = (*t)["place"].value_or(std::string{});
            entry.ambiguous = (*t)["ambiguous"].value_or(std::string{});
            entry.aliases = strings((*t)["aliases"].as_array());
            entry.members = strings((*t)["members"].as_array());
            directory.add(std::move(entry));
            if (directory.entries_.size() > entries_max)
                return refuse(Errc::too_large, "The provider directory has more than 20,000 entries.", "providers");
        }
    }
    for (const auto& [key, kind] :
         {std::pair{"classes", ProviderKind::provider_class}, {"impact_areas", ProviderKind::impact_area}}) {
        for (auto& name : strings(table[key]["names"].as_array())) {
            DirectoryEntry entry;
            entry.kind = kind;
            entry.name = std::move(name);
            directory.add(std::move(entry));
        }
    }
    for (const auto& head : strings(table["class_words"]["heads"].as_array())) directory.heads_.emplace(fold(head), true);
    for (const auto& word : strings(table["body_words"]["names"].as_array())) directory.body_words_.emplace(fold(word), true);
    return directory;
}

const ProviderDirectory& ProviderDirectory::standard()
{
    static const ProviderDirectory directory = [] {
        auto parsed = from_toml(standard_providers_toml);
        // The shipped file is part of the program; a test reads it.
        return parsed ? std::move(*parsed) : ProviderDirectory{};
    }();
    return directory;
}

const DirectoryEntry* ProviderDirectory::find(std::string_view name) const
{
    const auto found = by_name_.find(phrase_of(name.substr(0, name_bytes_max)));
    return found == by_name_.end() ? nullptr : &entries_[found->second];
}

ProviderReading ProviderDirectory::read(std::string_view cell) const
{
    ProviderReading reading;
    const std::string text = collapse(cell);
    const auto tokens = tokens_of(text);
    std::size_t pending = 0;        // first of the unknown words before the current position
    bool has_pending = false;
    bool indirect = false;
    std::unordered_map<std::string, bool> seen;

    const auto mention = [&](ProviderKind kind, std::string name, std::string_view written, std::string ambiguous) {
        if (!seen.emplace(std::to_string(static_cast<int>(kind)) + fold(name), true).second) return;
        reading.mentions.push_back({kind, std::move(name), std::string(written), std::move(ambiguous), indirect});
    };
    const auto give_up = [&](std::size_t end) {
        if (!has_pending) return;
        has_pending = false;
        std::size_t first = pending;
        while (first < end && (tokens[first].separator != '\0' || is_filler(tokens[first].folded))) ++first;
        std::size_t last = end;
        while (last > first && (tokens[last - 1].separator != '\0' || is_filler(tokens[last - 1].folded))) --last;
        if (first == last) return;
        const std::string words(span_text(tokens[first].text, tokens[last - 1].text));
        if (has_word(words, "indirect")) indirect = true;
        if (seen.emplace("?" + fold(words), true).second) reading.unknown.push_back(words);
    };
    /// The longest known name at `i`: entry and number of tokens.
    const auto longest = [&](std::size_t i) -> std::pair<const DirectoryEntry*, std::size_t> {
        std::string phrase;
        std::pair<const DirectoryEntry*, std::size_t> best{nullptr, 0};
        for (std::size_t k = 0; k < words_max_ && i + k < tokens.size(); ++k) {
            const Token& token = tokens[i + k];
            if (token.separator != '\0' && token.separator != '&') break;
            if (k > 0) phrase.push_back(' ');
            phrase += token.separator == '&' ? std::string("&") : token.folded;
            if (const auto found = by_name_.find(phrase); found != by_name_.end()) best = {&entries_[found->second], k + 1};
        }
        return best;
    };
    /// The end of a run of unknown words from `i` that a class's last word closes; 0 if there is none.
    const auto class_run = [&](std::size_t i) -> std::size_t {
        for (std::size_t k = i; k < tokens.size() && k < i + 6; ++k) {
            const Token& token = tokens[k];
            if (token.separator != '\0' || ends_modifiers(token.folded)) return 0;
            if (k > i && heads_.contains(token.folded)) {
                while (k + 1 < tokens.size() && tokens[k + 1].separator == '\0' && heads_.contains(tokens[k + 1].folded)) ++k;
                return k + 1;
            }
            if (k > i && longest(k).first != nullptr && longest(k).first->kind != ProviderKind::impact_area) {
                // "New" + "Community Services provider": unknown words before a class belong to it.
                const auto [entry, size] = longest(k);
                return entry->kind == ProviderKind::provider_class ? k + size : 0;
            }
        }
        return 0;
    };

    /// Whether unknown capitalised words follow at `i` that name a body by its kind ("… Trust").
    const auto opens_unknown_body = [&](std::size_t i) {
        for (std::size_t k = i; k < tokens.size() && k < i + 6; ++k) {
            if (tokens[k].separator != '\0' || !is_upper(tokens[k].text.front()) || heads_.contains(tokens[k].folded)) return false;
            if (body_words_.contains(tokens[k].folded)) return true;
            if (longest(k).first != nullptr) return false;
        }
        return false;
    };

    for (std::size_t i = 0; i < tokens.size();) {
        const Token& token = tokens[i];
        if (token.separator != '\0') {
            if (token.separator != '&' && token.separator != '-') give_up(i);
            if (token.separator == '.' || token.separator == ';') indirect = false;
            ++i;
            continue;
        }
        const auto [entry, size] = longest(i);
        if (entry != nullptr) {
            std::size_t end = i + size;
            if (entry->kind == ProviderKind::impact_area) {
                // "Community Health Visiting Services": a sector that only opens the name of a class. Several sectors
                // joined by "and" may open it together.
                std::size_t next = end;
                std::vector<std::pair<const DirectoryEntry*, std::size_t>> sectors{{entry, i}};
                while (next + 1 < tokens.size() && tokens[next].folded == "and") {
                    const auto [other, other_size] = longest(next + 1);
                    if (other == nullptr || other->kind != ProviderKind::impact_area) break;
                    sectors.emplace_back(other, next + 1);
                    next += 1 + other_size;
                }
                // "Community Health Trust of Northam": a body that the directory does not know, not a sector.
                if (!has_pending && opens_unknown_body(end)) {
                    has_pending = true;
                    pending = i;
                    i = end;
                    continue;
                }
                const bool word_follows = next < tokens.size() && tokens[next].separator == '\0' &&
                                          longest(next).first == nullptr && !is_filler(tokens[next].folded);
                if (word_follows) {
                    std::size_t run = heads_.contains(tokens[next].folded) ? next + 1 : class_run(next);
                    if (run != 0) {
                        give_up(i);
                        for (const auto& [sector, at] : sectors) mention(ProviderKind::impact_area, sector->name, tokens[at].text, {});
                        const auto written = span_text(token.text, tokens[run - 1].text);
                        mention(ProviderKind::provider_class, std::string(written), written, {});
                        i = run;
                        continue;
                    }
                }
            }
            const auto written = span_text(token.text, tokens[end - 1].text);
            if (entry->kind == ProviderKind::provider_class && has_pending) {
                // Words right before a class, up to one that begins another phrase, are part of its name.
                std::size_t first = i;
                while (first > pending && tokens[first - 1].separator == '\0' && !ends_modifiers(tokens[first - 1].folded) &&
                       i - first < 5)
                    --first;
                while (first < i && (tokens[first].folded == "and" || tokens[first].folded == "the")) ++first;
                if (first < i) {
                    give_up(first);
                    has_pending = false;
                    const auto whole = span_text(tokens[first].text, tokens[end - 1].text);
                    mention(ProviderKind::provider_class, std::string(whole), whole, {});
                    i = end;
                    continue;
                }
            }
            give_up(i);
            const bool is_body = entry->kind == ProviderKind::body || entry->kind == ProviderKind::partnership;
            mention(entry->kind, is_body ? entry->name : std::string(written), written,
                    fold(written) == fold(entry->name) ? entry->ambiguous : std::string{});
            i = end;
            continue;
        }
        // A short name that a line break divided: "CB C", "L &D".
        bool repaired = false;
        if (token.text.size() <= 4 && std::all_of(token.text.begin(), token.text.end(), [](char c) { return is_upper(c) || c == '&'; })) {
            std::string letters = token.folded;
            for (std::size_t k = i + 1; k < tokens.size() && k < i + 3 && !repaired; ++k) {
                if (tokens[k].separator != '\0' && tokens[k].separator != '&') break;
                letters += tokens[k].separator == '&' ? std::string("&") : tokens[k].folded;
                const auto found = by_letters_.find(letters);
                if (found == by_letters_.end() || entries_[found->second].kind != ProviderKind::body) continue;
                give_up(i);
                const auto written = span_text(token.text, tokens[k].text);
                mention(ProviderKind::body, entries_[found->second].name, written, {});
                reading.repaired.push_back("\"" + std::string(written) + "\" was read as " + entries_[found->second].name);
                i = k + 1;
                repaired = true;
            }
        }
        if (repaired) continue;
        if (!has_pending) {
            if (const std::size_t run = class_run(i); run != 0 && !is_filler(token.folded)) {
                const auto written = span_text(token.text, tokens[run - 1].text);
                mention(ProviderKind::provider_class, std::string(written), written, {});
                i = run;
                continue;
            }
            has_pending = true;
            pending = i;
        }
        ++i;
    }
    give_up(tokens.size());
    return reading;
}

std::vector<const DirectoryEntry*> ProviderDirectory::bodies_in(std::string_view text) const
{
    std::vector<const DirectoryEntry*> found;
    const std::string clean = collapse(text);
    const auto tokens = tokens_of(clean);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].separator != '\0') continue;
        std::string phrase;
        const DirectoryEntry* best = nullptr;
        std::size_t best_size = 0;
        for (std::size_t k = 0; k < words_max_ && i + k < tokens.size(); ++k) {
            if (tokens[i + k].separator != '\0' && tokens[i + k].separator != '&') break;
            if (k > 0) phrase.push_back(' ');
            phrase += tokens[i + k].separator == '&' ? std::string("&") : tokens[i + k].folded;
            if (const auto match = by_name_.find(phrase); match != by_name_.end()) {
                best = &entries_[match->second];
                best_size = k + 1;
            }
        }
        if (best == nullptr) continue;
        // In running text a name of one capital letter is too often an ordinary word ("Lister", "Circle", "Cambridge"
        // are not; "mk" in lower case is).
        const bool capital = is_upper(tokens[i].text.front());
        if (best->kind == ProviderKind::body && capital && best->ambiguous.empty() &&
            std::find(found.begin(), found.end(), best) == found.end())
            found.push_back(best);
        i += best_size - 1;
    }
    return found;
}

}  // namespace assent::exchange
