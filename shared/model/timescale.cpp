#include "shared/model/timescale.hpp"

#include <array>
#include <utility>

namespace assent {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

Date month_end(int year, unsigned month)
{
    const Date next = month == 12 ? Date::of(year + 1, 1, 1) : Date::of(year, month + 1, 1);
    return Date{next.days - 1};
}

std::string two_digits(unsigned value)
{
    const std::string digits = std::to_string(value % 100);
    return digits.size() == 1 ? "0" + digits : digits;
}

enum class Where { cell, text };

/// Reads one time expression after another out of a text; a position only ever moves forward, so reading is linear.
class Scanner
{
public:
    Scanner(std::string_view text, Where where, std::optional<int> document_year)
        : text_(text), where_(where), document_year_(document_year)
    {
    }

    std::vector<TimeMention> all()
    {
        std::vector<TimeMention> found;
        std::size_t at = 0;
        while (at < text_.size()) {
            if (!starts_word(at)) {
                ++at;
                continue;
            }
            auto mention = one(at);
            if (!mention) {
                ++at;
                continue;
            }
            extend_to_range(*mention);
            at = mention->end;
            found.push_back(std::move(*mention));
        }
        return found;
    }

private:
    struct Number
    {
        int value{};
        int digits{};
        std::size_t end{};
    };
    struct Year
    {
        int first{};
        bool financial{};  ///< two consecutive years
        std::size_t end{};
    };

    char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

    bool starts_word(std::size_t i) const
    {
        const char c = text_[i];
        if (!is_letter(c) && !is_digit(c)) return false;
        if (i == 0) return true;
        const char before = text_[i - 1];
        if (is_letter(before) || is_digit(before)) return false;
        // "1.5 2018" and "3/4/5": a digit after a joint belongs to the number before it.
        return !(is_digit(c) && (before == '.' || before == '/' || before == ',') && i >= 2 && is_digit(text_[i - 2]));
    }

    std::size_t skip_spaces(std::size_t i) const
    {
        // No-break spaces are folded by the caller's text reader; only plain ones are met here.
        while (at(i) == ' ' || at(i) == '\n' || at(i) == '\t') ++i;
        return i;
    }

    /// Length of a dash at `i` ("-", en dash, em dash), 0 if there is none.
    std::size_t dash(std::size_t i) const
    {
        if (at(i) == '-') return 1;
        if (at(i) == '\xE2' && at(i + 1) == '\x80' && (at(i + 2) == '\x93' || at(i + 2) == '\x94')) return 3;
        return 0;
    }

    std::optional<Number> number(std::size_t i, int digits_max) const
    {
        Number n;
        n.end = i;
        while (is_digit(at(n.end))) {
            if (++n.digits > digits_max) return std::nullopt;
            n.value = n.value * 10 + (text_[n.end] - '0');
            ++n.end;
        }
        if (n.digits == 0) return std::nullopt;
        return n;
    }

    bool word_is(std::size_t i, std::string_view word, std::size_t& end) const
    {
        for (std::size_t k = 0; k < word.size(); ++k)
            if (lower(at(i + k)) != word[k]) return false;
        if (is_letter(at(i + word.size()))) return false;
        end = i + word.size();
        return true;
    }

    static bool plausible(int year) { return year >= 1990 && year <= 2099; }

    /// "2018/19", "2018 - 19", "2019/2020", "2018", "18/19".
    std::optional<Year> year(std::size_t i) const
    {
        const auto first = number(i, 4);
        if (!first || (first->digits != 4 && first->digits != 2)) return std::nullopt;
        if (first->digits == 4 && !plausible(first->value)) return std::nullopt;
        Year result{first->digits == 4 ? first->value : 2000 + first->value, false, first->end};
        std::size_t joint = skip_spaces(first->end);
        std::size_t joint_size = at(joint) == '/' ? 1 : dash(joint);
        if (joint_size != 0) {
            const std::size_t next = skip_spaces(joint + joint_size);
            const auto second = number(next, 4);
            const bool ends = second && !is_letter(at(second->end)) && !(at(second->end) == '/' && is_digit(at(second->end + 1)));
            if (ends && second->digits == 2 && second->value == (result.first + 1) % 100)
                return Year{result.first, true, second->end};
            if (ends && second->digits == 4 && second->value == result.first + 1)
                return Year{result.first, true, second->end};
        }
        if (first->digits == 2 || is_letter(at(first->end))) return std::nullopt;
        return result;
    }

