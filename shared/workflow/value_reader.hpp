#pragma once
// Values of a definition's tables, each checked for kind and range, with a fault that names its line.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/toml.hpp"
#include "shared/workflow/guard.hpp"
#include "shared/workflow/parse.hpp"

namespace assent::workflow {

constexpr std::size_t key_chars_max = 48;
constexpr std::size_t title_bytes_max = 200;
constexpr std::size_t explanation_bytes_max = 1000;

inline std::uint32_t line_of(const toml::node& node) { return node.source().begin.line; }

// Not "quoted": where <iomanip> comes along, std::quoted would be found first.
inline std::string in_quotes(std::string_view text) { return "\"" + std::string(text.substr(0, key_chars_max)) + "\""; }

/// Reads values out of tables and collects what is wrong with them.
class ValueReader
{
public:
    explicit ValueReader(std::vector<Fault>& faults) : faults_(faults) {}

    void fault(std::uint32_t line, std::string message);

    /// Reports every key of `table` that is not among `known`.
    void only(const toml::table& table, const std::string& where, const std::vector<std::string_view>& known);

    const toml::node* needed(const toml::table& table, std::uint32_t line, const std::string& where, const char* key);

    std::string text(const toml::node* node, const std::string& where, std::string_view key, std::size_t bytes_max);

    bool is_key(std::string_view text);

    std::string key(const toml::node* node, const std::string& where, std::string_view name);

    std::uint32_t number(const toml::node* node, const std::string& where, std::string_view key, std::uint32_t least);

    bool flag(const toml::node* node, const std::string& where, std::string_view key, bool otherwise);

    /// A list of texts, each once.
    std::vector<std::string> texts(const toml::node* node, const std::string& where, std::string_view key,
                                   std::size_t least);

    /// One of the enumerators that `name` gives a name.
    template<class E>
    E choice(const toml::node* node, const std::string& where, std::string_view key,
             const std::vector<std::pair<std::string_view, E>>& choices)
    {
        if (!node) return choices.front().second;
        const std::string value = text(node, where, key, title_bytes_max);
        if (value.empty()) return choices.front().second;
        std::vector<std::string> names;
        for (const auto& [name, enumerator] : choices) {
            if (name == value) return enumerator;
            names.emplace_back(name);
        }
        fault(line_of(*node), where + ": `" + std::string(key) + "` is " + in_quotes(value) + "; it must be one of " +
                                  joined(names) + ".");
        return choices.front().second;
    }

    /// The tables of `[[name]]`.
    std::vector<const toml::table*> tables(const toml::table& root, const char* name, std::size_t least, std::size_t most);

private:
    std::vector<Fault>& faults_;
};

}  // namespace assent::workflow
