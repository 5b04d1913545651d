#pragma once
// The parts of `assent audit` that make evidence for others, check what was made, and look after the key that signs it.
// Each prints what it has to say and gives the exit status.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "server/ledger/signing.hpp"

namespace assent {

int export_bundle(const std::filesystem::path& data, const std::string& slug, const std::filesystem::path& out);
int verify_bundle(const std::filesystem::path& file, const std::optional<ledger::PublicKey>& known);
int prove_event(const std::filesystem::path& data, const std::string& slug, std::uint64_t sequence);
int verify_proof(const std::filesystem::path& file, const ledger::PublicKey& known);
int rotate_key(const std::filesystem::path& data, const std::string& slug);

}  // namespace assent
