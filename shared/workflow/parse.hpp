#pragma once
// Reads a workflow definition. The file may come from anyone: its size, depth and counts are bounded, and every fault is
// reported with its line, not only the first.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/workflow/definition.hpp"

namespace assent::workflow {

constexpr std::size_t definition_bytes_max = 256 * 1024;
constexpr std::size_t committees_max = 16;
constexpr std::size_t states_max = 64;
constexpr std::size_t transitions_max = 256;
constexpr std::size_t list_max = 64;  ///< every other list of a definition
constexpr std::size_t guard_depth_max = 8;
constexpr std::size_t guard_nodes_max = 64;  ///< in one guard
constexpr std::uint32_t count_max = 1000;    ///< every number of a definition

/// What is wrong with a definition, and where.
struct Fault
{
    std::uint32_t line{};  ///< from 1
    std::string message;
    std::vector<std::string> steps;  ///< the shortest way to the fault, from a new plan on; empty for faults of form

    bool operator==(const Fault&) const = default;
};

/// "FILE:LINE: message", followed by the steps, numbered, a line each.
std::string text_of(const Fault& fault, std::string_view file);

struct Parsed
{
    std::optional<Definition> definition;  ///< present exactly if there are no faults
    std::vector<Fault> faults;             ///< by line
};

/// Reads and resolves: the syntax is right, every name is defined, once, and every value is in range.
Parsed parse(std::string_view toml);

/// parse() for those who want the definition or one message. Errors: invalid, with the faults as lines; too_large.
Result<Definition> load(std::string_view toml, std::string_view file);

}  // namespace assent::workflow
