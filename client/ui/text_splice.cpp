#include "client/ui/text_splice.hpp"

#include <algorithm>

#include "shared/document/word_diff.hpp"

namespace assent::ui {
namespace {
bool continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
}  // namespace

std::size_t scalar_count(std::string_view utf8)
{
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return !continuation(c); }));
}

std::size_t byte_of_scalar(std::string_view utf8, std::size_t position)
{
    std::size_t at = 0;
    while (at < utf8.size() && position > 0) {
        ++at;
        while (at < utf8.size() && continuation(utf8[at])) ++at;
        --position;
    }
    return at;
}

TextEdit splice_between(std::string_view before, std::string_view after, std::size_t caret)
{
    const std::size_t after_caret = caret == std::string_view::npos ? after.size() : after.size() - std::min(caret, after.size());
    const std::size_t both = std::min(before.size(), after.size());
    std::size_t suffix = 0;
    while (suffix < std::min(both, after_caret) && before[before.size() - 1 - suffix] == after[after.size() - 1 - suffix]) ++suffix;
    // The common end may not begin inside a character.
    while (suffix > 0 && continuation(after[after.size() - suffix])) --suffix;
    std::size_t prefix = 0;
    while (prefix < both - suffix && before[prefix] == after[prefix]) ++prefix;
    while (prefix > 0 && ((prefix < before.size() && continuation(before[prefix])) || (prefix < after.size() && continuation(after[prefix])))) --prefix;
    return {scalar_count(before.substr(0, prefix)), scalar_count(before.substr(prefix, before.size() - suffix - prefix)),
            std::string(after.substr(prefix, after.size() - suffix - prefix))};
}

std::string apply_splice(std::string_view text, const TextEdit& edit)
{
    const std::size_t from = byte_of_scalar(text, edit.position);
    const std::size_t to = from + byte_of_scalar(text.substr(from), edit.removed);
    std::string out(text.substr(0, from));
    out += edit.inserted;
    out += text.substr(to);
    return out;
}

std::vector<TextEdit> splices_between(std::string_view before, std::string_view after)
{
    std::vector<TextEdit> edits;
    std::size_t at = 0;  // in the text that the splices so far left
    const auto runs = compare_words(before, after);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (runs[i].kind == RunKind::same) {
            at += scalar_count(runs[i].text);
            continue;
        }
        std::string removed;
        std::string added;
        for (; i < runs.size() && runs[i].kind != RunKind::same; ++i) (runs[i].kind == RunKind::removed ? removed : added) += runs[i].text;
        --i;
        TextEdit edit = splice_between(removed, added);
        edit.position += at;
        at += scalar_count(added);
        if (!empty_splice(edit)) edits.push_back(std::move(edit));
    }
    return edits;
}

std::vector<TextEdit> transform_over(const TextEdit& edit, const std::vector<TextEdit>& others)
{
    struct Range {
        std::size_t begin, end;
    };
    std::size_t place = edit.position;
    std::vector<Range> gone;
    if (edit.removed > 0) gone.push_back({edit.position, edit.position + edit.removed});
    for (const TextEdit& other : others) {
        const std::size_t inserted = scalar_count(other.inserted);
        const std::size_t other_end = other.position + other.removed;
        const auto moved = [&](std::size_t at) { return at >= other_end ? at - other.removed + inserted : other.position + inserted; };
        if (place >= other.position) place = moved(place);
        std::vector<Range> left;
        for (const Range& range : gone) {
            // What lies before the other's splice stays where it is; what lies behind it moves; what it took is gone already.
            if (range.begin < other.position) left.push_back({range.begin, std::min(range.end, other.position)});
            if (range.end > other_end) left.push_back({moved(std::max(range.begin, other_end)), moved(range.end)});
        }
        gone = std::move(left);
    }
    std::vector<TextEdit> edits;
    const std::size_t count = scalar_count(edit.inserted);
    // Words that come in the place of others come where what is left of those begins.
    if (!gone.empty() && edit.removed > 0) place = gone.front().begin;
    if (gone.size() == 1 && gone.front().begin == place) return {{place, gone.front().end - place, edit.inserted}};
    if (count > 0) edits.push_back({place, 0, edit.inserted});
    for (auto range = gone.rbegin(); range != gone.rend(); ++range)
        edits.push_back({range->begin >= place ? range->begin + count : range->begin, range->end - range->begin, {}});
    return edits;
}

bool empty_splice(const TextEdit& edit) { return edit.removed == 0 && edit.inserted.empty(); }

}  // namespace assent::ui
