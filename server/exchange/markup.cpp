#include "server/exchange/markup.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t tag_size_max = 1000;  // longer than any tag of an office program; keeps the search linear

struct Tag
{
    std::string_view name;  // as written
    bool closing{};
    std::size_t size{};
};

/// The tag at the start of `text`, which begins with '<'; nothing if that sign is text.
std::optional<Tag> tag_at(std::string_view text)
{
    if (text.size() < 3) return std::nullopt;
    Tag tag;
    std::size_t i = 1;
    if (text[i] == '/') {
        tag.closing = true;
        ++i;
    }
    if (text[i] == '!') {  // a comment or a declaration
        ++i;
    } else if (!is_letter(text[i])) {
        return std::nullopt;
    }
    const std::size_t begin = i;
    while (i < text.size() && (is_letter(text[i]) || is_digit(text[i]))) ++i;
    tag.name = text.substr(begin, i - begin);
    const std::size_t limit = std::min(text.size(), tag_size_max);
    for (; i < limit; ++i) {
        if (text[i] == '>') {
            tag.size = i + 1;
            return tag;
        }
        if (text[i] == '<') return std::nullopt;
    }
    return std::nullopt;
}

bool is(const Tag& tag, std::string_view name)
{
    return tag.name.size() == name.size() && starts_with_ignoring_case(tag.name, name);
}

enum class ListStyle { glyphs, hyphens, numbers, bare };

/// "1. ", "1) ", "a) ", "a. ": size of an enumerator at `i`, and its ordinal.
std::optional<std::pair<int, std::size_t>> enumerator(std::string_view text, std::size_t i)
{
    const bool bracket = i < text.size() && text[i] == '(';
    std::size_t k = bracket ? i + 1 : i;
    int value = 0;
    if (k < text.size() && is_digit(text[k])) {
        while (k < text.size() && is_digit(text[k]) && value < 100) value = value * 10 + (text[k++] - '0');
    } else if (k < text.size() && is_lower(text[k])) {
        value = text[k++] - 'a' + 1;
    } else {
        return std::nullopt;
    }
    if (k >= text.size() || (text[k] != '.' && text[k] != ')')) return std::nullopt;
    if (bracket && text[k] != ')') return std::nullopt;
    ++k;
    if (k < text.size() && text[k] != ' ') return std::nullopt;
    return std::pair{value, k - i};
}

bool hyphen_item_at(std::string_view text, std::size_t i)
{
    const std::size_t size = dash_size(text, i);
    return size != 0 && i + size < text.size() && text[i + size] == ' ' && (i == 0 || text[i - 1] == ' ');
}

ListStyle style_of(std::string_view text)
{
    if (glyph_size(text) != 0) return ListStyle::glyphs;
    if (hyphen_item_at(text, 0) || (text.size() > 2 && text[0] == '*' && text[1] == ' ')) return ListStyle::hyphens;
    if (const auto e = enumerator(text, 0); e && e->first == 1) return ListStyle::numbers;
    return ListStyle::bare;
}

/// Divides the text of a list at its own kind of mark.
std::vector<std::pair<std::string, bool>> items_of(const std::string& text, ListStyle style)
{
    std::vector<std::pair<std::string, bool>> items;
    std::size_t begin = 0;
    bool marked = false;
    const auto close = [&](std::size_t end) {
        const auto piece = trim(std::string_view(text).substr(begin, end - begin));
        if (!piece.empty()) items.emplace_back(std::string(piece), marked);
    };
    int expected = 1;
    // Only the dash that opens the list marks its items: in a list of hyphens " – " is a dash, and the other way round.
    const std::size_t dash = dash_size(text, 0);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = std::string_view(text).substr(i);
        std::size_t mark = glyph_size(rest);
        if (mark == 0 && style == ListStyle::hyphens) {
            if (dash != 0 && dash_size(text, i) == dash && hyphen_item_at(text, i)) {
                mark = dash;
                // A second mark may follow the hyphen: " - ✓ ".
                std::size_t next = i + mark;
                while (next < text.size() && text[next] == ' ') ++next;
                if (const std::size_t second = glyph_size(std::string_view(text).substr(next))) mark = next + second - i;
            } else if (text[i] == '*' && (i == 0 || text[i - 1] == ' ') && i + 1 < text.size() && text[i + 1] == ' ') {
                mark = 1;
            }
        }
        if (mark == 0 && style == ListStyle::numbers && (i == 0 || text[i - 1] == ' ')) {
            if (const auto e = enumerator(text, i); e && e->first == expected) {
                mark = e->second;
                ++expected;
            }
        }
        if (mark == 0) continue;
        close(i);
        begin = i + mark;
        marked = true;
        i = begin - 1;
    }
    close(text.size());
    return items;
}

