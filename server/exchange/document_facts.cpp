#include "server/exchange/document_facts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "server/exchange/markup.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t organisations_text_max = 2'000'000;  // enough to know who writes; keeps hostile files cheap

std::optional<int> year_in(std::string_view text)
{
    for (const auto& mention : find_times(text))
        if (mention.time.kind == TimescaleKind::financial_year) return mention.time.from.year();
    return std::nullopt;
}

/// "Version 12", "v0.4 (draft)": the number.
std::string version_in(std::string_view text)
{
    const std::string folded = fold(text);
    std::string_view rest = folded;
    bool named = false;
    for (const std::string_view word : {"draft", "final", "version", "issue", "revision", "ver", "v"}) {
        if (!rest.starts_with(word)) continue;
        rest = trim(rest.substr(word.size()));
        named = true;
    }
    if (!named) return {};
    for (const std::string_view word : {"number", "no.", "no", ":", "v"})
        if (rest.starts_with(word)) rest = trim(rest.substr(word.size()));
    std::size_t i = 0;
    while (i < rest.size() && (is_digit(rest[i]) || (rest[i] == '.' && i + 1 < rest.size() && is_digit(rest[i + 1])))) ++i;
    if (i == 0 || i > 8 || (i < rest.size() && is_letter(rest[i]))) return {};
    return std::string(rest.substr(0, i));
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> body_kinds{{
    {"Clinical Commissioning Group", "Clinical Commissioning Group"},
    {"CCG", "Clinical Commissioning Group"},
    {"Integrated Care Board", "Integrated Care Board"},
    {"ICB", "Integrated Care Board"},
    {"Primary Care Trust", "Primary Care Trust"},
    {"Health Board", "Health Board"},
}};

struct Commissioner
{
    std::string place;
    std::string kind;
    std::size_t count{};
};

/// Capitalised words right before `at`, at most five: "Milton Keynes" before " CCG".
std::string name_before(std::string_view text, std::size_t at)
{
    std::size_t begin = at;
    std::size_t taken = at;
    for (int words = 0; words < 5; ++words) {
        if (begin == 0 || text[begin - 1] != ' ') break;
        std::size_t word = begin - 1;
        while (word > 0 && text[word - 1] != ' ' && text[word - 1] != '(' && begin - word < 40) --word;
        const std::string_view w = text.substr(word, begin - 1 - word);
        const bool joins = w == "and" || w == "of" || w == "&";
        if (w.empty() || (!joins && !is_upper(w.front())) || w.back() == ',' || w.back() == '.' || w.back() == ':' || w.back() == ')') break;
        begin = word;
        if (!joins) taken = word;
    }
    std::string name = collapse(text.substr(taken, at - taken));
    for (const std::string_view lead : {"NHS ", "The ", "This ", "Both ", "Each ", "Our "})
        if (name.starts_with(lead)) name.erase(0, lead.size());
    for (const std::string_view word : {"NHS", "The", "This", "Each", "Both", "Our", "CCG", "Local", "Lead"})
        if (name == word) return {};
    return name;
}

std::map<std::string, Commissioner> commissioners_in(std::string_view text)
{
    std::map<std::string, Commissioner> found;
    for (const auto& [word, kind] : body_kinds) {
        for (std::size_t i = text.find(word); i != std::string_view::npos; i = text.find(word, i + word.size())) {
            if (i == 0 || text[i - 1] != ' ') continue;
            const std::size_t end = i + word.size();
            if (end < text.size() && (is_letter(text[end]))) continue;  // "CCGs" are several
            std::string name = name_before(text, i);
            if (name.empty() || name.size() > 60) continue;
            auto& commissioner = found[name];
            commissioner.place = name;
            if (commissioner.kind.empty()) commissioner.kind = std::string(kind);
            ++commissioner.count;
        }
    }
    return found;
}

struct Partnership
{
    std::string short_name;
    std::string full_name;
    std::vector<std::string> members;
    std::size_t count{};
};

/// "Northam, Southam and East Weald (NSEW)": an enumeration whose initials stand behind it in brackets.
std::optional<Partnership> partnership_in(std::string_view text)
{
    for (std::size_t open = text.find(" ("); open != std::string_view::npos; open = text.find(" (", open + 2)) {
        std::size_t close = open + 2;
        while (close < text.size() && is_upper(text[close]) && close - open < 9) ++close;
        if (close >= text.size() || text[close] != ')' || close - open < 5) continue;
        const std::string_view initials = text.substr(open + 2, close - open - 2);
        // Walk back over words until every initial has had its capital.
        std::size_t left = initials.size();
        std::size_t begin = open;
        bool fits = true;
        while (left > 0 && begin > 0 && fits) {
            std::size_t word = begin;
            while (word > 0 && text[word - 1] != ' ' && begin - word < 40) --word;
            const std::string_view w = text.substr(word, begin - word);
            if (!w.empty() && is_upper(w.front()) && w.front() == initials[left - 1]) --left;
            else if (w != "and" && w != "&") fits = false;
            if (left > 0) {
                if (word == 0) fits = false;
                else begin = word - 1;
            } else {
                begin = word;
            }
        }
        if (!fits || left > 0) continue;
        const std::string full = collapse(text.substr(begin, open - begin));
        Partnership p{std::string(initials), full, {}, 0};
        std::string member;
        for (const auto word : split_words(full)) {
            if (word == "and" || word == "&") {
                if (!member.empty()) p.members.push_back(std::exchange(member, {}));
                continue;
            }
            if (!member.empty()) member.push_back(' ');
            member += word.ends_with(',') ? word.substr(0, word.size() - 1) : word;
            if (word.ends_with(',')) p.members.push_back(std::exchange(member, {}));
        }
        if (!member.empty()) p.members.push_back(member);
        if (p.members.size() < 2 || full.find(" and ") == std::string::npos) continue;
        for (std::size_t i = text.find(p.short_name); i != std::string_view::npos; i = text.find(p.short_name, i + 1)) ++p.count;
        return p;
    }
    return std::nullopt;
}

void find_organisation(std::string_view text, const ProviderDirectory& directory, DocumentFacts& facts, Line title_line,
                       std::vector<Doubt>& doubts)
{
    auto named = commissioners_in(text);
    // Short names of commissioners that the directory knows count for their place.
    std::optional<Partnership> partnership = partnership_in(text);
    for (const DirectoryEntry& entry : directory.entries()) {
        const bool commissioner = entry.kind == ProviderKind::body && entry.body_kind == "commissioner" && !entry.place.empty();
        if (commissioner) {
            std::size_t count = 0;
            for (std::size_t i = text.find(entry.name); i != std::string_view::npos; i = text.find(entry.name, i + 1)) ++count;
            if (count == 0) continue;
            auto& c = named[entry.place];
            c.place = entry.place;
            if (c.kind.empty()) c.kind = "Clinical Commissioning Group";
            c.count += count;
        } else if (entry.kind == ProviderKind::partnership && (!partnership || partnership->short_name != entry.name)) {
            std::size_t count = 0;
            for (std::size_t i = text.find(entry.name); i != std::string_view::npos; i = text.find(entry.name, i + 1)) ++count;
            if (count > (partnership ? partnership->count : 0U))
                partnership = Partnership{entry.name, entry.full_name, entry.members, count};
        }
    }
    // "MK CCG": a short name of a place belongs to the directory's body.
    for (auto it = named.begin(); it != named.end();) {
        const DirectoryEntry* entry = directory.find(it->first + " CCG");
        if (entry != nullptr && !entry->place.empty() && entry->place != it->first) {
            named[entry->place].place = entry->place;
            named[entry->place].count += it->second.count;
            it = named.erase(it);
        } else {
            ++it;
        }
    }
    const Commissioner* top = nullptr;
    std::size_t all = 0;
    for (const auto& [name, c] : named) {
        all += c.count;
        if (top == nullptr || c.count > top->count) top = &c;
    }
    const bool joint_title = has_word(facts.title, "joint") || has_word(facts.title, "system") ||
                             has_word(facts.title, "partnership") || has_word(facts.title, "ics");
    const bool dominated = top != nullptr && top->count * 10 >= all * 6;
    if (partnership && (joint_title || (!dominated && partnership->count > 3))) {
        facts.partnership = true;
        facts.organisation = partnership->full_name;
        facts.organisation_short = partnership->short_name;
        facts.place = partnership->short_name;
        facts.members = partnership->members;
        return;
    }
    if (top != nullptr) {
        facts.place = top->place;
        facts.organisation = "NHS " + top->place + " " + top->kind;
        facts.organisation_short = top->place + (top->kind == "Integrated Care Board" ? " ICB" : " CCG");
        if (const DirectoryEntry* entry = directory.find(facts.organisation); entry != nullptr) {
            facts.organisation = entry->full_name;
            facts.organisation_short = entry->name;
        }
        return;
    }
    doubts.push_back({title_line, "no_organisation", "The text names no commissioner. Please say whose plan this is."});
}

constexpr std::array<std::string_view, 26> role_words{
    "assistant", "associate", "deputy",  "director",  "head",    "manager",   "chief",       "lead",     "senior",
    "interim",   "acting",    "officer", "programme", "project", "executive", "accountable", "strategic", "commissioner",
    "chair",     "clinical",  "finance", "business",  "planning", "contracts", "commissioning", "vice"};

/// Author and role often stand in one cell with nothing between them: the role begins at a word that titles begin with.
std::pair<std::string, std::string> split_author(const std::string& cell, bool& guessed)
{
    guessed = false;
    for (const std::string_view joint : {", ", " - ", " \u2013 ", "; ", " (", "\n"}) {
        const std::size_t at = cell.find(joint);
        if (at == std::string::npos || at == 0) continue;
        const auto first = trim(std::string_view(cell).substr(0, at));
        if (word_count(first) > 4) continue;
        auto second = trim(std::string_view(cell).substr(at + joint.size()));
        if (joint == " (" && second.ends_with(')')) second.remove_suffix(1);
        return {std::string(first), std::string(second)};
    }
    const auto words = split_words(cell);
    for (std::size_t w = 2; w < words.size(); ++w) {
        const std::string word = lower_copy(words[w]);
        if (std::find(role_words.begin(), role_words.end(), word) == role_words.end()) continue;
        const auto at = static_cast<std::size_t>(words[w].data() - cell.data());
        guessed = true;
        return {std::string(trim(std::string_view(cell).substr(0, at))), cell.substr(at)};
    }
    return {cell, {}};
}

}  // namespace