    std::optional<std::pair<unsigned, std::size_t>> month(std::size_t i) const
    {
        static constexpr std::array<std::string_view, 12> names{"january", "february", "march",     "april",
                                                                "may",     "june",     "july",      "august",
                                                                "september", "october", "november", "december"};
        if (!is_letter(at(i))) return std::nullopt;
        std::size_t end = i;
        while (is_letter(at(end)) && end - i < 10) ++end;
        const std::size_t size = end - i;
        if (size < 3 || is_letter(at(end))) return std::nullopt;
        for (unsigned m = 0; m < 12; ++m) {
            const std::string_view name = names[m];
            if (size != name.size() && size != 3 && !(m == 8 && size == 4)) continue;
            bool same = true;
            for (std::size_t k = 0; k < size && same; ++k) same = lower(text_[i + k]) == name[k];
            if (!same) continue;
            // "may" in lower case is a verb.
            if (m == 4 && !is_upper(text_[i])) return std::nullopt;
            if (at(end) == '.' && size == 3 && (at(end + 1) == ' ' || is_digit(at(end + 1)))) ++end;
            return std::pair{m + 1, end};
        }
        return std::nullopt;
    }

    /// "Q1", "Qtr 1", "quarter three"; gives the quarter and the position after it.
    std::optional<std::pair<int, std::size_t>> quarter(std::size_t i) const
    {
        std::size_t end = i;
        if (lower(at(i)) != 'q') return std::nullopt;
        if (word_is(i, "quarter", end) || word_is(i, "qtr", end)) {
            end = skip_spaces(end);
            static constexpr std::array<std::string_view, 4> words{"one", "two", "three", "four"};
            for (int q = 1; q <= 4; ++q) {
                std::size_t word_end = end;
                if (word_is(end, words[static_cast<std::size_t>(q - 1)], word_end)) return std::pair{q, word_end};
            }
        } else {
            end = i + 1;
        }
        if (at(end) < '1' || at(end) > '4' || is_digit(at(end + 1)) || is_letter(at(end + 1))) return std::nullopt;
        return std::pair{at(end) - '0', end + 1};
    }

    /// "Q2", "Q2 - Q4", "Q1/Q2": first and last quarter.
    struct Quarters
    {
        int first{};
        int last{};
        std::size_t end{};
    };
    std::optional<Quarters> quarters(std::size_t i) const
    {
        const auto first = quarter(i);
        if (!first) return std::nullopt;
        Quarters result{first->first, first->first, first->second};
        for (;;) {
            std::size_t next = skip_spaces(result.end);
            std::size_t joint = next;
            if (at(next) == '/' || at(next) == '&') joint = next + 1;
            else if (const std::size_t size = dash(next)) joint = next + size;
            else if (!word_is(next, "to", joint) && !word_is(next, "and", joint)) break;
            const auto last = quarter(skip_spaces(joint));
            if (!last || last->first <= result.last) break;
            result.last = last->first;
            result.end = last->second;
        }
        return result;
    }

    Timescale of_quarters(int first_year, const Quarters& q) const
    {
        Timescale t;
        t.kind = q.first == q.last ? TimescaleKind::quarter : TimescaleKind::quarter_range;
        t.label = financial_year_label(first_year) + " Q" + std::to_string(q.first);
        if (q.first != q.last) t.label += "-Q" + std::to_string(q.last);
        t.from = financial_quarter(first_year, q.first).from;
        t.to = financial_quarter(first_year, q.last).to;
        t.confidence = TimescaleConfidence::clear;
        return t;
    }

