#include "client/sync/copy.hpp"

#include <algorithm>

namespace assent::sync {

const Plan* Copy::plan(PlanId id) const { return find_plan(tenant, id); }

const Person* Copy::me() const { return find_person(tenant, person); }

const workflow::Definition* Copy::definition_of(const Plan& plan) const
{
    for (const auto& parsed : workflows)
        if (parsed.hash == plan.workflow_hash) return parsed.definition ? &*parsed.definition : nullptr;
    return nullptr;
}

const Content* Copy::text(PlanId id) const
{
    if (const auto found = shown.find(id); found != shown.end()) return &found->second.content;
    const auto* plan = find_plan(tenant, id);
    if (!plan || (!plan->content_loaded && plan->content == Content{})) return nullptr;
    return &plan->content;
}

bool Copy::is_pending(const FieldRef& field) const
{
    const auto found = shown.find(field.plan);
    return found != shown.end() && found->second.pending.count(field) > 0;
}

bool Copy::is_pending(PlanId plan, ElementId element) const
{
    const auto found = shown.find(plan);
    return found != shown.end() && found->second.pending_elements.count(element) > 0;
}

PersonId Copy::editor_of(const FieldRef& field) const
{
    const auto found = presence.find(field.plan);
    if (found == presence.end()) return {};
    for (const auto& entry : found->second.entries)
        if (entry.element && entry.element == field.element && entry.field == field.field && entry.person != person)
            return entry.person;
    return {};
}

std::vector<PresenceEntry> Copy::others_at(const FieldRef& field) const
{
    std::vector<PresenceEntry> others;
    if (const auto found = presence.find(field.plan); found != presence.end())
        for (const auto& entry : found->second.entries)
            if (entry.element && entry.element == field.element && entry.field == field.field) others.push_back(entry);
    return others;
}

std::vector<std::string> Copy::others_in(PlanId plan) const
{
    std::vector<std::string> names;
    const auto found = presence.find(plan);
    if (found == presence.end()) return names;
    for (const auto& entry : found->second.entries) {
        if (entry.person == person) continue;
        auto name = name_of(tenant, entry.person);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    return names;
}

const Pending* Copy::find_pending(const Key& key) const
{
    for (const auto& one : pending)
        if (one.key == key) return &one;
    return nullptr;
}

CommandState Copy::state_of(const Key& key) const
{
    if (const auto* one = find_pending(key)) return one->state;
    for (auto answer = settled.rbegin(); answer != settled.rend(); ++answer)
        if (answer->first == key)
            return answer->second.code == Errc::none ? CommandState::accepted : CommandState::refused;
    return CommandState::none;
}

const Error* Copy::refusal_of(const Key& key) const
{
    for (auto answer = settled.rbegin(); answer != settled.rend(); ++answer)
        if (answer->first == key && answer->second.code != Errc::none) return &answer->second;
    if (const auto* one = find_pending(key); one && one->state == CommandState::refused) return &one->error;
    return nullptr;
}

std::size_t Copy::unsent_count() const
{
    return static_cast<std::size_t>(std::count_if(pending.begin(), pending.end(), [](const Pending& one) {
        return one.state == CommandState::queued || one.state == CommandState::sent || one.state == CommandState::unknown;
    }));
}

const KeptWords* Copy::kept_words(const FieldRef& field) const
{
    for (const auto& words : kept)
        if (words.field == field) return &words;
    return nullptr;
}

SavedWord saved_word(const Copy& copy)
{
    using Kind = SavedWord::Kind;
    const std::size_t unsent = copy.unsent_count();
    const auto changes = std::to_string(unsent) + (unsent == 1 ? " change kept" : " changes kept");
    if (copy.connection == Connection::signed_out) return {Kind::offline, unsent ? "Signed out, " + changes : "Signed out"};
    if (copy.connection == Connection::refused) return {Kind::not_sent, unsent ? "Not connected, " + changes : "Not connected"};
    if (copy.connection != Connection::live) {
        // The first moments of a connection are not worth a word about being offline.
        if (copy.connection == Connection::connecting && copy.attempts == 0)
            return {Kind::connecting, unsent ? "Connecting, " + changes : "Connecting"};
        return {Kind::offline, unsent ? "Offline, " + changes : "Offline"};
    }
    const auto refused = std::count_if(copy.pending.begin(), copy.pending.end(),
                                       [](const Pending& one) { return one.state == CommandState::refused; });
    if (copy.parts_in_all > 0)
        return {Kind::connecting, "Catching up, " + std::to_string(copy.parts_here * 100 / copy.parts_in_all) + " %"};
    if (unsent) return {Kind::sending, "Sending"};
    if (refused) return {Kind::not_sent, "Not sent: " + std::to_string(refused) + (refused == 1 ? " change" : " changes")};
    if (copy.saved_at.micros) return {Kind::saved, "Saved " + local_clock(copy.saved_at)};
    return {Kind::saved, "Up to date"};
}

}  // namespace assent::sync
