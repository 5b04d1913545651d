#include "server/routes/read_log.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "server/exchange/text_tools.hpp"
#include "server/routes/upload_choices.hpp"

namespace assent::routes {

using exchange::sheets::LogField;
using exchange::sheets::LogMapping;
using exchange::sheets::Table;

static constexpr std::size_t rows_shown = 10;
static constexpr std::size_t cell_bytes_shown = 400;

LogChoices log_choices(const net::Fields& query)
{
    const auto text = [&](std::string_view name) { return std::string(query.get_or_empty(name)); };
    return {text("sheet"), text("columns"), text("title_row"), text("version"), text("received")};
}

static Result<std::vector<LogField>> fields_named(std::string_view names)
{
    std::vector<LogField> fields;
    for (std::size_t at = 0; at <= names.size();) {
        const auto end = std::min(names.find(',', at), names.size());
        const auto name = names.substr(at, end - at);
        const auto field = name.empty() ? LogField::none : exchange::sheets::log_field_named(name);
        if (!field) return refuse(Errc::invalid, "There is no field called " + std::string(name) + ". Choose one from the list.", "columns");
        if (fields.size() == exchange::sheets::TableLimits::columns_max)
            return refuse(Errc::too_large, "A table has 256 columns at most.", "columns");
        fields.push_back(*field);
        at = end + 1;
    }
    return fields;
}

static Result<LogMapping> mapping_of(const Table& table, const LogChoices& choices, const Plan& plan)
{
    LogMapping mapping;
    if (choices.columns.empty()) {
        ASSENT_TRY(mapping, exchange::sheets::suggest_mapping(table));
    } else {
        ASSENT_TRY(mapping.columns, fields_named(choices.columns));
        mapping.title_row = table.rows.front().number;
    }
    if (!choices.title_row.empty()) {
        const auto* end = choices.title_row.data() + choices.title_row.size();
        if (std::from_chars(choices.title_row.data(), end, mapping.title_row).ptr != end)
            return refuse(Errc::invalid, "The row of titles is given by its number.", "title_row");
    }
    if (!choices.version.empty()) {
        ASSENT_TRY(const auto* version, chosen_version(plan, choices.version));
        mapping.version = version->id;
    }
    if (!choices.received.empty()) {
        ASSENT_TRY(mapping.received, chosen_day(choices.received));
    }
    return mapping;
}

static Hash hash_of(std::string_view bytes, const std::string& sheet, const LogMapping& mapping, const Plan& plan)
{
    Sha256 hash;
    hash.update(as_bytes(bytes));
    std::string how = plan.id.text() + '\n' + sheet + '\n' + std::to_string(mapping.title_row) + '\n' + mapping.version.text() + '\n' +
                      mapping.received.iso();
    for (const auto field : mapping.columns) how += '\n' + name_of(field);
    hash.update(as_bytes(how));
    return hash.finish();
}

Result<ReadLog> read_log(std::string_view bytes, const LogChoices& choices, const Tenant& tenant, const Plan& plan)
{
    ReadLog log;
    ASSENT_TRY(log.table, exchange::sheets::read_table(bytes, choices.sheet));
    ASSENT_TRY(log.mapping, mapping_of(log.table, choices, plan));
    ASSENT_TRY(log.preview, exchange::sheets::preview_log(log.table, log.mapping, tenant, plan, sha256(as_bytes(bytes))));
    log.hash = hash_of(bytes, log.table.sheet, log.mapping, plan);
    return log;
}

/// Enough to see what a column holds.
static std::string shown(const std::string& cell) { return exchange::excerpt(cell, cell_bytes_shown); }

std::string to_json(const ReadLog& log)
{
    using Json = nlohmann::ordered_json;
    Json json;
    json["upload"] = log.hash.hex();
    json["sheets"] = log.table.sheets;
    json["sheet"] = log.table.sheet;
    json["title_row"] = log.mapping.title_row;
    json["columns"] = Json::array();
    const auto titles = titles_of(log.table, log.mapping);
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const auto field = i < log.mapping.columns.size() ? log.mapping.columns[i] : LogField::none;
        json["columns"].push_back({{"title", shown(titles[i])}, {"field", name_of(field)}});
    }
    json["fields"] = Json::array();
    for (auto field = LogField::received; field <= LogField::answered; field = static_cast<LogField>(static_cast<int>(field) + 1))
        json["fields"].push_back({{"name", name_of(field)}, {"title", title_of(field)}});
    json["rows"] = Json::array();
    for (const auto& row : log.table.rows) {
        if (row.number <= log.mapping.title_row) continue;
        if (json["rows"].size() == rows_shown) break;
        Json cells = Json::array();
        for (const auto& cell : row.cells) cells.push_back(shown(cell));
        json["rows"].push_back({{"row", row.number}, {"cells", std::move(cells)}});
    }
    json["counts"] = {{"rows", log.preview.rows},
                      {"ready", log.preview.items.size()},
                      {"with_errors", log.preview.rows_with_errors},
                      {"remarks_left_out", log.preview.remarks_left_out}};
    json["reading"] = log.table.remarks;
    json["remarks"] = Json::array();
    for (const auto& remark : log.preview.remarks)
        json["remarks"].push_back({{"kind", remark.kind == exchange::sheets::RemarkKind::error ? "error" : "warning"},
                                   {"row", remark.row},
                                   {"field", name_of(remark.field)},
                                   {"column", remark.column},
                                   {"message", remark.message}});
    // Cells are somebody's bytes; should one not be UTF-8 all the same, it is shown and not thrown over.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace assent::routes
