#include "client/views/record_parts.hpp"

#include <algorithm>

#include "client/views/letters.hpp"
#include "shared/model/command.hpp"

namespace assent::views {

using ui::Tone;

std::string short_name(const std::string& name)
{
    const auto last = name.rfind(' ');
    if (last == std::string::npos || last == 0 || static_cast<unsigned char>(name[0]) >= 0x80) return name;
    return name.substr(0, 1) + ". " + name.substr(last + 1);
}

std::string brief(Date date, Date today)
{
    if (!date) return {};
    if (today && date.year() == today.year()) return date.short_text();
    return date.short_text() + ' ' + std::to_string(date.year());
}

std::string shortened(std::string_view text, std::size_t characters_max)
{
    std::size_t bytes = 0;
    std::size_t characters = 0;
    while (bytes < text.size() && characters < characters_max) {
        ++bytes;
        while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) ++bytes;
        ++characters;
    }
    std::string cut(text.substr(0, bytes));
    if (bytes < text.size()) {
        const auto blank = cut.find_last_of(" \n");
        if (blank != std::string::npos && blank > cut.size() / 2) cut.resize(blank);
        cut += "…";
    }
    std::replace(cut.begin(), cut.end(), '\n', ' ');
    return cut;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\n") - first + 1));
}

std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto feed = text.find('\n');
        auto line = trimmed(text.substr(0, feed));
        if (line.rfind("- ", 0) == 0) line = trimmed(std::string_view(line).substr(2));
        if (!line.empty()) lines.push_back(std::move(line));
        if (feed == std::string_view::npos) break;
        text.remove_prefix(feed + 1);
    }
    return lines;
}

std::string joined_lines(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

std::string version_number(const Plan& plan, VersionId version)
{
    const auto* found = find_version(plan, version);
    return found ? found->number : std::string();
}

std::string version_words(const Plan& plan, VersionId version)
{
    const auto* found = find_version(plan, version);
    return found ? "version " + found->number : std::string("no version");
}

Tone tone_of(Disposition disposition)
{
    switch (disposition) {
    case Disposition::unanswered: return Tone::red;
    case Disposition::accepted:
    case Disposition::accepted_in_part: return Tone::green;
    case Disposition::not_accepted: return Tone::blue;
    case Disposition::noted:
    case Disposition::out_of_scope:
    case Disposition::duplicate: return Tone::secondary;
    case Disposition::for_later: return Tone::purple;
    }
    return Tone::secondary;
}

Tone tone_of(Outcome outcome)
{
    switch (outcome) {
    case Outcome::none: return Tone::secondary;
    case Outcome::approved: return Tone::green;
    case Outcome::approved_with_conditions: return Tone::amber;
    case Outcome::sent_back: return Tone::red;
    }
    return Tone::secondary;
}

Tone tone_of(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::added: return Tone::green;
    case ChangeKind::removed: return Tone::red;
    case ChangeKind::changed: return Tone::amber;
    case ChangeKind::moved: return Tone::blue;
    }
    return Tone::secondary;
}

Tone tone_of(OccasionOutcome outcome)
{
    switch (outcome) {
    case OccasionOutcome::not_recorded: return Tone::secondary;
    case OccasionOutcome::supported: return Tone::green;
    case OccasionOutcome::noted: return Tone::blue;
    case OccasionOutcome::changes_asked_for: return Tone::amber;
    }
    return Tone::secondary;
}

std::string pill_words(Outcome outcome)
{
    switch (outcome) {
    case Outcome::none: return "No outcome";
    case Outcome::approved: return "Approved";
    case Outcome::approved_with_conditions: return "Approved with conditions";
    case Outcome::sent_back: return "Sent back";
    }
    return {};
}

std::string pill_words(VoteChoice choice)
{
    switch (choice) {
    case VoteChoice::approve: return "Approve";
    case VoteChoice::approve_with_condition: return "Approve, condition";
    case VoteChoice::send_back: return "Send back";
    case VoteChoice::abstain: return "Abstain";
    }
    return {};
}

