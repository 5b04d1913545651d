#pragma once
// Reading the sample's TOML files. They are part of the program, so a mistake in them is ours: it is thrown with the file
// and line, and the subcommand reports it.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>
#include "shared/base/toml.hpp"

#include "shared/base/time.hpp"

namespace assent::demo {

struct ContentError : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

/// One table of a file, asked for values by key.
class Entry
{
public:
    Entry(const toml::table& table, std::string_view file) : table_(&table), file_(file) {}

    bool has(std::string_view key) const { return table_->contains(key); }
    std::string need(std::string_view key) const;
    std::string text(std::string_view key, std::string_view otherwise = {}) const;
    std::vector<std::string> texts(std::string_view key) const;
    std::int64_t number(std::string_view key, std::int64_t otherwise) const;
    bool flag(std::string_view key) const;
    Date date(std::string_view key) const;      ///< no date if the key is absent
    Timestamp moment(std::string_view key) const;  ///< written as British local time
    std::vector<Entry> entries(std::string_view key) const;  ///< of an array of tables; empty if absent
    std::vector<std::vector<std::string>> rows(std::string_view key) const;
    Entry entry(std::string_view key) const;

    /// "FILE:LINE", for messages.
    std::string place() const;
    [[noreturn]] void fail(const std::string& message) const;

private:
    const toml::table* table_;
    std::string_view file_;
};

/// A file of the sample by name; fails if there is none.
std::string_view file_named(std::string_view name);
toml::table parse_file(std::string_view name);

/// The enumerator of that name, such as "accepted_in_part".
template<class E>
E named(const Entry& entry, const std::string& name)
{
    E value{};
    if (!boost::describe::enum_from_string(name.c_str(), value)) entry.fail("there is no choice called " + name);
    return value;
}

}  // namespace assent::demo
