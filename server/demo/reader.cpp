#include "server/demo/reader.hpp"

#include "assent_demo_files.hpp"

namespace assent::demo {

std::string Entry::place() const
{
    return std::string(file_) + ':' + std::to_string(table_->source().begin.line);
}

void Entry::fail(const std::string& message) const
{
    throw ContentError(place() + ": " + message);
}

std::string Entry::need(std::string_view key) const
{
    const auto value = (*table_)[key].value<std::string>();
    if (!value) fail("there is no text \"" + std::string(key) + "\"");
    return text(key);
}

std::string Entry::text(std::string_view key, std::string_view otherwise) const
{
    auto value = (*table_)[key].value<std::string>();
    if (!value) return std::string(otherwise);
    while (!value->empty() && value->back() == '\n') value->pop_back();  // of a closing """ on its own line
    return *value;
}

std::vector<std::string> Entry::texts(std::string_view key) const
{
    std::vector<std::string> values;
    if (const auto* list = (*table_)[key].as_array())
        for (const auto& item : *list) values.push_back(item.value<std::string>().value_or(""));
    else if (const auto one = (*table_)[key].value<std::string>()) values.push_back(*one);
    return values;
}

std::int64_t Entry::number(std::string_view key, std::int64_t otherwise) const
{
    return (*table_)[key].value_or(otherwise);
}

bool Entry::flag(std::string_view key) const
{
    return (*table_)[key].value_or(false);
}

static Date date_of(const toml::date& date)
{
    return Date::of(date.year, date.month, date.day);
}

Date Entry::date(std::string_view key) const
{
    const auto value = (*table_)[key].value<toml::date>();
    if (!value && has(key)) fail('"' + std::string(key) + "\" is no date");
    return value ? date_of(*value) : Date{};
}

Timestamp Entry::moment(std::string_view key) const
{
    const auto value = (*table_)[key].value<toml::date_time>();
    if (!value) fail("there is no date and time \"" + std::string(key) + "\"");
    const std::int64_t minutes = (std::int64_t{date_of(value->date).days} * 24 + value->time.hour) * 60 + value->time.minute;
    const Timestamp as_utc{minutes * 60'000'000};
    const Timestamp hour_before{as_utc.micros - 3'600'000'000};
    const auto clock = local_clock(as_utc);
    return std::stoi(clock.substr(0, 2)) == value->time.hour ? as_utc : hour_before;
}

std::vector<Entry> Entry::entries(std::string_view key) const
{
    std::vector<Entry> found;
    if (const auto* list = (*table_)[key].as_array())
        for (const auto& item : *list) {
            if (!item.is_table()) fail('"' + std::string(key) + "\" holds something else than tables");
            found.emplace_back(*item.as_table(), file_);
        }
    return found;
}

std::vector<std::vector<std::string>> Entry::rows(std::string_view key) const
{
    std::vector<std::vector<std::string>> rows;
    if (const auto* list = (*table_)[key].as_array())
        for (const auto& row : *list) {
            if (!row.is_array()) fail('"' + std::string(key) + "\" holds something else than rows");
            rows.emplace_back();
            for (const auto& cell : *row.as_array()) rows.back().push_back(cell.value<std::string>().value_or(""));
        }
    return rows;
}

Entry Entry::entry(std::string_view key) const
{
    const auto* table = (*table_)[key].as_table();
    if (!table) fail("there is no table \"" + std::string(key) + "\"");
    return {*table, file_};
}

std::string_view file_named(std::string_view name)
{
    for (const auto& file : demo_files)
        if (file.name == name) return file.text;
    throw ContentError("The sample has no file " + std::string(name) + '.');
}

toml::table parse_file(std::string_view name)
{
    const toml::parse_result parsed = toml::parse(file_named(name));
    if (!parsed)
        throw ContentError(std::string(name) + ':' + std::to_string(parsed.error().source().begin.line) + ": " +
                           std::string(parsed.error().description()));
    return parsed.table();
}

}  // namespace assent::demo
