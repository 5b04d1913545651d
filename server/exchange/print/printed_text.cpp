#include "server/exchange/print/printed_text.hpp"

#include <iterator>

#include "server/exchange/print/visible_text.hpp"
#include "shared/document/marked_text.hpp"

namespace assent::exchange::print {

Words as_words(std::string_view text, Look look)
{
    Words words;
    auto visible = visible_text(text);
    if (!visible.empty()) words.runs.push_back({std::move(visible), false, false, look});
    return words;
}

Words bold_words(std::string_view text)
{
    auto words = as_words(text);
    for (auto& run : words.runs) run.bold = true;
    return words;
}

Words operator+(Words left, Words right)
{
    left.runs.insert(left.runs.end(), std::make_move_iterator(right.runs.begin()), std::make_move_iterator(right.runs.end()));
    return left;
}

Paragraph paragraph(std::string_view text, ParagraphLook look)
{
    return {as_words(text), look};
}

Run mark(std::string_view text, Look look)
{
    return {visible_text(text), false, false, look};
}

static Words as_words(const std::vector<MarkedRun>& runs)
{
    Words words;
    std::string_view before;
    for (const auto& run : runs) {
        auto visible = visible_text(run.text);
        if (visible.empty()) continue;
        // Links are told apart by where they stand in the text: two to one address are two.
        const bool joins = !run.link.empty() && run.link.data() == before.data();
        words.runs.push_back({std::move(visible), run.bold, run.italic, Look::plain, visible_text(run.link), joins});
        before = run.link;
    }
    return words;
}

static ListLook look_of(MarkedKind kind)
{
    return kind == MarkedKind::bullet ? ListLook::bullets : ListLook::numbers;
}

/// The list that an item of this depth and kind belongs to, begun if there is none: the last one of that depth in the last
/// item of the one above it.
static List& list_for(std::vector<TextBlock>& blocks, const MarkedBlock& block)
{
    const auto look = look_of(block.kind);
    auto* list = blocks.empty() ? nullptr : std::get_if<List>(&blocks.back());
    if (!list || (block.depth == 0 && list->look != look)) list = &std::get<List>(blocks.emplace_back(List{look, {}}));
    for (std::uint8_t depth = 0; depth < block.depth && !list->items.empty(); ++depth) {
        auto& inner = list->items.back().inner;
        if (inner.empty() || (depth + 1 == block.depth && inner.back().look != look)) inner.push_back({look, {}});
        list = &inner.back();
    }
    return *list;
}

std::vector<TextBlock> marked_blocks(std::string_view text)
{
    std::vector<TextBlock> blocks;
    for (const auto& block : parse_marked(text)) {
        auto words = as_words(block.runs);
        if (block.kind == MarkedKind::paragraph) blocks.emplace_back(Paragraph{std::move(words), {}});
        else list_for(blocks, block).items.push_back({std::move(words), block.number, {}});
    }
    return blocks;
}

Cell cell(std::string_view text)
{
    Cell made;
    if (auto words = as_words(text); !words.empty()) made.blocks.emplace_back(Paragraph{std::move(words), ParagraphLook::bare});
    return made;
}

Cell row_head(Cell of)
{
    of.heads_row = true;
    return of;
}

Cell values_cell(const std::vector<std::string>& items, std::string_view none)
{
    Cell made;
    if (items.empty()) {
        made.blocks.emplace_back(Paragraph{as_words(none, Look::absent), ParagraphLook::bare});
    } else if (items.size() == 1) {
        made = cell(items.front());
    } else {
        List list{ListLook::values, {}};
        for (const auto& item : items) list.items.push_back({as_words(item), 0, {}});
        made.blocks.emplace_back(std::move(list));
    }
    return made;
}

Cell value_cell(const std::string& item, std::string_view none)
{
    return values_cell(item.empty() ? std::vector<std::string>{} : std::vector{item}, none);
}

std::vector<Column> columns_of(const std::vector<std::string>& names)
{
    std::vector<Column> columns;
    for (const auto& name : names) columns.push_back({as_words(name), ColumnLook::words});
    return columns;
}

}  // namespace assent::exchange::print
