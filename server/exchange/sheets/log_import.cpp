#include "server/exchange/sheets/log_import.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "server/exchange/sheets/about_finder.hpp"
#include "server/exchange/sheets/write_csv.hpp"
#include "server/exchange/sheets/written_day.hpp"
#include "server/exchange/text_tools.hpp"
#include "shared/model/edit.hpp"

namespace assent::exchange::sheets {
namespace {

constexpr std::int64_t micros_an_hour = 3'600'000'000;

/// A cell's words as the plan may hold them: one kind of line end, no other control characters, no space around them, and
/// without the apostrophe that our own exports put before what would run as a formula.
std::string clean(std::string_view cell)
{
    std::string words;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const auto u = static_cast<unsigned char>(cell[i]);
        if (cell[i] == '\r') words += '\n';
        else if (cell[i] == '\n' && i > 0 && cell[i - 1] == '\r') continue;
        else if (u >= 0x20 ? u != 0x7f : cell[i] == '\n' || cell[i] == '\t') words += cell[i];
    }
    return std::string(without_neutralising(trim(words)));
}

/// What rows are matched against, looked up once for all of them.
class Record
{
public:
    Record(const Tenant& tenant, const Plan& plan) : plan_(plan), about_(plan.content)
    {
        for (const auto& person : tenant.people) {
            people_[comparable(person.name)].push_back(person.id);
            if (!person.email.empty()) people_[comparable(person.email)].push_back(person.id);
        }
        for (const auto& forum : tenant.forums) forums_.emplace_back(comparable(forum.name), forum.id);
        for (const auto& version : plan.versions) versions_.emplace(version.number, version.id);
    }

    /// Zero for nobody, and for a name that several have.
    PersonId person(std::string_view name) const
    {
        const auto found = people_.find(comparable(name));
        return found != people_.end() && found->second.size() == 1 ? found->second.front() : PersonId();
    }

    /// "0.3" in "Draft v0.3"; zero if there is no such version.
    VersionId version(std::string_view words) const
    {
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (!is_digit(words[i])) continue;
            const std::size_t begin = i;
            while (i < words.size() && (is_digit(words[i]) || words[i] == '.')) ++i;
            std::string number(words.substr(begin, i - begin));
            if (number.find('.') == std::string::npos) number += ".0";  // a spreadsheet makes 1 of 1.0
            const auto found = versions_.find(number);
            if (found != versions_.end()) return found->second;
        }
        return {};
    }

    /// The event at the forum that `words` name: on the day they name, else the only one, else the one on `received`.
    OccasionId occasion(std::string_view words, Date received) const
    {
        const auto named = ' ' + comparable(words) + ' ';
        const auto comma = words.rfind(',');
        const auto day = comma == std::string_view::npos ? std::nullopt : written_day(words.substr(comma + 1));
        const Occasion* only = nullptr;
        bool several = false;
        for (const auto& occasion : plan_.occasions) {
            const auto forum = std::find_if(forums_.begin(), forums_.end(), [&](const auto& f) { return f.second == occasion.forum; });
            if (forum == forums_.end() || forum->first.empty() || named.find(' ' + forum->first + ' ') == std::string::npos) continue;
            if (occasion.date == day.value_or(received)) return occasion.id;
            several = only != nullptr;
            only = &occasion;
        }
        return only && !several && !day ? only->id : OccasionId();
    }

    const AboutFinder& about() const { return about_; }
    const Plan& plan() const { return plan_; }

private:
    const Plan& plan_;
    AboutFinder about_;
    std::unordered_map<std::string, std::vector<PersonId>> people_;
    std::vector<std::pair<std::string, ForumId>> forums_;
    std::unordered_map<std::string, VersionId> versions_;
};

/// One row on its way to an item.
class RowReader
{
public:
    RowReader(const SheetRow& row, const LogMapping& mapping, const std::vector<std::string>& titles, const Record& record,
              const LogWords& words, std::vector<RowRemark>& remarks)
        : row_(row), mapping_(mapping), titles_(titles), record_(record), words_(words), remarks_(remarks)
    {
        for (std::size_t column = 0; column < mapping.columns.size(); ++column) {
            const auto field = static_cast<std::size_t>(mapping.columns[column]);
            column_of_[field] = column;
        }
    }

    /// Whether the row is free of errors, so that the item may be taken in.
    bool read(FeedbackItem& item)
    {
        read_source(item);
        read_subject(item);
        read_words(item);
        read_answer(item);
        return !failed_;
    }

private:
    std::size_t column_of(LogField field) const { return column_of_[static_cast<std::size_t>(field)]; }

    std::string cell(LogField field) const
    {
        const auto column = column_of(field);
        return column < row_.cells.size() ? clean(row_.cells[column]) : std::string();
    }