    std::optional<TimeMention> quarters_with_year(std::size_t i) const
    {
        const auto q = quarters(i);
        if (!q) return std::nullopt;
        std::size_t next = skip_spaces(q->end);
        if (at(next) == '/' || at(next) == ',') {
            next = skip_spaces(next + 1);
        } else if (word_end_of(next) - next == 2 && lower(at(next)) == 'o' && lower(at(next + 1)) == 'f') {
            next = skip_spaces(next + 2);
        }
        if (lower(at(next)) == 'f' && lower(at(next + 1)) == 'y') next = skip_spaces(next + 2);
        if (const auto y = year(next); y && (y->financial || !joined_to_later_year(y->end))) {
            Timescale t = of_quarters(y->first, *q);
            if (!y->financial) {
                // "Q1/2018": the calendar's quarter or the financial year's? Keep both.
                t.confidence = TimescaleConfidence::ambiguous;
                t.other_from = Date::of(y->first, static_cast<unsigned>(q->first * 3 - 2), 1);
                t.other_to = month_end(y->first, static_cast<unsigned>(q->last * 3));
            }
            return TimeMention{i, y->end, std::move(t)};
        }
        if (where_ == Where::text) return std::nullopt;
        if (!document_year_) {
            Timescale t;
            t.kind = q->first == q->last ? TimescaleKind::quarter : TimescaleKind::quarter_range;
            t.label = "Q" + std::to_string(q->first) + (q->first == q->last ? "" : "-Q" + std::to_string(q->last));
            t.confidence = TimescaleConfidence::unknown;
            return TimeMention{i, q->end, std::move(t)};
        }
        Timescale t = of_quarters(*document_year_, *q);
        t.confidence = TimescaleConfidence::assumed_year;
        return TimeMention{i, q->end, std::move(t)};
    }

    std::size_t word_end_of(std::size_t i) const
    {
        while (is_letter(at(i))) ++i;
        return i;
    }

    /// Whether a year that ends at `i` is the first of a longer range, as in "2018-2020".
    bool joined_to_later_year(std::size_t i) const
    {
        const std::size_t joint = skip_spaces(i);
        const std::size_t size = at(joint) == '/' ? 1 : dash(joint);
        if (size == 0) return false;
        const auto second = number(skip_spaces(joint + size), 4);
        return second && second->digits == 4 && plausible(second->value);
    }

    std::optional<TimeMention> years(std::size_t i) const
    {
        std::size_t start = i;
        if (lower(at(i)) == 'f' && lower(at(i + 1)) == 'y') start = skip_spaces(i + 2);
        const auto y = year(start);
        if (!y) return std::nullopt;
        if (y->financial) {
            // "2017/18 Q2 - Q4"
            std::size_t next = skip_spaces(y->end);
            if (at(next) == ',') next = skip_spaces(next + 1);
            // Where a list of values follows with no sign between them, "Q3" may be the next value: only a quarter
            // without a year of its own belongs to this year.
            if (const auto q = quarters(next); q && !year_follows(q->end))
                return TimeMention{i, q->end, of_quarters(y->first, *q)};
            Timescale t;
            t.kind = TimescaleKind::financial_year;
            t.label = financial_year_label(y->first);
            t.from = financial_year_period(y->first).from;
            t.to = financial_year_period(y->first).to;
            t.confidence = TimescaleConfidence::clear;
            return TimeMention{i, y->end, std::move(t)};
        }
        if (joined_to_later_year(y->end)) {
            const std::size_t joint = skip_spaces(y->end);
            const auto second = number(skip_spaces(joint + (at(joint) == '/' ? 1 : dash(joint))), 4);
            if (second->value > y->first + 1 && second->value - y->first < 30) {
                Timescale t;
                t.kind = TimescaleKind::financial_years;
                t.label = financial_year_label(y->first) + "-" + financial_year_label(second->value - 1);
                t.from = financial_year_period(y->first).from;
                t.to = financial_year_period(second->value - 1).to;
                t.confidence = TimescaleConfidence::ambiguous;
                t.other_from = Date::of(y->first, 1, 1);
                t.other_to = Date::of(second->value, 12, 31);
                return TimeMention{i, second->end, std::move(t)};
            }
        }
        if (where_ == Where::text || at(y->end) == '%' || y->end - start != 4) return std::nullopt;
        Timescale t;
        t.kind = TimescaleKind::calendar_year;
        t.label = std::to_string(y->first);
        t.from = Date::of(y->first, 1, 1);
        t.to = Date::of(y->first, 12, 31);
        t.confidence = TimescaleConfidence::ambiguous;
        t.other_from = financial_year_period(y->first).from;
        t.other_to = financial_year_period(y->first).to;
        return TimeMention{i, y->end, std::move(t)};
    }

