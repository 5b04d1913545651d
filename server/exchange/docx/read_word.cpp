#include "server/exchange/docx/read_word.hpp"

#include <optional>

#include "server/exchange/docx/word_body_reader.hpp"
#include "server/exchange/package/relationships.hpp"
#include "server/exchange/package/xml_part.hpp"
#include "server/exchange/source_text.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange::docx {
namespace {

constexpr std::size_t comments_max = 20'000;

tl::unexpected<Error> not_word()
{
    return refuse(Errc::malformed,
                  "The file is an Office file, but no Word document. Choose the plan itself, saved as .docx.", "file");
}

/// The words of a note or comment, a paragraph a line.
std::string words_in(pugi::xml_node parent)
{
    std::string words;
    for (const pugi::xml_node node : parent.children()) {
        const std::string_view name = node.name();
        if (name == "w:t")
            words += node.text().get();
        else if (name == "w:tab" || name == "w:br")
            words += " ";
        else if (name != "w:del" && name != "w:moveFrom")
            words += words_in(node);
        if (name == "w:p" && node.next_sibling("w:p")) words += "\n";
    }
    return words;
}

/// A part beside the document, if there is one of that kind.
Result<std::optional<XmlPart>> part_beside(const Package& package, const std::vector<Relationship>& links,
                                           std::string_view kind)
{
    const Relationship* link = find_type(links, kind);
    if (link == nullptr || !package.has(link->target)) return std::nullopt;
    ASSENT_TRY(auto xml, read_xml(package, link->target));
    return std::optional<XmlPart>(std::move(xml));
}

Result<std::map<std::string, std::string>> read_notes(const Package& package, const std::vector<Relationship>& links)
{
    std::map<std::string, std::string> notes;
    for (const auto& [kind, prefix] : {std::pair{"footnotes", "f"}, {"endnotes", "e"}}) {
        ASSENT_TRY(const auto xml, part_beside(package, links, kind));
        if (!xml) continue;
        for (const pugi::xml_node node : xml->root().children())
            if (!node.attribute("w:type"))
                notes[prefix + std::string(node.attribute("w:id").value())] = collapse(words_in(node));
    }
    return notes;
}

Result<void> read_comments(const Package& package, const std::vector<Relationship>& links, WordDocument& document)
{
    ASSENT_TRY(const auto xml, part_beside(package, links, "comments"));
    if (!xml) return {};
    for (const pugi::xml_node node : xml->root().children("w:comment")) {
        if (document.comments.size() == comments_max)
            return refuse(Errc::too_large, "The document has more than 20,000 comments. It was not read.", "file");
        document.comments.push_back({node.attribute("w:id").value(), node.attribute("w:author").value(),
                                     node.attribute("w:date").value(), words_in(node)});
    }
    return {};
}

Result<void> read_properties(const Package& package, const std::vector<Relationship>& own, WordDocument& document)
{
    ASSENT_TRY(const auto core, part_beside(package, own, "core-properties"));
    if (core) document.title = core->root().child("dc:title").text().get();
    ASSENT_TRY(const auto custom, part_beside(package, own, "custom-properties"));
    if (!custom) return {};
    for (const pugi::xml_node node : custom->root().children("property"))
        document.properties[node.attribute("name").value()] = node.first_child().text().get();
    return {};
}

/// Where each comment begins, so that it can be told of.
void place_comments(WordDocument& document)
{
    std::map<std::string, Line> begins;
    const auto look = [&](const WordParagraph& paragraph) {
        for (const WordMark& mark : paragraph.marks)
            if (mark.kind == WordMark::Kind::comment_begin) begins.try_emplace(mark.name, paragraph.line);
    };
    for (const WordBlock& block : document.blocks) {
        if (const auto* paragraph = std::get_if<WordParagraph>(&block)) look(*paragraph);
        if (const auto* table = std::get_if<WordTable>(&block))
            for (const WordRow& row : table->rows)
                for (const WordCell& cell : row.cells)
                    for (const WordParagraph& paragraph : cell.paragraphs)
                        look(paragraph);
    }
    for (WordComment& comment : document.comments)
        if (const auto found = begins.find(comment.id); found != begins.end()) comment.line = found->second;
}

}  // namespace

bool looks_like_package(BytesView bytes)
{
    return as_text(bytes).starts_with("PK\x03\x04") || as_text(bytes).starts_with("PK\x05\x06");
}

Result<WordDocument> read_word(BytesView bytes)
{
    if (as_text(bytes).starts_with("\xD0\xCF\x11\xE0"))
        return refuse(Errc::malformed,
                      "The file is of an old Word version, or protected with a password. Open it in Word and save it "
                      "as a Word document (.docx) without a password.",
                      "file");
    if (!bytes.empty() && !looks_like_package(bytes))
        return refuse(Errc::malformed, "The file is no Word document. Choose the document itself, saved as .docx.", "file");
    ASSENT_TRY(const Package package, Package::open(bytes, {.file_bytes_max = import_bytes_max}));
    ASSENT_TRY(const auto own, read_relationships(package, ""));
    const Relationship* main = find_type(own, "officeDocument");
    if (main == nullptr || !package.has(main->target)) return not_word();
    ASSENT_TRY(const auto links, read_relationships(package, main->target));
    ASSENT_TRY(const XmlPart body, read_xml(package, main->target));
    if (std::string_view(body.root().name()) != "w:document") return not_word();

    WordDocument document;
    StyleTable styles;
    NumberingTable numbering;
    ASSENT_TRY(const auto styles_xml, part_beside(package, links, "styles"));
    if (styles_xml) styles = StyleTable(styles_xml->root());
    ASSENT_TRY(const auto numbering_xml, part_beside(package, links, "numbering"));
    if (numbering_xml) numbering = NumberingTable(numbering_xml->root());
    ASSENT_TRY(const auto notes, read_notes(package, links));
    ASSENT_CHECK(read_comments(package, links, document));
    ASSENT_CHECK(read_properties(package, own, document));
    ASSENT_CHECK(read_body(body.root().child("w:body"), {styles, numbering, links, notes}, document));
    place_comments(document);
    return document;
}

}  // namespace assent::exchange::docx
