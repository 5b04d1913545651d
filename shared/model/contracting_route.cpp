#include "shared/model/contracting_route.hpp"

#include <array>

namespace assent {
namespace {

struct Row
{
    ContractingRoute route;
    std::string_view name;
    std::string_view words;
};

constexpr std::array<Row, 26> rows{{
    {ContractingRoute::contract_variation, "contract_variation", "Contract variation"},
    {ContractingRoute::contract_negotiation, "contract_negotiation", "Contract negotiation"},
    {ContractingRoute::procurement, "procurement", "Procurement"},
    {ContractingRoute::new_contract, "new_contract", "New contract"},
    {ContractingRoute::contract_award, "contract_award", "Contract award"},
    {ContractingRoute::contract_extension, "contract_extension", "Contract extension"},
    {ContractingRoute::contract_requirement, "contract_requirement", "Requirement in a contract"},
    {ContractingRoute::decommissioning, "decommissioning", "Decommissioning"},
    {ContractingRoute::recommissioning, "recommissioning", "Recommissioning"},
    {ContractingRoute::sdip, "SDIP", "Service development and improvement plan (SDIP)"},
    {ContractingRoute::cquin, "CQUIN", "CQUIN"},
    {ContractingRoute::gain_share, "gain_share", "Gain share"},
    {ContractingRoute::risk_share, "risk_share", "Risk share"},
    {ContractingRoute::local_tariff, "local_tariff", "Local tariff"},
    {ContractingRoute::aqp, "AQP", "Any qualified provider (AQP)"},
    {ContractingRoute::lead_provider, "lead_provider", "Lead provider"},
    {ContractingRoute::heads_of_terms, "heads_of_terms", "Heads of terms"},
    {ContractingRoute::quality_schedule, "quality_schedule", "Quality schedule"},
    {ContractingRoute::prior_approval, "prior_approval", "Prior approval"},
    {ContractingRoute::contract_challenge, "contract_challenge", "Contract challenge"},
    {ContractingRoute::service_specification, "service_specification", "Service specification"},
    {ContractingRoute::business_case, "business_case", "Business case"},
    {ContractingRoute::pilot, "pilot", "Pilot"},
    {ContractingRoute::joint_commissioning, "joint_commissioning", "Joint commissioning"},
    {ContractingRoute::enhanced_service_review, "enhanced_service_review", "Review of enhanced services"},
    {ContractingRoute::preferred_provider, "preferred_provider", "Preferred provider"},
}};

constexpr auto routes = [] {
    std::array<ContractingRoute, rows.size()> result{};
    for (std::size_t i = 0; i < rows.size(); ++i) result[i] = rows[i].route;
    return result;
}();

}  // namespace

std::span<const ContractingRoute> contracting_routes() { return routes; }

std::string_view name_of(ContractingRoute route)
{
    for (const Row& row : rows)
        if (row.route == route) return row.name;
    return "unknown";
}

std::string_view words_of(ContractingRoute route)
{
    for (const Row& row : rows)
        if (row.route == route) return row.words;
    return "Unknown";
}

std::optional<ContractingRoute> parse_contracting_route(std::string_view name)
{
    for (const Row& row : rows)
        if (row.name == name) return row.route;
    return std::nullopt;
}

}  // namespace assent
