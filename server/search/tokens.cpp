#include "server/search/tokens.hpp"

#include <stdexcept>

#include "server/search/sql.hpp"

namespace assent::search {

struct Tokenizer::Engine
{
    sqlite3* database{};
    fts5_tokenizer functions{};
    Fts5Tokenizer* tokenizer{};

    ~Engine()
    {
        if (tokenizer) functions.xDelete(tokenizer);
        sqlite3_close(database);
    }
};

Tokenizer::Tokenizer() : engine_(std::make_unique<Engine>())
{
    void* made_from = nullptr;
    const char* arguments[] = {"remove_diacritics", "2"};
    fts5_api* api = sqlite3_open(":memory:", &engine_->database) == SQLITE_OK ? fts5_of(engine_->database) : nullptr;
    if (!api || api->xFindTokenizer(api, "unicode61", &made_from, &engine_->functions) != SQLITE_OK ||
        engine_->functions.xCreate(made_from, arguments, 2, &engine_->tokenizer) != SQLITE_OK)
        throw std::runtime_error("This SQLite library has no full-text search (FTS5). Install the distribution's libsqlite3.");
}

Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

std::vector<Token> Tokenizer::operator()(std::string_view text) const
{
    std::vector<Token> tokens;
    const auto take = [](void* context, int, const char* word, int size, int begin, int end) -> int {
        static_cast<std::vector<Token>*>(context)->push_back(
            {std::string(word, static_cast<std::size_t>(size)), static_cast<std::size_t>(begin), static_cast<std::size_t>(end)});
        return SQLITE_OK;
    };
    engine_->functions.xTokenize(engine_->tokenizer, &tokens, FTS5_TOKENIZE_AUX, text.data(), static_cast<int>(text.size()), take);
    return tokens;
}

std::string reference_key(std::string_view text)
{
    static constexpr std::size_t reference_bytes_max = 32;
    std::string letters;
    std::string digits;
    if (text.size() > reference_bytes_max) return {};
    for (const char c : text) {
        const bool capital = c >= 'A' && c <= 'Z';
        if (c >= '0' && c <= '9') {
            if (!digits.empty() || c != '0') digits += c;
        } else if (capital || (c >= 'a' && c <= 'z')) {
            if (!digits.empty()) return {};
            letters += capital ? static_cast<char>(c - 'A' + 'a') : c;
        } else if (c != '-' && c != ' ' && c != '/' && c != '.') {
            return {};
        }
    }
    return letters.empty() || digits.empty() ? std::string{} : letters + digits;
}

}  // namespace assent::search
