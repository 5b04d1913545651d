#include "shared/workflow/value_reader.hpp"

#include <algorithm>

namespace assent::workflow {

static constexpr std::size_t faults_max = 100;

void ValueReader::fault(std::uint32_t line, std::string message)
{
    if (faults_.size() < faults_max) faults_.push_back({line, std::move(message), {}});
}

void ValueReader::only(const toml::table& table, const std::string& where, const std::vector<std::string_view>& known)
{
    for (auto&& [key, value] : table) {
        if (std::find(known.begin(), known.end(), std::string_view(key.str())) != known.end()) continue;
        std::vector<std::string> names(known.begin(), known.end());
        fault(key.source().begin.line, where + ": unknown key " + in_quotes(key.str()) + "; the keys here are " +
                                           joined(names) + ".");
    }
}

const toml::node* ValueReader::needed(const toml::table& table, std::uint32_t line, const std::string& where,
                                      const char* key)
{
    const toml::node* node = table.get(key);
    if (!node) fault(line, where + ": `" + key + "` is missing.");
    return node;
}

std::string ValueReader::text(const toml::node* node, const std::string& where, std::string_view key,
                              std::size_t bytes_max)
{
    if (!node) return {};
    const auto* value = node->as_string();
    if (!value || value->get().empty() || value->get().size() > bytes_max) {
        fault(line_of(*node), where + ": `" + std::string(key) + "` must be a text of 1 to " +
                                  std::to_string(bytes_max) + " bytes in quotes.");
        return {};
    }
    return value->get();
}

bool ValueReader::is_key(std::string_view text)
{
    return !text.empty() && text.size() <= key_chars_max && text[0] >= 'a' && text[0] <= 'z' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
           });
}

std::string ValueReader::key(const toml::node* node, const std::string& where, std::string_view name)
{
    const std::string value = text(node, where, name, title_bytes_max);
    if (value.empty() || is_key(value)) return value;
    fault(line_of(*node), where + ": `" + std::string(name) +
                              "` must be a short name of small letters, digits, _ and -, not " + in_quotes(value) + ".");
    return {};
}

std::uint32_t ValueReader::number(const toml::node* node, const std::string& where, std::string_view key,
                                  std::uint32_t least)
{
    if (!node) return least;
    const auto* value = node->as_integer();
    if (!value || value->get() < least || value->get() > count_max) {
        fault(line_of(*node), where + ": `" + std::string(key) + "` must be a whole number from " +
                                  std::to_string(least) + " to " + std::to_string(count_max) + ".");
        return least;
    }
    return static_cast<std::uint32_t>(value->get());
}

bool ValueReader::flag(const toml::node* node, const std::string& where, std::string_view key, bool otherwise)
{
    if (!node) return otherwise;
    if (const auto* value = node->as_boolean()) return value->get();
    fault(line_of(*node), where + ": `" + std::string(key) + "` must be true or false.");
    return otherwise;
}

std::vector<std::string> ValueReader::texts(const toml::node* node, const std::string& where, std::string_view key,
                                            std::size_t least)
{
    std::vector<std::string> values;
    if (!node) return values;
    const auto* array = node->as_array();
    if (!array || array->size() < least || array->size() > list_max) {
        fault(line_of(*node), where + ": `" + std::string(key) + "` must be a list of " + std::to_string(least) +
                                  " to " + std::to_string(list_max) + " texts.");
        return values;
    }
    for (const toml::node& item : *array) {
        std::string value = text(&item, where, key, title_bytes_max);
        if (value.empty()) continue;
        if (std::find(values.begin(), values.end(), value) != values.end())
            fault(line_of(item), where + ": `" + std::string(key) + "` has " + in_quotes(value) + " twice.");
        else
            values.push_back(std::move(value));
    }
    return values;
}

std::vector<const toml::table*> ValueReader::tables(const toml::table& root, const char* name, std::size_t least,
                                                    std::size_t most)
{
    std::vector<const toml::table*> found;
    const toml::node* node = root.get(name);
    if (!node) {
        if (least > 0) fault(1, "The definition has no [[" + std::string(name) + "]].");
        return found;
    }
    const auto* array = node->as_array();
    if (!array || !array->is_homogeneous<toml::table>() || array->size() > most) {
        fault(line_of(*node), "`" + std::string(name) + "` must be written as [[" + name + "]], at most " +
                                  std::to_string(most) + " times.");
        return found;
    }
    for (const toml::node& item : *array) found.push_back(item.as_table());
    return found;
}

}  // namespace assent::workflow
