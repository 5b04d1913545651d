#include "server/exchange/plan_json.hpp"

#include <algorithm>
#include <set>
#include <type_traits>

#include <boost/describe.hpp>
#include <nlohmann/json.hpp>

#include "shared/base/shape.hpp"

namespace assent::exchange {

using Json = nlohmann::ordered_json;

namespace {

/// Writes described values member by member and notes which people are named.
class JsonWriter
{
public:
    template<class T>
    Json of(const T& value)
    {
        using boost::describe::describe_members;
        using boost::describe::mod_public;
        if constexpr (std::is_same_v<T, PersonId>) {
            if (!value) return nullptr;
            people_.insert(value);
            return value.text();
        } else if constexpr (IsId<T>::value) {
            return value ? Json(value.text()) : Json(nullptr);
        } else if constexpr (std::is_same_v<T, Hash>) {
            return value.is_zero() ? Json(nullptr) : Json(value.hex());
        } else if constexpr (std::is_same_v<T, Date>) {
            return value ? Json(value.iso()) : Json(nullptr);
        } else if constexpr (std::is_same_v<T, Timestamp>) {
            return value == Timestamp{} ? Json(nullptr) : Json(rfc3339(value));
        } else if constexpr (std::is_enum_v<T>) {
            return boost::describe::enum_to_string(value, "");
        } else if constexpr (IsVector<T>::value) {
            Json list = Json::array();
            for (const auto& item : value) list.push_back(of(item));
            return list;
        } else if constexpr (std::is_same_v<T, std::string> || std::is_arithmetic_v<T>) {
            return value;
        } else {
            Json object = Json::object();
            boost::mp11::mp_for_each<describe_members<T, mod_public>>(
                [&](auto member) { object[member.name] = of(value.*member.pointer); });
            return object;
        }
    }

    Json people(const Tenant& tenant) const
    {
        Json list = Json::array();
        for (const PersonId id : people_) {
            Json person{{"id", id.text()}, {"name", name_of(tenant, id)}};
            if (const auto* found = find_person(tenant, id)) {
                person["job_title"] = found->job_title;
                person["organisation"] = found->organisation;
            }
            list.push_back(std::move(person));
        }
        return list;
    }

private:
    std::set<PersonId> people_;
};

}  // namespace

std::string plan_json(const Tenant& tenant, const Plan& plan, const std::map<Hash, FrozenPlan>& contents)
{
    JsonWriter writer;
    Json json{{"format", "assent.plan.1"}, {"organisation", {{"slug", tenant.slug}, {"name", tenant.name}}}};
    json["plan"] = writer.of(plan);
    // Only where the plan is kept, not what it is.
    json["plan"].erase("content_loaded");
    // What opens a link, and where members of the public can be reached, stays inside.
    for (auto& invitation : json["plan"]["invitations"]) invitation.erase("token_hash");
    for (auto& submission : json["plan"]["submissions"]) submission.erase("contact");
    json["plan"].erase("intention_marks");  // follows from the content
    Json forums = Json::array();
    for (const auto& forum : tenant.forums) {
        const bool named = std::any_of(plan.occasions.begin(), plan.occasions.end(), [&](const auto& o) { return o.forum == forum.id; }) ||
                           std::any_of(plan.planned_forums.begin(), plan.planned_forums.end(),
                                       [&](const auto& p) { return p.forum == forum.id; });
        // Contacts of forums are people's details and stay inside.
        if (named) forums.push_back({{"id", forum.id.text()}, {"name", forum.name}, {"kind", forum.kind}, {"place", forum.place}});
    }
    json["forums"] = std::move(forums);
    json["people"] = writer.people(tenant);
    json["workflow"] = nullptr;
    for (const auto& workflow : tenant.workflows)
        if (workflow.hash == plan.workflow_hash) json["workflow"] = writer.of(workflow);
    json["contents"] = Json::object();
    for (const auto& [hash, content] : contents) json["contents"][hash.hex()] = writer.of(content);
    // The texts were checked on their way in; should one not be UTF-8 all the same, it is shown and not thrown over.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace assent::exchange
