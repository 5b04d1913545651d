#include "server/exchange/package/package_writer.hpp"

#include <algorithm>
#include <map>

#include <zip.h>

#include "shared/base/assertion.hpp"

namespace assent::exchange {
namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr zip_uint16_t first_zip_day = (1U << 5U) | 1U;  // 1 January 1980

tl::unexpected<Error> not_written()
{
    return refuse(Errc::too_large, "The document could not be put together in memory. Export a part of the plan, or "
                                   "ask your administrator for more memory.");
}

}  // namespace

void PackageWriter::add(std::string name, std::string_view content_type, std::string content)
{
    ASSENT_ASSERT(std::none_of(parts_.begin(), parts_.end(), [&](const Part& part) { return part.name == name; }));
    parts_.push_back({std::move(name), std::string(content_type), std::move(content)});
}

std::string PackageWriter::relate(std::string_view source, std::string_view type, std::string_view target, Target kind)
{
    const auto of_source =
        std::count_if(relations_.begin(), relations_.end(), [&](const Relation& r) { return r.source == source; });
    relations_.push_back(
        {std::string(source), "rId" + std::to_string(of_source + 1), std::string(type), std::string(target), kind});
    return relations_.back().id;
}

Result<std::string> PackageWriter::finish() &&
{
    std::string types =
        std::string(declaration) +
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
    for (const Part& part : parts_)
        types += "<Override PartName=\"/" + xml_escaped(part.name) + "\" ContentType=\"" +
                 xml_escaped(part.content_type) + "\"/>";
    types += "</Types>";

    std::map<std::string, std::string> lists;
    for (const Relation& relation : relations_) {
        const std::size_t slash = relation.source.rfind('/');
        const std::size_t base = slash == std::string::npos ? 0 : slash + 1;
        std::string& list = lists[relation.source.substr(0, base) + "_rels/" + relation.source.substr(base) + ".rels"];
        list += "<Relationship Id=\"" + relation.id + "\" Type=\"" + xml_escaped(relation.type) + "\" Target=\"" +
                (relation.kind == Target::part ? "/" : "") + xml_escaped(relation.target) +
                (relation.kind == Target::external ? "\" TargetMode=\"External\"/>" : "\"/>");
    }
    std::vector<Part> all{{"[Content_Types].xml", {}, std::move(types)}};
    for (auto& [name, list] : lists)
        all.push_back({name,
                       {},
                       std::string(declaration) +
                           "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
                           list + "</Relationships>"});
    for (Part& part : parts_)
        all.push_back(std::move(part));

    zip_source_t* archive = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    if (archive == nullptr) return not_written();
    zip_source_keep(archive);  // zip_close gives up its own hold; the bytes are read after it
    zip_t* zip = zip_open_from_source(archive, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    bool done = zip != nullptr;
    for (std::size_t i = 0; done && i < all.size(); ++i) {
        zip_source_t* content = zip_source_buffer(zip, all[i].content.data(), all[i].content.size(), 0);
        const zip_int64_t index =
            content == nullptr ? -1 : zip_file_add(zip, all[i].name.c_str(), content, ZIP_FL_ENC_UTF_8);
        if (index < 0) zip_source_free(content);
        done = index >= 0 && zip_file_set_dostime(zip, static_cast<zip_uint64_t>(index), 0, first_zip_day, 0) == 0;
    }
    if (zip != nullptr && (!done || zip_close(zip) != 0)) {
        done = false;
        zip_discard(zip);
    }
    std::string bytes;
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (done && zip_source_stat(archive, &stat) == 0 && zip_source_open(archive) == 0) {
        bytes.resize(static_cast<std::size_t>(stat.size));
        if (zip_source_read(archive, bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size()))
            bytes.clear();
        zip_source_close(archive);
    }
    zip_source_free(archive);
    if (bytes.empty()) return not_written();
    return bytes;
}

std::string xml_escaped(std::string_view text)
{
    std::string escaped;
    escaped.reserve(text.size() + text.size() / 16);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '&')
            escaped += "&amp;";
        else if (c == '<')
            escaped += "&lt;";
        else if (c == '>')
            escaped += "&gt;";
        else if (c == '"')
            escaped += "&quot;";
        else if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n')
            continue;
        else if (c == '\xEF' && i + 2 < text.size() && text[i + 1] == '\xBF' &&
                 (text[i + 2] == '\xBE' || text[i + 2] == '\xBF'))
            i += 2;  // U+FFFE, U+FFFF
        else
            escaped.push_back(c);
    }
    return escaped;
}

}  // namespace assent::exchange
