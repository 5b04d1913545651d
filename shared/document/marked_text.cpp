#include "shared/document/marked_text.hpp"

#include <algorithm>
#include <array>

namespace assent {

namespace {

constexpr unsigned bold = 1;
constexpr unsigned italic = 2;
constexpr std::size_t none = static_cast<std::size_t>(-1);
constexpr std::size_t link_bytes_max = 2'000;

bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// ---- lines -------------------------------------------------------------------------------------------------------------------

struct Line
{
    MarkedKind kind{};
    std::size_t indent{};     // levels
    std::uint16_t number{};
    std::string_view before;  // indent and the list's mark
    std::string_view words;
};

Line line_of(std::string_view line)
{
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    Line result;
    std::size_t at = 0;
    std::size_t columns = 0;
    for (; at < line.size() && is_blank(line[at]); ++at) columns += line[at] == ' ' ? 1 : 2;
    result.indent = columns / 2;
    const auto words_at = [&](std::size_t from) {
        while (from < line.size() && is_blank(line[from])) ++from;
        result.before = line.substr(0, from);
        result.words = line.substr(from);
    };
    words_at(at);
    // Blanks at the end are gone, so what follows a list's mark and a blank is a word.
    if (result.words.size() > 2 && result.words[0] == '-' && is_blank(result.words[1])) {
        result.kind = MarkedKind::bullet;
        words_at(at + 1);
        return result;
    }
    static constexpr std::size_t digits_max = 3;  // more is a year, not a place in a list
    std::size_t digits = 0;
    std::uint16_t number = 0;
    for (; digits < result.words.size() && digits <= digits_max && is_digit(result.words[digits]); ++digits)
        number = static_cast<std::uint16_t>(number * 10 + (result.words[digits] - '0'));
    if (digits > 0 && digits <= digits_max && result.words.size() > digits + 2 && result.words[digits] == '.' &&
        is_blank(result.words[digits + 1])) {
        result.kind = MarkedKind::numbered;
        result.number = number;
        words_at(at + digits + 1);
    }
    return result;
}

// ---- what is inside a line ---------------------------------------------------------------------------------------------------

/// A place where something may begin or end. `used` bytes of `size` are a mark, the others are as typed; 0: no mark at all.
struct Event
{
    enum class Kind : std::uint8_t { stars, open, close, escape };
    Kind kind{};
    std::size_t at{};
    std::size_t size{};
    std::size_t used{};
    unsigned on{};
    unsigned off{};
    std::string_view target;
};

bool is_target(std::string_view target)
{
    if (target.size() > link_bytes_max) return false;
    for (const std::string_view scheme : {"http://", "https://", "mailto:"}) {
        if (target.size() <= scheme.size()) continue;
        if (std::equal(scheme.begin(), scheme.end(), target.begin(), [](char a, char b) { return a == lower(b); })) return true;
    }
    return false;
}

/// Finds the marks of one line. Bold and italic are looked for apart, so that they may overlap, and a mark's partner is
/// the nearest before it: nothing is looked at twice.
class Marks
{
public:
    explicit Marks(std::string_view words) : words_(words)
    {
        for (std::size_t at = 0; at < words_.size();) {
            switch (words_[at]) {
            case '\\': at = escape(at); break;
            case '*': at = stars(at); break;
            case '[': at = open(at); break;
            case ']': at = close(at); break;
            default: ++at;
            }
        }
    }

    std::vector<MarkedRun> runs() const
    {
        std::vector<MarkedRun> runs;
        unsigned look = 0;
        std::string_view link;
        const auto say = [&](std::string_view text) {
            if (text.empty()) return;
            const bool is_bold = (look & bold) != 0;
            const bool is_italic = (look & italic) != 0;
            if (runs.empty() || runs.back().bold != is_bold || runs.back().italic != is_italic ||
                runs.back().link.data() != link.data())
                runs.push_back({{}, is_bold, is_italic, link});
            runs.back().text += text;
        };
        std::size_t at = 0;
        for (const Event& event : events_) {
            if (event.used == 0) continue;
            say(words_.substr(at, event.at - at));
            look &= ~event.off;
            if (event.kind == Event::Kind::open) link = event.target;
            if (event.kind == Event::Kind::close) link = {};
            say(words_.substr(event.at, event.size - event.used));
            look |= event.on;
            at = event.at + event.size;
        }
        say(words_.substr(at));
        return runs;
    }

private:
    std::size_t escape(std::size_t at)
    {
        if (at + 1 == words_.size() || (words_[at + 1] != '*' && words_[at + 1] != '[')) return at + 1;
        events_.push_back({Event::Kind::escape, at, 1, 1, 0, 0, {}});
        return at + 2;
    }

