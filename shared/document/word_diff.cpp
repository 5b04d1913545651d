#include "shared/document/word_diff.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace assent {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/// Bytes of the character that begins at `at`; 1 for bytes that are not UTF-8.
std::size_t character_bytes(std::string_view text, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(text[at]);
    std::size_t count = 1;
    if (lead >= 0xF0) count = 4;
    else if (lead >= 0xE0) count = 3;
    else if (lead >= 0xC0) count = 2;
    if (at + count > text.size()) return 1;
    for (std::size_t i = 1; i < count; ++i)
        if ((static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80) return 1;
    return count;
}

/// Quotation marks, dashes and other signs of U+2000 to U+206F are signs, not letters, except the apostrophe.
bool is_general_punctuation(std::string_view character)
{
    return character.size() == 3 && character[0] == '\xE2' && (character[1] == '\x80' || character[1] == '\x81');
}

bool is_letter(std::string_view text, std::size_t at, std::size_t bytes)
{
    const char c = text[at];
    if (bytes > 1) return !is_general_punctuation(text.substr(at, bytes));
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// A sign that stays inside a word when letters follow: "trust's", "follow-up", "1,204.5".
bool joins(std::string_view text, std::size_t at, std::size_t bytes)
{
    const std::size_t next = at + bytes;
    if (next >= text.size() || !is_letter(text, next, character_bytes(text, next))) return false;
    if (bytes == 1 && (text[at] == '\'' || text[at] == '-')) return true;
    if (bytes == 3 && text.substr(at, 3) == "\xE2\x80\x99") return true;
    return bytes == 1 && (text[at] == ',' || text[at] == '.') && at > 0 && is_digit(text[at - 1]) && is_digit(text[next]);
}

std::size_t token_bytes(std::string_view text, std::size_t at)
{
    if (is_blank(text[at])) {
        std::size_t end = at;
        while (end < text.size() && is_blank(text[end])) ++end;
        return end - at;
    }
    const std::size_t first = character_bytes(text, at);
    if (!is_letter(text, at, first)) return first;
    std::size_t end = at + first;
    while (end < text.size()) {
        const std::size_t bytes = character_bytes(text, end);
        if (!is_letter(text, end, bytes) && !joins(text, end, bytes)) break;
        end += bytes;
    }
    return end - at;
}

/// Lines with their line feeds.
std::vector<std::string_view> lines_in(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto feed = text.find('\n');
        const std::size_t size = feed == std::string_view::npos ? text.size() : feed + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

/// Equal texts become equal numbers.
class Numbers
{
public:
    std::vector<std::uint32_t> of(const std::vector<std::string_view>& tokens)
    {
        std::vector<std::uint32_t> numbers;
        numbers.reserve(tokens.size());
        for (const auto token : tokens)
            numbers.push_back(known_.emplace(token, static_cast<std::uint32_t>(known_.size())).first->second);
        return numbers;
    }

private:
    std::map<std::string_view, std::uint32_t> known_;
};

void add_step(std::vector<SequenceStep>& steps, RunKind kind, std::size_t before_index, std::size_t after_index,
              std::size_t count)
{
    if (count == 0) return;
    if (!steps.empty() && steps.back().kind == kind) {
        steps.back().count += static_cast<std::uint32_t>(count);
        return;
    }
    steps.push_back({kind, static_cast<std::uint32_t>(before_index), static_cast<std::uint32_t>(after_index),
                     static_cast<std::uint32_t>(count)});
}

struct Middle
{
    std::size_t at{};  // where it begins in both
    std::size_t before{}, after{};  // sizes
};

/// The furthest points reached, one row per number of edits; the way back is read from them.
bool shortest_way(const std::uint32_t* before, const std::uint32_t* after, const Middle& middle,
                  std::vector<std::vector<std::int32_t>>& rows)
{
    const auto n = static_cast<std::int32_t>(middle.before);
    const auto m = static_cast<std::int32_t>(middle.after);
    const auto bound = std::min<std::int32_t>(n + m, static_cast<std::int32_t>(diff_edits_max));
    std::vector<std::int32_t> reach(static_cast<std::size_t>(2 * bound + 3), 0);
    const auto at = [&](std::int32_t k) -> std::int32_t& { return reach[static_cast<std::size_t>(k + bound + 1)]; };
    for (std::int32_t d = 0; d <= bound; ++d) {
        for (std::int32_t k = -d; k <= d; k += 2) {
            std::int32_t x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
            while (x < n && x - k < m && x - k >= 0 && before[x] == after[x - k]) ++x;
            at(k) = x;
            if (x >= n && x - k >= m) {
                rows.emplace_back(reach.begin() + (bound + 1 - d), reach.begin() + (bound + 2 + d));
                return true;
            }
        }
        rows.emplace_back(reach.begin() + (bound + 1 - d), reach.begin() + (bound + 2 + d));
    }
    return false;
}

std::vector<RunKind> way_back(const Middle& middle, const std::vector<std::vector<std::int32_t>>& rows)
{
    std::vector<RunKind> reversed;
    auto x = static_cast<std::int32_t>(middle.before);
    auto y = static_cast<std::int32_t>(middle.after);
    for (auto d = static_cast<std::int32_t>(rows.size()) - 1; d > 0; --d) {
        const auto& row = rows[static_cast<std::size_t>(d - 1)];
        const auto reached = [&](std::int32_t k) {
            return k < -(d - 1) || k > d - 1 ? -1 : row[static_cast<std::size_t>(k + d - 1)];
        };
        const std::int32_t k = x - y;
        const bool put_in = k == -d || (k != d && reached(k - 1) < reached(k + 1));
        const std::int32_t from_x = put_in ? reached(k + 1) : reached(k - 1);
        const std::int32_t from_y = from_x - (put_in ? k + 1 : k - 1);
        for (; x > from_x && y > from_y; --x, --y) reversed.push_back(RunKind::same);
        reversed.push_back(put_in ? RunKind::added : RunKind::removed);
        x = from_x;
        y = from_y;
    }
    for (; x > 0 && y > 0; --x, --y) reversed.push_back(RunKind::same);
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

struct Steps
{
    std::vector<SequenceStep> steps;
    bool gave_up{};
};

Steps steps_between(const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& after)
{
    Steps result;
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head]) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
    const Middle middle{head, before.size() - head - tail, after.size() - head - tail};

    add_step(result.steps, RunKind::same, 0, 0, head);
    std::vector<std::vector<std::int32_t>> rows;
    if (middle.before == 0 || middle.after == 0) {
        add_step(result.steps, RunKind::removed, head, head, middle.before);
        add_step(result.steps, RunKind::added, head, head, middle.after);
    } else if (shortest_way(before.data() + head, after.data() + head, middle, rows)) {
        std::size_t x = head;
        std::size_t y = head;
        for (const RunKind kind : way_back(middle, rows)) {
            add_step(result.steps, kind, x, y, 1);
            if (kind != RunKind::added) ++x;
            if (kind != RunKind::removed) ++y;
        }
    } else {
        result.gave_up = true;
        add_step(result.steps, RunKind::removed, head, head, middle.before);
        add_step(result.steps, RunKind::added, head + middle.before, head, middle.after);
    }
    add_step(result.steps, RunKind::same, before.size() - tail, after.size() - tail, tail);
    return result;
}

using Tokens = std::vector<std::string_view>;

std::string joined(const Tokens& tokens, std::size_t from, std::size_t count)
{
    std::string text;
    for (std::size_t i = from; i < from + count; ++i) text += tokens[i];
    return text;
}

std::vector<TextRun> runs_of(const std::vector<SequenceStep>& steps, const Tokens& before, const Tokens& after)
{
    std::vector<TextRun> runs;
    for (const auto& step : steps)
        runs.push_back({step.kind, step.kind == RunKind::added ? joined(after, step.after_index, step.count)
                                                               : joined(before, step.before_index, step.count)});
    return runs;
}

bool has_word(std::string_view text)
{
    for (std::size_t at = 0; at < text.size(); at += character_bytes(text, at))
        if (is_letter(text, at, character_bytes(text, at))) return true;
    return false;
}

/// Between two changes, what has no word in it belongs to the change, so that a phrase is replaced and not every word
/// for itself; and in each change what was removed stands before what was added.
std::vector<TextRun> tidied(const std::vector<TextRun>& runs)
{
    std::vector<TextRun> result;
    std::string removed;
    std::string added;
    const auto flush = [&] {
        if (!removed.empty()) result.push_back({RunKind::removed, removed});
        if (!added.empty()) result.push_back({RunKind::added, added});
        removed.clear();
        added.clear();
    };
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto& run = runs[i];
        if (run.kind == RunKind::removed) removed += run.text;
        if (run.kind == RunKind::added) added += run.text;
        if (run.kind != RunKind::same || run.text.empty()) continue;
        const bool replaces_around = !removed.empty() && !added.empty();
        const bool between = i + 1 < runs.size() && replaces_around;
        if (between && !has_word(run.text) && run.text.find('\n') == std::string::npos) {
            removed += run.text;
            added += run.text;
            continue;
        }
        flush();
        if (!result.empty() && result.back().kind == RunKind::same) result.back().text += run.text;
        else result.push_back(run);
    }
    flush();
    return result;
}

std::size_t bytes_of(const std::vector<TextRun>& runs, RunKind kind)
{
    std::size_t bytes = 0;
    for (const auto& run : runs)
        if (run.kind == kind) bytes += run.text.size();
    return bytes;
}

/// Texts that only share their small words are two texts: one is shown instead of the other.
bool is_rewritten(const std::vector<TextRun>& runs, std::size_t longer)
{
    const auto changes = std::count_if(runs.begin(), runs.end(), [](const auto& run) { return run.kind != RunKind::same; });
    return changes > 4 && bytes_of(runs, RunKind::same) * 4 < longer;
}

Steps compare_tokens(const Tokens& before, const Tokens& after)
{
    Numbers numbers;
    const auto old_numbers = numbers.of(before);
    return steps_between(old_numbers, numbers.of(after));
}

/// For texts with very many changes: lines first, words within the lines that differ.
std::vector<TextRun> by_lines(std::string_view before, std::string_view after)
{
    const auto old_lines = lines_in(before);
    const auto new_lines = lines_in(after);
    const auto steps = compare_tokens(old_lines, new_lines).steps;
    std::vector<TextRun> runs;
    std::string removed;
    std::string added;
    const auto flush = [&] {
        const auto old_words = words_in(removed);
        const auto new_words = words_in(added);
        for (auto& run : runs_of(compare_tokens(old_words, new_words).steps, old_words, new_words))
            runs.push_back(std::move(run));
        removed.clear();
        added.clear();
    };
    for (const auto& run : runs_of(steps, old_lines, new_lines)) {
        if (run.kind == RunKind::removed) removed += run.text;
        if (run.kind == RunKind::added) added += run.text;
        if (run.kind != RunKind::same) continue;
        flush();
        runs.push_back(run);
    }
    flush();
    return runs;
}

}  // namespace