class CellReader
{
public:
    CellReader(std::string_view cell, Line line) : cell_(cell), line_(line) {}

    CellText read()
    {
        std::size_t run = 0;
        for (std::size_t i = 0; i < cell_.size();) {
            if (cell_[i] != '<') {
                ++i;
                continue;
            }
            const auto tag = tag_at(cell_.substr(i));
            if (!tag) {
                ++i;
                continue;
            }
            pending_.append(cell_.substr(run, i - run));
            i += tag->size;
            run = i;
            meet(*tag);
        }
        pending_.append(cell_.substr(run));
        flush();
        return std::move(result_);
    }

private:
    void meet(const Tag& tag)
    {
        if (is(tag, "ul") || is(tag, "ol")) {
            flush();
            if (tag.closing) {
                in_list_ = false;
                return;
            }
            // A list inside a list's item that ends with a colon is part of it; otherwise a new list.
            const bool inside = in_list_ && !result_.blocks.empty() && result_.blocks.back().kind == Block::Kind::bullet &&
                                result_.blocks.back().text.ends_with(':') && result_.blocks.back().had_glyph;
            depth_ = inside ? static_cast<std::uint8_t>(std::min(depth_ + 1, 9)) : std::uint8_t{0};
            in_list_ = true;
            ++list_;
        } else if (is(tag, "p") || is(tag, "div") || is(tag, "table") || is(tag, "tr")) {
            flush();
            in_list_ = false;
            depth_ = 0;
        } else if (is(tag, "li")) {
            flush();
            if (!tag.closing) item_marked_ = true;
        } else if (is(tag, "br")) {
            flush();
        } else if (is(tag, "i") || is(tag, "em")) {
            if (!tag.closing && collapse(pending_).empty()) italic_ = true;
            pending_.push_back(' ');
        } else {
            // Other tags, known or not, mean nothing here; their text stays. Inline ones may stand inside a word.
            if (!is(tag, "b") && !is(tag, "strong") && !is(tag, "span") && !is(tag, "u") && !is(tag, "sup") && !is(tag, "sub"))
                pending_.push_back(' ');
        }
    }

    void add(Block::Kind kind, std::string text, bool glyph)
    {
        Block block;
        block.kind = kind;
        block.text = std::move(text);
        block.lines = {line_};
        block.had_glyph = glyph;
        block.italic = italic_;
        block.list = kind == Block::Kind::bullet ? list_ : 0;
        block.depth = kind == Block::Kind::bullet ? depth_ : std::uint8_t{0};
        result_.blocks.push_back(std::move(block));
    }

    void flush()
    {
        std::string text = collapse(pending_);
        pending_.clear();
        const bool item = std::exchange(item_marked_, false);
        if (!text.empty()) {
            if (in_list_) {
                for (auto& [words, marked] : items_of(text, style_of(text)))
                    add(Block::Kind::bullet, std::move(words), marked || item);
            } else if (const bool leads = glyph_size(text) != 0; leads || has_inner_glyph(text)) {
                // Bullets without a list around them.
                ++list_;
                bool first = !leads;
                for (auto& [words, marked] : items_of(text, ListStyle::glyphs)) {
                    if (first && !marked) add(Block::Kind::paragraph, std::move(words), false);
                    else add(Block::Kind::bullet, std::move(words), true);
                    first = false;
                }
            } else {
                add(Block::Kind::paragraph, std::move(text), false);
            }
        }
        italic_ = false;
    }

    static bool has_inner_glyph(std::string_view text)
    {
        // The middle dot and the tick also stand inside sentences; only a true bullet makes a list of a paragraph.
        for (const std::string_view glyph : {"\u2022", "\u25AA", "\u25CF", "\uF0B7"})
            if (text.find(glyph) != std::string_view::npos) return true;
        return false;
    }

    std::string_view cell_;
    Line line_;
    CellText result_;
    std::string pending_;
    bool in_list_{};
    std::uint8_t depth_{};
    bool italic_{};
    bool item_marked_{};
    std::uint32_t list_{};
};

constexpr std::array<std::string_view, 34> joining_words{
    "of", "the", "a", "an", "and", "or", "to", "in", "on", "for", "with", "by", "from", "as", "at", "into", "within",
    "across", "between", "both", "new", "local", "national", "existing", "all", "any", "our", "their", "including",
    "than", "via", "using", "through", "other"};

bool is_joining(std::string_view word)
{
    const std::string lowered = lower_copy(word);
    return std::find(joining_words.begin(), joining_words.end(), lowered) != joining_words.end();
}

bool all_lower_word(std::string_view word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return is_lower(c) || c == '-'; });
}

bool capitalised(std::string_view word)
{
    return word.size() >= 2 && is_upper(word[0]) && is_lower(word[1]);
}

