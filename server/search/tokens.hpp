#pragma once
// Words as the index sees them: runs of letters and digits, small, without diacritics. It is FTS5's own tokenizer, so that what is
// looked for, what is stored and what is highlighted are divided alike.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace assent::search {

/// unicode61 with diacritics removed (SQLite, FTS5 section 4.3.1); the index declares the same.
inline constexpr const char* tokenizer_declaration = "unicode61 remove_diacritics 2";

struct Token
{
    std::string word;
    std::size_t begin{};  ///< byte positions in the text
    std::size_t end{};
    bool operator==(const Token&) const = default;
};

/// Used by one thread at a time.
class Tokenizer
{
public:
    /// Throws std::runtime_error if this SQLite has no FTS5: the program cannot run with it.
    Tokenizer();
    ~Tokenizer();
    Tokenizer(Tokenizer&&) noexcept;
    Tokenizer& operator=(Tokenizer&&) noexcept;

    std::vector<Token> operator()(std::string_view text) const;

private:
    struct Engine;
    std::unique_ptr<Engine> engine_;
};

/// "F-031", "f 31" and "F031" are "f31": what a reference is found by however it is written. Empty if the text is not letters
/// followed by digits.
std::string reference_key(std::string_view text);

}  // namespace assent::search
