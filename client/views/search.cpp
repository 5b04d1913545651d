// The search over everything: plans and what is in them, feedback, events, decisions, people, and the places one can go to. Places
// are found here at once; all else the server finds (docs/search.md), which knows plans that this tab has not opened.
#include <algorithm>
#include <utility>

#include "client/views/host.hpp"
#include "client/views/letters.hpp"
#include "client/views/plan_name.hpp"
#include "client/views/search_words.hpp"

namespace assent::views {

namespace {

constexpr std::size_t recent_max = 6;
constexpr std::size_t offered_max = 6;

/// A command: a place, or something that opens.
struct Act
{
    std::string label;
    std::string detail;
    std::string href;   ///< of a place
    std::string form;   ///< of a dialog that opens on the screen at href, or, without one, here
};

std::vector<Act> acts(const ViewContext& context, const Plan* plan)
{
    std::vector<Act> all{{"Home", "What waits for you", context.href(Screen::home), {}},
                         {"All plans", {}, context.href(Screen::plans), {}},
                         {"Forums and committees", {}, context.href(Screen::forums), {}},
                         {"Interests", "Register, gifts and breaches", context.href(Screen::interests), {}},
                         {"Settings", "People and roles", context.href(Screen::settings), {}}};
    if (plan) {
        const auto name = plan_name(*plan);
        const auto go = [&](const char* label, Screen screen, app::Query query = {}) { all.push_back({label, name, context.href(screen, plan->id, std::move(query)), {}}); };
        if (context.plan && context.steps && !context.steps->empty()) all.push_back({"Next steps", name, {}, "steps/" + plan->id.text()});
        go("Plan", Screen::plan);
        go("Intentions", Screen::plan, {{"tab", "intentions"}});
        go("Tables", Screen::plan, {{"tab", "tables"}});
        go("Timetable", Screen::plan, {{"tab", "timetable"}});
        go("Socialisation", Screen::socialisation);
        go("Feedback log", Screen::feedback);
        go("Sign-off", Screen::sign_off);
        go("Versions", Screen::versions);
        go("Compare versions", Screen::compare);
        go("History", Screen::history);
    }
    if (context.why_not(Right::create_plan).empty()) {
        all.push_back({"Start a plan", "New plan", context.href(Screen::plans), "start"});
        all.push_back({"Import a document", "New plan from a file", context.href(Screen::import_document), {}});
    }
    return all;
}

std::vector<ui::Span> marked(const std::string& text, const std::vector<SearchMark>& marks)
{
    std::vector<ui::Span> spans;
    std::size_t byte = 0;
    std::uint32_t scalar = 0;
    const auto take_until = [&](std::uint32_t end, ui::Span::Kind kind) {
        const auto begin = byte;
        while (byte < text.size() && (scalar < end || (static_cast<unsigned char>(text[byte]) & 0xC0) == 0x80)) {
            scalar += (static_cast<unsigned char>(text[byte]) & 0xC0) != 0x80;
            ++byte;
        }
        if (byte > begin) spans.push_back({text.substr(begin, byte - begin), kind});
    };
    for (const auto& mark : marks) {
        take_until(mark.position, ui::Span::Kind::plain);
        take_until(mark.position + mark.count, ui::Span::Kind::marked);
    }
    take_until(UINT32_MAX, ui::Span::Kind::plain);
    return spans;
}

std::string href_of(const ViewContext& context, const SearchHit& hit)
{
    const auto id = hit.item.text();
    switch (hit.kind) {
    case SearchKind::plan: return context.href(Screen::plan, hit.plan);
    case SearchKind::section: return context.href(Screen::plan, hit.plan, {{"tab", "narrative"}, {"item", id}});
    case SearchKind::intention: return context.href(Screen::plan, hit.plan, {{"tab", "intentions"}, {"item", id}});
    case SearchKind::table: return context.href(Screen::plan, hit.plan, {{"tab", "tables"}, {"item", id}});
    case SearchKind::milestone: return context.href(Screen::plan, hit.plan, {{"tab", "timetable"}, {"item", id}});
    case SearchKind::version: return context.href(Screen::versions, hit.plan, {{"version", id}});
    case SearchKind::feedback: return context.href(Screen::feedback, hit.plan, {{"item", id}, {"state", "all"}});
    case SearchKind::occasion: return context.href(Screen::socialisation, hit.plan, {{"tab", "events"}, {"event", id}});
    case SearchKind::decision: return context.href(Screen::sign_off, hit.plan, {{"decision", id}});
    case SearchKind::forum: return context.href(Screen::forums);
    case SearchKind::person: return context.href(Screen::settings);
    }
    return context.href(Screen::home);
}

ui::FinderItem item_of(const ViewContext& context, const SearchHit& hit)
{
    ui::FinderItem item{.key = std::to_string(static_cast<int>(hit.kind)) + hit.plan.text() + hit.item.text(), .href = href_of(context, hit), .title = {}};
    // A section's number is part of its heading; a version's name has its number already.
    if (!hit.reference.empty() && hit.kind != SearchKind::version) item.title.push_back({hit.reference + "  ", ui::Span::Kind::strong});
    for (auto& span : marked(hit.title, hit.title_marks)) item.title.push_back(std::move(span));
    if (item.title.empty()) item.title.push_back({"Without a title"});
    item.note = hit.status;
    const auto* plan = hit.kind == SearchKind::plan ? nullptr : context.copy.plan(hit.plan);
    if (plan) item.detail.push_back({.text = plan_name(*plan) + (hit.snippet.empty() ? "" : " · "), .tone = ui::Tone::secondary});
    for (auto& span : marked(hit.snippet, hit.snippet_marks)) item.detail.push_back(std::move(span));
    return item;
}

struct Search
{
    ViewContext& context;
    Form& form;
    SearchWords words;

