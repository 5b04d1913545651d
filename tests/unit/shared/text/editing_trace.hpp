#pragma once
// Reads the recorded editing histories in ../shared/traces (gzipped JSON): with an inflate and a JSON reader of its own, so
// that the same tests and figures run natively and in WebAssembly. The files are trusted; a malformed one ends the program.

#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assent::text::trace {

struct Patch
{
    std::uint32_t position{};
    std::uint32_t erased{};
    std::string inserted;
};

struct Transaction
{
    std::vector<std::uint32_t> parents;
    std::uint32_t agent{};
    std::vector<Patch> patches;
};

struct Trace
{
    std::string end_content;
    std::uint32_t agents{1};
    bool concurrent{};
    std::vector<Transaction> transactions;
};

/// RFC 1951, the codes read bit by bit: slow and short.
class Inflate
{
public:
    explicit Inflate(std::string_view in) : in_(in) {}

    std::string run()
    {
        for (bool last = false; !last;) {
            last = bits(1) != 0;
            switch (bits(2)) {
            case 0: stored(); break;
            case 1: fixed(); break;
            case 2: dynamic(); break;
            default: std::abort();
            }
        }
        return std::move(out_);
    }

private:
    struct Code
    {
        std::array<std::uint16_t, 16> counts{};
        std::vector<std::uint16_t> symbols;
    };

    static Code code_of(const std::uint8_t* lengths, std::size_t n)
    {
        Code code;
        code.symbols.resize(n);
        for (std::size_t i = 0; i < n; ++i) ++code.counts[lengths[i]];
        code.counts[0] = 0;
        std::array<std::uint16_t, 16> offsets{};
        for (std::size_t i = 1; i < 15; ++i) offsets[i + 1] = static_cast<std::uint16_t>(offsets[i] + code.counts[i]);
        for (std::size_t i = 0; i < n; ++i)
            if (lengths[i] != 0) code.symbols[offsets[lengths[i]]++] = static_cast<std::uint16_t>(i);
        return code;
    }

    std::uint32_t bits(unsigned count)
    {
        while (held_count_ < count) {
            if (at_ >= in_.size()) std::abort();
            held_ |= std::uint32_t{static_cast<unsigned char>(in_[at_++])} << held_count_;
            held_count_ += 8;
        }
        const std::uint32_t value = held_ & ((1U << count) - 1);
        held_ >>= count;
        held_count_ -= count;
        return value;
    }

    std::uint32_t symbol(const Code& code)
    {
        int value = 0;
        int first = 0;
        int index = 0;
        for (std::size_t length = 1; length < 16; ++length) {
            value |= static_cast<int>(bits(1));
            const int count = code.counts[length];
            if (value - count < first) return code.symbols[static_cast<std::size_t>(index + value - first)];
            index += count;
            first = (first + count) << 1;
            value <<= 1;
        }
        std::abort();
    }

    void stored()
    {
        held_ = held_count_ = 0;
        const std::size_t size = bits(16);
        bits(16);
        held_ = held_count_ = 0;
        out_.append(in_.substr(at_, size));
        at_ += size;
    }

    void fixed()
    {
        std::array<std::uint8_t, 288> lengths{};
        for (std::size_t i = 0; i < 288; ++i) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
        const std::array<std::uint8_t, 30> five = [] {
            std::array<std::uint8_t, 30> all{};
            all.fill(5);
            return all;
        }();
        block(code_of(lengths.data(), 288), code_of(five.data(), 30));
    }

