#include "server/exchange/plan_restore.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "server/exchange/json_reader.hpp"
#include "shared/document/canonical.hpp"
#include "shared/model/significance.hpp"
#include "shared/text/accepted_text.hpp"
#include "shared/text/utf8.hpp"
#include "shared/workflow/checker.hpp"
#include "shared/workflow/parse.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t workflow_bytes_max = 1024 * 1024;

tl::unexpected<Error> unfit(const std::string& what)
{
    return refuse(Errc::invalid, "The file is no whole plan: " + what + ". Export the plan again.", "file");
}

template<class T>
bool has_unique_ids(const std::vector<T>& items)
{
    std::set<decltype(items.front().id)> seen;
    return std::all_of(items.begin(), items.end(), [&](const T& item) { return item.id && seen.insert(item.id).second; });
}

Result<void> check_content(const Content& content)
{
    const std::size_t elements = content.sections.size() + content.intentions.size() + content.tables.size() + content.milestones.size();
    if (elements > 4 * EditLimits::elements_max) return unfit("it has more parts than a plan may have");
    std::set<ElementId> seen;
    bool unique = true;
    const auto take = [&](const auto& parts) {
        for (const auto& part : parts) unique = unique && part.id && seen.insert(part.id).second;
    };
    take(content.sections);
    take(content.intentions);
    take(content.tables);
    take(content.milestones);
    if (!unique) return unfit("two parts have the same identifier, or one has none");
    for (const auto& section : content.sections)
        if (section.level < 1 || section.level > 6) return unfit("a section has a level that is not 1 to 6");
    for (const auto& table : content.tables)
        for (const auto& row : table.rows)
            if (row.cells.size() != table.columns.size()) return unfit("a table has a row of another width");
    return {};
}

/// What the tables of a decision hold once.
bool is_consistent(const Decision& decision)
{
    std::set<PersonId> voted;
    std::set<PersonId> attended;
    return std::all_of(decision.ballots.begin(), decision.ballots.end(), [&](const Ballot& b) { return voted.insert(b.member).second; }) &&
           std::all_of(decision.attendance.begin(), decision.attendance.end(), [&](const Attendance& a) { return attended.insert(a.member).second; }) &&
           has_unique_ids(decision.conditions);
}

Result<void> check_references(const RestorablePlan& file)
{
    const auto& plan = file.plan;
    const auto is_version = [&](VersionId id) { return find_version(plan, id) != nullptr; };
    const auto is_version_or_none = [&](VersionId id) { return !id || is_version(id); };
    const auto is_forum = [&](ForumId id) {
        return std::any_of(file.forums.begin(), file.forums.end(), [&](const Forum& forum) { return forum.id == id; });
    };
    if (!has_unique_ids(plan.versions) || !has_unique_ids(plan.occasions) || !has_unique_ids(plan.feedback) || !has_unique_ids(plan.decisions) ||
        !has_unique_ids(plan.suggestions) || !has_unique_ids(plan.doubts) || !has_unique_ids(file.forums) || !has_unique_ids(file.people))
        return unfit("two of its records have the same identifier, or one has none");
    for (std::size_t i = 0; i < plan.versions.size(); ++i) {
        const auto& number = plan.versions[i].number;
        if (!is_version_number(number)) return unfit("a version has no number");
        if (i > 0 && !version_number_before(plan.versions[i - 1].number, number)) return unfit("its versions are out of order");
    }
    if (!is_version_or_none(plan.published_version)) return unfit("the published version is not in it");
    for (const auto& planned : plan.planned_forums)
        if (!is_forum(planned.forum)) return unfit("a forum that is to see it is not in it");
    for (const auto& occasion : plan.occasions)
        if (!is_forum(occasion.forum) || !is_version(occasion.version)) return unfit("the forum or version of an event is not in it");
    std::set<std::uint32_t> numbers;
    for (const auto& item : plan.feedback)
        if (!numbers.insert(item.number).second || !is_version(item.version) || !is_version_or_none(item.changed_in) || (item.occasion && !find_occasion(plan, item.occasion)))
            return unfit("item " + reference_of(item) + " is there twice, or its version or event is not");
    for (const auto& decision : plan.decisions)
        if (!is_version(decision.version) || !is_consistent(decision))
            return unfit("the version of a decision is not in it, or somebody voted twice");
    return {};
}

/// The text here begins a history of its own: a place in it is that of a character counted from its start.
struct Range
{
    TextPoint start;
    TextPoint end;
};

/// Where `words` stand, if they stand in the text once.
std::optional<Range> range_of(const std::string& text, const std::string& words)
{
    const auto at = words.empty() ? std::string::npos : text.find(words);
    if (at == std::string::npos || text.find(words, at + 1) != std::string::npos) return std::nullopt;
    const auto first = text::scalar_count(text.data(), at);
    const auto count = text::scalar_count(words.data(), words.size());
    return Range{{text::original_writer, first, true, false}, {text::original_writer, first + count - 1, false, false}};
}

/// Places in texts belong to the history that texts had elsewhere. Words that stand in their text once are found again; for
/// others the record keeps what they were, and a suggestion that cannot be placed is withdrawn.
void place_again(Plan& plan)
{
    const auto find = [&](ElementId element, const std::string& words) -> std::optional<Range> {
        const auto text = text_of(plan.content, element, TextField::text);
        return text ? range_of(*text, words) : std::nullopt;
    };
    for (auto& item : plan.feedback) {
        const auto range = item.about.anchored ? find(item.about.element, item.about.quote) : std::nullopt;
        item.about.anchored = range.has_value();
        item.about.start = range ? range->start : TextPoint();
        item.about.end = range ? range->end : TextPoint();
        for (auto& change : item.caused) {
            const auto now = change.anchored ? find(change.element, change.now) : std::nullopt;
            change.anchored = now.has_value();
            change.start = now ? now->start : TextPoint();
            change.end = now ? now->end : TextPoint();
        }
    }
    for (auto& suggestion : plan.suggestions) {
        const auto range = suggestion.state == SuggestionState::open ? find(suggestion.element, suggestion.was) : std::nullopt;
        suggestion.start = range ? range->start : TextPoint();
        suggestion.end = range ? range->end : TextPoint();
        if (suggestion.state == SuggestionState::open && !range) suggestion.state = SuggestionState::withdrawn;
    }
}