    void remember()
    {
        const auto now = line_of(words);
        auto& recent = form.list("recent");
        recent.erase(std::remove(recent.begin(), recent.end(), now), recent.end());
        if (words.text.size() + words.filters.size() > 2) recent.insert(recent.begin(), now);
        if (recent.size() > recent_max) recent.resize(recent_max);
    }
};

std::vector<ui::FinderGroup> groups_of(Search& search, const std::vector<Act>& all)
{
    const auto& found = search.context.copy.searched.found;
    const bool empty = search.words.text.empty() && search.words.filters.empty();
    std::vector<ui::FinderGroup> groups;
    if (empty && !search.form.list("recent").empty()) {
        groups.push_back({"Recent searches", {}});
        for (const auto& line : search.form.list("recent")) groups.back().items.push_back({.key = "recent/" + line, .title = {{line}}});
    }
    ui::FinderGroup commands{"Go to", {}};
    const auto asked = lower(search.words.text);
    static constexpr std::size_t commands_max = 5;
    for (const auto& act : all)
        if (search.words.filters.empty() && (empty || (commands.items.size() < commands_max && lower(act.label + " " + act.detail).find(asked) != std::string::npos)))
            commands.items.push_back({.key = "act/" + act.label, .href = act.form.empty() ? act.href : std::string{}, .title = {{act.label}}, .note = act.detail});
    if (!commands.items.empty()) groups.push_back(std::move(commands));
    if (empty || !found) return groups;
    for (const auto& hit : found->hits) {
        const auto heading = heading_of(hit.kind);
        if (groups.empty() || groups.back().name != heading) groups.push_back({std::string(heading), {}});
        groups.back().items.push_back(item_of(search.context, hit));
    }
    return groups;
}

std::string standing_of(const Search& search)
{
    const auto& searched = search.context.copy.searched;
    if (search.words.text.empty() && search.words.filters.empty())
        return "Narrow with kind:, provider:, programme:, place:, route:, quarter:, status: or year:";
    if (!searched.failure.empty()) return searched.failure;
    if (search.context.copy.connection != sync::Connection::live) return "Without a connection only places to go to are found.";
    if (!searched.found) return "Searching";
    const auto& found = *searched.found;
    std::string words = found.hits.empty() ? "Nothing was found. Try fewer or other words." : std::to_string(found.hits.size()) + (found.more ? " best of more" : " found");
    if (found.preparing) words += " The search is still being prepared: there may be more in a moment.";
    return words;
}

/// Chips of the filters, and others that the best hits offer.
void narrowing(Search& search, std::string& focus)
{
    auto& filters = search.words.filters;
    const auto& found = search.context.copy.searched.found;
    if (!filters.empty())
        ui::row([&] {
            for (std::size_t i = 0; i < filters.size(); ++i) {
                const auto label = label_of(filters[i]);
                if (!ui::removable_chip(label, "Remove " + label)) continue;
                filters.erase(filters.begin() + static_cast<std::ptrdiff_t>(i));
                focus = "yes";
                break;
            }
        });
    const auto standing = standing_of(search);
    ui::small(standing);
    if (!found || search.words.text.empty()) return;
    std::optional<SearchFilter> picked;
    ui::row({.gap = 6}, [&] {
        std::size_t shown = 0;
        std::optional<SearchFacet> last;
        for (const auto& filter : found->offered) {
            // One of each kind of filter: the value of the best hit.
            const bool narrowed = std::any_of(filters.begin(), filters.end(), [&](const SearchFilter& f) { return f.facet == filter.facet; });
            if (narrowed || last == filter.facet || shown >= offered_max) continue;
            last = filter.facet;
            ++shown;
            const auto label = label_of(filter);
            if (ui::button(label, {.description = "Only these", .small = true})) picked = filter;
        }
    });
    if (!picked) return;
    filters.push_back(std::move(*picked));
    focus = "yes";
}

void choose(Search& search, const ui::FinderResult& result, const std::vector<Act>& all)
{
    const auto& item = *result.chosen;
    static constexpr std::string_view recent_mark = "recent/";
    if (item.key.compare(0, recent_mark.size(), recent_mark) == 0) {
        search.words = words_of_line(item.key.substr(recent_mark.size()));
        search.context.look("search/focus") = "yes";  // one goes on typing
        return;
    }
    search.remember();
    search.form.open = false;
    const auto act = std::find_if(all.begin(), all.end(), [&](const Act& each) { return "act/" + each.label == item.key; });
    if (act != all.end() && !act->form.empty()) search.context.form(act->form).open = true;
    const auto& href = act != all.end() ? act->href : item.href;
    if (!result.followed && !href.empty()) search.context.navigate(href);
}

}  // namespace

void open_search(Host& host)
{
    auto& form = host.form("search");
    if (form.open) return;
    form.open = true;
    host.look("search").clear();
    host.look("search/filters").clear();
    host.search({}, {});
}

void search_dialog(ViewContext& context, const Plan* plan)
{
    auto& form = context.form("search");
    if (!form.open) return;
    auto& text = context.look("search");
    auto& filters = context.look("search/filters");
    auto& focus = context.look("search/focus");
    auto& told = context.look("search/told");
    Search search{context, form, words_of_line(filters)};
    search.words.text = text;
    const auto all = acts(context, plan);
    const auto groups = groups_of(search, all);
    if (const auto& found = context.copy.searched.found; found && told != std::to_string(found->number)) {
        told = std::to_string(found->number);
        ui::announce(standing_of(search));
    }
    ui::dialog("Search", form.open, {.width = 720}, [&] {
        if (!std::exchange(focus, {}).empty()) ui::focus_next();
        const auto result = ui::finder("Search plans, intentions, feedback, people", search.words.text, groups,
                                       {.placeholder = "Words, a reference such as F-031, or a filter", .length_max = 200},
                                       [&] { narrowing(search, focus); });
        if (result.changed) take_filters(search.words, false);
        if (result.erased && !search.words.filters.empty()) search.words.filters.pop_back();
        if (result.chosen) {
            SearchWords ended = search.words;
            take_filters(ended, true);
            if (!result.followed && ended != search.words)  // Enter ends a filter that is being typed
                search.words = std::move(ended);
            else
                choose(search, result, all);
        }
    });
    // Whatever changed what is asked, and after a lost connection once more.
    const auto& asked = context.copy.searched.asked;
    if (context.copy.connection == sync::Connection::live && (asked.text != search.words.text || asked.filters != search.words.filters))
        context.host.search(search.words.text, search.words.filters);
    text = search.words.text;
    filters = line_of({{}, search.words.filters});
}

}  // namespace assent::views
