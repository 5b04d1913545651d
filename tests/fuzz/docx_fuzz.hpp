#pragma once
// A Word document around fuzzed words: few mutations leave an archive whole, so the bytes are its main part as well.

#include <cstdint>
#include <string>

#include "server/exchange/package/package_writer.hpp"

namespace assent::fuzz {

inline std::string docx_around(const std::uint8_t* data, std::size_t size)
{
    exchange::PackageWriter writer;
    writer.add("word/document.xml", "application/xml", std::string(reinterpret_cast<const char*>(data), size));
    writer.add("word/styles.xml", "application/xml",
               "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"H\"><w:name w:val=\"heading "
               "1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>");
    writer.add("word/numbering.xml", "application/xml",
               "<w:numbering><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt "
               "w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>"
               "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>");
    writer.add("word/comments.xml", "application/xml",
               "<w:comments><w:comment w:id=\"1\" "
               "w:author=\"A\"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>");
    writer.relate("", "x/officeDocument", "word/document.xml");
    for (const char* kind : {"styles", "numbering", "comments"})
        writer.relate("word/document.xml", std::string("x/") + kind, std::string("word/") + kind + ".xml");
    return std::move(writer).finish().value();
}

}  // namespace assent::fuzz
