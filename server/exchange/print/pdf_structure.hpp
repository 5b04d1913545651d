#pragma once
// What a tagged PDF needs and cairo 1.16 does not write: the language, the scope of header cells, marks of what is for the
// eye alone, words for links, XMP metadata. Read and written by QPDF, with the streams packed. QPDF 11.3's headers are no
// C++20, so this pair is C++17 and takes no value of the project's.

#include <map>
#include <string>

namespace assent::exchange::print {

struct PdfDescription
{
    std::string title;
    std::string author;
    std::string language;
    std::string date;                           ///< RFC 3339, in seconds
    std::map<std::string, std::string> titles;  ///< what stands at each destination
};

struct JoinedPdf
{
    std::string bytes;
    std::string failure;  ///< what QPDF said; otherwise empty
};

/// pdf  a file of PdfCanvas. Rows and words that a page's end cut are one element again.
JoinedPdf joined_structure(const std::string& pdf, const PdfDescription& description);

}  // namespace assent::exchange::print
