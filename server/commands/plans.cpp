// Starting and importing plans, editing them, and cutting versions.
#include <algorithm>
#include <set>

#include "server/commands/handle.hpp"
#include "shared/document/canonical.hpp"
#include "shared/workflow/engine.hpp"

namespace assent::commands {

using workflow::Activity;

static Result<const workflow::Definition*> definition_for(const Situation& situation, Hash wanted)
{
    if (wanted.is_zero() && !situation.tenant.workflows.empty()) wanted = situation.tenant.workflows.back().hash;
    const auto found = situation.surroundings.definitions.find(wanted);
    if (found == situation.surroundings.definitions.end())
        return refuse(Errc::not_found, "There is no such workflow here. Choose one of the organisation's.", "workflow");
    return &found->second;
}

static Result<void> check_new_plan(const Situation& situation, PlanId id, const std::string& title,
                                   const std::string& period)
{
    if (!id) return refuse(Errc::malformed, "The new plan has no identifier.", "plan");
    if (find_plan(situation.tenant, id)) return refuse(Errc::conflict, "This plan exists already.", "plan");
    ASSENT_CHECK(check_words(title, "title", "the plan's title"));
    return check_words(period, "period", "the financial year the plan is for, such as 2026/27");
}

static PlanCreated created(PlanId id, const std::string& title, const std::string& period,
                           const workflow::Definition& definition)
{
    PlanCreated event;
    event.plan = id;
    event.title = title;
    event.period = period;
    event.workflow = definition.hash;
    event.state = definition.initial;
    return event;
}

Result<Decided> handle_one(const Situation& situation, const CreatePlan& command)
{
    ASSENT_CHECK(check_new_plan(situation, command.plan, command.title, command.period));
    ASSENT_TRY(const auto* definition, definition_for(situation, command.workflow));
    return Decided{{created(command.plan, command.title, command.period, *definition)}, {}};
}

Result<Decided> handle_one(const Situation& situation, const ImportPlan& command)
{
    ASSENT_CHECK(check_new_plan(situation, command.plan, command.title, command.period));
    ASSENT_TRY(const auto* definition, definition_for(situation, command.workflow));
    const auto document = situation.surroundings.documents.find(command.upload);
    if (document == situation.surroundings.documents.end())
        return refuse(Errc::not_found, "The uploaded document is no longer here. Choose the file again.", "upload");
    auto event = created(command.plan, command.title, command.period, *definition);
    event.imported_from = document->second.file_name;
    event.imported_version = document->second.version;
    event.earlier_versions = document->second.earlier_versions;
    event.content = document->second.content;
    event.doubts = document->second.doubts;
    return Decided{{std::move(event)}, {{command.upload, document->second.original}}};
}

/// What the server adds to edits of a plan, from its past.
class EditsToCome
{
public:
    EditsToCome(const Situation& situation, const Plan& plan) : editor_(situation.person.id), plan_(plan.id)
    {
        const auto found = situation.surroundings.past.find(plan.id);
        if (found != situation.surroundings.past.end()) past_ = &found->second;
    }

    /// Says what only the server says of an edit.
    void complete(const Content& content, Edit& edit) const
    {
        if (auto* removed = std::get_if<RemoveElement>(&edit)) removed->title = title_of(content, removed->element);
        if (auto* back = std::get_if<RestoreElement>(&edit))
            *back = past_ ? past_->restoring(content, *back) : RestoreElement{back->element, {}, {}, {}};
    }