    void remark(RemarkKind kind, LogField field, std::string message)
    {
        failed_ = failed_ || kind == RemarkKind::error;
        const auto column = column_of(field);
        remarks_.push_back({kind, row_.number, field, column < titles_.size() ? collapse(titles_[column]) : std::string(), std::move(message)});
    }
    void error(LogField field, std::string message) { remark(RemarkKind::error, field, std::move(message)); }
    void warn(LogField field, std::string message) { remark(RemarkKind::warning, field, std::move(message)); }

    std::string text(LogField field)
    {
        auto words = cell(field);
        if (words.size() > EditLimits::text_bytes_max)
            error(field, "The text is longer than 32 KB. Shorten it, or divide it into two rows.");
        else if (!is_plain_text(words))
            error(field, "The text holds characters that cannot be shown. Type it again as plain text.");
        return words;
    }

    Date day(LogField field)
    {
        const auto words = cell(field);
        if (words.empty()) return {};
        const auto date = written_day(words);
        if (!date) error(field, quoted(words) + " is no day. Write it as 22/11/2026 or 22 November 2026, the day first.");
        return date.value_or(Date());
    }

    static std::string quoted(const std::string& words) { return '"' + excerpt(collapse(words), 60) + '"'; }

    void read_source(FeedbackItem& item)
    {
        item.received = day(LogField::received);
        if (!item.received && cell(LogField::received).empty()) {
            item.received = mapping_.received;
            if (!item.received) error(LogField::received, "There is no day on which it was received. Enter it, or choose a day for all rows without one.");
        }
        item.channel = text(LogField::channel);
        item.name = text(LogField::name);
        item.organisation = text(LogField::organisation);
        item.stakeholder_type = text(LogField::stakeholder_type);
        if (item.name.empty()) item.name = item.organisation;
        if (item.name.empty())
            error(LogField::name, "It does not say who made the comment. Enter a name or an organisation; write Anonymous if nobody gave one.");
        if (const auto words = cell(LogField::occasion); !words.empty()) {
            item.occasion = record_.occasion(words, item.received);
            if (!item.occasion)
                warn(LogField::occasion, quoted(words) + " is no event in the plan's record, or more than one. The item is taken in without it.");
        }
    }

    void read_subject(FeedbackItem& item)
    {
        const auto version = cell(LogField::version);
        item.version = mapping_.version ? mapping_.version : record_.plan().versions.back().id;
        if (!version.empty()) {
            const auto found = record_.version(version);
            if (found) item.version = found;
            else error(LogField::version, "The plan has no version " + quoted(version) + ". It has: " + numbers() + ". Correct it, or leave the cell empty.");
        }
        item.about.quote = text(LogField::quote);
        const auto about = text(LogField::about);
        item.where_in_document = about;
        const auto found = about.empty() ? AboutFinder::Found{{}, false, true} : record_.about().find(about);
        item.about.element = found.element;
        item.about.title = found.element ? title_of(record_.plan().content, found.element) : "The whole plan";
        if (found.element || found.whole_plan) return;
        item.about.title = about;
        item.about.detached = true;
        warn(LogField::about, quoted(about) + (found.several ? " names more than one part of the plan." : " names no part of the plan.") +
                                  " The item is taken in and waits to be placed by hand.");
    }

    std::string numbers() const
    {
        std::string list;
        const auto& versions = record_.plan().versions;
        for (std::size_t i = versions.size() > 8 ? versions.size() - 8 : 0; i < versions.size(); ++i)
            list += (list.empty() ? "" : ", ") + versions[i].number;
        return list;
    }

    void read_words(FeedbackItem& item)
    {
        item.verbatim = text(LogField::verbatim);
        if (item.verbatim.empty()) error(LogField::verbatim, "There is no comment in this row. Enter what was said, or delete the row.");
        item.proposed_wording = text(LogField::proposed_wording);
        item.theme = text(LogField::theme);
        if (const auto words = cell(LogField::type); !words.empty()) {
            const auto type = words_.type(words);
            item.type = type.value_or(FeedbackType::comment);
            if (!type) warn(LogField::type, quoted(words) + " is no kind of feedback known here. The item is taken in as a comment.");
        }
    }

    PersonId person(LogField field)
    {
        const auto name = cell(field);
        if (name.empty()) return {};
        const auto found = record_.person(name);
        if (!found) warn(field, quoted(name) + " is nobody in this organisation, or more than one person. The item is taken in without.");
        return found;
    }

