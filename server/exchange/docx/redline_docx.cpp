// Two documents laid over each other as tracked changes. Everything is aligned by the comparison of sequences that
// screens use (word_diff.hpp): blocks by the element they belong to or by what they say, rows alike, and within a pair
// the words.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "server/exchange/docx/element_marks.hpp"
#include "server/exchange/docx/plan_docx.hpp"
#include "server/exchange/docx/word_styles.hpp"
#include "server/exchange/docx/write_word.hpp"
#include "shared/document/word_diff.hpp"

namespace assent::exchange::docx {
namespace {

constexpr std::size_t pairs_tried_max = 2'500;  // in one gap; beyond, what was there is replaced as a whole

/// What a thing is known by when two documents are laid over each other.
std::string key_of(const WordParagraph& paragraph)
{
    if (const auto element = element_in(paragraph)) return bookmark_of(*element) + "/" + paragraph.style;
    return paragraph.style + "\n" + std::to_string(static_cast<int>(paragraph.list)) + std::to_string(paragraph.depth) +
           paragraph.number + "\n" + words_of(paragraph);
}

std::string words_of_row(const WordRow& row)
{
    std::string words;
    for (const WordCell& cell : row.cells) {
        for (const WordParagraph& paragraph : cell.paragraphs)
            words += words_of(paragraph) + "\n";
        words += "\t";
    }
    return words;
}

std::string key_of(const WordRow& row)
{
    for (const WordCell& cell : row.cells)
        for (const WordParagraph& paragraph : cell.paragraphs)
            if (const auto element = element_in(paragraph)) return bookmark_of(*element);
    return words_of_row(row);
}

std::string key_of(const WordBlock& block)
{
    if (const auto* paragraph = std::get_if<WordParagraph>(&block)) return key_of(*paragraph);
    if (const auto* table = std::get_if<WordTable>(&block)) return "\ttable " + table->style + table->description;
    return std::get<WordPages>(block).landscape ? "\tlandscape" : "\tportrait";
}

/// How much of two texts is the same, 0 to 100.
std::size_t likeness(const std::string& before, const std::string& after)
{
    const std::size_t longer = std::max(before.size(), after.size());
    if (longer == 0) return 100;
    std::size_t same = 0;
    for (const TextRun& run : compare_words(before, after))
        if (run.kind == RunKind::same) same += run.text.size();
    return same * 100 / longer;
}

/// Steps of two lists: pairs that stand on both sides, and what stands on one. Null: not on that side.
template<class Item>
struct Step
{
    const Item* before{};
    const Item* after{};
};

template<class Item, class Alike>
std::vector<Step<Item>> aligned(const std::vector<Item>& before, const std::vector<Item>& after, Alike alike)
{
    std::map<std::string, std::uint32_t> numbers;
    const auto numbered = [&](const std::vector<Item>& items) {
        std::vector<std::uint32_t> keys;
        for (const Item& item : items)
            keys.push_back(numbers.try_emplace(key_of(item), static_cast<std::uint32_t>(numbers.size())).first->second);
        return keys;
    };
    const auto before_keys = numbered(before);
    const auto after_keys = numbered(after);
    std::vector<Step<Item>> steps;
    std::vector<const Item*> removed;
    std::vector<const Item*> added;
    const auto close_gap = [&] {
        std::size_t next = 0;
        const bool try_pairs = removed.size() * added.size() <= pairs_tried_max;
        for (const Item* old : removed) {
            std::size_t found = added.size();
            for (std::size_t i = next; try_pairs && i < added.size() && found == added.size(); ++i)
                if (alike(*old, *added[i])) found = i;
            if (found == added.size()) {
                steps.push_back({old, nullptr});
                continue;
            }
            for (; next < found; ++next)
                steps.push_back({nullptr, added[next]});
            steps.push_back({old, added[next++]});
        }
        for (; next < added.size(); ++next)
            steps.push_back({nullptr, added[next]});
        removed.clear();
        added.clear();
    };
    for (const SequenceStep& step : compare_sequences(before_keys, after_keys)) {
        for (std::uint32_t i = 0; i < step.count; ++i) {
            if (step.kind == RunKind::removed)
                removed.push_back(&before[step.before_index + i]);
            else if (step.kind == RunKind::added)
                added.push_back(&after[step.after_index + i]);
            else {
                if (i == 0) close_gap();
                steps.push_back({&before[step.before_index + i], &after[step.after_index + i]});
            }
        }
    }
    close_gap();
    return steps;
}

bool alike(const WordParagraph& before, const WordParagraph& after)
{
    return before.style == after.style && before.list == after.list && before.depth == after.depth &&
           before.number == after.number && element_in(before) == element_in(after) &&
           likeness(words_of(before), words_of(after)) >= 40;
}

bool alike_rows(const WordRow& before, const WordRow& after)
{
    if (before.cells.size() != after.cells.size() || before.cells.empty()) return false;
    const auto name = [](const WordRow& row) { return words_of_row({{row.cells.front()}}); };
    return name(before) == name(after) || likeness(words_of_row(before), words_of_row(after)) >= 50;
}

bool alike_blocks(const WordBlock& before, const WordBlock& after)
{
    const auto* old = std::get_if<WordParagraph>(&before);
    const auto* now = std::get_if<WordParagraph>(&after);
    return old != nullptr && now != nullptr && alike(*old, *now);
}

/// The runs of `runs` that cover `size` bytes from `at`, which moves on.
void take(std::vector<WordRun>& to, const std::vector<WordRun>& runs, std::size_t& at, std::size_t size,
          WordChange change)
{
    std::size_t begin = 0;
    for (const WordRun& run : runs) {
        const std::size_t end = begin + run.text.size();
        if (end > at && size > 0) {
            const std::size_t count = std::min(end - at, size);
            WordRun part = run;
            part.text = run.text.substr(at - begin, count);
            part.change = change;
            to.push_back(std::move(part));
            at += count;
            size -= count;
        }
        begin = end;
    }
}

class Redline
{
public:
    WordParagraph paragraph(const WordParagraph* before, const WordParagraph* after)
    {
        if (before == nullptr || after == nullptr) {
            const WordChange change = before == nullptr ? WordChange::inserted : WordChange::deleted;
            WordParagraph whole = before == nullptr ? *after : *before;
            for (WordRun& run : whole.runs)
                run.change = change;
            whole.change = change;
            if (change == WordChange::deleted) whole.marks.clear();  // names of bookmarks stand once
            return whole;
        }
        WordParagraph both = *after;
        if (before->runs == after->runs) return both;
        both.runs.clear();
        std::size_t before_at = 0;
        std::size_t after_at = 0;
        const std::string old_words = words_of(*before);
        const std::string words = words_of(*after);
        if (old_words == words) {  // only marks differ, and a decision is about them too
            take(both.runs, before->runs, before_at, old_words.size(), WordChange::deleted);
            take(both.runs, after->runs, after_at, words.size(), WordChange::inserted);
        } else {
            for (const TextRun& run : compare_words(old_words, words)) {
                if (run.kind == RunKind::removed)
                    take(both.runs, before->runs, before_at, run.text.size(), WordChange::deleted);
                if (run.kind == RunKind::added)
                    take(both.runs, after->runs, after_at, run.text.size(), WordChange::inserted);
                if (run.kind != RunKind::same) continue;
                before_at += run.text.size();
                take(both.runs, after->runs, after_at, run.text.size(), WordChange::none);
            }
        }
        // Marks stood between other runs; an element's go around the whole again.
        both.marks.clear();
        for (const WordMark& mark : after->marks)
            if (mark.kind == WordMark::Kind::bookmark_begin) enclose(both, mark.name);
        return both;
    }

