#pragma once
// Small questions about text that every reader of a document asks. UTF-8 in and out; all of them are linear.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assent::exchange {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
inline bool is_letter(char c) { return is_upper(c) || is_lower(c); }
inline char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view trim(std::string_view text);

/// Runs of white space, no-break spaces among them, become one space; none at either end.
std::string collapse(std::string_view text);

/// For comparing: lower case, curly quotes and long dashes made plain, white space collapsed.
std::string fold(std::string_view text);

/// ASCII letters in lower case and every byte at its own position, for searching with positions.
std::string lower_copy(std::string_view text);

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);

/// Whether `word` stands in `text`, neither glued to a letter or digit before nor after; case is ignored.
bool has_word(std::string_view text, std::string_view word);

/// Length of the bullet glyph at the start of `text` (not the hyphen), 0 if there is none.
std::size_t glyph_size(std::string_view text);

/// Length of a hyphen or dash at `i`, 0 if there is none.
std::size_t dash_size(std::string_view text, std::size_t i);

std::vector<std::string_view> split_words(std::string_view text);
std::size_t word_count(std::string_view text);

/// Whether a text ends as sentences end, so that what follows is not its continuation.
bool ends_sentence(std::string_view text);

/// No verb of a sentence, short, without final stop: could be a heading or a label.
bool looks_like_heading(std::string_view text);

/// Text without tags and with no glyph handling: for labels, headings and table cells.
std::string plain(std::string_view cell);

/// Shortened to `size_max` bytes at a word, with an ellipsis: for messages.
std::string excerpt(std::string_view text, std::size_t size_max = 60);

}  // namespace assent::exchange
