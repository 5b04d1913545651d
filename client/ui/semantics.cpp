#include "client/ui/semantics.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <tuple>
#include <utility>

namespace assent::ui::semantics {
namespace {

struct Actions {
    int clicks{};
    int undo{};
    bool dismissed{}, submitted{};
    std::optional<float> number;
    std::optional<TextValue> text;
    std::optional<Selection> selection;
    bool seen{};  // a frame has passed since; an action nobody takes is dropped
    [[nodiscard]] bool empty() const { return clicks == 0 && undo == 0 && !dismissed && !submitted && !number && !text && !selection; }
};

struct Hooked {
    NodeId id;
    std::string label;
};

std::vector<Record> rows, settled;
std::string text, settled_text;
std::vector<NodeId> parents;
std::vector<std::size_t> root_marks;
struct Origin {
    float x, y;
};
std::vector<Origin> origins;
std::unordered_map<NodeId, std::size_t> index_of;
std::vector<Hooked> hooked;
std::unordered_map<NodeId, Actions> actions;
std::unordered_map<NodeId, ScrollPosition> scrolls;
NodeId focus{}, wanted_focus{};
std::uint32_t changes{};
int missing_count{};
std::string missing_names;

std::pair<std::uint32_t, std::uint32_t> keep(std::string_view string)
{
    const auto at = static_cast<std::uint32_t>(text.size());
    text.append(string);
    return {at, static_cast<std::uint32_t>(string.size())};
}

// The part of a label that is shown: "Approve (3)###approve" is "Approve (3)".
std::string_view shown(std::string_view label) { return label.substr(0, std::min(label.find("##"), label.size())); }

template <class T, class F>
T take(NodeId id, T none, F&& get)
{
    const auto found = actions.find(id);
    if (found == actions.end()) return none;
    T value = get(found->second);
    if (found->second.empty()) actions.erase(found);
    return value;
}

}  // namespace

void begin_frame()
{
    rows.clear();
    text.clear();
    parents.assign(1, 0);
    root_marks.clear();
    origins.assign(1, Origin{0, 0});
    index_of.clear();
    hooked.clear();
    missing_names.clear();
    missing_count = 0;
}

void end_frame()
{
    for (const Hooked& item : hooked) {
        if (index_of.contains(item.id)) continue;
        ++missing_count;
        missing_names += item.label + "\n";
    }
    // The page's element of a scroller that is gone is gone with it; when it comes again, it begins at its top.
    std::erase_if(scrolls, [](const auto& scroll) { return !index_of.contains(scroll.first); });
    // What no widget took within a frame belongs to one that is gone.
    for (auto it = actions.begin(); it != actions.end();) {
        if (it->second.seen) {
            it = actions.erase(it);
        } else {
            it->second.seen = true;
            ++it;
        }
    }
    const bool same = rows.size() == settled.size() && text == settled_text &&
                      (rows.empty() || std::memcmp(rows.data(), settled.data(), rows.size() * sizeof(Record)) == 0);
    if (same) return;
    settled = rows;
    settled_text = text;
    ++changes;
}

void record(const Node& node)
{
    NodeId id = node.id;
    if (index_of.contains(id)) {
        ++missing_count;
        missing_names += "two records with one id: " + std::string(node.name) + "\n";
        while (index_of.contains(id) || id == 0) id = id * 16777619U + 1;
    }
    index_of.emplace(id, rows.size());
    const Origin origin = origins.back();
    Record out{};
    out.id = id;
    out.parent = parents.back();
    out.role = node.role;
    out.flags = node.flags;
    out.level = node.level;
    out.position = node.position;
    out.set_size = node.set_size;
    out.x = node.rect.x - origin.x;
    out.y = node.rect.y - origin.y;
    out.w = node.rect.w;
    out.h = node.rect.h;
    out.min = node.min;
    out.max = node.max;
    out.now = node.now;
    out.step = node.step;
    out.sequence = node.sequence;
    out.font = node.font;
    const bool is_text = node.role == Role::paragraph || node.role == Role::heading || node.role == Role::cell ||
                         node.role == Role::inline_text || node.role == Role::inline_insert || node.role == Role::inline_delete ||
                         node.role == Role::inline_mark || node.role == Role::inline_strong;
    std::tie(out.name_at, out.name_size) = keep(is_text ? node.name : shown(node.name));
    std::tie(out.value_at, out.value_size) = keep(node.value);
    std::tie(out.description_at, out.description_size) = keep(node.description);
    std::tie(out.options_at, out.options_size) = keep(node.options);
    rows.push_back(out);
}

void push(const Node& node)
{
    record(node);
    parents.push_back(rows.back().id);
}

void pop() { parents.pop_back(); }

void set_rect(NodeId id, Rect rect)
{
    const auto found = index_of.find(id);
    if (found == index_of.end()) return;
    Record& row = rows[found->second];
    const Origin origin = origins.back();
    row.x = rect.x - origin.x;
    row.y = rect.y - origin.y;
    row.w = rect.w;
    row.h = rect.h;
}

void set_content(NodeId id, float width, float height)
{
    const auto found = index_of.find(id);
    if (found == index_of.end()) return;
    rows[found->second].min = width;
    rows[found->second].max = height;
}

void push_root()
{
    parents.push_back(0);
    origins.push_back({0, 0});
}

void pop_root()
{
    parents.pop_back();
    origins.pop_back();
}

void push_origin(float x, float y) { origins.push_back({x, y}); }
void pop_origin() { origins.pop_back(); }

bool take_click(NodeId id)
{
    return take(id, false, [](Actions& a) {
        if (a.clicks == 0) return false;
        --a.clicks;
        return true;
    });
}

std::optional<float> take_number(NodeId id)
{
    return take(id, std::optional<float>{}, [](Actions& a) { return std::exchange(a.number, std::nullopt); });
}

std::optional<TextValue> take_text(NodeId id)
{
    return take(id, std::optional<TextValue>{}, [](Actions& a) { return std::exchange(a.text, std::nullopt); });
}

std::optional<Selection> take_selection(NodeId id)
{
    return take(id, std::optional<Selection>{}, [](Actions& a) { return std::exchange(a.selection, std::nullopt); });
}

int take_undo(NodeId id)
{
    return take(id, 0, [](Actions& a) { return std::exchange(a.undo, 0); });
}

bool take_dismiss(NodeId id)
{
    return take(id, false, [](Actions& a) { return std::exchange(a.dismissed, false); });
}

bool take_submit(NodeId id)
{
    return take(id, false, [](Actions& a) { return std::exchange(a.submitted, false); });
}

std::optional<ScrollPosition> scroll_position(NodeId id)
{
    const auto found = scrolls.find(id);
    return found == scrolls.end() ? std::nullopt : std::optional{found->second};
}

NodeId focused() { return focus; }
void request_focus(NodeId id) { wanted_focus = id; }
NodeId take_focus_request() { return std::exchange(wanted_focus, 0); }
bool actions_pending() { return !actions.empty(); }

namespace {
Actions& pending(NodeId id)
{
    Actions& found = actions[id];
    found.seen = false;
    return found;
}
}  // namespace

void act_click(NodeId id) { ++pending(id).clicks; }
void act_number(NodeId id, float value) { pending(id).number = value; }
void act_text(NodeId id, std::string before, std::string value, std::uint32_t caret, std::uint32_t sequence)
{
    Actions& a = pending(id);
    if (a.text) before = std::move(a.text->before);  // the newest text counts, from where the first of them began
    a.text = TextValue{std::move(value), std::move(before), caret, sequence};
}
void act_select(NodeId id, std::uint32_t caret, std::uint32_t other_end) { pending(id).selection = Selection{caret, other_end}; }
void act_undo(NodeId id, int direction) { pending(id).undo += direction; }
void act_dismiss(NodeId id) { pending(id).dismissed = true; }
void act_submit(NodeId id) { pending(id).submitted = true; }
void act_scroll(NodeId id, float x, float y) { scrolls[id] = {x, y}; }
void act_focus(NodeId id) { focus = id; }

std::uint32_t version() { return changes; }
const std::vector<Record>& records() { return settled; }
const std::string& arena() { return settled_text; }
int missing() { return missing_count; }
std::string missing_labels() { return missing_names; }

void hook_item(NodeId id, const char* label, bool visible)
{
    if (visible && label != nullptr && label[0] != '\0' && !(label[0] == '#' && label[1] == '#')) hooked.push_back({id, label});
}

}  // namespace assent::ui::semantics