    bool year_follows(std::size_t i) const
    {
        std::size_t next = skip_spaces(i);
        if (at(next) == '/') next = skip_spaces(next + 1);
        return year(next).has_value();
    }

    std::optional<TimeMention> day_of(std::size_t begin, std::size_t end, int year_value, unsigned m, unsigned d,
                                      TimescaleConfidence confidence) const
    {
        if (m < 1 || m > 12 || d < 1 || year_value < 1990 || year_value > 2099) return std::nullopt;
        const Date last = month_end(year_value, m);
        if (d > last.day()) return std::nullopt;
        Timescale t;
        t.kind = TimescaleKind::date;
        t.from = t.to = Date::of(year_value, m, d);
        t.label = t.from.iso();
        t.confidence = confidence;
        return TimeMention{begin, end, std::move(t)};
    }

    /// The year in which a month lies within the document's own financial year.
    std::optional<int> assumed_year(unsigned m) const
    {
        if (!document_year_ || where_ == Where::text) return std::nullopt;
        return m >= 4 ? *document_year_ : *document_year_ + 1;
    }

    /// A year after a month or day: "2018", "17" after a day, "'18".
    std::optional<Number> calendar_year(std::size_t i, bool short_allowed) const
    {
        std::size_t next = skip_spaces(i);
        if (at(next) == ',') next = skip_spaces(next + 1);
        const bool apostrophe = at(next) == '\'';
        if (apostrophe) ++next;
        auto n = number(next, 4);
        if (!n || is_letter(at(n->end))) return std::nullopt;
        if (n->digits == 4 && plausible(n->value)) return n;
        if (n->digits == 2 && (short_allowed || apostrophe)) {
            n->value += 2000;
            return n;
        }
        return std::nullopt;
    }

    std::optional<TimeMention> date(std::size_t i) const
    {
        if (!is_digit(at(i))) return std::nullopt;
        // 2018-04-01
        if (const auto y = number(i, 4); y && y->digits == 4 && at(y->end) == '-') {
            const auto m = number(y->end + 1, 2);
            if (m && m->digits == 2 && at(m->end) == '-') {
                const auto d = number(m->end + 1, 2);
                if (d && d->digits == 2)
                    return day_of(i, d->end, y->value, static_cast<unsigned>(m->value), static_cast<unsigned>(d->value),
                                  TimescaleConfidence::clear);
            }
        }
        const auto d = number(i, 2);
        if (!d) return std::nullopt;
        // 1/4/19, 01.04.2019: the day comes first in British writing.
        if (const char joint = at(d->end); joint == '/' || joint == '.') {
            const auto m = number(d->end + 1, 2);
            if (m && at(m->end) == joint) {
                const auto y = number(m->end + 1, 4);
                if (y && (y->digits == 2 || y->digits == 4))
                    return day_of(i, y->end, y->digits == 2 ? 2000 + y->value : y->value,
                                  static_cast<unsigned>(m->value), static_cast<unsigned>(d->value),
                                  TimescaleConfidence::clear);
            }
            return std::nullopt;
        }
        // "1 April 2018", "1st April 2018", and "1 st April 2018", which lost its superscript.
        std::size_t next = skip_spaces(d->end);
        for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
            std::size_t end = next;
            if (word_is(next, suffix, end)) {
                next = skip_spaces(end);
                break;
            }
        }
        if (std::size_t end = next; word_is(next, "of", end)) next = skip_spaces(end);
        if (const std::size_t size = dash(next)) next += size;
        const auto m = month(next);
        if (!m) return std::nullopt;
        std::size_t after = m->second;
        if (const std::size_t size = dash(after); size != 0 && is_digit(at(after + size))) after += size;
        if (const auto y = calendar_year(after, true))
            return day_of(i, y->end, y->value, m->first, static_cast<unsigned>(d->value), TimescaleConfidence::clear);
        if (const auto y = assumed_year(m->first))
            return day_of(i, m->second, *y, m->first, static_cast<unsigned>(d->value),
                          TimescaleConfidence::assumed_year);
        return std::nullopt;
    }

