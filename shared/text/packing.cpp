#include "shared/text/packing.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace assent::text {

std::uint32_t checksum(BytesView bytes)
{
    const std::uint8_t* at = bytes.data();
    std::size_t left = bytes.size();
    std::uint64_t sum = 0x9E3779B97F4A7C15U ^ left;
    while (left > 0) {
        std::uint64_t word = 0;
        const std::size_t here = std::min<std::size_t>(left, 8);
        std::memcpy(&word, at, here);  // little endian, as are all machines this runs on
        sum = (sum ^ word) * 0xD6E8FEB86659FD93U;
        sum ^= sum >> 29;
        at += here;
        left -= here;
    }
    sum = (sum ^ sum >> 32) * 0xD6E8FEB86659FD93U;
    return static_cast<std::uint32_t>(sum >> 32);
}

namespace {

// A piece is: a byte with the number of plain bytes (high half) and of matched bytes less 4 (low half), 15 meaning that
// more follow, 255 at a time; the plain bytes; the distance of the match, two bytes. The last piece has no match.
constexpr std::size_t match_min = 4;
constexpr std::size_t distance_max = 65535;
constexpr std::uint32_t chain_max = 64;

void put_more(Bytes& out, std::size_t length)
{
    if (length < 15) return;
    length -= 15;
    for (; length >= 255; length -= 255) out.push_back(255);
    out.push_back(static_cast<std::uint8_t>(length));
}

bool take_more(const std::uint8_t*& at, const std::uint8_t* end, std::size_t& length)
{
    if (length < 15) return true;
    while (at < end) {
        length += *at;
        if (*at++ != 255) return true;
    }
    return false;
}

class MatchFinder
{
public:
    explicit MatchFinder(std::string_view text) : text_(text), heads_(1U << bits, none), previous_(text.size(), none) {}

    void enter(std::size_t at)
    {
        if (at + match_min > text_.size()) return;
        std::uint32_t& head = heads_[hash(at)];
        previous_[at] = head;
        head = static_cast<std::uint32_t>(at);
    }

    /// The longest match of what stands at `at` with something before it.
    std::size_t find(std::size_t at, std::size_t& distance) const
    {
        std::size_t best = 0;
        if (at + match_min > text_.size()) return 0;
        std::uint32_t tries = chain_max;
        for (std::uint32_t from = heads_[hash(at)]; from != none && at - from <= distance_max && tries-- > 0; from = previous_[from]) {
            std::size_t length = 0;
            while (at + length < text_.size() && text_[from + length] == text_[at + length]) ++length;
            if (length > best) {
                best = length;
                distance = at - from;
            }
        }
        return best >= match_min ? best : 0;
    }

private:
    static constexpr unsigned bits = 15;
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    std::uint32_t hash(std::size_t at) const
    {
        std::uint32_t word = 0;
        std::memcpy(&word, text_.data() + at, 4);
        return word * 2654435761U >> (32 - bits);
    }

    std::string_view text_;
    std::vector<std::uint32_t> heads_;
    std::vector<std::uint32_t> previous_;
};

}  // namespace

void pack_matches(std::string_view text, Bytes& out)
{
    MatchFinder finder(text);
    std::size_t plain = 0;
    const auto put = [&](std::size_t at, std::size_t length, std::size_t distance) {
        const std::size_t count = at - plain;
        const std::size_t matched = length == 0 ? 0 : length - match_min;
        out.push_back(static_cast<std::uint8_t>(std::min<std::size_t>(count, 15) << 4 | std::min<std::size_t>(matched, 15)));
        put_more(out, count);
        out.insert(out.end(), text.begin() + static_cast<std::ptrdiff_t>(plain), text.begin() + static_cast<std::ptrdiff_t>(at));
        if (length == 0) return;
        out.push_back(static_cast<std::uint8_t>(distance));
        out.push_back(static_cast<std::uint8_t>(distance >> 8));
        put_more(out, matched);
        plain = at + length;
    };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t distance = 0;
        std::size_t length = finder.find(at, distance);
        finder.enter(at);
        if (length == 0) {
            ++at;
            continue;
        }
        // A longer match one further on is worth a plain byte.
        std::size_t later_distance = 0;
        const std::size_t later = finder.find(at + 1, later_distance);
        if (later > length + 1) {
            ++at;
            finder.enter(at);
            length = later;
            distance = later_distance;
        }
        put(at, length, distance);
        for (std::size_t i = 1; i < length; ++i) finder.enter(at + i);
        at += length;
    }
    put(text.size(), 0, 0);
}

