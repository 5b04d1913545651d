#include "client/sync/field_ref.hpp"

#include "shared/model/register.hpp"

#include <tuple>

namespace assent::sync {

bool FieldRef::operator<(const FieldRef& other) const
{
    return std::tie(plan, element, field) < std::tie(other.plan, other.element, other.field);
}

std::string FieldRef::text() const { return plan.text() + "/" + element.text() + "/" + field; }

std::optional<FieldRef> FieldRef::parse(std::string_view text)
{
    static constexpr std::size_t id_digits = 32;
    if (text.size() < 2 * id_digits + 3 || text[id_digits] != '/' || text[2 * id_digits + 1] != '/') return std::nullopt;
    const auto plan = PlanId::parse(text.substr(0, id_digits));
    const auto element = ElementId::parse(text.substr(id_digits + 1, id_digits));
    if (!plan || !element) return std::nullopt;
    return FieldRef{*plan, *element, std::string(text.substr(2 * id_digits + 2))};
}

std::string field_name(TextField field)
{
    switch (field) {
    case TextField::heading: return "heading";
    case TextField::number: return "number";
    case TextField::text: return "text";
    case TextField::programme_area: return "programme_area";
    case TextField::service_area: return "service_area";
    case TextField::place: return "place";
    case TextField::lead: return "lead";
    case TextField::conditions: return "conditions";
    case TextField::title: return "title";
    case TextField::unit: return "unit";
    case TextField::event: return "event";
    case TextField::who: return "who";
    case TextField::status: return "status";
    case TextField::date: return "date";
    case TextField::reference: return "reference";
    }
    return {};
}

std::string field_name(ListField field)
{
    switch (field) {
    case ListField::providers: return "providers";
    case ListField::routes: return "routes";
    case ListField::timescales: return "timescales";
    }
    return {};
}

std::string cell_name(ElementId row, std::uint32_t column)
{
    return name_of_cell(row, column);
}

}  // namespace assent::sync
