#pragma once
// What poppler's tools read in a PDF, for the tests of printing.

#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "server/exchange/print/pdf.hpp"
#include "tests/support/temporary_folder.hpp"

namespace assent::exchange::print {

class PdfFile
{
public:
    explicit PdfFile(const Printed& printed) : bytes(pdf_of(printed).value_or("")) { std::ofstream(path(), std::ios::binary) << bytes; }

    /// "pdfinfo" with these options.
    std::string info(const std::string& options = {}) const { return output_of("pdfinfo " + options + " '" + path() + "'"); }

    /// The words in reading order, a form feed after each page; one page only if `page` is not 0.
    std::string text(int page = 0) const
    {
        const auto range = page == 0 ? std::string() : "-f " + std::to_string(page) + " -l " + std::to_string(page) + " ";
        return output_of("pdftotext -raw " + range + "'" + path() + "' -");
    }

    std::string bytes;

private:
    std::string path() const { return (folder_.path() / "printed.pdf").string(); }

    static std::string output_of(const std::string& command)
    {
        std::string output;
        FILE* pipe = popen((command + " 2>&1").c_str(), "r");
        if (!pipe) return output;
        std::array<char, 65536> some{};
        while (const auto size = std::fread(some.data(), 1, some.size(), pipe)) output.append(some.data(), size);
        pclose(pipe);
        return output;
    }

    support::TemporaryFolder folder_;
};

inline std::vector<std::string> words_in(const std::string& text)
{
    std::vector<std::string> words(1);
    for (const char c : text) {
        if (static_cast<unsigned char>(c) > 0x20) words.back() += c;
        else if (!words.back().empty()) words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

}  // namespace assent::exchange::print
