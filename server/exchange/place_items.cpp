#include "server/exchange/place_items.hpp"

#include <algorithm>
#include <utility>

#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

struct PlaceHeading
{
    std::size_t block{};
    std::string place;
    std::size_t cut{};  ///< of a heading glued to the block before it: where its words begin
};

/// Words before a list, without their colon.
std::string heading_words(std::string_view text)
{
    text = trim(text);
    if (text.ends_with(':')) text = trim(text.substr(0, text.size() - 1));
    return std::string(text);
}

std::vector<PlaceHeading> place_headings(const CellText& cell, std::string_view label, const std::vector<std::string>& places)
{
    const bool labelled = label.size() <= 80 && (has_word(label, "place") || has_word(label, "local") || has_word(label, "locality") ||
                                                 has_word(label, "localities") || has_word(label, "places"));
    const auto is_place = [&](std::string_view words) {
        const std::string folded = fold(words);
        return std::any_of(places.begin(), places.end(), [&](const std::string& p) { return fold(p) == folded; });
    };
    std::vector<PlaceHeading> found;
    const auto& blocks = cell.blocks;
    for (std::size_t b = 0; b + 1 < blocks.size(); ++b) {
        const std::string& text = blocks[b].text;
        if (text.size() > 200 && !text.ends_with(':')) continue;
        const bool list_follows = blocks[b + 1].kind == Block::Kind::bullet;
        if (blocks[b].kind == Block::Kind::paragraph && text.size() <= 200) {
            const std::string words = heading_words(text);
            const bool short_name = looks_like_heading(words) && word_count(words) <= 4;
            if (is_place(words) || (labelled && short_name && list_follows)) {
                found.push_back({b, words, 0});
                continue;
            }
        }
        // Glued to the end of what stands before it: "... in 2019/20 Northam: <ul>".
        const bool same_list = blocks[b].kind == Block::Kind::bullet && blocks[b + 1].list == blocks[b].list;
        if (!text.ends_with(':') || !list_follows || same_list) continue;
        const std::string_view body = std::string_view(text).substr(0, text.size() - 1);
        for (const auto& place : places) {
            if (body.size() <= place.size() + 1 || !body.ends_with(place) || body[body.size() - place.size() - 1] != ' ') continue;
            found.push_back({b, place, body.size() - place.size()});
            break;
        }
    }
    return found;
}

/// "Woundcare – To reduce …": what stands before the dash; else the first words.
std::string inline_title(const std::string& text)
{
    for (std::size_t i = 1; i < text.size() && i < 90; ++i) {
        const std::size_t size = dash_size(text, i);
        if (size == 0 || i + size >= text.size() || text[i + size] != ' ') continue;
        const auto title = trim(std::string_view(text).substr(0, i));
        if (word_count(title) <= 7 && (text[i - 1] == ' ' || size == 1)) return std::string(title);
    }
    return excerpt(text, 60);
}

void read_place(const std::string& place, CellText& text, std::vector<PlaceItem>& items, std::vector<Doubt>& doubts)
{
    const bool list = text.bullets() > 0;
    std::string heading;
    std::uint8_t heading_depth = 0;
    for (std::size_t b = 0; b < text.blocks.size(); ++b) {
        Block& block = text.blocks[b];
        if (block.italic || (list && block.kind == Block::Kind::paragraph)) {
            doubts.push_back({block.lines.front(), "note",
                              "This note stands among the intentions of " + place + " and was not taken for one: \"" +
                                  excerpt(block.text, 80) + "\"."});
            continue;
        }
        if (block.text.ends_with(':') && b + 1 < text.blocks.size() && text.blocks[b + 1].depth > block.depth) {
            // An item that only heads the list inside it.
            heading = heading_words(block.text);
            heading_depth = block.depth;
            continue;
        }
        if (block.depth <= heading_depth) heading.clear();
        std::sort(block.lines.begin(), block.lines.end());
        block.lines.erase(std::unique(block.lines.begin(), block.lines.end()), block.lines.end());
        std::string title = heading.empty() ? inline_title(block.text) : heading;
        items.push_back({place, std::move(title), std::move(block.text), std::move(block.lines)});
    }
}

}  // namespace

bool is_divided_by_places(const CellText& cell, std::string_view label, const std::vector<std::string>& places)
{
    return !place_headings(cell, label, places).empty();
}

std::vector<PlaceItem> read_place_items(CellText cell, std::string_view label, const std::vector<std::string>& places,
                                        std::vector<Doubt>& doubts)
{
    const auto headings = place_headings(cell, label, places);
    const auto keep = [&](std::vector<MarkupNote>& notes) {
        for (auto& note : notes) doubts.push_back({note.line, std::move(note.kind), std::move(note.message)});
    };
    keep(cell.notes);
    std::vector<std::pair<std::string, CellText>> divided(1);  // the first is what stands before any place
    std::size_t next = 0;
    for (std::size_t b = 0; b < cell.blocks.size(); ++b) {
        Block block = std::move(cell.blocks[b]);
        if (next == headings.size() || headings[next].block != b) {
            divided.back().second.blocks.push_back(std::move(block));
            continue;
        }
        const PlaceHeading& heading = headings[next++];
        if (heading.cut != 0) {
            block.text = std::string(trim(std::string_view(block.text).substr(0, heading.cut)));
            doubts.push_back({block.lines.back(), "glued_heading",
                              "The heading \"" + heading.place + "\" was glued to the item before it and has been set apart."});
            divided.back().second.blocks.push_back(std::move(block));
        }
        divided.emplace_back(heading.place, CellText{});
    }
    std::vector<PlaceItem> items;
    for (auto& [place, text] : divided) {
        settle_lists(text);
        keep(text.notes);
        if (!place.empty()) read_place(place, text, items, doubts);
        else if (!text.empty())
            doubts.push_back({text.blocks.front().lines.front(), "text_before_places",
                              "This text stands before the first place and belongs to none: \"" + excerpt(text.text(), 80) + "\"."});
    }
    return items;
}

}  // namespace assent::exchange
