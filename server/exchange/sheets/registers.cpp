#include "server/exchange/sheets/registers.hpp"

#include <algorithm>

#include "server/exchange/plan_page.hpp"
#include "server/exchange/provider_directory.hpp"
#include "server/exchange/text_tools.hpp"
#include "shared/document/compare.hpp"
#include "shared/document/marked_text.hpp"

namespace assent::exchange::sheets {

static constexpr auto text = ColumnType::text;
static constexpr auto date = ColumnType::date;

static Cell cell_of(std::string value)
{
    if (value.empty()) return {};
    return value;
}

static Cell cell_of(Date value)
{
    if (!value) return {};
    return value;
}

static Cell joined(const std::vector<std::string>& values)
{
    std::string line;
    for (const auto& value : values) line += (line.empty() ? "" : "; ") + value;
    return cell_of(std::move(line));
}

/// An intention's timescales in one line, with the first and the last day that any of them names.
struct Times
{
    std::vector<std::string> as_written;
    Date from;
    Date to;
};

static Times times_of(const Intention& intention)
{
    Times times;
    for (const auto& timescale : intention.timescales) {
        times.as_written.push_back(timescale.as_written);
        if (timescale.from && (!times.from || timescale.from < times.from)) times.from = timescale.from;
        if (timescale.to && (!times.to || times.to < timescale.to)) times.to = timescale.to;
    }
    return times;
}

Sheet intentions_sheet(const Content& content)
{
    Sheet sheet{"Intentions",
                {{"Reference", text, 11},
                 {"Programme area", text, 22},
                 {"Service area", text, 24},
                 {"Intention", text, 60},
                 {"Providers", text, 28},
                 {"Timescales", text, 22},
                 {"First day", date, 18},
                 {"Last day", date, 18},
                 {"Contracting routes", text, 24},
                 {"Place", text, 14},
                 {"Lead", text, 18},
                 {"Conditions", text, 30},
                 {"Status", text, 16}},
                {}};
    for (const auto& intention : content.intentions) {
        const auto times = times_of(intention);
        sheet.rows.push_back({cell_of(intention.reference), cell_of(intention.programme_area), cell_of(intention.service_area),
                              cell_of(plain_text_of(intention.text)), joined(intention.providers), joined(times.as_written), cell_of(times.from),
                              cell_of(times.to), joined(routes_in_words(intention.routes)), cell_of(intention.place), cell_of(intention.lead),
                              cell_of(intention.conditions), cell_of(words_of(intention.status))});
    }
    return sheet;
}

static std::string number_of(const Plan& plan, VersionId id)
{
    const auto* version = find_version(plan, id);
    return version ? version->number : std::string();
}

Sheet feedback_sheet(const Tenant& tenant, const Plan& plan)
{
    Sheet sheet{"Feedback log",
                {{"Reference", text, 11},       {"Received", date, 18},
                 {"Channel", text, 12},         {"Name", text, 20},
                 {"Organisation", text, 24},    {"Stakeholder type", text, 18},
                 {"Event", text, 28},           {"Version", text, 9},
                 {"About", text, 26},           {"Words quoted", text, 30},
                 {"Type", text, 11},            {"Comment", text, 60},
                 {"Proposed wording", text, 40}, {"Theme", text, 16},
                 {"State", text, 11},           {"Disposition", text, 16},
                 {"Response", text, 50},        {"What changed", text, 34},
                 {"Changed in", text, 11},      {"Owner", text, 18},
                 {"Due", date, 18},                         {"Answered by", text, 18},
                 {"Answered", date, 18},                    {"Published", text, 10}},
                {}};
    const auto name = [&](PersonId id) { return id ? name_of(tenant, id) : std::string(); };
    for (const auto& item : plan.feedback) {
        std::string event;
        if (const auto* occasion = find_occasion(plan, item.occasion))
            if (const auto* forum = find_forum(tenant, occasion->forum)) event = forum->name + ", " + occasion->date.iso();
        const bool answered = !is_unanswered(item);
        const auto if_answered = [&](std::string value) { return answered ? cell_of(std::move(value)) : Cell(); };
        sheet.rows.push_back(
            {cell_of(reference_of(item)), cell_of(item.received), cell_of(item.channel), cell_of(item.name), cell_of(item.organisation),
             cell_of(item.stakeholder_type), cell_of(event), cell_of(number_of(plan, item.version)), cell_of(item.about.title), cell_of(item.about.quote),
             cell_of(words_of(item.type)), cell_of(item.verbatim), cell_of(item.proposed_wording), cell_of(item.theme), cell_of(words_of(item.state)),
             if_answered(words_of(item.disposition)), if_answered(plain_text_of(item.response)), if_answered(item.what_changed),
             cell_of(number_of(plan, item.changed_in)), cell_of(name(item.owner)), cell_of(item.due), if_answered(name(item.answered_by)),
             answered && item.answered_at != Timestamp{} ? cell_of(local_date(item.answered_at)) : Cell(),
             cell_of(item.published ? "Yes" : "No")});
    }
    return sheet;
}

/// A provider as an intention names it, and as the directory knows it.
struct NamedProvider
{
    std::string name;
    std::string full_name;
    std::string kind;
    std::string as_written;
    bool indirect{};
};

static std::string words_of(ProviderKind kind)
{
    switch (kind) {
    case ProviderKind::body: return "Organisation";
    case ProviderKind::provider_class: return "Class of provider";
    case ProviderKind::impact_area: return "Impact area";
    case ProviderKind::partnership: return "Partnership";
    }
    return {};
}

static NamedProvider named(const std::string& written)
{
    const auto& directory = ProviderDirectory::standard();
    NamedProvider provider{written, "", "", written, false};
    const auto reading = directory.read(written);
    const bool all_known = std::all_of(reading.unknown.begin(), reading.unknown.end(),
                                       [](const std::string& words) { return has_word(words, "indirect") || has_word(words, "indirectly"); });
    if (reading.mentions.size() != 1 || !all_known) return provider;
    const auto& mention = reading.mentions.front();
    provider.name = mention.name;
    provider.kind = words_of(mention.kind);
    provider.indirect = mention.indirect;
    if (const auto* entry = directory.find(mention.name)) provider.full_name = entry->full_name;
    return provider;
}

Sheet provider_sheet(const Content& content)
{
    Sheet sheet{"Providers",
                {{"Provider", text, 26},
                 {"Full name", text, 36},
                 {"Kind", text, 17},
                 {"As written", text, 26},
                 {"Affected", text, 18},
                 {"Intention", text, 11},
                 {"Programme area", text, 22},
                 {"Service area", text, 24},
                 {"Contracting routes", text, 24},
                 {"Timescales", text, 22},
                 {"First day", date, 18},
                 {"Last day", date, 18},
                 {"Place", text, 14},
                 {"Conditions", text, 30},
                 {"Status", text, 16}},
                {}};
    struct Line
    {
        std::string key;
        std::vector<Cell> row;
    };
    std::vector<Line> lines;
    for (const auto& intention : content.intentions) {
        const auto times = times_of(intention);
        for (const auto& written : intention.providers) {
            const auto provider = named(written);
            // Whether somebody is affected directly is not recorded; that it is only indirectly may be in the words.
            lines.push_back({fold(provider.name),
                             {cell_of(provider.name), cell_of(provider.full_name), cell_of(provider.kind), cell_of(provider.as_written),
                              cell_of(provider.indirect ? "Indirectly" : "As provider"), cell_of(intention.reference),
                              cell_of(intention.programme_area), cell_of(intention.service_area), joined(routes_in_words(intention.routes)),
                              joined(times.as_written), cell_of(times.from), cell_of(times.to), cell_of(intention.place), cell_of(intention.conditions),
                              cell_of(words_of(intention.status))}});
        }
    }
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.key < b.key; });
    for (auto& line : lines) sheet.rows.push_back(std::move(line.row));
    return sheet;
}

