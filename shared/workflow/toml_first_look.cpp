#include "shared/workflow/toml_first_look.hpp"

namespace assent::workflow {

namespace {

constexpr std::size_t key_parts_max = 4;

/// What must not reach toml++ 3.3, found by a look at the text that knows only texts and comments:
///   - Control characters, which TOML allows nowhere.
///   - A key of many parts. A table is destroyed level by level, so "a.a.a..." without end would end in a stack overflow.
///   - Letters beyond ASCII outside texts and comments, or after a line that a backslash continues. TOML allows none in
///     the first place, but toml++ asks whether they are white space, by a table whose gaps are undefined behaviour.
class FirstLook
{
public:
    explicit FirstLook(std::string_view text) : text_(text) {}

    /// The first thing wrong, if anything is.
    std::optional<Fault> fault()
    {
        if (text_.substr(0, 3) == "\xef\xbb\xbf") text_.remove_prefix(3);  // the mark that some editors put first
        for (at_ = 0; at_ < text_.size() && !fault_; ++at_) {
            const char c = text_[at_];
            look_at(c);
            if (c == '#') comment();
            else if (c == '"' || c == '\'') string(c);
            else if (static_cast<unsigned char>(c) >= 0x80) found("a letter beyond ASCII outside of quotes");
            else if (c == '.' && ++dots_ >= key_parts_max) found("a key of more than " + std::to_string(key_parts_max) + " parts");
            else if (std::string_view("\n=,[]{}").find(c) != std::string_view::npos) dots_ = 0;
        }
        return fault_;
    }

private:
    void found(const std::string& what)
    {
        if (!fault_) fault_ = Fault{line_, "The file cannot be read as TOML: there is " + what + ".", {}};
    }

    void look_at(char c)
    {
        if (c == '\n') ++line_;
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f) found("a control character");
    }

    void comment()
    {
        while (at_ + 1 < text_.size() && text_[at_ + 1] != '\n') look_at(text_[++at_]);
    }

    /// Goes to the last character of the string, or before the end of the line if one of a single line is not closed: the
    /// parser says so.
    void string(char quote)
    {
        const bool multi = text_.substr(at_, 3) == std::string(3, quote);
        const std::size_t ends = multi ? 3 : 1;
        for (at_ += ends; at_ < text_.size(); ++at_) {
            if (text_.substr(at_, ends) == std::string(ends, quote)) {
                at_ += ends - 1;
                return;
            }
            if (text_[at_] == '\n' && !multi) {
                --at_;
                return;
            }
            if (text_[at_] == '\\' && quote == '"' && at_ + 1 < text_.size()) {
                ++at_;
                if (std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
                    found("a line continued by a backslash; write the text on one line");
            }
            look_at(text_[at_]);
        }
    }

    std::string_view text_;
    std::size_t at_{};
    std::size_t dots_{};
    std::uint32_t line_{1};
    std::optional<Fault> fault_;
};

}  // namespace

std::optional<Fault> first_look(std::string_view text) { return FirstLook(text).fault(); }

}  // namespace assent::workflow