    std::optional<TimeMention> month_with_year(std::size_t i) const
    {
        const auto m = month(i);
        if (!m) return std::nullopt;
        int year_value = 0;
        std::size_t end = m->second;
        auto confidence = TimescaleConfidence::clear;
        std::size_t after = m->second;
        bool hyphen = false;
        if (const std::size_t size = dash(after); size != 0 && is_digit(at(after + size))) {
            after += size;
            hyphen = true;
        }
        if (const auto y = calendar_year(after, hyphen)) {
            year_value = y->value;
            end = y->end;
        } else if (const auto assumed = assumed_year(m->first)) {
            year_value = *assumed;
            confidence = TimescaleConfidence::assumed_year;
        } else {
            return std::nullopt;
        }
        Timescale t;
        t.kind = TimescaleKind::month;
        t.label = std::to_string(year_value) + "-" + two_digits(m->first);
        t.from = Date::of(year_value, m->first, 1);
        t.to = month_end(year_value, m->first);
        t.confidence = confidence;
        return TimeMention{i, end, std::move(t)};
    }

    std::optional<TimeMention> season(std::size_t i) const
    {
        struct Season
        {
            std::string_view name;
            unsigned first_month;
        };
        static constexpr std::array<Season, 4> seasons{{{"spring", 3}, {"summer", 6}, {"autumn", 9}, {"winter", 12}}};
        for (const auto& s : seasons) {
            std::size_t end = i;
            if (!word_is(i, s.name, end)) continue;
            const auto y = calendar_year(end, false);
            if (!y) return std::nullopt;
            Timescale t;
            t.kind = TimescaleKind::month_range;
            t.from = Date::of(y->value, s.first_month, 1);
            t.to = s.first_month == 12 ? month_end(y->value + 1, 2) : month_end(y->value, s.first_month + 2);
            t.label = t.from.iso().substr(0, 7) + "/" + t.to.iso().substr(0, 7);
            t.confidence = TimescaleConfidence::assumed;
            return TimeMention{i, y->end, std::move(t)};
        }
        return std::nullopt;
    }

    std::optional<TimeMention> one(std::size_t i) const
    {
        if (auto m = date(i)) return m;
        if (auto m = quarters_with_year(i)) return m;
        if (auto m = years(i)) return m;
        if (auto m = month_with_year(i)) return m;
        return season(i);
    }

