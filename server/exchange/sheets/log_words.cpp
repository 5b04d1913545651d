#include "server/exchange/sheets/log_words.hpp"

#include <algorithm>

#include "assent_log_words.hpp"
#include "server/exchange/text_tools.hpp"
#include "shared/base/assertion.hpp"
#include "shared/base/toml.hpp"

namespace assent::exchange::sheets {

static constexpr std::size_t title_words_max = 12;  // longer is a sentence, not a title

std::string name_of(LogField field)
{
    return boost::describe::enum_to_string(field, "");
}

std::string title_of(LogField field)
{
    switch (field) {
    case LogField::none:
    case LogField::ignored: return "Not taken in";
    case LogField::verbatim: return "Comment";
    case LogField::quote: return "Words quoted";
    case LogField::occasion: return "Event";
    default: break;
    }
    std::string title = name_of(field);
    std::replace(title.begin(), title.end(), '_', ' ');
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    return title;
}

std::optional<LogField> log_field_named(std::string_view name)
{
    LogField field{};
    if (!boost::describe::enum_from_string(std::string(name).c_str(), field)) return std::nullopt;
    return field;
}

std::string comparable(std::string_view text)
{
    std::string words;
    bool gap = false;
    for (const char c : text) {
        const bool counts = is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
        if (!counts) {
            gap = true;
            continue;
        }
        if (gap && !words.empty()) words += ' ';
        gap = false;
        words += to_lower(c);
    }
    return words;
}

Result<LogWords> LogWords::from_toml(std::string_view toml)
{
    const auto parsed = toml::parse(toml);
    const auto broken = [](const std::string& what) {
        return refuse(Errc::malformed, "The words of feedback logs cannot be read: " + what + '.');
    };
    if (!parsed) return broken(std::string(parsed.error().description()));
    LogWords words;
    const auto* fields = parsed.table()["field"].as_array();
    const auto* choices = parsed.table()["choice"].as_array();
    if (!fields || !choices) return broken("[[field]] and [[choice]] are needed");
    for (const auto& node : *fields) {
        const toml::table* table = node.as_table();
        const auto name = table ? (*table)["name"].value<std::string>() : std::nullopt;
        const auto field = name ? log_field_named(*name) : std::nullopt;
        const auto* titles = table ? (*table)["titles"].as_array() : nullptr;
        if (!field || !titles) return broken("a field needs a known name and titles");
        std::size_t rank = 0;
        for (const auto& title : *titles) {
            const auto text = title.value<std::string>();
            if (!text) return broken("titles are texts");
            if (!words.titles_.try_emplace(comparable(*text), Title{*field, rank++}).second)
                return broken('"' + *text + "\" is the title of two fields");
        }
    }
    const auto fill = [&](Choices& into, const std::string& value, const toml::array& list) {
        return std::all_of(list.begin(), list.end(), [&](const toml::node& word) {
            const auto text = word.value<std::string>();
            return text && into.try_emplace(comparable(*text), value).second;
        });
    };
    for (const auto& node : *choices) {
        const toml::table* table = node.as_table();
        if (!table) return broken("a choice is a table");
        const auto of = (*table)["of"].value<std::string>();
        const auto value = (*table)["value"].value<std::string>();
        const auto* list = (*table)["words"].as_array();
        if (!of || !value || !list) return broken("a choice needs of, value and words");
        FeedbackType type{};
        FeedbackState state{};
        Disposition disposition{};
        using boost::describe::enum_from_string;
        Choices* into = *of == "type" && enum_from_string(value->c_str(), type)                  ? &words.types_
                        : *of == "state" && enum_from_string(value->c_str(), state)              ? &words.states_
                        : *of == "disposition" && enum_from_string(value->c_str(), disposition) ? &words.dispositions_
                                                                                                 : nullptr;
        if (!into) return broken(*of + " has no choice " + *value);
        if (!fill(*into, *value, *list)) return broken("words of " + *value + " are texts, each of one choice");
    }
    return words;
}

const LogWords& LogWords::standard()
{
    static const LogWords words = [] {
        auto read = from_toml(log_words_toml);
        ASSENT_ASSERT(read.has_value());
        return *std::move(read);
    }();
    return words;
}

std::vector<TitleMatch> LogWords::fields_for(std::string_view title) const
{
    constexpr std::size_t whole = 1'000'000;
    std::vector<TitleMatch> matches;
    const auto take = [&](const std::string& words, std::size_t base) {
        const auto found = titles_.find(words);
        if (found == titles_.end()) return;
        const std::size_t weight = base - found->second.rank;
        const auto same = std::find_if(matches.begin(), matches.end(), [&](const TitleMatch& m) { return m.field == found->second.field; });
        if (same == matches.end()) matches.push_back({found->second.field, weight});
        else same->weight = std::max(same->weight, weight);
    };
    const std::string folded = comparable(title.substr(0, 200));
    take(folded, whole);
    // Parts of the title, longer ones before shorter ones: "Comment (verbatim, as received)".
    const auto words = split_words(folded);
    if (words.size() > 1 && words.size() <= title_words_max) {
        for (std::size_t first = 0; first < words.size(); ++first) {
            std::string run;
            for (std::size_t last = first; last < words.size(); ++last) {
                run += (last == first ? "" : " ") + std::string(words[last]);
                take(run, 1000 * (last - first + 1));
            }
        }
    }
    std::stable_sort(matches.begin(), matches.end(), [](const TitleMatch& a, const TitleMatch& b) { return a.weight > b.weight; });
    return matches;
}

template<class Enum>
static std::optional<Enum> chosen(const std::unordered_map<std::string, std::string>& choices, std::string_view words)
{
    const auto found = choices.find(comparable(words.substr(0, 200)));
    Enum value{};
    if (found == choices.end() || !boost::describe::enum_from_string(found->second.c_str(), value)) return std::nullopt;
    return value;
}

std::optional<FeedbackType> LogWords::type(std::string_view words) const
{
    return chosen<FeedbackType>(types_, words);
}

std::optional<FeedbackState> LogWords::state(std::string_view words) const
{
    return chosen<FeedbackState>(states_, words);
}

std::optional<Disposition> LogWords::disposition(std::string_view words) const
{
    return chosen<Disposition>(dispositions_, words);
}

}  // namespace assent::exchange::sheets
