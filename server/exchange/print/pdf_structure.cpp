#include "server/exchange/print/pdf_structure.hpp"

#include <map>
#include <memory>

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "server/exchange/print/structure_elements.hpp"
#include "server/site/html.hpp"

namespace assent::exchange::print {

using Object = QPDFObjectHandle;

static std::vector<Object> kids_of(Object element)
{
    Object kids = element.getKey("/K");
    if (kids.isArray()) return kids.getArrayAsVector();
    return kids.isNull() ? std::vector<Object>{} : std::vector{kids};
}

static void set_kids(Object element, const std::vector<Object>& kids)
{
    element.replaceKey("/K", Object::newArray(kids));
}

static bool is_element(Object object, const char* name = nullptr)
{
    if (!object.isDictionary() || !object.hasKey("/S")) return false;
    return !name || object.getKey("/S").getName().substr(1) == name;
}

static void append_kid(Object to, Object kid)
{
    auto kids = kids_of(to);
    kid.replaceKey("/P", to);
    kids.push_back(kid);
    set_kids(to, kids);
}

/// The element whose words stand last in this one: a paragraph, or the paragraph of a list's last item.
static Object last_words(Object element)
{
    while (true) {
        const auto kids = kids_of(element);
        if (kids.empty() || !is_element(kids.back()) || is_element(kids.back(), rest_of_words) || is_element(kids.back(), "Link")) return element;
        element = kids.back();
    }
}

/// The cells of a row that went on to the next page, each into the cell it is the rest of.
static void join_rows(Object row, Object rest)
{
    const auto cells = kids_of(row);
    const auto rests = kids_of(rest);
    for (std::size_t i = 0; i < cells.size() && i < rests.size(); ++i) {
        for (auto kid : kids_of(rests[i])) {
            if (!is_element(kid)) continue;  // the empty content of a cell that was done before
            append_kid(is_element(kid, rest_of_words) || is_element(kid, "Link") ? last_words(cells[i]) : cells[i], kid);
        }
    }
}

namespace {

class StructureTree
{
public:
    explicit StructureTree(const std::map<std::string, std::string>& titles) : titles_(titles) {}

    void mend(Object element, const char* scope)
    {
        if (is_element(element, "THead")) scope = "/Column";
        if (is_element(element, "TBody")) scope = "/Row";
        if (is_element(element, "TH")) {
            Object cell_attributes = Object::newDictionary({{"/O", Object::newName("/Table")}, {"/Scope", Object::newName(scope)}});
            element.replaceKey("/A", cell_attributes);
        }
        std::vector<Object> kept;
        for (auto kid : kids_of(element)) {
            if (is_element(kid, artifact)) continue;
            if (is_element(kid)) mend(kid, scope);
            else if (kid.isDictionary() && kid.getKey("/Type").isNameAndEquals("/OBJR")) say_where(kid.getKey("/Obj"));
            if (is_element(kid, rest_of_row) && !kept.empty()) join_rows(kept.back(), kid);
            else kept.push_back(kid);
        }
        set_kids(element, kept);
    }

private:
    /// Whoever hears the page is told where a link goes.
    void say_where(Object annotation)
    {
        Object action = annotation.getKey("/A");
        std::string words = "Link";
        if (action.isDictionary() && action.getKey("/URI").isString()) words = action.getKey("/URI").getUTF8Value();
        Object to = annotation.getKey("/Dest");
        if (to.isString())
            if (const auto title = titles_.find(to.getUTF8Value()); title != titles_.end()) words = title->second;
        annotation.replaceKey("/Contents", Object::newUnicodeString(words));
    }

    const std::map<std::string, std::string>& titles_;
};

/// Tells artifacts from content: "/Private << /MCID 7 >> BDC" becomes "/Artifact BMC".
class ArtifactFilter : public Object::TokenFilter
{
public:
    void handleToken(const QPDFTokenizer::Token& token) override
    {
        if (held_.empty() && !(token.getType() == QPDFTokenizer::tt_name && token.getValue() == std::string("/") + artifact)) {
            writeToken(token);
            return;
        }
        held_.push_back(token);
        if (token.getType() != QPDFTokenizer::tt_word) return;
        if (token.getValue() == "BDC") write("/Artifact BMC\n");
        else release();
        held_.clear();
    }

    void handleEOF() override { release(); }

private:
    void release()
    {
        for (const auto& token : held_) writeToken(token);
        held_.clear();
    }

    std::vector<QPDFTokenizer::Token> held_;
};

}  // namespace

/// The tree from content back to elements forgets the artifacts.
static void forget_artifacts(Object tree)
{
    Object numbers = tree.getKey("/Nums");
    for (int i = 1; i < numbers.getArrayNItems(); i += 2) {
        Object of_page = numbers.getArrayItem(i);
        if (!of_page.isArray()) continue;
        for (int k = 0; k < of_page.getArrayNItems(); ++k)
            if (is_element(of_page.getArrayItem(k), artifact)) of_page.setArrayItem(k, Object::newNull());
    }
}

/// XMP (ISO 16684-1), which readers ask for title and language before they ask the document's information.
static std::string metadata(const PdfDescription& of)
{
    return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\" "
           "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
           "<dc:format>application/pdf</dc:format>\n<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
           site::escape(of.title) + "</rdf:li></rdf:Alt></dc:title>\n<dc:creator><rdf:Seq><rdf:li>" + site::escape(of.author) +
           "</rdf:li></rdf:Seq></dc:creator>\n<dc:language><rdf:Bag><rdf:li>" + site::escape(of.language) +
           "</rdf:li></rdf:Bag></dc:language>\n<xmp:CreatorTool>Assent</xmp:CreatorTool>\n<xmp:CreateDate>" + of.date + "</xmp:CreateDate>\n<xmp:ModifyDate>" +
           of.date + "</xmp:ModifyDate>\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

static void mend(QPDF& pdf, const PdfDescription& of)
{
    Object root = pdf.getRoot();
    root.replaceKey("/Lang", Object::newString(of.language));
    root.replaceKey("/ViewerPreferences", Object::newDictionary({{"/DisplayDocTitle", Object::newBool(true)}}));
    root.replaceKey("/MarkInfo", Object::newDictionary({{"/Marked", Object::newBool(true)}}));
    Object xmp = Object::newStream(&pdf, metadata(of));
    xmp.getDict().replaceKey("/Type", Object::newName("/Metadata"));
    xmp.getDict().replaceKey("/Subtype", Object::newName("/XML"));
    root.replaceKey("/Metadata", xmp);
    Object tree = root.getKey("/StructTreeRoot");
    for (auto element : kids_of(tree)) StructureTree(of.titles).mend(element, "/Column");
    forget_artifacts(tree.getKey("/ParentTree"));
    for (auto& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
        page.getObjectHandle().replaceKey("/Tabs", Object::newName("/S"));
        page.addContentTokenFilter(std::make_shared<ArtifactFilter>());
    }
}

JoinedPdf joined_structure(const std::string& pdf_bytes, const PdfDescription& description)
{
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("pdf", pdf_bytes.data(), pdf_bytes.size());
        mend(pdf, description);
        QPDFWriter writer(pdf);
        writer.setOutputMemory();
        writer.setObjectStreamMode(qpdf_o_generate);
        writer.setDeterministicID(true);
        writer.write();
        const auto written = writer.getBufferSharedPointer();
        return {std::string(reinterpret_cast<const char*>(written->getBuffer()), written->getSize()), ""};
    } catch (const std::exception& failure) {
        return {"", failure.what()};
    }
}

}  // namespace assent::exchange::print
