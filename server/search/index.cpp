#include "server/search/index.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_set>

#include "server/exchange/provider_directory.hpp"
#include "server/search/excerpt.hpp"
#include "server/search/query.hpp"
#include "server/search/sql.hpp"
#include "server/search/standing.hpp"
#include "server/search/vocabulary.hpp"

namespace assent::search {

namespace {

constexpr int kinds = static_cast<int>(SearchKind::person) + 1;
constexpr std::int64_t candidates_max = 300;      // ranked, of one kind; the newest where more have the words
constexpr std::size_t offered_per_facet_max = 4;
constexpr double reference_standing = 1e6;        // whoever types a reference means that thing
// Between the values of one field, so that no phrase is found across two: a letter of Khoisan languages.
constexpr const char* between_values = " \u01c1 ";
constexpr const char* searched_columns = "{reference title text provider programme place route quarter status year} : ";

/// Kinds have their rows apart, so that one kind is a range of them, and the newest come first in it.
constexpr int kind_shift = 40;
std::int64_t first_row(SearchKind kind) { return std::int64_t{static_cast<int>(kind)} << kind_shift; }
std::int64_t last_row(SearchKind kind) { return first_row(kind) + (std::int64_t{1} << kind_shift) - 1; }
SearchKind kind_of(std::int64_t row) { return static_cast<SearchKind>(row >> kind_shift); }

const char* column_of(SearchFacet facet)
{
    switch (facet) {
    case SearchFacet::provider: return "provider";
    case SearchFacet::programme: return "programme";
    case SearchFacet::place: return "place";
    case SearchFacet::route: return "route";
    case SearchFacet::quarter: return "quarter";
    case SearchFacet::status: return "status";
    case SearchFacet::year: return "year";
    case SearchFacet::kind: break;
    }
    return "";
}

std::string bytes_of(const Key& key)
{
    std::string bytes(1, static_cast<char>(key.kind));
    bytes.append(key.plan.bytes.begin(), key.plan.bytes.end());
    bytes.append(key.item.bytes.begin(), key.item.bytes.end());
    return bytes;
}

Key key_of(std::string_view bytes)
{
    Key key;
    key.kind = static_cast<SearchKind>(bytes[0]);
    std::copy_n(bytes.begin() + 1, 16, key.plan.bytes.begin());
    std::copy_n(bytes.begin() + 17, 16, key.item.bytes.begin());
    return key;
}

std::string joined(const std::vector<std::string>& values)
{
    std::string out;
    for (const auto& value : values) out.append(out.empty() ? "" : between_values).append(value);
    return out;
}

/// Providers under every name that they are known by.
std::string provider_names(const std::vector<std::string>& providers)
{
    std::vector<std::string> names;
    for (const auto& provider : providers) {
        names.push_back(provider);
        const auto* known = exchange::ProviderDirectory::standard().find(provider);
        if (!known) continue;
        names.push_back(known->name);
        if (!known->full_name.empty()) names.push_back(known->full_name);
        names.insert(names.end(), known->aliases.begin(), known->aliases.end());
    }
    return joined(names);
}

std::string offered_values(const Entry& entry)
{
    std::string out;
    const auto add = [&](SearchFacet facet, const std::string& value) {
        if (!value.empty() && value.find('\n') == std::string::npos && value.size() <= SearchLimits::text_bytes_max)
            out.append(1, static_cast<char>('0' + static_cast<int>(facet))).append(value).append("\n");
    };
    for (const auto& value : entry.providers) add(SearchFacet::provider, value);
    add(SearchFacet::programme, entry.programme);
    add(SearchFacet::place, entry.place);
    for (const auto& value : entry.routes) add(SearchFacet::route, value);
    for (const auto& value : entry.quarters) add(SearchFacet::quarter, value);
    add(SearchFacet::status, entry.status);
    add(SearchFacet::year, entry.year);
    return out;
}

struct Candidate
{
    std::int64_t row{};
    double standing{};
};

/// What is looked for, put for the database.
struct Asked
{
    Query query;
    std::vector<Term> spelled;  ///< its terms without beginnings
    std::string words;    ///< expression over the searched columns; empty: none
    std::string strong;   ///< the same over reference and title
    std::string narrowed; ///< by filters and sight; empty: not
    std::vector<SearchKind> kinds;