bool unpack_matches(BytesView packed, std::size_t size, std::string& out)
{
    // A piece of n bytes gives at most 255 n bytes: a size that cannot be is not allocated.
    if (size / 256 > packed.size()) return false;
    out.resize(size);
    char* to = out.data();
    char* const to_end = to + size;
    const std::uint8_t* at = packed.data();
    const std::uint8_t* const end = at + packed.size();
    while (at < end) {
        const std::uint8_t head = *at++;
        std::size_t plain = head >> 4;
        if (!take_more(at, end, plain)) return false;
        if (plain > static_cast<std::size_t>(end - at) || plain > static_cast<std::size_t>(to_end - to)) return false;
        if (plain <= 16 && end - at >= 16 && to_end - to >= 16) {
            std::memcpy(to, at, 16);
        } else {
            std::memcpy(to, at, plain);
        }
        to += plain;
        at += plain;
        if (at == end) break;
        if (end - at < 2) return false;
        const std::size_t distance = static_cast<std::size_t>(at[0] | at[1] << 8);
        at += 2;
        std::size_t length = head & 15;
        if (!take_more(at, end, length)) return false;
        length += match_min;
        if (distance == 0 || distance > static_cast<std::size_t>(to - out.data()) || length > static_cast<std::size_t>(to_end - to)) return false;
        const char* from = to - distance;
        if (distance >= 8 && to_end - to >= static_cast<std::ptrdiff_t>(length + 8)) {
            for (std::size_t i = 0; i < length; i += 8) std::memcpy(to + i, from + i, 8);
        } else {
            for (std::size_t i = 0; i < length; ++i) to[i] = from[i];
        }
        to += length;
    }
    return to == to_end;
}

namespace {

std::uint32_t split_of(std::uint32_t low, std::uint32_t high, std::uint32_t one)
{
    // Never all or nothing, however sure the model is.
    const std::uint32_t chance = std::clamp<std::uint32_t>(one, 32, 65536 - 32);
    return low + static_cast<std::uint32_t>((std::uint64_t{high - low} * chance) >> 16);
}

}  // namespace

bool BitEncoder::code(bool bit, std::uint32_t one)
{
    const std::uint32_t middle = split_of(low_, high_, one);
    (bit ? high_ : low_) = bit ? middle : middle + 1;
    while (((low_ ^ high_) & 0xFF000000) == 0) {
        out_.push_back(static_cast<std::uint8_t>(high_ >> 24));
        low_ <<= 8;
        high_ = high_ << 8 | 255;
    }
    return bit;
}

void BitEncoder::finish()
{
    // As few bytes as make every continuation fall between low and high: what follows is read as zeros.
    const std::uint32_t value = low_ == 0 ? 0 : high_;
    for (int shift = 24; shift >= 0; shift -= 8) {
        out_.push_back(static_cast<std::uint8_t>(value >> shift));
        const std::uint32_t kept = shift == 0 ? value : value >> shift << shift;
        if (kept >= low_ && kept <= high_) break;
    }
}

BitDecoder::BitDecoder(BytesView in) : at_(in.data()), end_(in.data() + in.size())
{
    for (int i = 0; i < 4; ++i) value_ = value_ << 8 | next();
}

std::uint32_t BitDecoder::next()
{
    if (at_ < end_) return *at_++;
    ++beyond_;
    return 0;
}

bool BitDecoder::code(bool, std::uint32_t one)
{
    const std::uint32_t middle = split_of(low_, high_, one);
    const bool bit = value_ <= middle;
    (bit ? high_ : low_) = bit ? middle : middle + 1;
    while (((low_ ^ high_) & 0xFF000000) == 0) {
        low_ <<= 8;
        high_ = high_ << 8 | 255;
        value_ = value_ << 8 | next();
    }
    return bit;
}

template<class Coder>
std::uint32_t NumberModel::code(Coder& coder, std::uint32_t number)
{
    // number + 1 has `length` bits after its leading one.
    const std::uint64_t raised = std::uint64_t{number} + 1;
    std::uint32_t length = Coder::decodes ? 0 : 63 - static_cast<std::uint32_t>(__builtin_clzll(raised));
    // Most numbers are small: the shortest lengths are asked for one by one, the others by five bits.
    std::uint32_t at_least = 0;
    while (at_least < short_lengths) {
        Chance& chance = short_[at_least];
        const bool longer = coder.code(length > at_least, chance.one());
        chance.learn(longer);
        if (!longer) break;
        ++at_least;
    }
    if (at_least < short_lengths) {
        length = at_least;
    } else {
        std::uint32_t node = 1;
        for (int i = 4; i >= 0; --i) {
            Chance& chance = length_[node];
            const bool bit = coder.code(((length - short_lengths) >> i & 1) != 0, chance.one());
            chance.learn(bit);
            node = node << 1 | bit;
        }
        length = std::min<std::uint32_t>((node & 31) + short_lengths, 32);
    }
    std::uint64_t value = 1;
    std::uint32_t context = 1;
    for (std::uint32_t i = length; i-- > 0;) {
        bool bit = (raised >> i & 1) != 0;
        if (length - i <= 3) {
            Chance& chance = first_bits_[length][context];
            bit = coder.code(bit, chance.one());
            chance.learn(bit);
            context = context << 1 | bit;
        } else {
            bit = coder.code(bit, 32768);
        }
        value = value << 1 | bit;
    }
    return static_cast<std::uint32_t>(value - 1);
}

