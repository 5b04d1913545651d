#include "server/exchange/docx/element_finder.hpp"

#include <utility>

#include "server/exchange/docx/word_styles.hpp"
#include "server/exchange/text_tools.hpp"
#include "shared/document/marked_text.hpp"

namespace assent::exchange::docx {
namespace {

constexpr std::size_t quote_bytes_min = 20;  // shorter passages stand in many places

FoundElement only(const std::map<std::string, std::vector<ElementId>>& elements, const std::string& words, FoundBy by)
{
    const auto found = elements.find(fold(words));
    if (found == elements.end() || found->second.size() != 1) return {};
    return {found->second.front(), by};
}

}  // namespace

ElementFinder::ElementFinder(const Content& sent) : sent_(sent)
{
    const auto text = [&](std::string words, ElementId id) { texts_.emplace_back(fold(words), id); };
    for (const auto& section : sent.sections) {
        headings_[fold(section.heading)].push_back(section.id);
        if (!section.number.empty()) headings_[fold(section.number + " " + section.heading)].push_back(section.id);
        text(plain_text_of(section.text), section.id);
    }
    for (const auto& intention : sent.intentions) {
        if (!intention.reference.empty()) references_[fold(intention.reference)].push_back(intention.id);
        text(intention.service_area + "\n" + plain_text_of(intention.text) + "\n" + intention.conditions, intention.id);
    }
    for (const auto& table : sent.tables) {
        captions_[fold(table.title)].push_back(table.id);
        std::string words = table.title;
        for (const auto& row : table.rows)
            for (const auto& cell : row.cells)
                words += "\n" + cell;
        text(std::move(words), table.id);
    }
    for (const auto& milestone : sent.milestones) {
        references_[fold(milestone.event)].push_back(milestone.id);
        text(milestone.event, milestone.id);
    }
}

FoundElement ElementFinder::known(const std::optional<ElementMark>& mark) const
{
    if (!mark || title_of(sent_, mark->element).empty()) return {};
    return {mark->element, FoundBy::bookmark};
}

FoundElement ElementFinder::meet(const WordParagraph& paragraph)
{
    const auto marked = element_in(paragraph);
    const std::string words = collapse(words_of(paragraph, WordReading::rejected));
    if (marked && marked->kind == ElementKind::table) {
        caption_ = known(marked);
        return caption_;
    }
    if (fold(paragraph.style) == fold(style::caption)) {
        caption_ = only(captions_, words, FoundBy::caption);
        return caption_;
    }
    if (marked && marked->kind == ElementKind::section) {
        section_ = known(marked);
        return section_;
    }
    if (paragraph.heading != 0 && !words.empty()) {  // one that was only just inserted divides nothing
        caption_ = {};
        const bool heads_part = fold(paragraph.style).starts_with("part heading");
        auto found = only(headings_, words, FoundBy::heading);
        if (found.by == FoundBy::nothing) found = only(headings_, paragraph.number + " " + words, FoundBy::heading);
        section_ = heads_part ? FoundElement{} : found;
        return section_;
    }
    if (caption_.by != FoundBy::nothing &&
        (fold(paragraph.style) == fold(style::part_status) || fold(paragraph.style) == fold(style::table_unit)))
        return caption_;
    caption_ = {};
    if (section_.by != FoundBy::nothing) return section_;
    return by_quote(words);
}

void ElementFinder::meet(const WordTable&)
{
    table_ = std::exchange(caption_, {});
}

FoundElement ElementFinder::meet(const WordRow& row)
{
    std::string whole;
    for (const WordCell& cell : row.cells) {
        std::string words;
        for (const WordParagraph& paragraph : cell.paragraphs) {
            if (const auto found = known(element_in(paragraph)); found.by != FoundBy::nothing) return found;
            words += (words.empty() ? "" : " ") + words_of(paragraph, WordReading::rejected);
        }
        if (table_.by == FoundBy::nothing)
            if (const auto found = only(references_, collapse(words), FoundBy::reference); found.by != FoundBy::nothing)
                return found;
        if (words.size() > whole.size()) whole = words;
    }
    if (table_.by != FoundBy::nothing) return table_;
    return by_quote(whole);
}

FoundElement ElementFinder::by_quote(const std::string& words) const
{
    const std::string wanted = fold(words);
    FoundElement found;
    if (wanted.size() < quote_bytes_min) return found;
    for (const auto& [text, element] : texts_) {
        if (text.find(wanted) == std::string::npos) continue;
        if (found.by != FoundBy::nothing) return {};  // it stands in two
        found = {element, FoundBy::quote};
    }
    return found;
}

}  // namespace assent::exchange::docx