Tone tone_of(VoteChoice choice)
{
    switch (choice) {
    case VoteChoice::approve: return Tone::green;
    case VoteChoice::approve_with_condition: return Tone::amber;
    case VoteChoice::send_back: return Tone::red;
    case VoteChoice::abstain: return Tone::secondary;
    }
    return Tone::secondary;
}

bool is_overdue(const FeedbackItem& item, Date today)
{
    return is_unanswered(item) && item.due && item.due < today;
}

void report_links(const ViewContext& context, const std::string& report, const std::string& title)
{
    ui::link(title + " (HTML)", context.exported(".html?report=" + report), {.native = true});
    ui::link(title + " (PDF)", context.exported(".pdf?report=" + report), {.native = true});
}

std::string element_href(const ViewContext& context, ElementId element)
{
    if (!element) return context.href(Screen::plan);
    const auto* content = context.content;
    std::string tab = "narrative";
    if (content && find_intention(*content, element)) tab = "intentions";
    else if (content && find_table(*content, element)) tab = "tables";
    else if (content && find_milestone(*content, element)) tab = "timetable";
    return context.href(Screen::plan, app::Query{{"tab", tab}, {"item", element.text()}});
}

// ---- choices ---------------------------------------------------------------------------------------------------------

std::vector<ui::Option> version_choices(const Plan& plan)
{
    std::vector<ui::Option> options;
    for (auto version = plan.versions.rbegin(); version != plan.versions.rend(); ++version)
        options.push_back({version->id.text(), "Version " + version->number + ", " + version->date.text()});
    return options;
}

template<class T>
static std::vector<ui::Option> named(const std::vector<T>& things, std::string_view none)
{
    std::vector<ui::Option> options;
    for (const auto& thing : things) options.push_back({thing.id.text(), thing.name});
    std::sort(options.begin(), options.end(), [](const auto& a, const auto& b) { return a.label < b.label; });
    if (!none.empty()) options.insert(options.begin(), {"", std::string(none)});
    return options;
}

std::vector<ui::Option> people_choices(const Tenant& tenant, std::string_view none)
{
    std::vector<Person> active;
    for (const auto& person : tenant.people)
        if (person.active) active.push_back(person);
    return named(active, none);
}

std::vector<ui::Option> forum_choices(const Tenant& tenant, std::string_view none)
{
    return named(tenant.forums, none);
}

std::optional<Date> date_in(Form& form, std::string_view field, bool required)
{
    const std::string text = trimmed(form[field]);
    if (text.empty()) {
        if (required) form.fail(std::string(field), "Enter a date.");
        return required ? std::nullopt : std::optional<Date>(Date{});
    }
    const auto date = Date::parse(text);
    if (!date) form.fail(std::string(field), "Enter a date that exists, such as 22 November 2026.");
    return date;
}

bool need_words(Form& form, std::string_view field, std::string_view problem)
{
    if (!trimmed(form[field]).empty()) return true;
    form.fail(std::string(field), std::string(problem));
    return false;
}

// ---- drawing ---------------------------------------------------------------------------------------------------------

namespace {

struct Described
{
    const Tenant& tenant;
    const Plan* plan;