/// "Adult Continuing Healthcare: …": a label that opens an item.
bool opens_with_label(std::string_view text)
{
    text = text.substr(0, 200);  // a label is short; and the search stays linear
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon + 1 >= text.size() || text[colon + 1] != ' ') return false;
    const std::string_view label = text.substr(0, colon);
    return label.find(". ") == std::string_view::npos && capitalised(label) && word_count(label) <= 14;
}

/// Positions where sentences begin, after a full stop and a space, with a capital letter.
std::vector<std::size_t> sentence_starts(std::string_view text)
{
    std::vector<std::size_t> starts;
    for (std::size_t i = 2; i < text.size(); ++i) {
        if (!is_upper(text[i]) || text[i - 1] != ' ') continue;
        const char stop = text[i - 2];
        if (stop != '.' && stop != ';' && stop != '!' && stop != '?') continue;
        // "i.e. Autistic": an abbreviation's stop ends no sentence.
        if (i >= 5 && stop == '.' && text[i - 4] == '.') continue;
        starts.push_back(i);
    }
    return starts;
}

/// Boundaries of items that run together without any mark. Each is a reading, not a fact.
std::vector<std::size_t> bare_boundaries(std::string_view text)
{
    std::vector<std::size_t> result;
    const auto starts = sentence_starts(text);
    if (opens_with_label(text)) {
        for (const std::size_t i : starts)
            if (opens_with_label(text.substr(i))) result.push_back(i);
        if (!result.empty()) return result;
    }
    const auto words = split_words(text);
    if (words.size() < 4) return result;
    std::size_t next_start = 0;
    for (std::size_t w = 1; w < words.size(); ++w) {
        const auto position = static_cast<std::size_t>(words[w].data() - text.data());
        while (next_start < starts.size() && starts[next_start] < position) ++next_start;
        const bool sentence = next_start < starts.size() && starts[next_start] == position;
        if (sentence) {
            // A sentence that opens with the words of the first item is an item; any other may belong to the one before.
            if (words[w] == words[0] && w + 1 < words.size() && words[w + 1] == words[1]) result.push_back(position);
            continue;
        }
        if (!capitalised(words[w]) || !all_lower_word(words[w - 1]) || is_joining(words[w - 1])) continue;
        // A capital in mid-sentence opens an item if no name goes on after it.
        const bool name_goes_on = w + 1 < words.size() && !all_lower_word(words[w + 1]);
        if (!name_goes_on && w + 1 < words.size()) result.push_back(position);
    }
    return result;
}

/// Where a closing paragraph begins that is glued to the last item of a list; 0 if there is none.
std::size_t closing_paragraph(std::string_view item, bool bare)
{
    const auto words = split_words(item);
    for (std::size_t w = 2; w < words.size(); ++w) {
        static constexpr std::array<std::string_view, 5> openers{"The", "This", "These", "We", "All"};
        if (std::find(openers.begin(), openers.end(), words[w]) == openers.end()) continue;
        if (!all_lower_word(words[w - 1]) || is_joining(words[w - 1])) continue;
        return static_cast<std::size_t>(words[w].data() - item.data());
    }
    if (!bare) return 0;
    // In a list without marks, a closing sentence says how the items are to be put in the contract.
    for (const std::size_t i : sentence_starts(item)) {
        const std::string sentence = lower_copy(item.substr(i, 240));
        const std::string_view head = std::string_view(sentence).substr(0, 40);
        const bool summary = head.starts_with("changes ") || head.starts_with("service changes ") ||
                             head.starts_with("these ") || head.starts_with("the above ") || head.starts_with("this will ");
        if (summary) return i;
    }
    return 0;
}

/// Only a title: every word that counts has a capital.
bool is_bare_title(std::string_view text)
{
    const auto words = split_words(text);
    if (words.size() < 2 || words.size() > 8 || ends_sentence(text)) return false;
    return std::all_of(words.begin(), words.end(), [](std::string_view word) { return is_upper(word[0]) || is_joining(word); });
}

}  // namespace

std::string without_tags(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '<') {
            if (const auto tag = tag_at(text.substr(i))) {
                result.push_back(' ');
                i += tag->size;
                continue;
            }
        }
        result.push_back(text[i++]);
    }
    return result;
}

std::string CellText::text() const
{
    std::string result;
    for (const Block& block : blocks) {
        if (!result.empty()) result.push_back('\n');
        result += block.marked.empty() ? block.text : block.marked;
    }
    return result;
}

std::uint32_t CellText::bullets() const
{
    std::uint32_t count = 0;
    for (const Block& block : blocks) count += block.kind == Block::Kind::bullet;
    return count;
}

