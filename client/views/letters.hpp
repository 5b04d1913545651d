#pragma once
// Large and small letters of the words that the product writes; of English only, others stay as they are.

#include <string>

namespace assent::views {

/// "Author" of "author": a word that begins a line or a label.
inline std::string capital(std::string words)
{
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

/// For searching and sorting without regard to large letters.
inline std::string lower(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

}  // namespace assent::views
