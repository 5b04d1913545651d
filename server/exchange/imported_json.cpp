// The JSON of `assent inspect --json`.
#include <nlohmann/json.hpp>

#include "server/exchange/import_text.hpp"

namespace assent::exchange {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json or_null(Date date) { return date ? Json(date.iso()) : Json(nullptr); }
Json or_null(Line line) { return line == 0 ? Json(nullptr) : Json(line); }

Json of(const DocumentFacts& d)
{
    return Json{{"title", or_null(d.title)},
                {"organisation", or_null(d.organisation)},
                {"organisation_short", or_null(d.organisation_short)},
                {"partnership", d.partnership},
                {"members", d.members},
                {"period", or_null(d.period)},
                {"period_from", or_null(d.period_from)},
                {"period_to", or_null(d.period_to)},
                {"version", or_null(d.version)},
                {"revised", or_null(d.revised)}};
}

Json of(const VersionEntry& v)
{
    return Json{{"date", or_null(v.date)},
                {"month", v.month ? Json(v.month.iso().substr(0, 7)) : Json(nullptr)},
                {"version", or_null(v.version)},
                {"summary", or_null(v.summary)},
                {"changes", v.changes},
                {"author", or_null(v.author)},
                {"author_role", or_null(v.author_role)},
                {"line", v.line}};
}

Json of(const Timescale& t)
{
    Json json{{"as_written", t.as_written},
              {"from", or_null(t.from)},
              {"to", or_null(t.to)},
              {"kind", name_of(t.kind)},
              {"label", or_null(t.label)},
              {"confidence", name_of(t.confidence)}};
    if (t.other_from) json["alternative"] = Json{{"from", or_null(t.other_from)}, {"to", or_null(t.other_to)}};
    return json;
}

const char* name_of(Scope scope)
{
    switch (scope) {
    case Scope::whole: return "whole";
    case Scope::place: return "place";
    case Scope::provider: return "provider";
    }
    return "whole";
}

Json of(const ImportedIntention& i)
{
    Json timescales = Json::array();
    for (const auto& t : i.timescales) timescales.push_back(of(t));
    Json routes = Json::array();
    Json route_quotes = Json::array();
    for (const auto& r : i.routes) {
        routes.push_back(name_of(r.route));
        route_quotes.push_back(r.quote);
    }
    return Json{{"identity", i.identity},
                {"fingerprint", i.fingerprint},
                {"reference", or_null(i.reference)},
                {"programme_area", or_null(i.programme_area)},
                {"service_area", or_null(i.service_area)},
                {"title", i.title},
                {"text", i.text},
                {"bullets", i.bullets},
                {"providers", i.providers},
                {"provider_bodies", i.provider_bodies},
                {"provider_classes", i.provider_classes},
                {"impact_areas", i.impact_areas},
                {"providers_as_written", or_null(i.providers_as_written)},
                {"providers_inherited_from", or_null(i.providers_inherited_from)},
                {"timescales", timescales},
                {"timescales_inherited_from", or_null(i.timescales_inherited_from)},
                {"contracting_routes", routes},
                {"route_quotes", route_quotes},
                {"conditions", or_null(i.conditions)},
                {"lead", or_null(i.lead)},
                {"place", or_null(i.place)},
                {"scope", name_of(i.scope)},
                {"lines", i.lines}};
}

Json of(const ImportedStatement& s)
{
    Json routes = Json::array();
    for (const auto route : s.routes) routes.push_back(name_of(route));
    return Json{{"section", or_null(s.section)}, {"kind", s.kind},   {"text", s.text},  {"items", s.items},
                {"contracting_routes", routes},  {"dates", s.dates}, {"lines", s.lines}};
}

Json of(const ImportedTable& t)
{
    Json checks = Json::array();
    for (const auto& c : t.checks) checks.push_back(Json{{"kind", c.kind}, {"ok", c.ok}, {"message", c.message}, {"lines", c.lines}});
    return Json{{"title", or_null(t.title)}, {"unit", or_null(t.unit)},       {"columns", t.columns}, {"rows", t.rows},
                {"checks", checks},          {"row_lines", t.row_lines}, {"lines", t.lines}};
}

template<class T, class Make>
Json list(const std::vector<T>& values, Make make)
{
    Json array = Json::array();
    for (const auto& value : values) array.push_back(make(value));
    return array;
}

}  // namespace

std::string to_json(const ImportedDocument& d)
{
    const auto make = [](const auto& value) { return of(value); };
    Json json;
    json["document"] = of(d.document);
    json["version_control"] = list(d.version_control, make);
    json["contents"] = list(d.contents, [](const ContentsEntry& c) {
        return Json{{"number", or_null(c.number)}, {"heading", c.heading}, {"page", c.page}, {"line", c.line}};
    });
    json["outline"] = list(d.outline, [](const OutlineEntry& o) {
        return Json{{"number", or_null(o.number)}, {"level", o.level}, {"heading", o.heading}, {"line", o.line}};
    });
    json["sections"] = list(d.sections, [](const SectionText& s) {
        return Json{{"number", or_null(s.number)}, {"level", s.level}, {"heading", s.heading}, {"line", s.line}, {"text", s.text}};
    });
    json["intentions"] = list(d.intentions, make);
    json["statements"] = list(d.statements, make);
    json["tables"] = list(d.tables, make);
    json["milestones"] = list(d.milestones, [](const ImportedMilestone& m) {
        return Json{{"date", or_null(m.date)}, {"as_written", m.as_written}, {"event", m.event}, {"who", or_null(m.who)}, {"line", m.line}};
    });
    json["doubts"] = list(d.doubts, [](const Doubt& x) { return Json{{"line", x.line}, {"kind", x.kind}, {"message", x.message}}; });
    // The text was checked to be UTF-8; what is cut for a message is cut between characters.
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace assent::exchange
