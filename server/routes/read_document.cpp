#include "server/routes/read_document.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/exchange/docx/import_document.hpp"
#include "shared/model/edit.hpp"

namespace assent::routes {

/// Cuts at a character's boundary; the importer keeps no limit of its own, the plan does.
static std::string bounded(std::string text, std::size_t bytes_max)
{
    if (text.size() <= bytes_max) return text;
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text.resize(end);
    return text;
}

/// Without the control characters that a plan's text may not hold.
static std::string plain(const std::string& text, std::size_t bytes_max)
{
    std::string clean;
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (u >= 0x20 || c == '\n' || c == '\t') clean += c;
    }
    clean = bounded(std::move(clean), bytes_max);
    return is_plain_text(clean) ? clean : std::string();
}

static std::string short_text(const std::string& text)
{
    return plain(text, EditLimits::short_text_bytes_max);
}

static std::string long_text(const std::string& text)
{
    return plain(text, EditLimits::text_bytes_max);
}

static std::vector<std::string> short_texts(const std::vector<std::string>& texts)
{
    std::vector<std::string> result;
    for (const auto& text : texts)
        if (result.size() < EditLimits::list_values_max) result.push_back(short_text(text));
    return result;
}

/// The document's own reference where it has one that nothing before it has.
static std::string reference_for(const exchange::ImportedIntention& record, const Content& content)
{
    const std::string own = short_text(record.reference);
    const bool taken = std::any_of(content.intentions.begin(), content.intentions.end(), [&](const Intention& other) { return other.reference == own; });
    return own.empty() || taken ? next_reference(content, short_text(record.programme_area)) : own;
}

static Content content_of(const exchange::ImportedDocument& imported, const std::string& seed)
{
    Content content;
    for (const auto& section : imported.sections) {
        if (content.sections.size() >= EditLimits::elements_max) break;
        const auto id = ElementId::derived(seed + "/section/" + std::to_string(section.line));
        content.sections.push_back({id, short_text(section.number), std::clamp<std::uint8_t>(section.level, 1, 6),
                                    short_text(section.heading), long_text(section.text), section.status, section.line});
    }
    for (const auto& record : imported.intentions) {
        if (content.intentions.size() >= EditLimits::elements_max) break;
        Intention intention;
        intention.id = ElementId::parse(record.identity).value_or(ElementId::derived(seed + record.identity));
        intention.programme_area = short_text(record.programme_area);
        intention.service_area = short_text(record.title.empty() ? record.service_area : record.title);
        intention.reference = reference_for(record, content);
        intention.status = record.status;
        intention.text = long_text(record.text);
        intention.providers = short_texts(record.providers);
        for (const auto& timescale : record.timescales)
            if (intention.timescales.size() < EditLimits::list_values_max)
                intention.timescales.push_back({short_text(timescale.as_written), timescale.from, timescale.to});
        for (const auto& route : record.routes)
            intention.routes.emplace_back(words_of(route.route));
        intention.place = short_text(record.place);
        intention.lead = short_text(record.lead);
        intention.conditions = short_text(record.conditions);
        intention.source_lines = record.lines;
        content.intentions.push_back(std::move(intention));
    }
    for (const auto& table : imported.tables) {
        if (content.tables.size() >= EditLimits::elements_max) break;
        MoneyTable money;
        money.id = ElementId::derived(seed + "/table/" + (table.lines.empty() ? table.title : std::to_string(table.lines.front())));
        money.title = short_text(table.title);
        money.unit = short_text(table.unit);
        money.status = table.status;
        money.columns = short_texts(table.columns);
        for (const auto& row : table.rows) {
            auto cells = short_texts(row);
            if (money.columns.size() < cells.size()) money.columns.resize(cells.size());
            money.rows.push_back({std::move(cells)});
        }
        for (auto& row : money.rows) row.cells.resize(money.columns.size());
        for (const auto& check : table.checks)
            if (!check.ok) money.findings.push_back(short_text(check.message));
        money.source_lines = table.lines;
        content.tables.push_back(std::move(money));
    }
    for (const auto& milestone : imported.milestones)
        content.milestones.push_back({ElementId::derived(seed + "/milestone/" + std::to_string(milestone.line)),
                                      milestone.date, short_text(milestone.event), short_text(milestone.who), milestone.line});
    return content;
}

Result<ReadUpload> read_upload(std::string_view bytes, std::string_view file_name)
{
    ASSENT_TRY(const auto imported, exchange::docx::import_document(bytes));
    ReadUpload upload;
    auto& summary = upload.summary;
    auto& document = upload.document;
    summary.hash = sha256(as_bytes(bytes));
    const std::string seed = summary.hash.hex();
    document.file_name = short_text(std::string(file_name));
    document.version = short_text(imported.document.version);
    document.content = content_of(imported, seed);
    for (std::size_t i = 0; i < imported.doubts.size(); ++i) {
        const auto& doubt = imported.doubts[i];
        document.doubts.push_back({ElementId::derived(seed + "/doubt/" + std::to_string(i)), doubt.line,
                                   short_text(doubt.message), "", {}});
    }
    for (const auto& entry : imported.version_control) {
        auto changes = short_texts(entry.changes);
        if (changes.empty() && !entry.summary.empty()) changes.push_back(short_text(entry.summary));
        document.earlier_versions.push_back(
            {short_text(entry.date), std::move(changes), short_text(entry.author), short_text(entry.author_role)});
    }
    document.original.assign(bytes.begin(), bytes.end());
    summary.title = short_text(imported.document.title);
    summary.period = short_text(imported.document.period);
    summary.version = document.version;
    summary.sections = document.content.sections.size();
    summary.intentions = document.content.intentions.size();
    summary.tables = document.content.tables.size();
    summary.milestones = document.content.milestones.size();
    summary.doubts = document.doubts;
    return upload;
}

std::string to_json(const UploadSummary& summary)
{
    nlohmann::ordered_json json;
    json["upload"] = summary.hash.hex();
    json["title"] = summary.title;
    json["period"] = summary.period;
    json["version"] = summary.version;
    json["counts"] = {{"sections", summary.sections},
                      {"intentions", summary.intentions},
                      {"tables", summary.tables},
                      {"milestones", summary.milestones},
                      {"doubts", summary.doubts.size()}};
    json["doubts"] = nlohmann::ordered_json::array();
    for (const auto& doubt : summary.doubts) json["doubts"].push_back({{"line", doubt.line}, {"message", doubt.message}});
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string to_json(const Error& error)
{
    nlohmann::ordered_json json;
    json["error"] = {{"code", name_of(error.code)}, {"message", error.message}, {"field", error.field}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace assent::routes