bool names_a_document(std::string_view text)
{
    for (const std::string_view word : {"intentions", "intention", "plan", "strategy", "operating", "prospectus", "priorities"})
        if (has_word(text, word)) return true;
    return false;
}

DocumentFacts read_facts(const SourceText& source, const Layout& layout, const Outline& outline,
                         const ProviderDirectory& directory, std::vector<Doubt>& doubts)
{
    DocumentFacts facts;
    std::size_t end = outline.headings.empty() ? layout.parts.size() : outline.headings.front().part;
    std::vector<const Part*> cover;
    for (std::size_t i = 0; i < end && cover.size() < 24; ++i) {
        if (outline.consumed[i]) break;
        const Part& part = layout.parts[i];
        if (part.kind == Part::Kind::table) {
            if (!cover.empty()) break;
            continue;
        }
        if (part.text.size() <= 200) cover.push_back(&part);
    }
    if (cover.empty() && !layout.parts.empty())
        for (const Part& part : layout.parts)
            if (part.kind == Part::Kind::paragraph && part.text.size() <= 200) {
                cover.push_back(&part);  // a document without a cover begins with its title
                break;
            }
    std::optional<int> year;
    const Part* title = nullptr;
    for (const Part* part : cover)
        if (title == nullptr && part->is_title) title = part;
    for (const Part* part : cover)
        if (title == nullptr && names_a_document(part->text)) title = part;
    for (const Part* part : cover)
        if (title == nullptr && version_in(part->text).empty() && word_count(part->text) >= 2) title = part;
    Line title_line = 1;
    if (title != nullptr) {
        facts.title = title->text;
        title_line = title->first_line();
        year = year_in(facts.title);
    }
    for (std::size_t i = 0; i < cover.size(); ++i) {
        const std::string& text = cover[i]->text;
        if (facts.version.empty()) facts.version = version_in(text);
        if (!year) {
            if (const auto y = year_in(text)) {
                year = y;
                // The title goes on in the next line: a line that is only the period.
                const auto times = find_times(text);
                const bool only_period = times.size() == 1 && times[0].begin == 0 && times[0].end == text.size();
                if (title != nullptr && i > 0 && cover[i - 1] == title && only_period) facts.title += " " + text;
            }
        }
        const std::string folded = fold(text);
        for (const std::string_view word : {"revised ", "updated ", "refreshed ", "last updated ", "published ", "issued "})
            if (facts.revised.empty() && folded.starts_with(word)) facts.revised = text.substr(word.size());
    }
    // Without a year on the cover, the financial year the text speaks of most.
    std::string text;
    for (const auto line : source.lines) {
        if (text.size() > organisations_text_max) break;
        text += line;
        text.push_back('\n');
    }
    if (!year) {
        std::map<int, std::size_t> counts;
        for (const auto& mention : find_times(text))
            if (mention.time.kind == TimescaleKind::financial_year) ++counts[mention.time.from.year()];
        std::size_t best = 0;
        for (const auto& [y, count] : counts)
            if (count > best) {
                best = count;
                year = y;
            }
        if (year)
            doubts.push_back({title_line, "period_assumed",
                              "The cover names no financial year; " + financial_year_label(*year) +
                                  " is the one the text speaks of most."});
        else
            doubts.push_back({title_line, "no_period", "The text names no financial year. Please give the plan's period."});
    }
    if (year) {
        facts.period = financial_year_label(*year);
        facts.period_from = financial_year_period(*year).from;
        facts.period_to = financial_year_period(*year).to;
    }
    // A name never runs over the end of a line or a cell.
    std::string names;
    names.reserve(text.size() + text.size() / 8);
    for (const char c : without_tags(text)) {
        if (c == '\n' || c == '\t') names += " . ";
        else names.push_back(c);
    }
    find_organisation(collapse(names), directory, facts, title_line, doubts);
    return facts;
}

