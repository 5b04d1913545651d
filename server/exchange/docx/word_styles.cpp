#include "server/exchange/docx/word_styles.hpp"

namespace assent::exchange::docx::style {
namespace {

constexpr std::string_view ink = "212B32";
constexpr std::string_view heading_ink = "003087";

/// A paragraph style: name, parent, what follows it, paragraph and run properties.
struct Paragraph
{
    std::string_view name;
    std::string_view based_on;
    std::string_view next;
    std::string paragraph;
    std::string run;
};

std::string element(const char* name, std::string_view value)
{
    return "<w:" + std::string(name) + " w:val=\"" + std::string(value) + "\"/>";
}

std::string text_of(const Paragraph& style)
{
    const std::string id = id_of(style.name);
    const bool is_default = style.name == normal;
    std::string xml = "<w:style w:type=\"paragraph\"" + std::string(is_default ? " w:default=\"1\"" : "") +
                      " w:styleId=\"" + id + "\">" + element("name", style.name);
    if (!style.based_on.empty()) xml += element("basedOn", id_of(style.based_on));
    if (!style.next.empty()) xml += element("next", id_of(style.next));
    xml += "<w:uiPriority w:val=\"9\"/><w:qFormat/>";
    if (!style.paragraph.empty()) xml += "<w:pPr>" + style.paragraph + "</w:pPr>";
    if (!style.run.empty()) xml += "<w:rPr>" + style.run + "</w:rPr>";
    return xml + "</w:style>";
}

std::string spacing(int before, int after, int line = 0)
{
    return "<w:spacing w:before=\"" + std::to_string(before) + "\" w:after=\"" + std::to_string(after) + '"' +
           (line == 0 ? "" : " w:line=\"" + std::to_string(line) + "\" w:lineRule=\"auto\"") + "/>";
}

/// Sizes are in half points.
std::string letters(int half_points, bool bold, std::string_view colour)
{
    return std::string(bold ? "<w:b/>" : "<w:b w:val=\"0\"/>") + element("color", colour) +
           element("sz", std::to_string(half_points)) + element("szCs", std::to_string(half_points));
}

std::string table_style(std::string_view name)
{
    const auto border = [](const char* side) {
        return "<w:" + std::string(side) + " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"768692\"/>";
    };
    return "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"" + id_of(name) + "\">" + element("name", name) +
           element("basedOn", "TableNormal") + "<w:uiPriority w:val=\"9\"/><w:qFormat/><w:tblPr><w:tblBorders>" +
           border("top") + border("left") + border("bottom") + border("right") + border("insideH") + border("insideV") +
           "</w:tblBorders><w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"85\" "
           "w:type=\"dxa\"/><w:bottom w:w=\"40\" w:type=\"dxa\"/>"
           "<w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
           "<w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" "
           "w:fill=\"E8EDEE\"/></w:tcPr></w:tblStylePr></w:style>";
}

}  // namespace

std::string heading(int level)
{
    return "heading " + std::to_string(level);
}
std::string contents(int level)
{
    return "toc " + std::to_string(level);
}

std::string id_of(std::string_view name)
{
    std::string id;
    bool begins = true;
    for (const char c : name) {
        if (c == ' ') {
            begins = true;
            continue;
        }
        id.push_back(begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
        begins = false;
    }
    return id;
}

std::string styles_xml(bool numbered)
{
    std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        "<w:styles "
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults><w:rPrDefault><w:rPr>"
        "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/>" +
        element("color", ink) +
        "<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"en-GB\" w:eastAsia=\"en-GB\" "
        "w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>"
        "<w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"276\" "
        "w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>";
    xml += text_of({normal, {}, {}, {}, {}});
    xml += text_of({title, normal, normal, spacing(1800, 240, 240), letters(56, true, heading_ink)});
    xml += text_of({subtitle, normal, normal, spacing(0, 480), letters(28, false, ink)});
    xml += text_of({cover_fact,
                    normal,
                    {},
                    "<w:tabs><w:tab w:val=\"left\" w:pos=\"2835\"/></w:tabs>" + spacing(0, 80) +
                        "<w:ind w:left=\"2835\" w:hanging=\"2835\"/>",
                    {}});
    xml += text_of({cover_hash, cover_fact, {}, {}, element("sz", "16") + element("szCs", "16")});
    static constexpr int sizes[] = {36, 28, 24, 22, 22, 22};
    for (int level = 1; level <= 6; ++level) {
        std::string paragraph = "<w:keepNext/><w:keepLines/>";
        if (numbered)
            paragraph +=
                "<w:numPr><w:ilvl w:val=\"" + std::to_string(level - 1) + "\"/><w:numId w:val=\"1\"/></w:numPr>";
        paragraph += spacing(level == 1 ? 480 : 280, 120, 240) + element("outlineLvl", std::to_string(level - 1));
        xml += text_of({heading(level), normal, normal, paragraph, letters(sizes[level - 1], true, heading_ink)});
    }
    const std::string unnumbered =
        numbered
            ? "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr><w:ind w:left=\"0\" w:firstLine=\"0\"/>"
            : "";
    xml += text_of({part_heading_1, heading(1), normal, unnumbered, {}});
    xml += text_of({part_heading_2, heading(2), normal, unnumbered, {}});
    // Looks like a heading, but a contents list does not list itself.
    xml += text_of({contents_heading, normal, normal, "<w:keepNext/><w:pageBreakBefore/>" + spacing(0, 240),
                    letters(36, true, heading_ink)});
    for (int level = 1; level <= 3; ++level)
        xml += text_of({contents(level),
                        normal,
                        normal,
                        "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9638\"/></w:tabs>" + spacing(0, 60) +
                            "<w:ind w:left=\"" + std::to_string((level - 1) * 284) + "\" w:right=\"567\"/>",
                        {}});
    xml += text_of({list_bullet, normal, {}, spacing(0, 60), {}});
    xml += text_of({list_number, normal, {}, spacing(0, 60), {}});
    xml += text_of({caption, normal, normal, "<w:keepNext/>" + spacing(280, 80), "<w:b/>"});
    xml += text_of({table_unit, normal, normal, "<w:keepNext/>" + spacing(0, 80), letters(19, false, ink)});
    xml += text_of({table_text, normal, {}, spacing(0, 40, 252), letters(19, false, ink)});
    xml += text_of({table_head, table_text, {}, "<w:keepNext/>", "<w:b/>"});
    xml += text_of({table_figure, table_text, {}, element("jc", "right"), {}});
    xml += text_of({table_head_figure, table_head, {}, element("jc", "right"), {}});
    xml += text_of({condition, table_text, {}, {}, "<w:i/>"});
    xml += text_of({part_status, normal, normal, "<w:keepNext/>" + spacing(0, 80),
                    "<w:b/>" + element("color", "8A4B00") + element("sz", "19") + element("szCs", "19")});
    xml += text_of({"header",
                    normal,
                    {},
                    "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs>" + spacing(0, 0),
                    element("sz", "18")});
    xml += text_of({"footer",
                    normal,
                    {},
                    "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs>" + spacing(0, 0),
                    element("sz", "18")});
    xml += text_of({"annotation text", normal, {}, {}, element("sz", "20")});
    xml += "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default "
           "Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>"
           "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:uiPriority "
           "w:val=\"99\"/><w:rPr><w:color w:val=\"005EB8\"/><w:u w:val=\"single\"/></w:rPr></w:style>"
           "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal "
           "Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>"
           "<w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" "
           "w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
           "<w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"NoList\"><w:name w:val=\"No "
           "List\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/></w:style>";
    return xml + table_style(plan_table) + table_style(record_table) + "</w:styles>";
}

}  // namespace assent::exchange::docx::style
