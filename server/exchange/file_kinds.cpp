#include "server/exchange/file_kinds.hpp"

#include <algorithm>
#include <optional>

#include "shared/model/edit.hpp"

namespace assent::exchange {

namespace {

constexpr const char* taken = "Attach a PDF, Word, Excel or OpenDocument text file, a PNG or JPEG picture, or plain text or CSV.";

bool begins(BytesView bytes, std::string_view with)
{
    return as_text(bytes).starts_with(with);
}

std::uint32_t little_endian(BytesView bytes, std::size_t at, std::size_t count)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value |= std::uint32_t{bytes[at + i]} << (8 * i);
    return value;
}

/// Names in a ZIP archive's central directory; nothing is unpacked. Nothing if there is no directory that holds together (APPNOTE.TXT 4.3.12, 4.3.16).
std::optional<std::vector<std::string_view>> names_in_archive(BytesView bytes)
{
    constexpr std::size_t end_size = 22, entry_size = 46, comment_max = 65'535, names_max = 10'000;
    if (bytes.size() < end_size) return std::nullopt;
    const std::size_t lowest = bytes.size() > end_size + comment_max ? bytes.size() - end_size - comment_max : 0;
    std::size_t end = bytes.size() - end_size;
    while (!begins(bytes.subspan(end), "PK\x05\x06")) {
        if (end == lowest) return std::nullopt;
        --end;
    }
    const std::size_t count = little_endian(bytes, end + 10, 2);
    std::size_t at = little_endian(bytes, end + 16, 4);
    if (count > names_max) return std::nullopt;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < count; ++i) {
        if (at > end || end - at < entry_size || !begins(bytes.subspan(at), "PK\x01\x02")) return std::nullopt;
        const std::size_t name = little_endian(bytes, at + 28, 2), extra = little_endian(bytes, at + 30, 2), comment = little_endian(bytes, at + 32, 2);
        if (end - at - entry_size < name + extra + comment) return std::nullopt;
        names.push_back(as_text(bytes.subspan(at + entry_size, name)));
        at += entry_size + name + extra + comment;
    }
    return names;
}

struct Kind
{
    const char* media_type;
    std::vector<std::string_view> endings;
};

const Kind pdf{"application/pdf", {".pdf"}};
const Kind png{"image/png", {".png"}};
const Kind jpeg{"image/jpeg", {".jpg", ".jpeg"}};
const Kind docx{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", {".docx"}};
const Kind xlsx{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", {".xlsx"}};
const Kind odt{"application/vnd.oasis.opendocument.text", {".odt"}};
const Kind csv{"text/csv; charset=utf-8", {".csv"}};
const Kind plain{"text/plain; charset=utf-8", {".txt"}};

bool has_ending(std::string_view name, const Kind& kind)
{
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return std::any_of(kind.endings.begin(), kind.endings.end(), [&](std::string_view ending) { return lower.ends_with(ending) && lower.size() > ending.size(); });
}

Result<const Kind*> kind_of_archive(BytesView bytes)
{
    const auto names = names_in_archive(bytes);
    if (!names) return refuse(Errc::invalid, "This file is damaged. Open it, save it again, and choose it anew.", "file");
    const auto has = [&](std::string_view name) { return std::find(names->begin(), names->end(), name) != names->end(); };
    const bool runs = std::any_of(names->begin(), names->end(), [](std::string_view name) {
        return name.ends_with("vbaProject.bin") || name.starts_with("Basic/") || name.starts_with("Scripts/") || name.find("/activeX/") != std::string_view::npos;
    });
    if (runs) return refuse(Errc::invalid, "This file holds macros or other programs. Save it without them and choose it again.", "file");
    if (has("[Content_Types].xml") && has("word/document.xml")) return &docx;
    if (has("[Content_Types].xml") && has("xl/workbook.xml")) return &xlsx;
    // The type stands first, neither packed nor behind an extra field (OpenDocument 1.3, part 2, 3.3).
    if (bytes.size() > 77 && as_text(bytes.subspan(30, 8)) == "mimetype" && begins(bytes.subspan(38), odt.media_type) && has("content.xml")) return &odt;
    return refuse(Errc::invalid, taken, "file");
}

Result<const Kind*> kind_of(BytesView bytes, std::string_view name)
{
    if (begins(bytes, "%PDF-")) return &pdf;
    if (begins(bytes, "\x89PNG\r\n\x1a\n")) return &png;
    if (begins(bytes, "\xff\xd8\xff")) return &jpeg;
    if (begins(bytes, "PK\x03\x04")) return kind_of_archive(bytes);
    std::string text(as_text(bytes));
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    if (!is_plain_text(text)) return refuse(Errc::invalid, taken, "file");
    return has_ending(name, csv) ? &csv : &plain;
}

}  // namespace

Result<std::string> media_type_of(BytesView bytes, std::string_view name)
{
    if (bytes.empty()) return refuse(Errc::invalid, "The file is empty.", "file");
    ASSENT_TRY(const auto* kind, kind_of(bytes, name));
    if (!has_ending(name, *kind))
        return refuse(Errc::invalid, "This file is not what its name says. " + std::string(taken), "file");
    return std::string(kind->media_type);
}

std::string file_name_of(std::string_view name)
{
    if (const auto slash = name.find_last_of("/\\"); slash != std::string_view::npos) name.remove_prefix(slash + 1);
    std::string safe;
    for (const char c : name)
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f && c != '"') safe += c;
    constexpr std::size_t bytes_max = 120;
    if (safe.size() > bytes_max) {
        // The ending says what it is and stays.
        const auto stop = safe.rfind('.');
        const std::string ending = stop != std::string::npos && safe.size() - stop <= 8 ? safe.substr(stop) : "";
        safe.resize(bytes_max - ending.size());
        while (!safe.empty() && (static_cast<unsigned char>(safe.back()) & 0xc0) == 0x80) safe.pop_back();
        if (!safe.empty() && static_cast<unsigned char>(safe.back()) >= 0xc0) safe.pop_back();
        safe += ending;
    }
    return safe.empty() || !is_plain_text(safe) ? "file" : safe;
}

}  // namespace assent::exchange