    std::vector<WordParagraph> paragraphs(const std::vector<WordParagraph>& before,
                                          const std::vector<WordParagraph>& after)
    {
        if (before.size() == 1 && after.size() == 1) return {paragraph(&before.front(), &after.front())};
        std::vector<WordParagraph> result;
        for (const auto& step : aligned(before, after, alike))
            result.push_back(paragraph(step.before, step.after));
        if (!result.empty()) result.back().change = WordChange::none;  // a cell keeps its last paragraph; only words go
        return result;
    }

    WordRow row(const WordRow* before, const WordRow* after)
    {
        if (before != nullptr && after != nullptr) {
            WordRow both = *after;
            for (std::size_t c = 0; c < both.cells.size(); ++c)
                both.cells[c].paragraphs = paragraphs(before->cells[c].paragraphs, after->cells[c].paragraphs);
            return both;
        }
        WordRow whole = before == nullptr ? *after : *before;
        whole.change = before == nullptr ? WordChange::inserted : WordChange::deleted;
        for (WordCell& cell : whole.cells)
            for (WordParagraph& p : cell.paragraphs)
                p = before == nullptr ? paragraph(nullptr, &p) : paragraph(&p, nullptr);
        return whole;
    }

    WordTable table(const WordTable* before, const WordTable* after)
    {
        static const std::vector<WordRow> none;
        WordTable result = after != nullptr ? *after : *before;
        result.rows.clear();
        for (const auto& step :
             aligned(before != nullptr ? before->rows : none, after != nullptr ? after->rows : none, alike_rows)) {
            if (step.before != nullptr && step.after != nullptr &&
                step.before->cells.size() != step.after->cells.size()) {
                result.rows.push_back(row(step.before, nullptr));
                result.rows.push_back(row(nullptr, step.after));
            } else {
                result.rows.push_back(row(step.before, step.after));
            }
        }
        return result;
    }

