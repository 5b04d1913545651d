#include "server/exchange/plan_csv.hpp"

#include "server/exchange/plan_page.hpp"
#include "shared/document/compare.hpp"
#include "shared/document/marked_text.hpp"

namespace assent::exchange {

static constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::string csv_cell(std::string_view text)
{
    std::string cell;
    if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) cell = "'";
    cell += text;
    if (cell.find_first_of(",\"\r\n;\t") == std::string::npos && (cell.empty() || (cell.front() != ' ' && cell.back() != ' '))) return cell;
    std::string quoted = "\"";
    for (const char c : cell) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

static void add_row(std::string& csv, const std::vector<std::string>& cells)
{
    for (std::size_t i = 0; i < cells.size(); ++i) csv += (i == 0 ? "" : ",") + csv_cell(cells[i]);
    csv += "\r\n";
}

static std::string joined(const std::vector<std::string>& values)
{
    std::string text;
    for (const auto& value : values) text += (text.empty() ? "" : "; ") + value;
    return text;
}

std::string plan_csv(const Content& content)
{
    std::string csv(byte_order_mark);
    add_row(csv, {"Reference", "Programme area", "Service area", "Intention", "Providers", "Timescales", "First day", "Last day",
                  "Contracting routes", "Place", "Lead", "Conditions", "Status"});
    for (const auto& intention : content.intentions) {
        std::vector<std::string> times;
        Date from;
        Date to;
        for (const auto& timescale : intention.timescales) {
            times.push_back(timescale.as_written);
            if (timescale.from && (!from || timescale.from < from)) from = timescale.from;
            if (timescale.to && (!to || to < timescale.to)) to = timescale.to;
        }
        add_row(csv, {intention.reference, intention.programme_area, intention.service_area, plain_text_of(intention.text), joined(intention.providers),
                      joined(times), from.iso(), to.iso(), joined(routes_in_words(intention.routes)), intention.place, intention.lead,
                      intention.conditions, words_of(intention.status)});
    }
    return csv;
}

std::string feedback_csv(const Tenant& tenant, const Plan& plan)
{
    std::string csv(byte_order_mark);
    add_row(csv, {"Reference",        "Received",    "Channel",      "Name",           "Organisation", "Stakeholder type",
                  "Event",            "Version",     "About",        "Words quoted",   "Type",         "Comment",
                  "Proposed wording", "Theme",       "State",        "Disposition",    "Response",     "What changed",
                  "Changed in",       "Owner",       "Due",          "Answered by",    "Answered"});
    const auto number_of = [&](VersionId id) {
        const auto* version = find_version(plan, id);
        return version ? version->number : std::string();
    };
    const auto name = [&](PersonId id) { return id ? name_of(tenant, id) : std::string(); };
    for (const auto& item : plan.feedback) {
        std::string event;
        if (const auto* occasion = find_occasion(plan, item.occasion))
            if (const auto* forum = find_forum(tenant, occasion->forum)) event = forum->name + ", " + occasion->date.iso();
        const bool answered = !is_unanswered(item);
        add_row(csv, {reference_of(item), item.received.iso(), item.channel, item.name, item.organisation, item.stakeholder_type, event,
                      number_of(item.version), item.about.title, item.about.quote, words_of(item.type), item.verbatim,
                      item.proposed_wording, item.theme, words_of(item.state), answered ? words_of(item.disposition) : "",
                      answered ? plain_text_of(item.response) : "", answered ? item.what_changed : "", number_of(item.changed_in), name(item.owner),
                      item.due.iso(), answered ? name(item.answered_by) : "", answered ? local_date(item.answered_at).iso() : ""});
    }
    return csv;
}

}  // namespace assent::exchange