template std::uint32_t NumberModel::code(BitEncoder&, std::uint32_t);
template std::uint32_t NumberModel::code(BitDecoder&, std::uint32_t);

namespace {

/// ln(p / (1 - p)) and back, in twelve bits each, eight of them after the point.
struct Logistic
{
    std::array<std::int16_t, 4096> stretch{};
    std::array<std::uint16_t, 4096> squash{};

    Logistic()
    {
        // 1 / (1 + e^-x) at whole x from -8 to 8, in 1/65536; between them, straight lines.
        static constexpr std::array<std::uint16_t, 17> curve{22,    60,    162,   439,   1179,  3108,  7812,  17625, 32768,
                                                             47911, 57724, 62428, 64357, 65097, 65374, 65476, 65514};
        for (std::size_t i = 0; i < 4096; ++i) {
            const std::size_t whole = i >> 8;
            const std::size_t part = i & 255;
            squash[i] = static_cast<std::uint16_t>((curve[whole] * (256 - part) + curve[whole + 1] * part) >> 8);
        }
        std::size_t at = 0;
        for (std::size_t p = 0; p < 4096; ++p) {
            while (at < 4095 && squash[at] < p * 16) ++at;
            stretch[p] = static_cast<std::int16_t>(static_cast<int>(at) - 2048);
        }
    }
};

const Logistic& logistic()
{
    static const Logistic tables;
    return tables;
}

}  // namespace

TextModel::TextModel(std::size_t bytes) : slots_(1U << 10)
{
    while (slots_ < (1U << 18) && slots_ < bytes * 6) slots_ *= 2;
    chances_.resize(std::size_t{contexts} * slots_);
    for (auto& set : weights_)
        for (std::int32_t& weight : set) weight = 22000;
}

template<class Coder>
std::uint8_t TextModel::code(Coder& coder, std::uint8_t byte)
{
    const Logistic& tables = logistic();
    std::uint32_t base[contexts];
    for (std::uint32_t i = 0; i < contexts; ++i) {
        // The last one, two, three and five bytes.
        static constexpr std::array<unsigned, contexts> lengths{1, 2, 3, 5};
        const std::uint64_t seen = history_ & ((std::uint64_t{1} << lengths[i] * 8) - 1);
        base[i] = static_cast<std::uint32_t>((seen + 1) * 0x9E3779B97F4A7C15U >> 40);
    }
    std::uint32_t node = 1;
    for (int shift = 7; shift >= 0; --shift) {
        Chance* chosen[contexts];
        std::int32_t inputs[contexts];
        std::int64_t dot = 0;
        std::int32_t* const weights = weights_[node];
        for (std::uint32_t i = 0; i < contexts; ++i) {
            chosen[i] = &chances_[i * slots_ + ((base[i] + node * 0x9E3779B1U) >> 3 & (slots_ - 1))];
            inputs[i] = tables.stretch[chosen[i]->one() >> 4];
            dot += std::int64_t{inputs[i]} * weights[i];
        }
        const std::int32_t mixed = static_cast<std::int32_t>(std::clamp<std::int64_t>(dot >> 16, -2048, 2047));
        const std::uint32_t one = tables.squash[static_cast<std::size_t>(mixed + 2048)];
        const bool bit = coder.code((byte >> shift & 1) != 0, one);
        const std::int32_t error = (bit ? 65535 : 0) - static_cast<std::int32_t>(one);
        for (std::uint32_t i = 0; i < contexts; ++i) {
            weights[i] += static_cast<std::int32_t>((std::int64_t{inputs[i]} * error) >> 14);
            chosen[i]->learn(bit);
        }
        node = node << 1 | bit;
    }
    show(static_cast<std::uint8_t>(node));
    return static_cast<std::uint8_t>(node);
}

template std::uint8_t TextModel::code(BitEncoder&, std::uint8_t);
template std::uint8_t TextModel::code(NoCoder&, std::uint8_t);
template std::uint8_t TextModel::code(BitDecoder&, std::uint8_t);

}  // namespace assent::text
