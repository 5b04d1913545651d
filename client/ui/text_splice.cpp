#include "client/ui/text_splice.hpp"

#include <algorithm>

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

TextEdit transform_splice(const TextEdit& edit, const TextEdit& other)
{
    const std::size_t inserted = scalar_count(other.inserted);
    const std::size_t other_end = other.position + other.removed;
    const auto moved = [&](std::size_t position, bool after_insertion) {
        if (position < other.position || (position == other.position && !after_insertion)) return position;
        if (position >= other_end) return position - other.removed + inserted;
        return other.position + (after_insertion ? inserted : 0);
    };
    const std::size_t begin = moved(edit.position, true);
    if (edit.removed == 0) return {begin, 0, edit.inserted};
    const std::size_t end = moved(edit.position + edit.removed, false);
    TextEdit out{edit.position < other.position ? edit.position : begin, 0, edit.inserted};
    // An insertion by the other inside what is removed goes with it only if it replaced all of it.
    out.removed = end > out.position ? end - out.position : 0;
    return out;
}

bool empty_splice(const TextEdit& edit) { return edit.removed == 0 && edit.inserted.empty(); }

}  // namespace assent::ui
