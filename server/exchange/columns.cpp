#include "server/exchange/columns.hpp"

#include <algorithm>
#include <array>

#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

bool any_word(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return has_word(text, word); });
}

}  // namespace

Role role_of(std::string_view header_cell)
{
    const std::string folded = fold(header_cell);
    const std::string_view t = folded;
    if (t.empty() || t.size() > 80) return Role::none;
    if (any_word(t, {"timescale", "timescales", "timeframe", "timeframes", "time frame", "when", "by when", "quarter",
                     "deadline", "start date", "target date", "delivery date", "implementation date", "due", "timing"}))
        return Role::timescale;
    if (any_word(t, {"page", "page number", "page no"})) return Role::page;
    if (any_word(t, {"provider", "providers", "impacted", "affected", "impact area", "organisations affected", "affects"}))
        return Role::providers;
    if (t.find("intent") != std::string_view::npos) return Role::intent;
    if (any_word(t, {"contract", "contracting", "route", "mechanism", "lever", "contractual"})) return Role::route;
    if (any_word(t, {"programme", "programme area", "workstream", "work stream", "priority area", "theme", "portfolio",
                     "programmes", "priority"}))
        return Role::programme;
    if (any_word(t, {"place", "locality", "geography", "area covered"})) return Role::place;
    if (any_word(t, {"service", "service area", "services", "pathway", "scheme", "title", "project", "topic", "subject"}))
        return Role::service;
    if (any_word(t, {"description", "detail", "details", "proposal", "proposed change", "what we will do", "change",
                     "changes", "action", "actions", "summary", "what", "amendment", "amendments", "comments"}))
        return any_word(t, {"changes", "amendment", "amendments", "comments"}) ? Role::changes : Role::description;
    if (any_word(t, {"lead", "owner", "responsible", "sro", "who"})) return Role::lead;
    if (any_word(t, {"version", "issue", "revision"})) return Role::version;
    if (any_word(t, {"author", "authors", "by", "editor", "name"})) return Role::author;
    if (any_word(t, {"date", "month"})) return Role::date;
    if (any_word(t, {"event", "milestone", "step", "task", "activity", "stage"})) return Role::event;
    if (any_word(t, {"ref", "reference", "no", "number", "id"})) return Role::reference;
    return Role::none;
}

std::vector<Role> roles_of(std::span<const std::string> header)
{
    std::vector<Role> roles;
    roles.reserve(header.size());
    for (const auto& cell : header) roles.push_back(role_of(cell));
    return roles;
}

TableKind kind_of_header(std::span<const std::string> cells)
{
    if (cells.size() > 40) return TableKind::data;
    std::size_t filled = 0;
    for (const auto& cell : cells) {
        if (cell.empty()) continue;
        // A header names; it does not tell.
        if (cell.size() > 80 || cell.back() == '.' || is_digit(cell.front())) return TableKind::data;
        ++filled;
    }
    if (filled < 2) return TableKind::data;
    const auto roles = roles_of(cells);
    const auto has = [&](Role role) { return std::find(roles.begin(), roles.end(), role) != roles.end(); };
    const bool labels = has(Role::programme) || has(Role::service);
    const bool details = has(Role::providers) || has(Role::timescale) || has(Role::route) || has(Role::place);
    if (has(Role::page)) return TableKind::contents;
    if (has(Role::intent) && (has(Role::description) || has(Role::changes) || labels || details))
        return TableKind::intentions;
    const bool tells = has(Role::description) || has(Role::changes);
    if ((has(Role::version) || has(Role::date)) && (tells || has(Role::author)) && !labels && !has(Role::providers))
        return TableKind::versions;
    if (tells && labels && details) return TableKind::intentions;
    if ((has(Role::date) || has(Role::timescale)) && has(Role::event) && !labels) return TableKind::milestones;
    return TableKind::data;
}

bool is_version_title(std::string_view text)
{
    const std::string folded = fold(text);
    static constexpr std::array<std::string_view, 8> titles{
        "version control", "version history", "document history", "revision history",
        "change history",  "document control", "amendment history", "change record"};
    return folded.size() <= 40 && std::any_of(titles.begin(), titles.end(), [&](std::string_view title) {
               return folded.find(title) != std::string::npos;
           });
}

bool is_contents_title(std::string_view text)
{
    const std::string folded = fold(text);
    return folded == "contents" || folded == "table of contents" || folded == "contents page" || folded == "contents:";
}

bool is_ruler(std::string_view cell)
{
    bool dashes = false;
    for (std::size_t i = 0; i < cell.size();) {
        if (const std::size_t size = dash_size(cell, i)) {
            dashes = true;
            i += size;
        } else if (cell[i] == ' ' || cell[i] == ':' || cell[i] == '=' || cell[i] == '_') {
            dashes = dashes || cell[i] == '=' || cell[i] == '_';
            ++i;
        } else {
            return false;
        }
    }
    return dashes;
}

}  // namespace assent::exchange