    std::size_t stars(std::size_t at)
    {
        std::size_t end = at;
        while (end < words_.size() && words_[end] == '*') ++end;
        const std::size_t size = end - at;
        const char before = at > 0 ? words_[at - 1] : ' ';
        const char after = end < words_.size() ? words_[end] : ' ';
        // Four and more are a line someone drew; a star between two figures multiplies.
        if (size > 3 || (size == 1 && is_digit(before) && is_digit(after))) return end;
        Event event{Event::Kind::stars, at, size, 0, 0, 0, {}};
        if (!is_blank(before)) {
            if (size != 2) end_of(italic, event);
            if (size >= 2) end_of(bold, event);
        }
        if (!is_blank(after)) {
            const std::size_t left = size - event.used;
            if (left == 1 || left == 3) opened_[italic] = events_.size();
            if (left >= 2) opened_[bold] = events_.size();
        }
        events_.push_back(event);
        return end;
    }

    void end_of(unsigned mark, Event& event)
    {
        auto& opened = opened_[mark];
        if (opened == none) return;
        const std::size_t stars = mark == bold ? 2 : 1;
        events_[opened].on |= mark;
        events_[opened].used += stars;
        event.off |= mark;
        event.used += stars;
        opened = none;
    }

    std::size_t open(std::size_t at)
    {
        brackets_.push_back(events_.size());
        events_.push_back({Event::Kind::open, at, 1, 0, 0, 0, {}});
        return at + 1;
    }

    std::size_t close(std::size_t at)
    {
        if (brackets_.empty()) return at + 1;
        Event& begin = events_[brackets_.back()];
        brackets_.pop_back();
        if (at + 1 >= words_.size() || words_[at + 1] != '(' || begin.at + 1 == at) return at + 1;
        const std::size_t end = target_end(at + 2);
        if (end == words_.size() || words_[end] != ')') return at + 1;
        const std::string_view target = words_.substr(at + 2, end - at - 2);
        if (!is_target(target)) return at + 1;
        begin.used = 1;
        begin.target = target;
        brackets_.clear();  // no link inside a link
        const std::size_t size = end + 1 - at;
        events_.push_back({Event::Kind::close, at, size, size, 0, 0, {}});
        return end + 1;
    }

    /// The first character from `from` that cannot be part of an address; looked for once for all that begin before it.
    std::size_t target_end(std::size_t from)
    {
        if (target_end_ != none && target_end_ >= from) return target_end_;
        const auto stops = [](char c) {
            const auto u = static_cast<unsigned char>(c);
            return u <= ' ' || u == 0x7F || std::string_view("()<>\"\\`").find(c) != std::string_view::npos;
        };
        target_end_ = from;
        while (target_end_ < words_.size() && !stops(words_[target_end_])) ++target_end_;
        return target_end_;
    }

    std::string_view words_;
    std::vector<Event> events_;
    std::vector<std::size_t> brackets_;                     // open ones, as places in events_
    std::array<std::size_t, 3> opened_{none, none, none};  // by mark, as places in events_
    std::size_t target_end_{none};
};

std::vector<MarkedRun> runs_of(std::string_view words)
{
    auto runs = Marks(words).runs();
    if (runs.empty() && !words.empty()) runs.push_back({std::string(words)});  // marks around nothing: "[**](http://a)**"
    return runs;
}

template<class Each>
void each_line(std::string_view text, Each each)
{
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        each(text.substr(at, end - at));
        at = end + 1;
    }
}

}  // namespace

std::vector<MarkedBlock> parse_marked(std::string_view text)
{
    std::vector<MarkedBlock> blocks;
    each_line(text, [&](std::string_view written) {
        const Line line = line_of(written);
        if (line.words.empty()) return;
        MarkedBlock block{line.kind, 0, line.number, runs_of(line.words)};
        if (line.kind != MarkedKind::paragraph) {
            const bool in_list = !blocks.empty() && blocks.back().kind != MarkedKind::paragraph;
            const std::size_t most = in_list ? blocks.back().depth + std::size_t{1} : 0;
            block.depth = static_cast<std::uint8_t>(std::min({line.indent, most, std::size_t{marked_depth_max}}));
        }
        blocks.push_back(std::move(block));
    });
    return blocks;
}

std::string plain_text_of(std::string_view text)
{
    if (text.find_first_of("*[\\") == std::string_view::npos) return std::string(text);
    std::string plain;
    plain.reserve(text.size());
    each_line(text, [&, first = true](std::string_view written) mutable {
        if (!first) plain += '\n';
        first = false;
        const Line line = line_of(written);
        plain += line.before;
        for (const MarkedRun& run : runs_of(line.words)) plain += run.text;
    });
    return plain;
}

}  // namespace assent
