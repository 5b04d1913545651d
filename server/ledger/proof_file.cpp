#include "server/ledger/proof_file.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace assent::ledger {

static constexpr const char* inclusion_kind = "assent inclusion 1";

std::string to_json(const InclusionProof& proof)
{
    Bytes leaf;
    encode_leaf(proof.tenant, proof.event, leaf);
    nlohmann::ordered_json json;
    json["proof"] = inclusion_kind;
    json["tenant"] = proof.tenant.text();
    json["leaf"] = to_hex(leaf);
    json["path"] = nlohmann::ordered_json::array();
    for (const Hash& hash : proof.path) json["path"].push_back(hash.hex());
    json["head"] = line_of(proof.head);
    return json.dump(2) + '\n';
}

Result<InclusionProof> parse_inclusion_proof(std::string_view text)
{
    const auto malformed = refuse(Errc::malformed, "This is no proof that an event is in a log, or one of a newer program.");
    // Nothing in a proof lies deeper than its list of hashes; what does is not read.
    const auto shallow = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) { return depth <= 2; };
    const auto json = nlohmann::json::parse(text, shallow, /*allow_exceptions=*/false);
    if (!json.is_object()) return malformed;
    const auto string_at = [&](const char* name) {
        const auto found = json.find(name);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
    };
    if (string_at("proof") != inclusion_kind) return malformed;
    InclusionProof proof;
    const auto tenant = TenantId::parse(string_at("tenant"));
    const auto leaf = from_hex(string_at("leaf"));
    const auto head = parse_head(string_at("head"));
    const auto path = json.find("path");
    TenantId owner;
    if (!tenant || !leaf || !head || path == json.end() || !path->is_array() || path->size() > 64) return malformed;
    if (!decode_leaf(*leaf, owner, proof.event) || owner != *tenant) return malformed;
    for (const auto& step : *path) {
        const auto bytes = step.is_string() ? from_hex(step.get<std::string>()) : std::nullopt;
        if (!bytes || bytes->size() != 32) return malformed;
        std::copy(bytes->begin(), bytes->end(), proof.path.emplace_back().bytes.begin());
    }
    proof.tenant = *tenant;
    proof.head = *head;
    return proof;
}

std::optional<std::string> fault_of(const InclusionProof& proof, const PublicKey& known)
{
    if (proof.head.key != known) return "Its head was signed by another key, " + proof.head.key.hex() + '.';
    if (!signature_holds(proof.tenant, proof.head))
        return "The signature of its head does not hold: the head was changed, or is another organisation's.";
    if (proof.event.sequence == 0 ||
        !verify_inclusion(leaf_hash(proof.tenant, proof.event), proof.event.sequence - 1, proof.head.size, proof.path,
                          proof.head.root))
        return "Event " + std::to_string(proof.event.sequence) + " is not in the log that the head was signed for, or it was changed.";
    return std::nullopt;
}

}  // namespace assent::ledger
