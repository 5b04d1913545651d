#include "client/app/json.hpp"

#include <cstdlib>

namespace assent::app {

namespace {

constexpr std::size_t text_size_max = 1'000'000;
constexpr int depth_max = 16;

class Reader
{
public:
    explicit Reader(std::string_view text) : text_(text) {}

    std::optional<Json> whole()
    {
        Json value;
        if (!read(value, 0)) return std::nullopt;
        skip();
        if (at_ != text_.size()) return std::nullopt;
        return value;
    }

private:
    void skip()
    {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
    }

    bool take(char c)
    {
        skip();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    bool take_word(std::string_view word)
    {
        if (text_.substr(at_, word.size()) != word) return false;
        at_ += word.size();
        return true;
    }

    bool read(Json& value, int depth)
    {
        if (depth > depth_max) return false;
        skip();
        if (at_ >= text_.size()) return false;
        switch (text_[at_]) {
        case '{': return read_object(value, depth);
        case '[': return read_list(value, depth);
        case '"': value.kind = Json::Kind::text; return read_text(value.text);
        case 't': value.kind = Json::Kind::boolean; value.truth = true; return take_word("true");
        case 'f': value.kind = Json::Kind::boolean; return take_word("false");
        case 'n': return take_word("null");
        default: return read_number(value);
        }
    }

    bool read_object(Json& value, int depth)
    {
        value.kind = Json::Kind::object;
        if (!take('{')) return false;
        if (take('}')) return true;
        do {
            skip();
            std::string name;
            if (!read_text(name) || !take(':') || !read(value.members[name], depth + 1)) return false;
        } while (take(','));
        return take('}');
    }

    bool read_list(Json& value, int depth)
    {
        value.kind = Json::Kind::list;
        if (!take('[')) return false;
        if (take(']')) return true;
        do {
            value.items.emplace_back();
            if (!read(value.items.back(), depth + 1)) return false;
        } while (take(','));
        return take(']');
    }

    bool read_number(Json& value)
    {
        const std::size_t begin = at_;
        while (at_ < text_.size() && std::string_view("+-.eE0123456789").find(text_[at_]) != std::string_view::npos) ++at_;
        if (begin == at_) return false;
        const std::string digits(text_.substr(begin, at_ - begin));
        char* end = nullptr;
        value.kind = Json::Kind::number;
        value.number = std::strtod(digits.c_str(), &end);
        return end == digits.c_str() + digits.size();
    }

    bool read_hex(unsigned& scalar)
    {
        if (at_ + 4 > text_.size()) return false;
        scalar = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = text_[at_++];
            const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0) return false;
            scalar = scalar * 16 + static_cast<unsigned>(digit);
        }
        return true;
    }

    static void append(std::string& out, unsigned scalar)
    {
        const auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
        if (scalar < 0x80) {
            put(scalar);
        } else if (scalar < 0x800) {
            put(0xc0 | scalar >> 6);
            put(0x80 | (scalar & 0x3f));
        } else if (scalar < 0x10000) {
            put(0xe0 | scalar >> 12);
            put(0x80 | (scalar >> 6 & 0x3f));
            put(0x80 | (scalar & 0x3f));
        } else {
            put(0xf0 | scalar >> 18);
            put(0x80 | (scalar >> 12 & 0x3f));
            put(0x80 | (scalar >> 6 & 0x3f));
            put(0x80 | (scalar & 0x3f));
        }
    }

    bool read_escape(std::string& out)
    {
        if (at_ >= text_.size()) return false;
        const char c = text_[at_++];
        switch (c) {
        case '"': case '\\': case '/': out += c; return true;
        case 'b': out += '\b'; return true;
        case 'f': out += '\f'; return true;
        case 'n': out += '\n'; return true;
        case 'r': out += '\r'; return true;
        case 't': out += '\t'; return true;
        case 'u': break;
        default: return false;
        }
        unsigned scalar = 0;
        if (!read_hex(scalar)) return false;
        if (scalar >= 0xd800 && scalar < 0xdc00) {
            unsigned low = 0;
            if (!take_word("\\u") || !read_hex(low) || low < 0xdc00 || low > 0xdfff) return false;
            scalar = 0x10000 + ((scalar - 0xd800) << 10) + (low - 0xdc00);
        } else if (scalar >= 0xdc00 && scalar < 0xe000) {
            return false;
        }
        append(out, scalar);
        return true;
    }

    bool read_text(std::string& out)
    {
        if (at_ >= text_.size() || text_[at_] != '"') return false;
        ++at_;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') return true;
            if (static_cast<unsigned char>(c) < 0x20) return false;
            if (c == '\\') {
                if (!read_escape(out)) return false;
            } else {
                out += c;
            }
        }
        return false;
    }

    std::string_view text_;
    std::size_t at_{};
};

}  // namespace

const Json& Json::operator[](std::string_view name) const
{
    static const Json none;
    const auto found = members.find(name);
    return found == members.end() ? none : found->second;
}

unsigned Json::count() const { return kind == Kind::number && number > 0 && number < 4e9 ? static_cast<unsigned>(number) : 0; }

std::optional<Json> parse_json(std::string_view text)
{
    if (text.size() > text_size_max) return std::nullopt;
    return Reader(text).whole();
}

}  // namespace assent::app