Result<void> check_workflow(const RestorablePlan& file)
{
    const auto parsed = workflow::parse(file.workflow.toml);
    if (!parsed.definition || !workflow::check(*parsed.definition).faults.empty()) return unfit("its workflow does not pass the check");
    if (parsed.definition->hash != file.plan.workflow_hash || file.workflow.hash != file.plan.workflow_hash)
        return unfit("its workflow is not the one it was started under");
    if (!workflow::find_state(*parsed.definition, file.plan.state)) return unfit("its workflow has no state " + file.plan.state);
    return {};
}

Result<std::vector<RestorablePlan::Frozen>> read_versions(const nlohmann::json& json, const Plan& plan)
{
    std::set<Hash> wanted;
    for (const auto& version : plan.versions)
        if (!version.content_hash.is_zero()) wanted.insert(version.content_hash);
    std::vector<RestorablePlan::Frozen> versions;
    const auto contents = json.find("contents");
    if (contents == json.end() || !contents->is_object())
        return unfit("the words of its versions are missing, as in exports of earlier programs");
    for (const auto& [hash, content] : contents->items()) {
        FrozenPlan frozen;
        JsonReader reader;
        reader.read(content, frozen);
        if (reader.failed()) return tl::unexpected(reader.error());
        auto bytes = canonical_bytes(frozen);
        const auto is = sha256(bytes);
        if (is.hex() != hash || wanted.erase(is) == 0) return unfit("the words of a version are not those that were decided on");
        versions.push_back({is, std::move(bytes)});
    }
    if (!wanted.empty()) return unfit("the words of a version are missing");
    return versions;
}

Result<std::vector<Person>> read_people(const nlohmann::json& json)
{
    std::vector<Person> people;
    if (!json.is_array() || json.size() > JsonReader::list_max) return unfit("it does not name its people");
    for (const auto& entry : json) {
        Person person;
        JsonReader reader;
        reader.member(entry, "id", person.id);
        reader.member(entry, "name", person.name);
        if (entry.contains("job_title")) reader.member(entry, "job_title", person.job_title);
        if (entry.contains("organisation")) reader.member(entry, "organisation", person.organisation);
        if (reader.failed()) return tl::unexpected(reader.error());
        person.active = false;
        people.push_back(std::move(person));
    }
    return people;
}

Result<std::vector<Forum>> read_forums(const nlohmann::json& json)
{
    std::vector<Forum> forums;
    if (!json.is_array() || json.size() > JsonReader::list_max) return unfit("it does not name its forums");
    for (const auto& entry : json) {
        Forum forum;
        JsonReader reader;
        reader.member(entry, "id", forum.id);
        reader.member(entry, "name", forum.name);
        reader.member(entry, "kind", forum.kind);
        reader.member(entry, "place", forum.place);
        if (reader.failed()) return tl::unexpected(reader.error());
        forums.push_back(std::move(forum));
    }
    return forums;
}

}  // namespace

Result<RestorablePlan> read_plan_json(std::string_view text)
{
    ASSENT_TRY(auto json, parsed_json(text));
    if (!json.is_object() || json.value("format", nlohmann::json()) != "assent.plan.1")
        return refuse(Errc::malformed, "The file is no plan exported by Assent. Its first line should name the format assent.plan.1.", "file");
    for (const char* name : {"organisation", "plan", "forums", "people", "workflow"})
        if (!json.contains(name)) return unfit(std::string("its part \"") + name + "\" is missing");
    RestorablePlan file;
    JsonReader reader;
    auto& plan = json["plan"];
    if (!plan.is_object()) return unfit("its part \"plan\" is no object");
    // What exports leave out: where a plan is kept, what follows from its text, and what opens its links. A file that brings it is not
    // believed.
    plan["content_loaded"] = true;
    plan["intention_marks"] = nlohmann::json::array();
    for (auto& invitation : plan["invitations"])
        if (invitation.is_object()) invitation["token_hash"] = nullptr;
    for (auto& submission : plan["submissions"])
        if (submission.is_object()) submission["contact"] = "";
    reader.member(json, "plan", file.plan);
    reader.member(json["organisation"], "name", file.organisation);
    const auto& workflow = json["workflow"];
    if (!workflow.is_object()) return unfit("its part \"workflow\" is no object");
    reader.member(workflow, "hash", file.workflow.hash);
    reader.member(workflow, "name", file.workflow.name);
    reader.member(workflow, "title", file.workflow.title);
    reader.member(workflow, "toml", file.workflow.toml, workflow_bytes_max);
    if (reader.failed()) return tl::unexpected(reader.error());
    ASSENT_TRY(file.forums, read_forums(json["forums"]));
    ASSENT_TRY(file.people, read_people(json["people"]));
    if (!file.plan.id || file.plan.title.empty() || file.plan.period.empty()) return unfit("it has no identifier, title or period");
    ASSENT_CHECK(check_content(file.plan.content));
    ASSENT_CHECK(check_references(file));
    ASSENT_CHECK(check_workflow(file));
    ASSENT_TRY(file.versions, read_versions(json, file.plan));
    place_again(file.plan);
    mark_intentions(file.plan, {});
    return file;
}

}  // namespace assent::exchange
