// Few, flat charts, labelled at the mark, each with its data as a table one key away.
#include <algorithm>
#include <array>
#include <cmath>

#include "client/ui/controls.hpp"
#include "client/ui/internal.hpp"
#include "client/ui/table.hpp"
#include "client/ui/text.hpp"

namespace assent::ui {
using namespace internal;

namespace {

std::string number(double amount)
{
    char buffer[32];
    ImFormatString(buffer, sizeof buffer, amount == std::floor(amount) ? "%.0f" : "%.1f", amount);
    return buffer;
}

Colour segment_colour(const Segment& segment)
{
    const Colour base = segment.tone == Tone::secondary ? tokens().line_strong : tone_colour(segment.tone);
    return segment.lighter ? mix(base, rgb(0xb5e61d), 0.55F) : base;
}

std::string lower_first(const std::string& label)
{
    std::string out = label;
    if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z' && (out.size() < 2 || out[1] < 'A' || out[1] > 'Z')) out[0] = static_cast<char>(out[0] + 32);
    return out;
}

std::string in_words(const std::vector<Segment>& segments)
{
    std::string words;
    for (const Segment& segment : segments) words += (words.empty() ? "" : " \xC2\xB7 ") + number(segment.amount) + " " + lower_first(segment.label);
    return words;
}

// The button that swaps the chart for its table, and the table while it is asked for.
bool as_table(std::string_view label, const std::vector<Segment>& segments, std::string_view unit)
{
    const ImGuiID id = id_of(label);
    Memo& state = memo(id);
    if (button(state.open ? "Show as chart###swap" : "Show as table###swap", {.kind = ButtonKind::quiet, .small = true})) state.open = !state.open;
    if (!state.open) return false;
    const std::vector<Column> columns{{.title = std::string(shown(label)), .min_width = 120, .weight = 1},
                                      {.title = unit.empty() ? "Number" : std::string(unit), .min_width = 80, .align = Align::end}};
    table(label, {.columns = columns, .row_count = segments.size(), .row_height_guess = 36, .card = false, .openable = false},
          [&](std::size_t i, Row& row) {
              row.key(segments[i].label);
              row.text(segments[i].label);
              row.number(number(segments[i].amount));
          });
    return true;
}

}  // namespace

void stat(const Stat& options)
{
    card(options.label, {.padding = 14, .gap = 2}, [&] {
        if (options.href.empty())
            text(shown(options.label), {TextSize::label, Weight::medium, Tone::secondary});
        else
            link(shown(options.label), options.href, {.style = {TextSize::label, Weight::medium, Tone::blue}});
        row({.gap = 6, .vertical = Align::end}, [&] {
            text(options.figure, {TextSize::title, Weight::semibold, options.tone});
            if (!options.note.empty()) secondary(options.note);
        });
    });
}

void share_bar(std::string_view label, const std::vector<Segment>& segments)
{
    const Scope scope(label);
    double whole = 0;
    for (const Segment& segment : segments) whole += std::max(0.0, segment.amount);
    const std::string words = in_words(segments);
    card(label, {.padding = 14, .gap = 8}, [&] {
        row([&] {
            text(shown(label), {TextSize::label, Weight::medium, Tone::secondary});
            push_right();
            button(memo(id_of("##swap")).open ? "Chart###swap" : "Table###swap",
                   {.kind = ButtonKind::quiet, .name = memo(id_of("##swap")).open ? "Chart of the same figures" : "Table of the same figures", .small = true})
                ? void(memo(id_of("##swap")).open = !memo(id_of("##swap")).open)
                : void();
        });
        if (memo(id_of("##swap")).open) {
            const std::vector<Column> columns{{.title = std::string(shown(label)), .min_width = 100, .weight = 1},
                                              {.title = "Number", .min_width = 70, .align = Align::end}};
            table("##figures", {.columns = columns, .row_count = segments.size(), .row_height_guess = 36, .card = false, .openable = false},
                  [&](std::size_t i, Row& row) {
                      row.key(segments[i].label);
                      row.text(segments[i].label);
                      row.number(number(segments[i].amount));
                  });
            return;
        }
        const Rect box = place(available_width(), 12);
        float x = box.x;
        std::size_t last = segments.size();
        for (std::size_t i = 0; i < segments.size(); ++i)
            if (segments[i].amount > 0) last = i;
        bool first = true;
        for (std::size_t i = 0; i < segments.size() && whole > 0; ++i) {
            if (segments[i].amount <= 0) continue;
            const auto w = static_cast<float>(static_cast<double>(box.w) * segments[i].amount / whole);
            const float right = i == last ? box.x + box.w : std::round(x + w);
            ImDrawFlags corners = ImDrawFlags_RoundCornersNone;
            if (first) corners = ImDrawFlags_RoundCornersLeft;
            if (i == last) corners = first ? ImDrawFlags_RoundCornersAll : ImDrawFlags_RoundCornersRight;
            paper().AddRectFilled({x, box.y}, {right, box.y + box.h}, colour(segment_colour(segments[i])), 6, corners);
            if (!first) paper().AddRectFilled({x, box.y}, {x + 1, box.y + box.h}, colour(tokens().surface));
            x = right;
            first = false;
        }
        semantics::record({.id = auto_id(), .role = Role::image, .rect = box, .name = std::string(shown(label)) + ": " + words});
        small(words);
    });
}

void bar_list(std::string_view label, const std::vector<Segment>& bars, std::string_view unit)
{
    const Scope scope(label);
    double most = 0;
    for (const Segment& bar : bars) most = std::max(most, bar.amount);
    stack(6, [&] {
        if (as_table(label, bars, unit)) return;
        for (const Segment& bar : bars) {
            stack(2, [&] {
                row([&] {
                    small(bar.label, Tone::ink);
                    push_right();
                    text(number(bar.amount), {TextSize::label, Weight::medium, Tone::ink, true});
                });
                const Rect box = place(available_width(), 8);
                fill(box, tokens().line, 4);
                if (most > 0 && bar.amount > 0)
                    fill({box.x, box.y, std::max(8.0F, static_cast<float>(static_cast<double>(box.w) * bar.amount / most)), box.h}, segment_colour(bar), 4);
            });
        }
    });
}

}  // namespace assent::ui
