#include "client/sync/anchors.hpp"

#include <algorithm>
#include <numeric>


namespace assent::sync {

namespace {

constexpr std::size_t beside_bytes = 120;  // kept of what stands on either side

bool begins_character(std::string_view text, std::size_t byte)
{
    return byte >= text.size() || (static_cast<unsigned char>(text[byte]) & 0xC0) != 0x80;
}

/// Scalar positions, in any order, as bytes of the text: one walk through it for all.
std::vector<std::size_t> bytes_of(std::string_view text, const std::vector<std::optional<std::uint32_t>>& positions)
{
    std::vector<std::size_t> order(positions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return positions[a] < positions[b]; });
    std::vector<std::size_t> bytes(positions.size(), text.size());
    std::size_t byte = 0;
    std::uint32_t at = 0;
    for (const auto i : order) {
        if (!positions[i]) continue;
        for (; at < *positions[i] && byte < text.size(); ++at)
            do ++byte;
            while (!begins_character(text, byte));
        bytes[i] = byte;
    }
    return bytes;
}

bool stands_at(std::string_view text, std::string_view words, std::size_t begin, std::size_t end)
{
    return text.substr(begin, end - begin) == words;
}

std::size_t byte_of(std::string_view text, std::uint32_t position) { return bytes_of(text, {position}).front(); }

}  // namespace

std::vector<WordsPlace> places_of(const LiveTexts& texts, const FieldRef& field, std::string_view now, const std::vector<TiedWords>& all)
{
    std::vector<TextPoint> points;
    points.reserve(all.size() * 2);
    for (const auto& one : all) {
        points.push_back(one.start);
        points.push_back(one.end);
    }
    const auto positions = texts.positions_of(field, points);
    const auto bytes = bytes_of(now, positions);
    std::vector<WordsPlace> places(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto start = 2 * i, end = start + 1;
        if (!positions[start] || !positions[end] || bytes[start] > bytes[end]) continue;
        auto& place = places[i];
        place.begin = bytes[start];
        place.end = bytes[end];
        if (stands_at(now, all[i].words, place.begin, place.end)) place.state = WordsPlace::State::same;
        else place.state = place.begin == place.end ? WordsPlace::State::gone : WordsPlace::State::changed;
    }
    return places;
}

WordsPlace place_of_quote(std::string_view now, std::string_view quote, std::string_view before, std::string_view after)
{
    WordsPlace place{WordsPlace::State::gone, 0, 0};
    if (quote.empty()) return place;
    const auto found_at = [&](std::size_t at) { return WordsPlace{WordsPlace::State::same, at, at + quote.size()}; };
    std::size_t count = 0, fitting = 0;
    for (auto at = now.find(quote); at != std::string_view::npos && fitting < 2; at = now.find(quote, at + 1)) {
        ++count;
        const auto rest = now.substr(at + quote.size());
        const auto front = now.substr(0, at);
        const bool fits_before = front.size() >= before.size() && front.substr(front.size() - before.size()) == before;
        const bool fits_after = rest.substr(0, after.size()) == after;
        const bool fits = (!before.empty() || !after.empty()) && fits_before && fits_after;
        fitting += fits;
        if (fits || (fitting == 0 && count == 1)) place = found_at(at);
    }
    if (fitting == 1 || (fitting == 0 && count == 1)) return place;
    return {WordsPlace::State::gone, 0, 0};
}

std::vector<WordsPlace> places_of(const LiveTexts& texts, const FieldRef& field, std::string_view now, const std::vector<const About*>& items)
{
    std::vector<TiedWords> tied;
    tied.reserve(items.size());
    for (const auto* about : items) tied.push_back({about->quote, about->start, about->end});
    auto places = places_of(texts, field, now, tied);
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!items[i]->anchored || places[i].state == WordsPlace::State::unknown)
            places[i] = place_of_quote(now, items[i]->quote, items[i]->before, items[i]->after);
    return places;
}

About about_words(const LiveTexts& texts, const FieldRef& field, std::string_view now, std::uint32_t from, std::uint32_t to)
{
    About about;
    about.element = field.element;
    if (from > to) std::swap(from, to);
    const auto begin = byte_of(now, from);
    const auto end = byte_of(now, to);
    if (begin >= end) return about;
    about.field = field.field;
    about.quote = std::string(now.substr(begin, end - begin));
    about.start = texts.point_at(field, from, text::Anchor::Side::before);
    about.end = texts.point_at(field, to, text::Anchor::Side::after);
    about.anchored = texts.is_open(field);
    auto left = begin > beside_bytes ? begin - beside_bytes : 0;
    while (!begins_character(now, left)) ++left;
    auto right = std::min(now.size(), end + beside_bytes);
    while (!begins_character(now, right)) --right;
    about.before = std::string(now.substr(left, begin - left));
    about.after = std::string(now.substr(end, right - end));
    return about;
}

}  // namespace assent::sync
