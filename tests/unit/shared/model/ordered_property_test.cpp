// Many people edit, move and remove parts and rows at once, each over a copy that runs ahead of the server's. What holds
// however their edits meet: all copies come to be equal, and nothing is there twice.
#if !defined(__EMSCRIPTEN__)
#include <deque>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "shared/model/edit.hpp"

namespace assent {
namespace {

/// Numbers as RapidCheck drew them; it shrinks them.
class Draws
{
public:
    explicit Draws(const std::vector<std::uint16_t>& numbers) : numbers_(numbers) {}
    bool more() const { return next_ < numbers_.size(); }
    std::size_t below(std::size_t bound) { return more() ? numbers_[next_++] % bound : 0; }

private:
    const std::vector<std::uint16_t>& numbers_;
    std::size_t next_{};
};

struct LogEntry
{
    std::size_t writer{};
    Edit edit;
    bool refused{};  ///< only its writer hears of it
};

struct Tab
{
    Content confirmed;
    std::deque<Edit> pending;  ///< the first `sent` are on their way or answered in the log
    std::size_t sent{};
    std::size_t heard{};

    Content shown() const
    {
        Content content = confirmed;
        for (const auto& edit : pending)
            if (check(content, edit)) apply(content, edit);
        return content;
    }
};

struct World
{
    Content content;
    std::vector<LogEntry> log;
    std::vector<Tab> tabs;
    int made{};

    ElementId fresh() { return ElementId::derived(std::to_string(++made)); }

    Edit random_edit(const Content& seen, Draws& draws)
    {
        // Ids of parts that have gone come up as well: a hint may name one, and so may an edit that comes late.
        const auto gone = ElementId::derived(std::to_string(1 + draws.below(static_cast<std::size_t>(made) + 1)));
        const auto section = [&] {
            return seen.sections.empty() || draws.below(6) == 0 ? gone : seen.sections[draws.below(seen.sections.size())].id;
        };
        const auto& table = seen.tables.front();
        const auto row = [&] { return table.rows.empty() || draws.below(6) == 0 ? gone : table.rows[draws.below(table.rows.size())].id; };
        const auto or_none = [&](ElementId id) { return draws.below(4) == 0 ? ElementId{} : id; };
        switch (draws.below(9)) {
        case 0: return AddSection{{fresh(), "", 1, "New", "", {}, 0}, or_none(section())};
        case 1:
        case 2: return MoveElement{section(), or_none(section()), or_none(section())};
        case 3: return RemoveElement{section(), ""};
        case 4: return SetText{section(), TextField::heading, 0, std::to_string(draws.below(100))};
        case 5: return AddRow{table.id, {{"x"}, fresh()}, or_none(row())};
        case 6: return MoveRow{table.id, row(), or_none(row()), or_none(row())};
        case 7: return RemoveRow{table.id, row()};
        default: return SetCell{table.id, row(), 0, 0, std::to_string(draws.below(100))};
        }
    }

    void act(std::size_t number, Draws& draws)
    {
        Tab& tab = tabs[number];
        switch (draws.below(4)) {
        case 0: send(number); break;
        case 1: hear(number); break;
        default: tab.pending.push_back(random_edit(tab.shown(), draws));
        }
    }

    bool send(std::size_t number)
    {
        Tab& tab = tabs[number];
        if (tab.sent == tab.pending.size()) return false;
        const Edit& edit = tab.pending[tab.sent++];
        const bool good = check(content, edit).has_value();
        if (good) apply(content, edit);
        log.push_back({number, edit, !good});
        return true;
    }

    bool hear(std::size_t number)
    {
        Tab& tab = tabs[number];
        if (tab.heard == log.size()) return false;
        const auto& entry = log[tab.heard++];
        if (!entry.refused) apply(tab.confirmed, entry.edit);
        if (entry.writer == number) {
            tab.pending.pop_front();
            --tab.sent;
        }
        return true;
    }
};

bool nothing_twice(const Content& content)
{
    std::set<ElementId> ids;
    bool once = true;
    for (const auto& section : content.sections) once = once && ids.insert(section.id).second;
    for (const auto& row : content.tables.front().rows) once = once && ids.insert(row.id).second;
    return once;
}

RC_GTEST_PROP(OrderedPropertyTest, all_copies_come_to_be_equal_and_nothing_is_there_twice, ())
{
    const auto numbers = *rc::gen::container<std::vector<std::uint16_t>>(rc::gen::arbitrary<std::uint16_t>());
    Draws draws(numbers);
    World world;
    world.content.tables.push_back({ElementId::derived("table"), "T", "", {"A"}, {}, {}, {}, {}});
    for (int i = 0; i < 4; ++i) {
        world.content.sections.push_back({world.fresh(), "", 1, "S", "", {}, 0});
        world.content.tables[0].rows.push_back({{"r"}, world.fresh()});
    }
    world.tabs.assign(2 + draws.below(4), Tab{world.content, {}, 0, 0});
    while (draws.more()) world.act(draws.below(world.tabs.size()), draws);
    for (const auto& tab : world.tabs) RC_ASSERT(nothing_twice(tab.shown()));
    for (std::size_t i = 0; i < world.tabs.size(); ++i)
        while (world.send(i)) {}
    for (std::size_t i = 0; i < world.tabs.size(); ++i)
        while (world.hear(i)) {}
    RC_ASSERT(nothing_twice(world.content));
    for (const auto& tab : world.tabs) {
        RC_ASSERT(tab.pending.empty());
        RC_ASSERT(tab.confirmed == world.content);
        RC_ASSERT(tab.shown() == world.content);
    }
}

}  // namespace
}  // namespace assent
#endif