bool is_version_table(const Part& table, const Part* before)
{
    if (before != nullptr && before->kind != Part::Kind::table && is_version_title(before->text)) return true;
    const RawRow& first = table.rows.front();
    if (first.only_first_filled() && is_version_title(first.cells.front())) return true;
    std::vector<std::string> cells;
    for (const auto cell : first.cells) cells.push_back(cell.size() > 200 ? "" : plain(cell));
    return kind_of_header(cells) == TableKind::versions;
}

std::vector<VersionEntry> read_versions(const Part& table, std::vector<Doubt>& doubts)
{
    std::vector<VersionEntry> versions;
    std::vector<Role> roles;
    for (const RawRow& row : table.rows) {
        std::vector<std::string> cells;
        for (const auto cell : row.cells) cells.push_back(plain(cell));
        if (row.only_first_filled() && is_version_title(cells.front())) continue;
        if (roles.empty() && kind_of_header(cells) == TableKind::versions) {
            roles = roles_of(cells);
            continue;
        }
        if (std::all_of(cells.begin(), cells.end(), [](const std::string& c) { return c.empty() || is_ruler(c); })) continue;
        VersionEntry entry;
        entry.line = row.line;
        std::string author;
        CellText changes;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (cells[c].empty()) continue;
            Role role = c < roles.size() ? roles[c] : Role::none;
            if (role == Role::description || role == Role::event || role == Role::service) role = Role::changes;
            if (role == Role::lead) role = Role::author;
            if (role == Role::timescale) role = Role::date;
            if (roles.empty()) {
                // No header: what the cell looks like says what it is.
                const auto times = find_times(cells[c]);
                if (entry.date.empty() && times.size() == 1 && times[0].end - times[0].begin == cells[c].size()) role = Role::date;
                else if (entry.version.empty() && word_count(cells[c]) <= 2 && is_digit(cells[c].back()) &&
                         cells[c].size() <= 8)
                    role = Role::version;
                else if (changes.empty()) role = Role::changes;
                else role = Role::author;
            }
            if (role == Role::date) entry.date = cells[c];
            else if (role == Role::version || role == Role::reference) {
                const std::string number = version_in(cells[c]);
                entry.version = number.empty() ? cells[c] : number;
            } else if (role == Role::changes) {
                changes = row.read.empty() ? read_cell(row.cells[c], row.line) : row.read[c];
                if (row.read.empty()) settle_lists(changes);
            } else if (role == Role::author) {
                author = cells[c];
            }
        }
        // A row without date and version goes on the row above it.
        if (entry.date.empty() && entry.version.empty() && !versions.empty()) {
            for (const Block& block : changes.blocks) versions.back().changes.push_back(block.text);
            continue;
        }
        if (const auto times = find_times(entry.date); !times.empty()) entry.month = times.front().time.from;
        const bool list = changes.bullets() > 0;
        for (const Block& block : changes.blocks) {
            if (block.kind == Block::Kind::bullet || !list) entry.changes.push_back(block.text);
            else {
                if (!entry.summary.empty()) entry.summary.push_back(' ');
                entry.summary += block.text;
            }
        }
        bool guessed = false;
        std::tie(entry.author, entry.author_role) = split_author(author, guessed);
        if (guessed)
            doubts.push_back({row.line, "author_and_role",
                              "Name and role stand together; they were divided as \"" + excerpt(entry.author) + "\" and \"" +
                                  excerpt(entry.author_role) + "\"."});
        versions.push_back(std::move(entry));
    }
    return versions;
}

}  // namespace assent::exchange
