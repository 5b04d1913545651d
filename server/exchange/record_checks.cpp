#include "server/exchange/record_checks.hpp"

#include <algorithm>
#include <unordered_map>

#include "server/exchange/text_tools.hpp"
#include "shared/base/id.hpp"
#include "shared/base/sha256.hpp"

namespace assent::exchange {
namespace {

using RecordId = Id<struct ImportedRecordTag>;

constexpr char joint = '\x1f';  // stands in no text that was read

std::string opening(const std::string& text)
{
    const auto words = split_words(std::string_view(text).substr(0, 400));
    std::string result;
    for (std::size_t i = 0; i < words.size() && i < 8; ++i) {
        result += fold(words[i]);
        result.push_back(' ');
    }
    return result;
}

std::string fingerprint_of(const ImportedIntention& r)
{
    std::string all;
    const auto add = [&](std::string_view part) {
        all += part;
        all.push_back(joint);
    };
    add(r.programme_area);
    add(r.service_area);
    add(r.title);
    add(r.text);
    add(r.providers_as_written);
    for (const auto& t : r.timescales) add(t.as_written);
    add("routes");
    for (const auto& route : r.routes) add(name_of(route.route));
    add(r.place);
    add(r.lead);
    return RecordId::derived(all).text();
}

struct Span
{
    Date from;
    Date to;
};

bool overlaps(const Span& a, const Span& b) { return a.from <= b.to && b.from <= a.to; }

}  // namespace

void give_identities(std::vector<ImportedIntention>& intentions)
{
    std::unordered_map<std::string, int> used;
    for (auto& record : intentions) {
        const std::string label = fold(record.service_area) + joint + fold(record.place);
        std::string key = label;
        // The first record of a label is known by it alone, so that its text may change; the items of a place are
        // known by their words from the first on.
        const bool is_item = record.scope == Scope::place && record.title != record.service_area;
        if (is_item || used.contains(label)) key += joint + opening(record.text);
        else used[label] = 0;
        const int again = used[key + joint]++;
        if (again > 0) key += joint + std::to_string(again);
        record.identity = RecordId::derived(key).text();
        record.fingerprint = fingerprint_of(record);
    }
}

std::string conditions_in(const std::string& text)
{
    std::string result;
    const std::string lowered = lower_copy(text);
    std::size_t last_end = 0;
    for (std::size_t at = lowered.find("subject to"); at != std::string::npos; at = lowered.find("subject to", at + 1)) {
        if (at < last_end) continue;
        std::size_t begin = at;
        while (begin > last_end && text[begin - 1] != '\n' &&
               !(text[begin - 1] == ' ' && begin >= 2 && (text[begin - 2] == '.' || text[begin - 2] == ';')))
            --begin;
        std::size_t end = at;
        while (end < text.size() && text[end] != '\n' && !(text[end] == '.' && (end + 1 == text.size() || text[end + 1] == ' ' || text[end + 1] == '\n')))
            ++end;
        if (end < text.size() && text[end] == '.') ++end;
        if (!result.empty()) result.push_back(' ');
        result += trim(std::string_view(text).substr(begin, end - begin));
        last_end = end;
    }
    return result;
}

std::vector<Doubt> check_record(const ImportedIntention& record, const DocumentFacts& facts, bool timescales_asked,
                                bool providers_asked)
{
    std::vector<Doubt> doubts;
    const Line line = record.lines.front();
    const std::string name = "\"" + excerpt(record.title) + "\"";
    if (record.text.empty()) doubts.push_back({line, "no_text", name + " has no text."});
    if (providers_asked && record.providers.empty() && record.impact_areas.empty())
        doubts.push_back({line, "no_provider", name + " names no provider."});
    if (timescales_asked && record.timescales.empty())
        doubts.push_back({line, "no_timescale",
                          name + " has no timescale" +
                              (record.timescales_inherited_from != 0
                                   ? "; that of line " + std::to_string(record.timescales_inherited_from) + " may be meant for it too."
                                   : ".")});
    std::vector<Span> spans;
    for (const auto& t : record.timescales) {
        if (t.confidence == TimescaleConfidence::assumed_year)
            doubts.push_back({line, "year_assumed",
                              "\"" + excerpt(t.as_written) + "\" names no year; the plan's own was assumed (" + t.label + ")."});
        if (t.confidence == TimescaleConfidence::ambiguous)
            doubts.push_back({line, "ambiguous_timescale",
                              "\"" + excerpt(t.as_written) + "\" was read as " + t.label + " (from " + t.from.iso() +
                                  "); it could also be from " + t.other_from.iso() + " to " + t.other_to.iso() + "."});
        if (t.kind == TimescaleKind::unknown || t.confidence == TimescaleConfidence::assumed)
            doubts.push_back({line, "unclear_timescale",
                              "\"" + excerpt(t.as_written) + "\" is not clear as a timescale" +
                                  (t.from ? "; " + t.label + " was taken from it." : ".")});
        if (!t.from) continue;
        if (facts.period_to && t.from > facts.period_to)
            doubts.push_back({line, "timescale_outside",
                              "\"" + excerpt(t.as_written) + "\" lies after the plan's period, " + facts.period + "."});
        else if (facts.period_from && t.to && t.to < facts.period_from)
            doubts.push_back({line, "timescale_outside",
                              "\"" + excerpt(t.as_written) + "\" lies before the plan's period, " + facts.period + "."});
        spans.push_back({t.from, t.to ? t.to : Date{t.from.days + 366}});
    }
    // Dates in the text against the timescale column.
    if (!spans.empty()) {
        const auto mentions = find_times(std::string_view(record.text).substr(0, 20'000));
        std::string differing;
        // Days, months and quarters must meet a timescale once. A financial year is mostly the one that a plan builds on, so
        // only one that is still to come differs.
        bool exact = false;
        bool exact_meets = false;
        bool later = false;
        bool year_meets = false;
        std::string later_year;
        for (const auto& mention : mentions) {
            const Span span{mention.time.from, mention.time.to ? mention.time.to : mention.time.from};
            const bool year = mention.time.kind == TimescaleKind::financial_year || mention.time.kind == TimescaleKind::financial_years;
            bool meets = false;
            bool after_all = true;
            for (const auto& s : spans) {
                meets = meets || overlaps(span, s);
                after_all = after_all && span.from > s.to;
            }
            if (year) {
                year_meets = year_meets || meets;
                if (after_all && !later) later_year = mention.time.as_written;
                later = later || after_all;
            } else {
                if (!exact) differing = mention.time.as_written;
                exact = true;
                exact_meets = exact_meets || meets;
            }
        }
        const bool agrees = exact ? exact_meets : !later || year_meets;
        if (!exact) differing = later_year;
        if (!agrees)
            doubts.push_back({line, "text_and_timescale",
                              "The text speaks of " + differing + ", the timescale says \"" +
                                  excerpt(record.timescales.front().as_written) + "\"."});
    }
    return doubts;
}

std::vector<Doubt> check_records(const std::vector<ImportedIntention>& intentions)
{
    std::vector<Doubt> doubts;
    std::unordered_map<std::string, const ImportedIntention*> texts;
    std::unordered_map<std::string, const ImportedIntention*> titles;
    for (const auto& record : intentions) {
        if (record.text.size() > 20) {
            const auto [found, is_new] = texts.emplace(fold(record.text), &record);
            if (!is_new)
                doubts.push_back({record.lines.front(), "same_text",
                                  "The same text stands at line " + std::to_string(found->second->lines.front()) +
                                      (found->second->place != record.place ? " for " + found->second->place : std::string()) + "."});
        }
        if (record.scope == Scope::place && record.title != record.service_area) continue;
        const auto [found, is_new] = titles.emplace(fold(record.title), &record);
        if (!is_new && !record.label_inherited)
            doubts.push_back({record.lines.front(), "same_title",
                              "\"" + excerpt(record.title) + "\" is also the title at line " +
                                  std::to_string(found->second->lines.front()) + "."});
    }
    return doubts;
}

std::vector<Doubt> check_places(const std::vector<ImportedIntention>& intentions, const DocumentFacts& facts)
{
    std::vector<Doubt> doubts;
    if (facts.members.size() < 2) return doubts;
    for (const auto& record : intentions) {
        if (record.scope != Scope::whole) continue;
        std::string named;
        std::size_t count = 0;
        for (const auto& member : facts.members) {
            if (!has_word(record.text, member)) continue;
            if (!named.empty()) named += " and ";
            named += member;
            ++count;
        }
        if (count > 0 && count < facts.members.size())
            doubts.push_back({record.lines.front(), "place_in_text",
                              "\"" + excerpt(record.title) + "\" stands among the intentions for everybody, but its text names only " +
                                  named + "."});
    }
    return doubts;
}

}  // namespace assent::exchange