    std::string all(const std::string& what) const { return what.empty() || narrowed.empty() ? what + narrowed : what + " AND " + narrowed; }
};

}  // namespace

struct Index::Engine
{
    /// Drafts, or what is published: a table of words and one of what each row is.
    struct Table
    {
        std::string name;
        std::int64_t count{};  ///< rows ever made
        Vocabulary words{};
    };

    Engine()
    {
        standing.install(sql.handle);
        sql.script("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536; PRAGMA locking_mode=EXCLUSIVE;");
        for (const auto* table : {&drafts, &published}) {
            const auto& name = table->name;
            sql.script("CREATE VIRTUAL TABLE " + name + " USING fts5(reference, title, text, provider, programme, place, route, quarter, status, year, naming,"
                       " tokenize='" + std::string(tokenizer_declaration) + "');"
                       "CREATE TABLE " + name + "_item (row INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, reference TEXT, offered TEXT NOT NULL);"
                       "CREATE INDEX " + name + "_reference ON " + name + "_item (reference) WHERE reference IS NOT NULL;");
        }
    }

    void transaction(const std::function<void()>& body)
    {
        sql.script("BEGIN");
        body();
        sql.script("COMMIT");
    }

    void put(Table& table, const Key& key, const std::optional<Entry>& entry, const std::string& naming = {})
    {
        const std::string key_bytes = bytes_of(key);
        std::int64_t row = 0;
        if (auto known = sql.run("SELECT row FROM " + table.name + "_item WHERE key = ?1", key_bytes); known.next()) row = known.integer(0);
        if (row != 0) {
            table.words.remove(words_of(table, row));
            sql.run("DELETE FROM " + table.name + " WHERE rowid = ?1", row).next();
            sql.run("DELETE FROM " + table.name + "_item WHERE row = ?1", row).next();
        }
        if (!entry) return;
        if (row == 0) row = last_row(key.kind) - ++table.count;
        const auto& e = *entry;
        const auto providers = provider_names(e.providers);
        const auto routes = joined(e.routes);
        const auto quarters = joined(e.quarters);
        sql.run("INSERT INTO " + table.name + " (rowid, reference, title, text, provider, programme, place, route, quarter, status, year, naming)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                row, e.reference, e.title, e.text, providers, e.programme, e.place, routes, quarters, e.status, e.year, naming)
            .next();
        const auto reference = reference_key(e.reference);
        const auto offered = offered_values(e);
        sql.run("INSERT INTO " + table.name + "_item (row, key, reference, offered) VALUES (?1, ?2, nullif(?3, ''), ?4)", row, key_bytes, reference, offered)
            .next();
        table.words.add(words_of(table, row));
    }

    std::unordered_set<std::string> words_of(const Table& table, std::int64_t row)
    {
        std::unordered_set<std::string> words;
        auto columns = sql.run("SELECT reference, title, text, provider, programme, place, route, quarter, status, year FROM " + table.name + " WHERE rowid = ?1", row);
        if (columns.next())
            for (int column = 0; column < 10; ++column)
                for (auto& token : tokenizer(columns.text(column))) words.insert(std::move(token.word));
        return words;
    }

    /// A word that stands for an organisation under any of its names; empty for a name without letters.
    std::string naming_of(const std::string& organisation)
    {
        const auto* known = exchange::ProviderDirectory::standard().find(organisation);
        // A name that can mean somebody else names nobody but itself.
        const bool certain = known && known->kind == exchange::ProviderKind::body && known->ambiguous.empty();
        std::string folded;
        for (const auto& token : tokenizer(certain ? known->name : organisation)) folded += token.word + ' ';
        return folded.empty() ? folded : "n" + to_hex(sha256(as_bytes(folded)).bytes).substr(0, 32);
    }

    void publish(const Publication& plan, const Content* content)
    {
        const Key plan_key{SearchKind::plan, plan.plan, {}};
        std::vector<Key> known;
        // Keys begin with the kind and the plan.
        for (const auto kind : {SearchKind::plan, SearchKind::intention}) {
            const std::string from = bytes_of({kind, plan.plan, {}});
            std::string to = from.substr(0, 17);
            to.append(16, '\xff');
            auto rows = sql.run("SELECT key FROM published_item WHERE key BETWEEN ?1 AND ?2", from, to);
            while (rows.next()) known.push_back(key_of(rows.text(0)));
        }
        for (const auto& key : known) put(published, key, std::nullopt);
        if (!content) return;
        std::string named_in_all;
        for (const auto& intention : content->intentions) {
            std::string named;
            for (const auto& provider : intention.providers)
                if (const auto naming = naming_of(provider); !naming.empty()) named += naming + ' ';
            if (named.empty()) continue;
            put(published, {SearchKind::intention, plan.plan, intention.id}, entry_of(intention, plan.period), named);
            if (named_in_all.find(named) == std::string::npos) named_in_all += named;
        }
        Entry entry;
        entry.title = plan.title;
        entry.text = plan.period;
        entry.year = plan.period;
        entry.status = "published";
        if (!named_in_all.empty()) put(published, plan_key, entry, named_in_all);
    }

    // ---- finding ----

    Result<Asked> read(const Table& table, const Search& question, const std::string& naming)
    {
        Asked asked;
        if (question.filters.size() > SearchLimits::filters_max)
            return refuse(Errc::too_large, "There are too many filters. Take some away.");
        ASSENT_TRY(asked.query, parse_query(tokenizer, question.text));
        std::map<SearchFacet, Term> by_facet;
        for (const auto& filter : question.filters) {
            if (filter.facet == SearchFacet::kind) {
                const auto kind = kind_named(filter.value);
                if (!kind) return refuse(Errc::invalid, "There is nothing of the kind “" + filter.value + "”. Take the filter away.");
                asked.kinds.push_back(*kind);
                continue;
            }
            ASSENT_TRY(auto term, parse_filter(tokenizer, filter));
            auto& forms = by_facet[filter.facet].forms;
            forms.insert(forms.end(), std::make_move_iterator(term.forms.begin()), std::make_move_iterator(term.forms.end()));
        }
        if (asked.kinds.empty())
            for (int kind = 0; kind < kinds; ++kind) asked.kinds.push_back(static_cast<SearchKind>(kind));
        std::sort(asked.kinds.begin(), asked.kinds.end());
        asked.kinds.erase(std::unique(asked.kinds.begin(), asked.kinds.end()), asked.kinds.end());
        const auto narrow = [&](const std::string& by) { asked.narrowed += (asked.narrowed.empty() ? "" : " AND ") + by; };
        for (const auto& [facet, term] : by_facet) narrow("({" + std::string(column_of(facet)) + "} : " + expression_of({term}) + ")");
        if (!naming.empty()) narrow("({naming} : \"" + naming + "\")");
        asked.spelled = table.words.spelled_out(asked.query.terms);
        if (const auto words = expression_of(asked.spelled); !words.empty()) {
            asked.words = "(" + std::string(searched_columns) + "(" + words + "))";
            asked.strong = "({reference title} : (" + words + "))";
        }
        return asked;
    }

    /// Adds rows that are not there yet; whether there may be more.
    bool add(Table& table, const std::string& expression, SearchKind kind, std::vector<Candidate>& found)
    {
        std::int64_t count = 0;
        const std::string standing_of_row = standing.rarity.empty() ? "0" : "standing(" + table.name + ")";  // filters alone rank nothing
        auto rows = sql.run("SELECT rowid, " + standing_of_row + " FROM " + table.name + " WHERE " + table.name +
                            " MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid LIMIT ?4",
                            expression, first_row(kind), last_row(kind), candidates_max);
        const std::size_t before = found.size();
        const auto known_end = [&] { return found.begin() + static_cast<std::ptrdiff_t>(before); };
        while (rows.next()) {
            ++count;
            const Candidate one{rows.integer(0), rows.number(1)};
            // Those found before stand in the order of their rows.
            const auto same = std::lower_bound(found.begin(), known_end(), one.row, [](const Candidate& c, std::int64_t row) { return c.row < row; });
            if (same == known_end() || same->row != one.row) found.push_back(one);
        }
        return count == candidates_max;
    }

    std::vector<Candidate> candidates(Table& table, const Asked& asked, SearchKind kind)
    {
        std::vector<Candidate> found;
        if (const auto expression = asked.all(asked.words); !expression.empty()) {
            const bool more = add(table, expression, kind, found);
            // The newest are not all: what is called so comes before what only mentions it.
            if (more && !asked.strong.empty()) add(table, asked.all(asked.strong), kind, found);
        } else {
            auto rows = sql.run("SELECT row FROM " + table.name + "_item WHERE row BETWEEN ?1 AND ?2 LIMIT ?3", first_row(kind), last_row(kind), candidates_max);
            while (rows.next()) found.push_back({rows.integer(0), 0});
        }
        return found;
    }

    /// Things whose reference is exactly what was typed stand before all others.
    void add_referenced(Table& table, const Asked& asked, std::map<SearchKind, std::vector<Candidate>>& found)
    {
        if (asked.query.reference.empty()) return;
        auto rows = sql.run("SELECT row FROM " + table.name + "_item WHERE reference = ?1 ORDER BY row LIMIT ?2", asked.query.reference, candidates_max);
        while (rows.next()) {
            const auto row = rows.integer(0);
            if (std::find(asked.kinds.begin(), asked.kinds.end(), kind_of(row)) == asked.kinds.end()) continue;
            if (!asked.narrowed.empty()) {
                auto allowed = sql.run("SELECT 1 FROM " + table.name + " WHERE " + table.name + " MATCH ?1 AND rowid = ?2", asked.narrowed, row);
                if (!allowed.next()) continue;
            }
            auto& of_kind = found[kind_of(row)];
            const auto known = std::find_if(of_kind.begin(), of_kind.end(), [&](const Candidate& c) { return c.row == row; });
            if (known != of_kind.end())
                known->standing += reference_standing;
            else
                of_kind.push_back({row, reference_standing});
        }
    }

    /// Those of plans that are withheld from who asks, before anything is ranked or counted.
    void leave_out(Table& table, const std::vector<PlanId>& plans, std::vector<Candidate>& candidates)
    {
        std::erase_if(candidates, [&](const Candidate& candidate) {
            auto item = sql.run("SELECT key FROM " + table.name + "_item WHERE row = ?1", candidate.row);
            return item.next() && std::find(plans.begin(), plans.end(), key_of(item.text(0)).plan) != plans.end();
        });
    }

    SearchHit hit(Table& table, const Asked& asked, std::int64_t row, std::map<SearchFacet, std::vector<std::string>>& offered)
    {
        SearchHit hit;
        if (auto item = sql.run("SELECT key, offered FROM " + table.name + "_item WHERE row = ?1", row); item.next()) {
            const auto key = key_of(item.text(0));
            hit.kind = key.kind;
            hit.plan = key.plan;
            hit.item = key.item;
            auto lines = item.text(1);
            for (auto end = lines.find('\n'); end != std::string_view::npos; end = lines.find('\n')) {
                auto& values = offered[static_cast<SearchFacet>(lines[0] - '0')];
                const std::string value(lines.substr(1, end - 1));
                if (values.size() < offered_per_facet_max && std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
                lines.remove_prefix(end + 1);
            }
        }
        if (auto words = sql.run("SELECT reference, title, text, status FROM " + table.name + " WHERE rowid = ?1", row); words.next()) {
            hit.reference = std::string(words.text(0));
            auto title = whole_of(tokenizer, words.text(1), asked.query.terms);
            auto text = excerpt_of(tokenizer, words.text(2), asked.query.terms);
            hit.title = std::move(title.text);
            hit.title_marks = std::move(title.marks);
            hit.snippet = std::move(text.text);
            hit.snippet_marks = std::move(text.marks);
            hit.status = std::string(words.text(3));
        }
        return hit;
    }

    Result<SearchResults> find(const Search& question, const identity::Sight& sight)
    {
        using Extent = identity::Sight::Extent;
        SearchResults results;
        results.number = question.number;
        const bool narrow = sight.extent == Extent::published_naming;
        const auto naming = narrow ? naming_of(sight.organisation) : std::string{};
        Table& table = narrow ? published : drafts;
        ASSENT_TRY(const auto asked, read(table, question, naming));
        const bool asks_nothing = asked.words.empty() && question.filters.empty();
        if (sight.extent == Extent::nothing || (narrow && naming.empty()) || asks_nothing) return results;
        standing.rarity.clear();
        for (const auto& term : asked.spelled)
            for (const auto& form : term.forms) standing.rarity.push_back(table.words.rarity(form));
        std::map<SearchKind, std::vector<Candidate>> found;
        for (const auto kind : asked.kinds) found[kind] = candidates(table, asked, kind);
        add_referenced(table, asked, found);
        if (!sight.withheld.empty())
            for (auto& [kind, of_kind] : found) leave_out(table, sight.withheld, of_kind);

        const std::size_t limit = std::clamp<std::uint32_t>(question.limit, 1, SearchLimits::hits_max);
        std::vector<std::pair<double, SearchKind>> order;
        for (auto& [kind, of_kind] : found) {
            if (of_kind.empty()) continue;
            results.more = results.more || of_kind.size() > limit;
            const auto end = of_kind.begin() + static_cast<std::ptrdiff_t>(std::min(limit, of_kind.size()));
            std::partial_sort(of_kind.begin(), end, of_kind.end(), [](const Candidate& a, const Candidate& b) {
                return a.standing != b.standing ? a.standing > b.standing : a.row < b.row;
            });
            of_kind.erase(end, of_kind.end());
            order.emplace_back(of_kind.front().standing, kind);
        }
        std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        std::map<SearchFacet, std::vector<std::string>> offered;
        for (const auto& [best, kind] : order)
            for (const auto& candidate : found[kind]) results.hits.push_back(hit(table, asked, candidate.row, offered));
        for (auto& [facet, values] : offered)
            for (auto& value : values)
                if (results.offered.size() < SearchLimits::offered_max) results.offered.push_back({facet, std::move(value)});
        return results;
    }

    Standing standing;  // before the database that refers to it
    Tokenizer tokenizer;
    Sql sql;
    Table drafts{"drafts"};
    Table published{"published"};
};

Index::Index() : engine_(std::make_unique<Engine>()) {}
Index::~Index() = default;

static tl::unexpected<Error> broken()
{
    return refuse(Errc::storage_failed, "The search does not work just now. Try again in a moment.");
}

Result<void> Index::apply(std::span<const Change> changes)
{
    try {
        engine_->transaction([&] {
            for (const auto& change : changes) engine_->put(engine_->drafts, change.key, change.entry);
        });
        return {};
    } catch (const SqlFailed&) {
        return broken();
    }
}

Result<void> Index::publish(const Publication& plan, const Content* content)
{
    try {
        engine_->transaction([&] { engine_->publish(plan, content); });
        return {};
    } catch (const SqlFailed&) {
        return broken();
    }
}

Result<SearchResults> Index::find(const Search& question, const identity::Sight& sight)
{
    try {
        return engine_->find(question, sight);
    } catch (const SqlFailed&) {
        return broken();
    }
}

std::string Index::dump() const
{
    std::string out;
    for (const auto* table : {&engine_->drafts, &engine_->published}) {
        const auto& name = table->name;
        engine_->sql.script("INSERT INTO " + name + "(" + name + ") VALUES ('integrity-check')");
        auto rows = engine_->sql.run("SELECT hex(key), coalesce(i.reference, ''), offered, w.reference, title, text, provider, programme, place, route, quarter, "
                                     "status, year, naming FROM " + name + "_item i JOIN " + name + " w ON w.rowid = i.row ORDER BY key");
        while (rows.next()) {
            for (int column = 0; column < 14; ++column) out.append(rows.text(column)).append("|");
            out += '\n';
        }
        out += "--\n";
    }
    return out;
}

std::uint64_t Index::size() const
{
    auto pages = engine_->sql.run("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
    return pages.next() ? static_cast<std::uint64_t>(pages.integer(0)) : 0;
}

}  // namespace assent::search