    /// "October 2018 to March 2019", "April - June 2018".
    void extend_to_range(TimeMention& first) const
    {
        std::size_t next = skip_spaces(first.end);
        std::size_t joint = next;
        if (const std::size_t size = dash(next)) joint = next + size;
        else if (!word_is(next, "to", joint) && !word_is(next, "until", joint)) return;
        joint = skip_spaces(joint);
        if (joint >= text_.size() || !starts_word(joint)) return;
        const auto last = one(joint);
        if (!last || !last->time.to || !first.time.from || last->time.to < first.time.from) return;
        if (first.time.kind == TimescaleKind::month && first.time.confidence == TimescaleConfidence::assumed_year &&
            last->time.kind == TimescaleKind::month && last->time.confidence == TimescaleConfidence::clear) {
            // "April - June 2018": the year stands once, at the end.
            const int last_year = last->time.to.year();
            const int y = first.time.from.month() <= last->time.to.month() ? last_year : last_year - 1;
            first.time.from = Date::of(y, first.time.from.month(), 1);
            first.time.confidence = TimescaleConfidence::clear;
        }
        const bool quarterly = first.time.kind == TimescaleKind::quarter && last->time.kind == TimescaleKind::quarter;
        first.time.label += " to " + last->time.label;
        first.time.kind = quarterly ? TimescaleKind::quarter_range
                          : first.time.kind == TimescaleKind::financial_year ? TimescaleKind::financial_years
                                                                             : TimescaleKind::month_range;
        first.time.to = last->time.to;
        if (last->time.confidence > first.time.confidence) first.time.confidence = last->time.confidence;
        first.end = last->end;
    }

    std::string_view text_;
    Where where_;
    std::optional<int> document_year_;
};

std::string_view trim(std::string_view s)
{
    while (!s.empty() && (s.front() == ' ' || s.front() == '\n' || s.front() == '\t' || s.front() == ';' || s.front() == ','))
        s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\n' || s.back() == '\t' || s.back() == ';' || s.back() == ','))
        s.remove_suffix(1);
    return s;
}

bool contains_word(std::string_view text, std::string_view word)
{
    for (std::size_t i = 0; i + word.size() <= text.size(); ++i) {
        if (i > 0 && is_letter(text[i - 1])) continue;
        std::size_t k = 0;
        while (k < word.size() && lower(text[i + k]) == word[k]) ++k;
        if (k == word.size()) return true;
    }
    return false;
}

/// Where the phrase of the second mention begins, in the gap between two mentions.
std::size_t cut_between(std::string_view text, std::size_t gap_begin, std::size_t gap_end)
{
    std::size_t words = 0;
    for (std::size_t i = gap_begin; i < gap_end; ++i) {
        const bool starts = is_letter(text[i]) && !is_letter(text[i - 1]) && !is_digit(text[i - 1]);
        if (!starts) continue;
        ++words;
        if (is_upper(text[i])) return i;
    }
    if (words == 0) {
        std::size_t i = gap_end;
        // Keep an opening bracket or quotation mark with what it opens.
        while (i > gap_begin && (text[i - 1] == '(' || text[i - 1] == '\'')) --i;
        return i;
    }
    for (std::size_t i = gap_begin; i < gap_end; ++i)
        if (text[i] == ';' || text[i] == '\n' || text[i] == '/') return i + 1;
    return gap_end;
}

void finish(Timescale& t, std::string_view phrase, std::size_t mention_begin, std::size_t mention_size)
{
    t.as_written = std::string(phrase);
    const std::string_view before = trim(phrase.substr(0, mention_begin));
    const std::string_view after = trim(phrase.substr(mention_begin + mention_size));
    const auto ends_with_word = [&](std::string_view word) {
        if (before.size() < word.size()) return false;
        const std::string_view tail = before.substr(before.size() - word.size());
        for (std::size_t i = 0; i < word.size(); ++i)
            if (lower(tail[i]) != word[i]) return false;
        return before.size() == word.size() || !is_letter(before[before.size() - word.size() - 1]);
    };
    const bool single = t.kind == TimescaleKind::date || t.kind == TimescaleKind::month ||
                        t.kind == TimescaleKind::quarter || t.kind == TimescaleKind::financial_year;
    const bool starts_there = ends_with_word("from") || ends_with_word("starting") || ends_with_word("commencing") ||
                              contains_word(after.substr(0, 8), "onward");
    if (single && starts_there) t.to = Date{};
    // A whole sentence is not a date; the time it names is our reading of it.
    std::size_t words = 0;
    for (std::size_t i = 0; i < phrase.size(); ++i) words += phrase[i] == ' ';
    if (words > 12 && t.confidence == TimescaleConfidence::clear) t.confidence = TimescaleConfidence::assumed;
}

}  // namespace

