#include "server/search/entry.hpp"

#include <algorithm>

#include "shared/document/marked_text.hpp"
#include "shared/model/contracting_route.hpp"
#include "shared/model/timescale.hpp"

namespace assent::search {

namespace {

std::string spaced(std::string words)
{
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

const char* words_of(PartStatus status)
{
    switch (status) {
    case PartStatus::agreed: return "agreed";
    case PartStatus::draft: return "draft";
    case PartStatus::subject_to_review: return "subject to review";
    }
    return "";
}

const char* words_of(Outcome outcome)
{
    switch (outcome) {
    case Outcome::approved: return "approved";
    case Outcome::approved_with_conditions: return "approved with conditions";
    case Outcome::sent_back: return "sent back";
    case Outcome::none: return "not decided";
    }
    return "";
}

void add_line(std::string& text, std::string_view line)
{
    if (line.empty()) return;
    if (!text.empty()) text += '\n';
    text += line;
}

/// The thing, first where it probably is.
template<class T>
const T* find(const std::vector<T>& things, ElementId item, std::size_t hint)
{
    if (hint < things.size() && things[hint].id.bytes == item.bytes) return &things[hint];
    const auto found = std::find_if(things.begin(), things.end(), [&](const T& thing) { return thing.id.bytes == item.bytes; });
    return found == things.end() ? nullptr : &*found;
}

Entry entry_of(const Tenant& tenant, const Plan& plan)
{
    Entry entry;
    entry.title = plan.title;
    entry.year = plan.period;
    entry.status = spaced(plan.state);
    add_line(entry.text, plan.period);
    add_line(entry.text, plan.organisation);
    if (plan.owner) add_line(entry.text, name_of(tenant, plan.owner));
    add_line(entry.text, plan.imported_from);
    return entry;
}

Entry entry_of(const Section& section, const std::string& year)
{
    Entry entry;
    entry.reference = section.number;
    entry.title = section.heading;
    entry.text = plain_text_of(section.text);
    entry.status = words_of(section.status);
    entry.year = year;
    return entry;
}

Entry entry_of(const MoneyTable& table, const std::string& year)
{
    Entry entry;
    entry.title = table.title;
    for (const auto& column : table.columns) add_line(entry.text, column);
    for (const auto& row : table.rows)
        if (!row.cells.empty()) add_line(entry.text, row.cells.front());  // what a row is about; figures are not looked for
    entry.status = words_of(table.status);
    entry.year = year;
    return entry;
}

Entry entry_of(const PlanMilestone& milestone, const std::string& year)
{
    Entry entry;
    entry.title = milestone.event;
    add_line(entry.text, milestone.date.text());
    add_line(entry.text, milestone.who);
    if (milestone.date) entry.quarters = quarters_of({{}, milestone.date, milestone.date});
    entry.year = year;
    return entry;
}

Entry entry_of(const Version& version, const Plan& plan)
{
    Entry entry;
    entry.reference = version.number;
    entry.title = "Version " + version.number;
    for (const auto& change : version.changes) add_line(entry.text, change);
    if (plan.published_version == version.id) entry.status = "published";
    entry.year = plan.period;
    return entry;
}

Entry entry_of(const FeedbackItem& item, const std::string& year)
{
    Entry entry;
    entry.reference = reference_of(item);
    entry.title = item.name;
    if (!item.organisation.empty()) {
        entry.title += (entry.title.empty() ? "" : ", ") + item.organisation;
        entry.providers.push_back(item.organisation);
    }
    add_line(entry.text, item.verbatim);
    add_line(entry.text, item.proposed_wording);
    add_line(entry.text, item.about.title);
    add_line(entry.text, item.about.quote);
    add_line(entry.text, item.response);
    add_line(entry.text, item.what_changed);
    entry.programme = item.theme;
    entry.status = assent::words_of(item.state);
    if (item.disposition != Disposition::unanswered) entry.status += ", " + assent::words_of(item.disposition);
    entry.year = year;
    return entry;
}

Entry entry_of(const Tenant& tenant, const Occasion& occasion, const std::string& year)
{
    Entry entry;
    const auto* forum = find_forum(tenant, occasion.forum);
    entry.title = (forum ? forum->name : std::string("Event")) + (occasion.date ? ", " + occasion.date.text() : "");
    if (forum) entry.place = forum->place;
    add_line(entry.text, occasion.minutes);
    add_line(entry.text, occasion.attendance);
    add_line(entry.text, occasion.presenter);
    for (const auto& part : occasion.parts) add_line(entry.text, part);
    entry.status = assent::words_of(occasion.outcome);
    if (occasion.date) entry.quarters = quarters_of({{}, occasion.date, occasion.date});
    entry.year = year;
    return entry;
}

Entry entry_of(const Decision& decision, const std::string& year)
{
    Entry entry;
    entry.title = decision.committee.name + (decision.meeting ? ", " + decision.meeting.text() : "");
    add_line(entry.text, decision.note);
    for (const auto& condition : decision.conditions) add_line(entry.text, condition.text);
    entry.status = decision.voided ? "set aside" : decision.closed ? words_of(decision.outcome) : "open";
    entry.year = year;
    return entry;
}

Entry entry_of(const Forum& forum)
{
    Entry entry;
    entry.title = forum.name;
    add_line(entry.text, forum.kind);
    add_line(entry.text, forum.contact);
    entry.place = forum.place;
    return entry;
}

Entry entry_of(const Person& person)
{
    Entry entry;
    entry.title = person.name;
    add_line(entry.text, person.job_title);
    add_line(entry.text, person.organisation);
    add_line(entry.text, person.email);
    for (const auto role : person.roles) add_line(entry.text, assent::words_of(role));
    entry.status = person.active ? "" : "switched off";
    return entry;
}

}  // namespace

std::vector<std::string> quarters_of(const IntentionTimescale& timescale)
{
    static constexpr std::size_t quarters_max = 8;
    if (!timescale.from) return timescale.as_written.empty() ? std::vector<std::string>{} : std::vector{timescale.as_written};
    const Date last = timescale.to ? timescale.to : timescale.from;
    const int first_year = timescale.from.year() - (timescale.from.month() < 4 ? 1 : 0);
    std::vector<std::string> quarters;
    for (int i = 0; i < 64 && quarters.size() < quarters_max; ++i) {
        const auto period = financial_quarter(first_year + i / 4, i % 4 + 1);
        if (period.from > last) break;
        if (period.to >= timescale.from) quarters.push_back(financial_year_label(first_year + i / 4) + " Q" + std::to_string(i % 4 + 1));
    }
    return quarters;
}

Entry entry_of(const Intention& intention, const std::string& year)
{
    Entry entry;
    entry.reference = intention.reference;
    entry.title = intention.service_area.empty() ? intention.programme_area : intention.service_area;
    entry.text = plain_text_of(intention.text);
    add_line(entry.text, intention.conditions);
    add_line(entry.text, intention.lead);
    entry.providers = intention.providers;
    entry.programme = intention.programme_area;
    entry.place = intention.place;
    for (const auto& route : intention.routes) {
        const auto known = parse_contracting_route(route);
        entry.routes.push_back(known ? std::string(assent::words_of(*known)) : route);
    }
    for (const auto& timescale : intention.timescales)
        for (auto& quarter : quarters_of(timescale))
            if (std::find(entry.quarters.begin(), entry.quarters.end(), quarter) == entry.quarters.end()) entry.quarters.push_back(std::move(quarter));
    entry.status = words_of(intention.status);
    entry.year = year;
    return entry;
}

std::optional<Entry> entry_of(const Tenant& tenant, const Key& key, std::size_t hint)
{
    if (key.kind == SearchKind::forum) {
        const auto* forum = find(tenant.forums, key.item, hint);
        return forum ? std::optional(entry_of(*forum)) : std::nullopt;
    }
    if (key.kind == SearchKind::person) {
        const auto* person = find(tenant.people, key.item, hint);
        return person ? std::optional(entry_of(*person)) : std::nullopt;
    }
    const auto* plan = find_plan(tenant, key.plan);
    if (!plan) return std::nullopt;
    const std::string& year = plan->period;
    const auto made = [&](const auto* thing, auto make) { return thing ? std::optional<Entry>(make(*thing)) : std::nullopt; };
    switch (key.kind) {
    case SearchKind::plan: return entry_of(tenant, *plan);
    case SearchKind::section: return made(find(plan->content.sections, key.item, hint), [&](const auto& t) { return entry_of(t, year); });
    case SearchKind::intention: return made(find(plan->content.intentions, key.item, hint), [&](const auto& t) { return entry_of(t, year); });
    case SearchKind::table: return made(find(plan->content.tables, key.item, hint), [&](const auto& t) { return entry_of(t, year); });
    case SearchKind::milestone: return made(find(plan->content.milestones, key.item, hint), [&](const auto& t) { return entry_of(t, year); });
    case SearchKind::version: return made(find(plan->versions, key.item, hint), [&](const auto& t) { return entry_of(t, *plan); });
    case SearchKind::feedback: return made(find(plan->feedback, key.item, hint), [&](const auto& t) { return entry_of(t, year); });
    case SearchKind::occasion: return made(find(plan->occasions, key.item, hint), [&](const auto& t) { return entry_of(tenant, t, year); });
    case SearchKind::decision: return made(find(plan->decisions, key.item, hint), [&](const auto& t) { return entry_of(t, year); });
    case SearchKind::forum:
    case SearchKind::person: break;
    }
    return std::nullopt;
}

}  // namespace assent::search
