#include "server/exchange/docx/word_document.hpp"

namespace assent::exchange::docx {

std::string words_of(const WordParagraph& paragraph, WordReading reading)
{
    std::string words;
    for (const WordRun& run : paragraph.runs)
        if (stays(run.change, reading)) words += run.text;
    return words;
}

}  // namespace assent::exchange::docx
