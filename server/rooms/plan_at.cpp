#include "server/rooms/plan_at.hpp"

namespace assent::rooms {

PlanAtFold::PlanAtFold(PlanId plan, std::uint64_t sequence) : sequence_(sequence)
{
    at_.plan = plan;
}

bool PlanAtFold::take(const store::StoredEvent& stored)
{
    static const auto created_type = type_of(PlanCreated{});
    static const auto restored_type = type_of(PlanRestored{});
    static const auto edited_type = type_of(ContentEdited{});
    if (failed_ || stored.sequence > sequence_) return false;
    if (stored.type != created_type && stored.type != restored_type && stored.type != edited_type) return true;
    auto event = decode_event(stored.payload);
    if (!event) {
        failed_ = true;
        return false;
    }
    if (plan_of(*event) != at_.plan) return true;
    auto* created = std::get_if<PlanCreated>(&*event);
    auto* restored = std::get_if<PlanRestored>(&*event);
    if (created || restored) {
        at_.content = std::move(created ? created->content : restored->restored.content);
        for (auto& table : at_.content.tables) identify_rows(table);
        begun_ = true;
    } else if (const auto* edited = std::get_if<ContentEdited>(&*event); edited && begun_) {
        for (const auto& edit : edited->edits) assent::apply(at_.content, edit);
    }
    at_.sequence = stored.sequence;
    at_.at = stored.at;
    at_.actor = stored.actor;
    return true;
}

std::optional<PlanAt> PlanAtFold::finish()
{
    return begun_ && !failed_ ? std::optional(std::move(at_)) : std::nullopt;
}

}  // namespace assent::rooms
