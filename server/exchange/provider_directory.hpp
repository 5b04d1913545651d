#pragma once
// Who may be named in a provider column: bodies with their other names, classes of provider, impact areas. What the
// directory knows is data (providers.toml); what it does not know is kept and shown.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/base/result.hpp"

namespace assent::exchange {

enum class ProviderKind : std::uint8_t {
    body,            ///< a named organisation
    provider_class,  ///< "All providers", "GP Practices": a wildcard
    impact_area,     ///< "Acute", "Primary Care": a sector
    partnership,     ///< several commissioners' common name
};

struct DirectoryEntry
{
    ProviderKind kind{};
    std::string name;       ///< the short name everything is shown under, "L&D"
    std::string full_name;
    std::string body_kind;  ///< of a body: "commissioner", "provider", "council", "national"
    std::string place;      ///< of a commissioner: the place it serves
    std::string ambiguous;  ///< what else the name can mean
    std::vector<std::string> members;  ///< places of a partnership
    std::vector<std::string> aliases;
};

struct ProviderMention
{
    ProviderKind kind{};
    std::string name;        ///< a body's short name; a class or area as written
    std::string as_written;
    std::string ambiguous;
    bool indirect{};         ///< said to be affected indirectly
};

struct ProviderReading
{
    std::vector<ProviderMention> mentions;  ///< in the order written, each name once
    std::vector<std::string> unknown;       ///< words that mean nobody known
    std::vector<std::string> repaired;      ///< names that a line break had divided, as "CB C read as CBC"
};

class ProviderDirectory
{
public:
    /// Errors  malformed: the text is no TOML or breaks the form described at its head; the message names the line.
    static Result<ProviderDirectory> from_toml(std::string_view toml);

    /// The directory the program ships with.
    static const ProviderDirectory& standard();

    /// Reads a cell of a provider column: the longest known name at each place; separators may be missing altogether.
    ProviderReading read(std::string_view cell) const;

    /// The entry called `name` by any of its names; nothing if there is none.
    const DirectoryEntry* find(std::string_view name) const;

    /// Bodies named anywhere in running text, each once.
    std::vector<const DirectoryEntry*> bodies_in(std::string_view text) const;

    std::span<const DirectoryEntry> entries() const { return entries_; }

private:
    void add(DirectoryEntry entry);
    void add_name(std::string_view name, std::size_t entry);

    std::vector<DirectoryEntry> entries_;
    std::unordered_map<std::string, std::size_t> by_name_;      // folded words, joined by one space
    std::unordered_map<std::string, std::size_t> by_letters_;   // short names without spaces
    std::unordered_map<std::string, bool> heads_;
    std::unordered_map<std::string, bool> body_words_;
    std::size_t words_max_{1};
};

}  // namespace assent::exchange