Sheet coverage_sheet(const Tenant& tenant, const Plan& plan)
{
    Sheet sheet{"Coverage",
                {{"Forum", text, 32},
                 {"Kind", text, 24},
                 {"Place", text, 18},
                 {"Standing", text, 12},
                 {"Version", text, 9},
                 {"Date", date, 18},
                 {"Outcome", text, 18},
                 {"Parts shown", text, 30},
                 {"Form", text, 16},
                 {"Presenter", text, 18},
                 {"Attendance", text, 24},
                 {"Items of feedback", ColumnType::number, 11},
                 {"Planned by", date, 18}},
                {}};
    for (const auto& forum : tenant.forums) {
        const auto planned = std::find_if(plan.planned_forums.begin(), plan.planned_forums.end(),
                                          [&](const PlannedForum& candidate) { return candidate.forum == forum.id; });
        const bool is_planned = planned != plan.planned_forums.end();
        const Cell by = is_planned ? cell_of(planned->by) : Cell();
        bool visited = false;
        for (const auto& occasion : plan.occasions) {
            if (occasion.forum != forum.id) continue;
            visited = true;
            const auto items = std::count_if(plan.feedback.begin(), plan.feedback.end(),
                                             [&](const FeedbackItem& item) { return item.occasion == occasion.id; });
            sheet.rows.push_back({cell_of(forum.name), cell_of(forum.kind), cell_of(forum.place), cell_of("Visited"),
                                  cell_of(number_of(plan, occasion.version)), cell_of(occasion.date), cell_of(words_of(occasion.outcome)),
                                  occasion.parts.empty() ? cell_of("The whole version") : joined(occasion.parts),
                                  cell_of(occasion.dedicated ? "Own event" : "Agenda item"), cell_of(occasion.presenter),
                                  cell_of(occasion.attendance), std::int64_t{items}, by});
        }
        if (!visited)
            sheet.rows.push_back({cell_of(forum.name), cell_of(forum.kind), cell_of(forum.place), cell_of(is_planned ? "Planned" : "Not visited"),
                                  {}, {}, {}, {}, {}, is_planned ? cell_of(planned->presenter) : Cell(), {}, {}, by});
    }
    return sheet;
}

Sheet sheet_of(PlanSheet sheet, const Tenant& tenant, const Plan& plan)
{
    switch (sheet) {
    case PlanSheet::intentions: return intentions_sheet(plan.content);
    case PlanSheet::feedback_log: return feedback_sheet(tenant, plan);
    case PlanSheet::providers: return provider_sheet(plan.content);
    case PlanSheet::coverage: return coverage_sheet(tenant, plan);
    }
    return {};
}

std::string_view file_word_of(PlanSheet sheet)
{
    switch (sheet) {
    case PlanSheet::intentions: return "intentions";
    case PlanSheet::feedback_log: return "feedback-log";
    case PlanSheet::providers: return "providers";
    case PlanSheet::coverage: return "coverage";
    }
    return {};
}

}  // namespace assent::exchange::sheets