    /// What the file says became of the comment. Its words for it are few, and none of them is guessed.
    void read_answer(FeedbackItem& item)
    {
        const auto state_words = cell(LogField::state);
        const auto disposition_words = cell(LogField::disposition);
        const auto state = words_.state(state_words);
        // Some logs have the decision in the column of the state.
        const auto decided = words_.disposition(disposition_words.empty() && !state ? state_words : disposition_words);
        item.response = text(LogField::response);
        item.what_changed = text(LogField::what_changed);
        item.owner = person(LogField::owner);
        item.due = day(LogField::due);
        if (!disposition_words.empty() && !decided)
            error(LogField::disposition, quoted(disposition_words) + " is no decision known here. Write Accepted, Accepted in part, Not accepted, "
                                                                     "Noted, Out of scope, Duplicate or For later.");
        if (!state_words.empty() && !state && !decided)
            error(LogField::state, quoted(state_words) + " is no state known here. Write Open, Answered or Closed.");
        item.disposition = decided.value_or(Disposition::unanswered);
        const bool said = !item.response.empty() || !item.what_changed.empty();
        if (state) item.state = *state;
        else if (item.disposition != Disposition::unanswered && said) item.state = FeedbackState::answered;
        if (is_unanswered(item)) {
            leave_open(item);
            return;
        }
        if (!said) {
            error(LogField::response, "It is said to be answered, but there is no response. Enter it, or write Open as the state.");
            return;
        }
        if (item.response.empty()) {
            item.response = item.what_changed;
            warn(LogField::response, "There is no response; what changed is taken as the response.");
        }
        if (item.disposition == Disposition::unanswered) {
            item.disposition = Disposition::noted;
            warn(LogField::disposition, "It is answered, but not said whether it was accepted. It is taken in as noted.");
        }
        item.answered_by = person(LogField::answered_by);
        const auto answered = day(LogField::answered);
        // A day has no hour: noon is the same day in winter and summer time.
        if (answered) item.answered_at = {std::int64_t{answered.days} * 24 * micros_an_hour + 12 * micros_an_hour};
        if (const auto words = cell(LogField::changed_in); !words.empty()) {
            item.changed_in = record_.version(words);
            if (!item.changed_in) warn(LogField::changed_in, "The plan has no version " + quoted(words) + ". The item is taken in without.");
        }
    }

    /// An open item has no answer yet; words of one that is being drafted would be lost unsaid.
    void leave_open(FeedbackItem& item)
    {
        if (!item.response.empty())
            warn(LogField::response, "The item is open, so its response is not taken in. Write Answered as the state to keep it.");
        item.disposition = Disposition::unanswered;
        item.response.clear();
        item.what_changed.clear();
    }

    static constexpr std::size_t fields = static_cast<std::size_t>(LogField::answered) + 1;
    static constexpr auto no_columns = [] {
        std::array<std::size_t, fields> columns{};
        columns.fill(SIZE_MAX);
        return columns;
    }();

    const SheetRow& row_;
    const LogMapping& mapping_;
    const std::vector<std::string>& titles_;
    const Record& record_;
    const LogWords& words_;
    std::vector<RowRemark>& remarks_;
    std::array<std::size_t, fields> column_of_ = no_columns;
    bool failed_{};
};

/// A row that says nothing we take in, such as a total or a note under the table.
bool is_empty(const SheetRow& row, const LogMapping& mapping)
{
    for (std::size_t column = 0; column < mapping.columns.size() && column < row.cells.size(); ++column) {
        const auto field = mapping.columns[column];
        if (field != LogField::none && field != LogField::ignored && field != LogField::reference && !trim(row.cells[column]).empty()) return false;
    }
    return true;
}

}  // namespace

Result<LogPreview> preview_log(const Table& table, const LogMapping& mapping, const Tenant& tenant, const Plan& plan, const Hash& upload,
                               const LogWords& words)
{
    ASSENT_CHECK(check(mapping, table));
    if (plan.versions.empty())
        return refuse(Errc::not_allowed, "Feedback is about a version, and this plan has none yet. Cut a version first.", "version");
    if (mapping.version && !find_version(plan, mapping.version))
        return refuse(Errc::not_found, "The plan has no such version. Choose one from the list.", "version");
    const Record record(tenant, plan);
    const auto titles = titles_of(table, mapping);
    LogPreview preview;
    std::vector<RowRemark> remarks;
    for (const auto& row : table.rows) {
        if (row.number <= mapping.title_row || is_empty(row, mapping)) continue;
        if (++preview.rows > LogImportLimits::items_max)
            return refuse(Errc::too_large, "The log has more than 20,000 rows. Divide it and import one part after the other.", "file");
        FeedbackItem item;
        item.id = FeedbackId::derived(plan.id.text() + upload.hex() + std::to_string(row.number));
        remarks.clear();
        const bool right = RowReader(row, mapping, titles, record, words, remarks).read(item);
        if (right) preview.items.push_back(std::move(item));
        else ++preview.rows_with_errors;
        for (auto& remark : remarks) {
            if (preview.remarks.size() < LogImportLimits::remarks_max) preview.remarks.push_back(std::move(remark));
            else ++preview.remarks_left_out;
        }
    }
    if (preview.rows == 0) return refuse(Errc::invalid, "There are no rows below the titles.", "file");
    return preview;
}

}  // namespace assent::exchange::sheets