    std::string item(FeedbackId id) const
    {
        const auto* found = plan ? find_feedback(*plan, id) : nullptr;
        return found ? reference_of(*found) : std::string("a feedback item");
    }
    std::string operator()(const CutVersion& c) const { return "Version " + c.number; }
    std::string operator()(const LogFeedback& c) const { return "Feedback from " + c.item.name; }
    std::string operator()(const AnswerFeedback& c) const { return "Your answer to " + item(c.item); }
    std::string operator()(const AssignFeedback& c) const { return "Owner and due date of " + item(c.item); }
    std::string operator()(const CloseFeedback& c) const { return "Closing " + item(c.item); }
    std::string operator()(const ReopenFeedback& c) const { return "Reopening " + item(c.item); }
    std::string operator()(const PlanForum&) const { return "A line of the engagement plan"; }
    std::string operator()(const RecordOccasion&) const { return "An event"; }
    std::string operator()(const RecordOutcome&) const { return "The outcome of an event"; }
    std::string operator()(const TakeTransition&) const { return "The plan's next step"; }
    std::string operator()(const OpenDecision&) const { return "Opening a decision"; }
    std::string operator()(const RecordAttendance& c) const { return "Attendance of " + assent::name_of(tenant, c.member); }
    std::string operator()(const DeclareInterest& c) const { return "An interest of " + assent::name_of(tenant, c.person); }
    std::string operator()(const RuleOnInterest& c) const { return "The ruling on " + assent::name_of(tenant, c.person); }
    std::string operator()(const CastVote&) const { return "Your vote"; }
    std::string operator()(const CloseDecision&) const { return "Closing the decision"; }
    std::string operator()(const MeetCondition&) const { return "A condition that was met"; }
    std::string operator()(const MakeSuggestions&) const { return "Your suggestion"; }
    std::string operator()(const SettleSuggestions&) const { return "What was decided about a suggestion"; }
    std::string operator()(const WithdrawSuggestion&) const { return "Withdrawing a suggestion"; }
    template<class T>
    std::string operator()(const T&) const
    {
        return {};
    }
};

/// A word for a state that is neither accepted nor refused.
const char* waiting_words(sync::CommandState state)
{
    return state == sync::CommandState::queued ? " is kept on this device and will be sent when there is a connection."
                                               : " is being sent.";
}

}  // namespace

void unsettled_commands(ViewContext& context)
{
    if (!context.plan) return;
    for (const auto& pending : context.copy.pending) {
        if (plan_of(pending.command) != context.plan->id) continue;
        const std::string what = std::visit(Described{context.tenant, context.plan}, pending.command);
        if (what.empty() || pending.seen || pending.state == sync::CommandState::accepted) continue;
        const Key key = pending.key;
        if (pending.state != sync::CommandState::refused) {
            if (pending.state == sync::CommandState::sent) continue;
            ui::callout(Tone::blue, what + waiting_words(pending.state));
            continue;
        }
        const std::string message = pending.error.message;
        ui::callout_box("refused/" + key.text(), Tone::red, [&] {
            ui::text(what + " was refused. " + message);
            if (ui::button("Dismiss###dismiss/" + key.text(), {.name = context.keep("Dismiss: " + what), .small = true}))
                context.dismiss(key);
        });
    }
}

namespace {

struct KeptComparison
{
    PlanId plan;
    VersionId from, to;
    std::uint64_t changes{};
    std::uint64_t used{};
    Comparison comparison;
};

const Content* content_of(ViewContext& context, VersionId version, std::string* failure)
{
    if (!version) return context.content;
    const auto* text = context.version_text(version, failure);
    return text ? &text->content : nullptr;
}

}  // namespace

std::string field_labelled(std::string label)
{
    if (label == "Standing") return "status";
    if (label == "What") return "event";
    if (label == "When") return "timescales";
    if (label == "Route") return "routes";
    std::replace(label.begin(), label.end(), ' ', '_');
    return lower(label);
}

const Comparison* comparison_of(ViewContext& context, VersionId from, VersionId to, std::string* failure)
{
    // A screen shows two at most; frames repeat them many times.
    static std::vector<KeptComparison> kept;
    static std::uint64_t uses = 0;
    if (!context.plan) return nullptr;
    const auto* before = content_of(context, from, failure);
    const auto* after = content_of(context, to, failure);
    if (!before || !after) return nullptr;
    // Versions never change; only the draft does.
    const std::uint64_t changes = from && to ? 0 : context.copy.changes;
    for (auto& entry : kept)
        if (entry.plan == context.plan->id && entry.from == from && entry.to == to && entry.changes == changes) {
            entry.used = ++uses;
            return &entry.comparison;
        }
    if (kept.size() == 4)
        kept.erase(std::min_element(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.used < b.used; }));
    kept.reserve(4);
    kept.push_back({context.plan->id, from, to, changes, ++uses, compare(*before, *after)});
    return &kept.back().comparison;
}

}  // namespace assent::views