std::vector<std::string_view> words_in(std::string_view text)
{
    std::vector<std::string_view> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = token_bytes(text, at);
        tokens.push_back(text.substr(at, bytes));
        at += bytes;
    }
    return tokens;
}

std::vector<SequenceStep> compare_sequences(const std::vector<std::uint32_t>& before,
                                            const std::vector<std::uint32_t>& after)
{
    return steps_between(before, after).steps;
}

std::vector<TextRun> compare_words(std::string_view before, std::string_view after)
{
    const auto old_words = words_in(before);
    const auto new_words = words_in(after);
    const auto found = compare_tokens(old_words, new_words);
    auto runs = tidied(found.gave_up ? by_lines(before, after) : runs_of(found.steps, old_words, new_words));
    if (is_rewritten(runs, std::max(before.size(), after.size())))
        return {{RunKind::removed, std::string(before)}, {RunKind::added, std::string(after)}};
    return runs;
}

std::vector<TextRun> compare_lists(const std::vector<std::string>& before, const std::vector<std::string>& after,
                                   std::string_view joint)
{
    const auto tokens_of = [&](const std::vector<std::string>& values) {
        Tokens tokens;
        for (const auto& value : values) {
            if (!tokens.empty()) tokens.push_back(joint);
            tokens.push_back(value);
        }
        return tokens;
    };
    const Tokens old_tokens = tokens_of(before);
    const Tokens new_tokens = tokens_of(after);
    return tidied(runs_of(compare_tokens(old_tokens, new_tokens).steps, old_tokens, new_tokens));
}

std::vector<bool> kept_in_order(const std::vector<std::size_t>& places)
{
    std::vector<std::size_t> ends;  // index of the smallest last place of a run of each length
    std::vector<std::size_t> previous(places.size(), SIZE_MAX);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto at = std::lower_bound(ends.begin(), ends.end(), places[i],
                                         [&](std::size_t end, std::size_t place) { return places[end] < place; });
        if (at != ends.begin()) previous[i] = *(at - 1);
        if (at == ends.end()) ends.push_back(i);
        else *at = i;
    }
    std::vector<bool> kept(places.size(), false);
    if (!ends.empty())
        for (std::size_t i = ends.back(); i != SIZE_MAX; i = previous[i]) kept[i] = true;
    return kept;
}

}  // namespace assent