CellText read_cell(std::string_view cell, Line line)
{
    if (cell.size() <= cell_bytes_max) return CellReader(cell, line).read();
    CellText huge;
    Block block;
    block.text = collapse(without_tags(cell));
    block.lines = {line};
    if (!block.text.empty()) huge.blocks.push_back(std::move(block));
    huge.notes.push_back({line, "huge_cell", "A cell of more than 256 KB was kept as one paragraph; its lists were not divided."});
    return huge;
}

void append_continuation(CellText& cell, CellText more)
{
    if (more.blocks.empty()) return;
    std::uint32_t lists = 0;
    for (const Block& block : cell.blocks) lists = std::max(lists, block.list);
    const bool opens_with_list = more.blocks.front().kind == Block::Kind::bullet;
    auto first = more.blocks.begin();
    if (!cell.blocks.empty() && !opens_with_list && !ends_sentence(cell.blocks.back().text)) {
        Block& last = cell.blocks.back();
        last.text += " " + first->text;
        last.lines.insert(last.lines.end(), first->lines.begin(), first->lines.end());
        ++first;
        // The list goes on behind the half item.
        if (last.kind == Block::Kind::bullet && first != more.blocks.end() && first->list == 1)
            for (auto block = first; block != more.blocks.end(); ++block)
                if (block->list == 1) block->list = 0;  // marked; numbered below
    }
    const std::uint32_t open_list = cell.blocks.empty() ? 0 : cell.blocks.back().list;
    for (auto block = first; block != more.blocks.end(); ++block) {
        if (block->kind == Block::Kind::bullet) {
            const bool continues = block->list == 0 || (opens_with_list && block->list == 1 && open_list != 0);
            block->list = continues && open_list != 0 ? open_list : block->list + lists;
        }
        cell.blocks.push_back(std::move(*block));
    }
    for (auto& note : more.notes) cell.notes.push_back(std::move(note));
}

void settle_lists(CellText& cell)
{
    std::vector<Block> settled;
    for (std::size_t b = 0; b < cell.blocks.size(); ++b) {
        Block block = std::move(cell.blocks[b]);
        if (block.kind != Block::Kind::bullet) {
            settled.push_back(std::move(block));
            continue;
        }
        const bool ends_cell = b + 1 == cell.blocks.size();
        const bool ends_list = ends_cell || cell.blocks[b + 1].list != block.list;
        const Line line = block.lines.front();
        std::string closing;
        if (ends_list && ends_cell) {
            if (const std::size_t at = closing_paragraph(block.text, !block.had_glyph)) {
                closing = block.text.substr(at);
                block.text = std::string(trim(std::string_view(block.text).substr(0, at)));
                cell.notes.push_back({line, "glued_paragraph",
                                      "A paragraph was glued to the last item of a list and has been set apart: \"" +
                                          excerpt(closing) + "\"."});
            }
        }
        if (!block.had_glyph) {
            const auto boundaries = bare_boundaries(block.text);
            std::size_t begin = 0;
            const std::string whole = std::move(block.text);
            block.text.clear();
            for (std::size_t k = 0; k <= boundaries.size(); ++k) {
                const std::size_t end = k < boundaries.size() ? boundaries[k] : whole.size();
                Block part = block;
                part.text = std::string(trim(std::string_view(whole).substr(begin, end - begin)));
                part.guessed = true;
                if (!part.text.empty()) settled.push_back(std::move(part));
                begin = end;
            }
            if (!boundaries.empty())
                cell.notes.push_back({line, "list_without_bullets",
                                      "The items of this list carry no bullets; they were divided into " +
                                          std::to_string(boundaries.size() + 1) +
                                          " at capital letters and labels. Please check where each begins."});
        } else {
            settled.push_back(std::move(block));
        }
        if (!closing.empty()) {
            Block paragraph;
            paragraph.text = std::move(closing);
            paragraph.lines = settled.back().lines;
            paragraph.guessed = true;
            settled.push_back(std::move(paragraph));
        }
    }
    // A title and its text, which " - " divided because hyphens are this list's bullets.
    cell.blocks.clear();
    for (std::size_t b = 0; b < settled.size(); ++b) {
        Block& block = settled[b];
        const bool title = block.kind == Block::Kind::bullet && block.had_glyph && b + 1 < settled.size() &&
                           settled[b + 1].kind == Block::Kind::bullet && settled[b + 1].list == block.list &&
                           is_bare_title(block.text) &&
                           (settled[b + 1].text.starts_with("The ") || settled[b + 1].text.starts_with("To "));
        if (title) {
            cell.notes.push_back({block.lines.front(), "item_title",
                                  "The item \"" + excerpt(block.text) +
                                      "\" is only a title; it was put together with the item after it."});
            settled[b + 1].text = block.text + " - " + settled[b + 1].text;
            continue;
        }
        cell.blocks.push_back(std::move(block));
    }
}

}  // namespace assent::exchange
