#pragma once
// How an intention reaches a provider's contract. A word that only sounds like a route is none: "variation" alone often
// means clinical variation, so which words name a route is decided where text is read (server/exchange/route_finder).

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace assent {

/// Values are stored and sent, so they are never reused.
enum class ContractingRoute : std::uint8_t {
    contract_variation = 1,
    contract_negotiation = 2,
    procurement = 3,
    new_contract = 4,
    contract_award = 5,
    contract_extension = 6,
    contract_requirement = 7,  ///< to be written into a contract
    decommissioning = 8,
    recommissioning = 9,
    sdip = 10,  ///< service development and improvement plan
    cquin = 11,
    gain_share = 12,
    risk_share = 13,
    local_tariff = 14,
    aqp = 15,  ///< any qualified provider
    lead_provider = 16,
    heads_of_terms = 17,
    quality_schedule = 18,
    prior_approval = 19,
    contract_challenge = 20,
    // Mechanisms beside the contract itself.
    service_specification = 21,
    business_case = 22,
    pilot = 23,
    joint_commissioning = 24,
    enhanced_service_review = 25,
    preferred_provider = 26,
};

std::span<const ContractingRoute> contracting_routes();

/// The stable name in files and messages: "contract_variation", "SDIP".
std::string_view name_of(ContractingRoute route);

/// What people read: "Contract variation".
std::string_view words_of(ContractingRoute route);

/// Nothing if no route has this name.
std::optional<ContractingRoute> parse_contracting_route(std::string_view name);

}  // namespace assent
