// The log in figures: by theme, forum, disposition and age. Each chart has its data as a table one key away.
#include <algorithm>

#include "client/views/feedback_log.hpp"

namespace assent::views {

namespace {

constexpr std::size_t bars_max = 12;  // the rest is one bar

std::vector<ui::Segment> bars_of(const std::map<std::string, std::size_t>& counts, ui::Tone tone)
{
    std::vector<ui::Segment> bars;
    for (const auto& [label, count] : counts) bars.push_back({label, static_cast<double>(count), tone});
    std::stable_sort(bars.begin(), bars.end(), [](const auto& a, const auto& b) { return a.amount > b.amount; });
    if (bars.size() <= bars_max) return bars;
    double rest = 0;
    for (std::size_t i = bars_max - 1; i < bars.size(); ++i) rest += bars[i].amount;
    const auto left_out = bars.size() - bars_max + 1;
    bars.resize(bars_max - 1);
    bars.push_back({std::to_string(left_out) + " others", rest, ui::Tone::secondary});
    return bars;
}

struct Figures
{
    std::vector<ui::Segment> themes, forums, dispositions, ages;
};

/// How long an item waited for its answer, or waits for it.
std::vector<ui::Segment> ages_of(const Plan& plan, Date today)
{
    struct Span
    {
        const char* label;
        int days;
    };
    static constexpr std::array spans = {Span{"up to a week", 7}, Span{"up to two weeks", 14}, Span{"up to four weeks", 28}, Span{"up to eight weeks", 56}, Span{"longer", INT32_MAX}};
    std::vector<ui::Segment> bars;
    for (const auto& span : spans) bars.push_back({span.label, 0, span.days > 28 ? ui::Tone::red : span.days > 14 ? ui::Tone::amber : ui::Tone::green});
    for (const auto& item : plan.feedback) {
        if (!is_unanswered(item) || !item.received) continue;
        const int age = today.days - item.received.days;
        const auto span = std::find_if(spans.begin(), spans.end(), [&](const Span& each) { return age <= each.days; });
        ++bars[static_cast<std::size_t>(span - spans.begin())].amount;
    }
    return bars;
}

const Figures& figures_of(ViewContext& context)
{
    static std::string kept_for;
    static Figures figures;
    std::string wanted = context.plan->id.text() + std::to_string(context.tenant.sequence) + ' ' + std::to_string(context.today.days);
    if (wanted == kept_for) return figures;
    kept_for = std::move(wanted);
    std::map<std::string, std::size_t> themes, forums, dispositions;
    for (const auto& item : context.plan->feedback) {
        ++themes[group_words(context, LogGroup::theme, item)];
        ++forums[group_words(context, LogGroup::forum, item)];
        ++dispositions[group_words(context, LogGroup::disposition, item)];
    }
    figures = {bars_of(themes, ui::Tone::blue), bars_of(forums, ui::Tone::purple), bars_of(dispositions, ui::Tone::green), ages_of(*context.plan, context.today)};
    for (auto& bar : figures.dispositions)
        if (bar.label == words_of(Disposition::unanswered)) bar.tone = ui::Tone::red;
    return figures;
}

}  // namespace

void feedback_charts(ViewContext& context)
{
    if (context.plan->feedback.empty()) return ui::secondary("There is nothing to draw yet.");
    const auto& figures = figures_of(context);
    const auto chart = [&](const char* title, const char* note, const std::vector<ui::Segment>& bars) {
        ui::card(title, {.title = title, .note = note}, [&] { ui::bar_list(title, bars, "Items"); });
    };
    ui::columns({.min_width = 320, .gap = 16},
                {[&] {
                     ui::stack(16, [&] {
                         chart("By theme", "", figures.themes);
                         chart("By disposition", "", figures.dispositions);
                     });
                 },
                 [&] {
                     ui::stack(16, [&] {
                         chart("By forum", "or who said it", figures.forums);
                         chart("By age", "days without an answer", figures.ages);
                     });
                 }});
}

}  // namespace assent::views
