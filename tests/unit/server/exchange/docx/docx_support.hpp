#pragma once
// Word documents for tests: put together from XML by hand, or from the sample plan.

#include <map>
#include <string>

#include "server/exchange/docx/plan_docx.hpp"
#include "server/exchange/docx/read_word.hpp"
#include "server/exchange/package/package_writer.hpp"
#include "tests/unit/server/exchange/plan_samples.hpp"

namespace assent::exchange::docx {

/// Parts beside the body, by the last step of their relationship's type: "styles", "numbering", "comments",
/// "footnotes".
using WordParts = std::map<std::string, std::string>;

/// `body` is what stands inside <w:body>; each part what stands inside its root element.
inline std::string docx_of(const std::string& body, const WordParts& parts = {})
{
    const std::string names = " xmlns:w=\"w\" xmlns:r=\"r\" xmlns:mc=\"mc\"";
    PackageWriter writer;
    writer.add("word/document.xml", "application/xml",
               "<w:document" + names + "><w:body>" + body + "</w:body></w:document>");
    writer.relate("", "x/officeDocument", "word/document.xml");
    for (const auto& [kind, content] : parts) {
        writer.add("word/" + kind + ".xml", "application/xml",
                   "<w:" + kind + names + ">" + content + "</w:" + kind + ">");
        writer.relate("word/document.xml", "x/" + kind, "word/" + kind + ".xml");
    }
    return std::move(writer).finish().value();
}

inline WordDocument read_docx(const std::string& bytes)
{
    auto document = read_word(as_bytes(bytes));
    EXPECT_TRUE(document) << document.error().message;
    return document ? *std::move(document) : WordDocument{};
}

inline const WordParagraph& paragraph_at(const WordDocument& document, std::size_t index)
{
    return std::get<WordParagraph>(document.blocks.at(index));
}

/// "<w:p>" with words of one look.
inline std::string words(const std::string& text, const std::string& properties = {})
{
    return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") +
           "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

inline PlanPage sample_page()
{
    const auto tenant = sample_tenant();
    const auto& plan = tenant.plans.front();
    return plan_page(tenant, plan, &plan.versions[1], {plan.title, plan.period, plan.content}, PlanPageMode::print,
                     "Published");
}

}  // namespace assent::exchange::docx