    /// What is to be kept for another whose value the editor had not seen.
    std::optional<ValueReplaced> replaced(const Content& content, const Edit& edit, const Register& place) const
    {
        const auto whose = past_ ? past_->setter_of(place) : std::nullopt;
        if (!whose || *whose == editor_) return std::nullopt;
        auto value = value_not_seen(content, edit);
        if (!value) return std::nullopt;
        return ValueReplaced{plan_, place.element, place.field, std::move(*value), *whose};
    }

private:
    PersonId editor_;
    PlanId plan_;
    const PlanPast* past_{};
};

Result<Decided> handle_one(const Situation& situation, const EditContent& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, Activity::edit_content));
    if (command.edits.empty()) return refuse(Errc::malformed, "There is nothing to change.", "edits");
    if (command.edits.size() > EditLimits::edits_max)
        return refuse(Errc::too_large, "Too many changes at once. Make them in smaller groups.", "edits");
    ContentEdited edited{command.plan, command.edits};
    Decided decided;
    const EditsToCome to_come(situation, *plan);
    std::set<Register> seen;  // what this command has set itself
    const auto take = [&](const Content& content, Edit& edit) -> Result<void> {
        to_come.complete(content, edit);
        ASSENT_CHECK(check(content, edit));
        auto place = register_of(edit);
        if (!place || !seen.insert(*place).second) return {};
        if (auto replaced = to_come.replaced(content, edit, *place)) decided.events.push_back(std::move(*replaced));
        return {};
    };
    if (edited.edits.size() == 1) {
        ASSENT_CHECK(take(plan->content, edited.edits.front()));
    } else {
        // Later edits may build on earlier ones, so each is checked against what the earlier ones made.
        Content content = plan->content;
        for (auto& edit : edited.edits) {
            ASSENT_CHECK(take(content, edit));
            assent::apply(content, edit);  // not the standard's, which takes variants as well
        }
    }
    decided.events.insert(decided.events.begin(), std::move(edited));
    return decided;
}

Result<Decided> handle_one(const Situation& situation, const SettleDoubts& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, Activity::settle_doubts));
    if (command.doubts.empty()) return refuse(Errc::invalid, "Choose at least one doubt.", "doubts");
    if (command.doubts.size() > plan->doubts.size()) return refuse(Errc::invalid, "A doubt is named twice.", "doubts");
    ASSENT_CHECK(check_words(command.how, "how", "how you settled it"));
    Decided decided;
    std::set<ElementId> named;
    for (const auto& id : command.doubts) {
        const auto doubt = std::find_if(plan->doubts.begin(), plan->doubts.end(),
                                        [&](const Doubt& candidate) { return candidate.id == id; });
        if (doubt == plan->doubts.end()) return refuse(Errc::not_found, "This doubt is not in the plan.", "doubts");
        if (doubt->settled_by) return refuse(Errc::conflict, "Somebody settled this meanwhile: " + doubt->settled_how, "doubts");
        if (!named.insert(id).second) return refuse(Errc::invalid, "A doubt is named twice.", "doubts");
        decided.events.push_back(DoubtSettled{command.plan, id, command.how});
    }
    return decided;
}

Result<Decided> handle_one(const Situation& situation, const CutVersion& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(allowed(situation, *plan, Activity::cut_version));
    if (!command.version) return refuse(Errc::malformed, "The new version has no identifier.", "version");
    if (!plan->edited_since_version)
        return refuse(Errc::conflict, "Nothing has changed since version " + plan->versions.back().number + '.');
    if (!is_version_number(command.number))
        return refuse(Errc::invalid, "Write the version as two numbers, such as 0.4 or 1.0.", "number");
    if (const auto* latest = latest_version(*plan); latest && !version_number_before(latest->number, command.number))
        return refuse(Errc::conflict, "The number must come after version " + latest->number + '.', "number");
    if (find_version(*plan, command.version)) return refuse(Errc::conflict, "This version exists already.", "version");
    if (command.changes.empty())
        return refuse(Errc::invalid, "Say what changed: the version-control table needs at least one item.", "changes");
    if (command.changes.size() > EditLimits::list_values_max)
        return refuse(Errc::too_large, "A version may have 64 items at most. Put some together.", "changes");
    for (const auto& change : command.changes) ASSENT_CHECK(check_words(change, "changes", "what changed"));

    const Bytes bytes = canonical_bytes({plan->title, plan->period, plan->content});
    Version version;
    version.id = command.version;
    version.number = command.number;
    version.date = local_date(situation.now);
    version.author = situation.person.id;
    version.author_role = situation.person.job_title;
    version.changes = command.changes;
    version.content_hash = sha256(bytes);
    for (const auto& earlier : plan->versions)
        if (earlier.content_hash == version.content_hash)
            return refuse(Errc::conflict, "The words are those of version " + earlier.number + ". There is nothing new to freeze.");
    return Decided{{VersionCut{command.plan, version}}, {{version.content_hash, bytes}}};
}

}  // namespace assent::commands