    void dynamic()
    {
        const std::size_t literals = bits(5) + 257;
        const std::size_t distances = bits(5) + 1;
        const std::size_t count = bits(4) + 4;
        static constexpr std::array<std::uint8_t, 19> order{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
        std::array<std::uint8_t, 320> lengths{};
        for (std::size_t i = 0; i < count; ++i) lengths[order[i]] = static_cast<std::uint8_t>(bits(3));
        const Code code = code_of(lengths.data(), 19);
        lengths.fill(0);
        for (std::size_t i = 0; i < literals + distances;) {
            const std::uint32_t what = symbol(code);
            if (what < 16) {
                lengths[i++] = static_cast<std::uint8_t>(what);
                continue;
            }
            const std::uint8_t value = what == 16 ? lengths[i - 1] : 0;
            std::uint32_t times = what == 16 ? 3 + bits(2) : what == 17 ? 3 + bits(3) : 11 + bits(7);
            while (times-- > 0) lengths[i++] = value;
        }
        block(code_of(lengths.data(), literals), code_of(lengths.data() + literals, distances));
    }

    void block(const Code& literals, const Code& distances)
    {
        static constexpr std::array<std::uint16_t, 29> length_base{3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                                                   31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
        static constexpr std::array<std::uint8_t, 29> length_bits{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
        static constexpr std::array<std::uint16_t, 30> distance_base{1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
                                                                     193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
        while (true) {
            std::uint32_t what = symbol(literals);
            if (what == 256) return;
            if (what < 256) {
                out_.push_back(static_cast<char>(what));
                continue;
            }
            what -= 257;
            std::size_t length = length_base.at(what) + bits(length_bits.at(what));
            const std::uint32_t far = symbol(distances);
            const std::size_t distance = distance_base.at(far) + bits(far < 2 ? 0 : far / 2 - 1);
            while (length-- > 0) out_.push_back(out_[out_.size() - distance]);
        }
    }

    std::string_view in_;
    std::size_t at_{};
    std::uint32_t held_{};
    unsigned held_count_{};
    std::string out_;
};

/// As much JSON as the traces hold.
class JsonReader
{
public:
    explicit JsonReader(std::string_view in) : in_(in) {}

    bool take(char wanted)
    {
        space();
        if (at_ < in_.size() && in_[at_] == wanted) {
            ++at_;
            return true;
        }
        return false;
    }

    void need(char wanted)
    {
        if (!take(wanted)) std::abort();
    }

    std::uint32_t number()
    {
        space();
        std::uint32_t value = 0;
        while (at_ < in_.size() && in_[at_] >= '0' && in_[at_] <= '9') value = value * 10 + static_cast<std::uint32_t>(in_[at_++] - '0');
        return value;
    }

    std::string string()
    {
        need('"');
        std::string out;
        while (in_.at(at_) != '"') {
            if (in_[at_] != '\\') {
                out.push_back(in_[at_++]);
                continue;
            }
            const char what = in_.at(at_ + 1);
            at_ += 2;
            switch (what) {
            case 'n': out.push_back('\n'); break;
            case 't': out.push_back('\t'); break;
            case 'r': out.push_back('\r'); break;
            case 'b': out.push_back('\b'); break;
            case 'f': out.push_back('\f'); break;
            case 'u': {
                std::uint32_t code = hex();
                if (code >= 0xD800 && code < 0xDC00) {
                    at_ += 2;  // the "\u" of the second half
                    code = 0x10000 + ((code - 0xD800) << 10) + (hex() - 0xDC00);
                }
                append(code, out);
                break;
            }
            default: out.push_back(what);
            }
        }
        ++at_;
        return out;
    }

    void skip_value()
    {
        space();
        const char first = in_.at(at_);
        if (first == '"') {
            string();
        } else if (first == '[' || first == '{') {
            ++at_;
            while (!take(first == '[' ? ']' : '}')) {
                if (!take(',') && !take(':')) skip_value();
            }
        } else {
            while (at_ < in_.size() && in_[at_] != ',' && in_[at_] != ']' && in_[at_] != '}') ++at_;
        }
    }

private:
    void space()
    {
        while (at_ < in_.size() && (in_[at_] == ' ' || in_[at_] == '\n' || in_[at_] == '\r' || in_[at_] == '\t')) ++at_;
    }

    std::uint32_t hex()
    {
        std::uint32_t code = 0;
        for (int i = 0; i < 4; ++i) {
            const char digit = in_.at(at_++);
            code = code * 16 + static_cast<std::uint32_t>(digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10);
        }
        return code;
    }

    static void append(std::uint32_t code, std::string& out)
    {
        const auto byte = [&](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
        if (code < 0x80) {
            byte(code);
        } else if (code < 0x800) {
            byte(0xC0 | code >> 6);
            byte(0x80 | (code & 63));
        } else if (code < 0x10000) {
            byte(0xE0 | code >> 12);
            byte(0x80 | (code >> 6 & 63));
            byte(0x80 | (code & 63));
        } else {
            byte(0xF0 | code >> 18);
            byte(0x80 | (code >> 12 & 63));
            byte(0x80 | (code >> 6 & 63));
            byte(0x80 | (code & 63));
        }
    }

    std::string_view in_;
    std::size_t at_{};
};

inline Transaction read_transaction(JsonReader& json)
{
    Transaction made;
    json.need('{');
    while (!json.take('}')) {
        const std::string key = json.string();
        json.need(':');
        if (key == "parents") {
            json.need('[');
            while (!json.take(']')) {
                made.parents.push_back(json.number());
                json.take(',');
            }
        } else if (key == "agent") {
            made.agent = json.number();
        } else if (key == "patches") {
            json.need('[');
            while (!json.take(']')) {
                Patch patch;
                json.need('[');
                patch.position = json.number();
                json.need(',');
                patch.erased = json.number();
                json.need(',');
                patch.inserted = json.string();
                json.need(']');
                made.patches.push_back(std::move(patch));
                json.take(',');
            }
        } else {
            json.skip_value();
        }
        json.take(',');
    }
    return made;
}

/// The trace in that file; nothing if there is no such file.
inline std::optional<Trace> read_trace(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    const std::string packed{std::istreambuf_iterator<char>(in), {}};
    // RFC 1952: ten bytes of header, with a name after it where bit 3 of the flags says so.
    std::size_t at = 10;
    if ((packed.at(3) & 8) != 0) at = packed.find('\0', at) + 1;
    const std::string text = Inflate(std::string_view(packed).substr(at)).run();
    JsonReader json(text);
    Trace trace;
    json.need('{');
    while (!json.take('}')) {
        const std::string key = json.string();
        json.need(':');
        if (key == "kind") {
            trace.concurrent = json.string() == "concurrent";
        } else if (key == "endContent") {
            trace.end_content = json.string();
        } else if (key == "numAgents") {
            trace.agents = json.number();
        } else if (key == "txns") {
            json.need('[');
            while (!json.take(']')) {
                trace.transactions.push_back(read_transaction(json));
                json.take(',');
            }
        } else {
            json.skip_value();
        }
        json.take(',');
    }
    return trace;
}

}  // namespace assent::text::trace