    std::vector<WordBlock> blocks(const std::vector<WordBlock>& before, const std::vector<WordBlock>& after)
    {
        std::vector<WordBlock> result;
        for (const auto& step : aligned(before, after, alike_blocks)) {
            const WordBlock& one = step.after != nullptr ? *step.after : *step.before;
            if (std::holds_alternative<WordPages>(one)) {
                if (step.after != nullptr) result.push_back(one);
            } else if (std::holds_alternative<WordTable>(one)) {
                const auto* old = step.before != nullptr ? &std::get<WordTable>(*step.before) : nullptr;
                const auto* now = step.after != nullptr ? &std::get<WordTable>(*step.after) : nullptr;
                if (old != nullptr && now != nullptr && widths_differ(*old, *now)) {
                    result.emplace_back(table(old, nullptr));
                    result.emplace_back(table(nullptr, now));
                } else {
                    result.emplace_back(table(old, now));
                }
            } else {
                const auto* old = step.before != nullptr ? &std::get<WordParagraph>(*step.before) : nullptr;
                const auto* now = step.after != nullptr ? &std::get<WordParagraph>(*step.after) : nullptr;
                result.emplace_back(paragraph(old, now));
            }
        }
        return result;
    }

private:
    static bool widths_differ(const WordTable& before, const WordTable& after)
    {
        return !before.rows.empty() && !after.rows.empty() &&
               before.rows.front().cells.size() != after.rows.front().cells.size();
    }
};

bool is_contents(const WordBlock& block)
{
    const auto* paragraph = std::get_if<WordParagraph>(&block);
    return paragraph != nullptr && paragraph->style.starts_with("toc ");
}

/// Without contents entries, which are no part of the text; and with the numbers of headings as words, so that a
/// changed number is a tracked change as well.
std::vector<WordBlock> comparable(WordDocument& document)
{
    std::vector<WordBlock> blocks;
    for (WordBlock& block : document.blocks) {
        if (is_contents(block)) continue;
        if (auto* paragraph = std::get_if<WordParagraph>(&block); paragraph != nullptr && paragraph->heading != 0) {
            const bool numbered = !paragraph->number.empty();
            if (numbered)
                paragraph->runs.insert(paragraph->runs.begin(), {std::exchange(paragraph->number, {}) + "\t"});
            for (WordMark& mark : paragraph->marks)
                if (numbered && mark.run > 0) ++mark.run;
        }
        blocks.push_back(std::move(block));
    }
    return blocks;
}

}  // namespace

WordAuthor redline_author(const Tenant& tenant, const Plan& plan, const Version* after)
{
    if (after != nullptr)
        return {name_of(tenant, after->author), after->date ? after->date.iso() + "T00:00:00Z" : std::string()};
    if (!plan.edited_by) return {tenant.name, {}};
    return {name_of(tenant, plan.edited_by), rfc3339(plan.edited_at).substr(0, 19) + "Z"};
}

WordDocument redline_document(const PlanPage& before, const PlanPage& after, const WordAuthor& author)
{
    WordDocument old = plan_document(before);
    WordDocument result = plan_document(after);
    std::vector<WordBlock> contents;
    for (const WordBlock& block : result.blocks)
        if (is_contents(block)) contents.push_back(block);
    const auto old_blocks = comparable(old);
    const auto new_blocks = comparable(result);
    result.blocks = Redline().blocks(old_blocks, new_blocks);
    const auto heading = std::find_if(result.blocks.begin(), result.blocks.end(), [](const WordBlock& block) {
        const auto* paragraph = std::get_if<WordParagraph>(&block);
        return paragraph != nullptr && paragraph->style == style::contents_heading &&
               paragraph->change != WordChange::deleted;
    });
    if (heading != result.blocks.end()) result.blocks.insert(heading + 1, contents.begin(), contents.end());
    result.authors = {author};
    stamp_redline(result, author);
    const std::string versions = (before.version ? before.version->number : "working text") + " to " +
                                 (after.version ? after.version->number : "working text");
    result.title = after.plan.title + ", changes from " + versions;
    result.header = after.plan.title + ", changes from version " + versions;
    return result;
}

Result<std::string> redline_docx(const PlanPage& before, const PlanPage& after, const WordAuthor& author)
{
    return write_word(redline_document(before, after, author));
}

}  // namespace assent::exchange::docx
