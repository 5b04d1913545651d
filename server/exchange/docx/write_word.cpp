#include "server/exchange/docx/write_word.hpp"

#include "server/exchange/docx/word_body.hpp"
#include "server/exchange/docx/word_styles.hpp"

namespace assent::exchange::docx {
namespace {

constexpr const char* declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* word_namespace = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const std::string relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const std::string word_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

bool is_contents(const WordBlock& block)
{
    const auto* paragraph = std::get_if<WordParagraph>(&block);
    return paragraph != nullptr && paragraph->style.starts_with("toc ");
}

std::string level_xml(int level, const char* format, const std::string& text, int left, int hanging,
                      const std::string& more = {})
{
    return "<w:lvl w:ilvl=\"" + std::to_string(level) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + format +
           "\"/>" + more + "<w:lvlText w:val=\"" + text + "\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"" +
           std::to_string(left) + "\" w:hanging=\"" + std::to_string(hanging) + "\"/></w:pPr></w:lvl>";
}

std::string numbering_xml(const std::vector<WordBody::NumberedList>& lists, bool numbered_headings)
{
    std::string xml = declaration + std::string("<w:numbering") + word_namespace +
                      "><w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"multilevel\"/>";
    std::string number;
    for (int level = 0; level < 6; ++level) {
        number += (level == 0 ? "%" : ".%") + std::to_string(level + 1);
        xml +=
            level_xml(level, "decimal", number, 850, 850,
                      numbered_headings ? "<w:pStyle w:val=\"" + style::id_of(style::heading(level + 1)) + "\"/>" : "");
    }
    static constexpr const char* glyphs[] = {"\u2022", "\u2013", "\u2022", "\u2013", "\u2022",
                                             "\u2013", "\u2022", "\u2013", "\u2022"};
    xml += "</w:abstractNum><w:abstractNum w:abstractNumId=\"2\"><w:multiLevelType w:val=\"hybridMultilevel\"/>";
    for (int level = 0; level < 9; ++level)
        xml += level_xml(level, "bullet", glyphs[level], 284 * (level + 1), 284);
    xml += "</w:abstractNum><w:abstractNum w:abstractNumId=\"3\"><w:multiLevelType w:val=\"hybridMultilevel\"/>";
    for (int level = 0; level < 9; ++level)
        xml += level_xml(level, "decimal", "%" + std::to_string(level + 1) + ".", 397 * (level + 1), 397);
    xml += "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num><w:num "
           "w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num>";
    int id = 3;
    for (const auto& list : lists)
        xml += "<w:num w:numId=\"" + std::to_string(id++) +
               "\"><w:abstractNumId w:val=\"3\"/><w:lvlOverride w:ilvl=\"" + std::to_string(list.depth) +
               "\"><w:startOverride w:val=\"" + std::to_string(list.start) + "\"/></w:lvlOverride></w:num>";
    return xml + "</w:numbering>";
}

std::string field(const char* instruction)
{
    return "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> " +
           std::string(instruction) +
           " </w:instrText></w:r><w:r><w:fldChar "
           "w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
}

std::string words_run(const std::string& words)
{
    return "<w:r><w:t xml:space=\"preserve\">" + xml_escaped(words) + "</w:t></w:r>";
}

std::string comments_xml(const WordDocument& document)
{
    std::string xml = declaration + std::string("<w:comments") + word_namespace + ">";
    for (const WordComment& comment : document.comments) {
        xml += "<w:comment w:id=\"" + xml_escaped(comment.id) + "\" w:author=\"" + xml_escaped(comment.author) + '"';
        if (!comment.date.empty()) xml += " w:date=\"" + xml_escaped(comment.date) + '"';
        xml += ">";
        for (std::size_t begin = 0; begin <= comment.text.size();) {
            const std::size_t end = std::min(comment.text.find('\n', begin), comment.text.size());
            xml += "<w:p><w:pPr><w:pStyle w:val=\"AnnotationText\"/></w:pPr>" +
                   words_run(comment.text.substr(begin, end - begin)) + "</w:p>";
            begin = end + 1;
        }
        xml += "</w:comment>";
    }
    return xml + "</w:comments>";
}

std::string custom_xml(const WordDocument& document)
{
    std::string xml =
        declaration +
        std::string("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
                    "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">");
    int id = 2;
    for (const auto& [name, value] : document.properties)
        xml += "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"" + std::to_string(id++) +
               "\" name=\"" + xml_escaped(name) + "\"><vt:lpwstr>" + xml_escaped(value) + "</vt:lpwstr></property>";
    return xml + "</Properties>";
}

}  // namespace

Result<std::string> write_word(const WordDocument& document)
{
    PackageWriter package;
    const auto related = [&](const char* part, const char* kind, const char* content_type, std::string content) {
        package.add(part, word_type + content_type, std::move(content));
        return package.relate(document_part, relationships + kind, part);
    };
    const bool numbered_headings = numbers_follow(document);
    const std::string header = related("word/header1.xml", "header", "header+xml",
                                       declaration + std::string("<w:hdr") + word_namespace +
                                           "><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>" +
                                           words_run(document.header) + "</w:p></w:hdr>");
    const std::string footer = related(
        "word/footer1.xml", "footer", "footer+xml",
        declaration + std::string("<w:ftr") + word_namespace + "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>" +
            words_run(document.footer + (document.footer.empty() ? "Page " : ", page ")) + field("PAGE") +
            words_run(" of ") + field("NUMPAGES") + "</w:p></w:ftr>");
    WordBody body(document, package, numbered_headings,
                  "<w:headerReference w:type=\"default\" r:id=\"" + header +
                      "\"/><w:footerReference w:type=\"default\" r:id=\"" + footer + "\"/>");
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const bool entry = is_contents(document.blocks[i]);
        const bool first = entry && (i == 0 || !is_contents(document.blocks[i - 1]));
        const bool last = entry && (i + 1 == document.blocks.size() || !is_contents(document.blocks[i + 1]));
        body.add(document.blocks[i], first, last);
    }
    const auto lists = body.lists();
    package.add(document_part, word_type + "document.main+xml", std::move(body).finish());
    related("word/styles.xml", "styles", "styles+xml", style::styles_xml(numbered_headings));
    related("word/numbering.xml", "numbering", "numbering+xml", numbering_xml(lists, numbered_headings));
    related("word/settings.xml", "settings", "settings+xml",
            declaration + std::string("<w:settings") + word_namespace +
                "><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"850\"/><w:characterSpacingControl "
                "w:val=\"doNotCompress\"/><w:compat>"
                "<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" "
                "w:val=\"15\"/></w:compat>"
                "<w:themeFontLang w:val=\"en-GB\"/></w:settings>");
    if (!document.comments.empty()) related("word/comments.xml", "comments", "comments+xml", comments_xml(document));

    package.relate("", relationships + "officeDocument", document_part);
    package.add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml",
                declaration +
                    std::string("<cp:coreProperties "
                                "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
                                "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>") +
                    xml_escaped(document.title) + "</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>");
    package.relate("", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                   "docProps/core.xml");
    if (!document.properties.empty()) {
        package.add("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml",
                    custom_xml(document));
        package.relate("", relationships + "custom-properties", "docProps/custom.xml");
    }
    return std::move(package).finish();
}

}  // namespace assent::exchange::docx