const char* name_of(TimescaleKind kind)
{
    switch (kind) {
    case TimescaleKind::unknown: return "unknown";
    case TimescaleKind::date: return "date";
    case TimescaleKind::month: return "month";
    case TimescaleKind::month_range: return "month_range";
    case TimescaleKind::quarter: return "quarter";
    case TimescaleKind::quarter_range: return "quarter_range";
    case TimescaleKind::financial_year: return "financial_year";
    case TimescaleKind::financial_years: return "financial_years";
    case TimescaleKind::calendar_year: return "calendar_year";
    case TimescaleKind::recurring: return "recurring";
    }
    return "unknown";
}

const char* name_of(TimescaleConfidence confidence)
{
    switch (confidence) {
    case TimescaleConfidence::clear: return "clear";
    case TimescaleConfidence::assumed: return "assumed";
    case TimescaleConfidence::assumed_year: return "assumed_year";
    case TimescaleConfidence::ambiguous: return "ambiguous";
    case TimescaleConfidence::unknown: return "unknown";
    }
    return "unknown";
}

std::string financial_year_label(int first_year)
{
    return std::to_string(first_year) + "/" + two_digits(static_cast<unsigned>(first_year + 1));
}

Period financial_year_period(int first_year) { return {Date::of(first_year, 4, 1), Date::of(first_year + 1, 3, 31)}; }

Period financial_quarter(int first_year, int quarter)
{
    if (quarter < 1 || quarter > 4) return {};
    const int year = quarter == 4 ? first_year + 1 : first_year;
    const unsigned first_month = quarter == 4 ? 1 : static_cast<unsigned>(quarter * 3 + 1);
    return {Date::of(year, first_month, 1), month_end(year, first_month + 2)};
}

std::optional<int> parse_financial_year(std::string_view text)
{
    for (const auto& mention : Scanner(trim(text), Where::cell, std::nullopt).all())
        if (mention.time.kind == TimescaleKind::financial_year) return mention.time.from.year();
    return std::nullopt;
}

std::vector<Timescale> parse_timescales(std::string_view cell, std::optional<int> document_year)
{
    std::vector<Timescale> result;
    std::size_t line_begin = 0;
    while (line_begin <= cell.size()) {
        std::size_t line_end = cell.find('\n', line_begin);
        if (line_end == std::string_view::npos) line_end = cell.size();
        const std::string_view line = trim(cell.substr(line_begin, line_end - line_begin));
        line_begin = line_end + 1;
        if (line.empty()) continue;

        auto mentions = Scanner(line, Where::cell, document_year).all();
        if (mentions.empty()) {
            Timescale t;
            t.as_written = std::string(line);
            for (const std::string_view word : {"ongoing", "on-going", "quarterly", "monthly", "weekly", "annual", "continuous",
                                                "each year", "every"}) {
                if (!contains_word(line, word)) continue;
                t.kind = TimescaleKind::recurring;
                t.confidence = TimescaleConfidence::clear;
                break;
            }
            result.push_back(std::move(t));
            continue;
        }
        std::size_t begin = 0;
        for (std::size_t k = 0; k < mentions.size(); ++k) {
            const std::size_t end =
                k + 1 < mentions.size() ? cut_between(line, mentions[k].end, mentions[k + 1].begin) : line.size();
            const std::string_view phrase = trim(line.substr(begin, end - begin));
            const auto offset = static_cast<std::size_t>(phrase.data() - line.data());
            Timescale t = std::move(mentions[k].time);
            finish(t, phrase, mentions[k].begin - offset, mentions[k].end - mentions[k].begin);
            result.push_back(std::move(t));
            begin = end;
        }
    }
    return result;
}

std::vector<TimeMention> find_times(std::string_view text)
{
    auto mentions = Scanner(text, Where::text, std::nullopt).all();
    for (auto& mention : mentions)
        mention.time.as_written = std::string(text.substr(mention.begin, mention.end - mention.begin));
    return mentions;
}

}  // namespace assent
