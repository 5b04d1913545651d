#include "client/sync/anchors.hpp"

#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "shared/text/utf8.hpp"

namespace assent::sync {
namespace {

using State = WordsPlace::State;

const FieldRef field{PlanId::derived("plan"), ElementId::derived("part"), "text"};

Random numbers()
{
    return [drawn = std::uint8_t{0}]() mutable {
        std::array<std::uint8_t, 16> bytes{};
        bytes[0] = 0x10;
        bytes[3] = ++drawn;
        return bytes;
    };
}

class AnchorsTest : public testing::Test
{
protected:
    explicit AnchorsTest() { EXPECT_TRUE(texts.open(field, "Beds open in spring. Nurses visit at home.", {})); }

    const std::string& now() { return *texts.words(field); }
    About select(const std::string& words)
    {
        const auto at = now().find(words);
        EXPECT_NE(at, std::string::npos);
        const auto from = text::scalar_count(now().data(), at);
        return about_words(texts, field, now(), from, from + text::scalar_count(words.data(), words.size()));
    }
    void write(std::uint32_t position, std::uint32_t erased, const std::string& words) { ASSERT_TRUE(texts.write(field, {{position, erased, words}}, {}, 0)); }
    WordsPlace place(const About& about) { return places_of(texts, field, now(), std::vector<const About*>{&about}).front(); }
    std::string words_at(const WordsPlace& place) { return now().substr(place.begin, place.end - place.begin); }

    LiveTexts texts{numbers()};
};

TEST_F(AnchorsTest, SelectedWordsAreKeptWithWhatStandsBesideThem)
{
    const auto about = select("in spring");
    EXPECT_TRUE(about.anchored);
    EXPECT_EQ(about.quote, "in spring");
    EXPECT_EQ(about.before, "Beds open ");
    EXPECT_EQ(about.after, ". Nurses visit at home.");
    EXPECT_EQ(about.field, "text");
}

TEST_F(AnchorsTest, NothingSelectedIsTheWholePart)
{
    const auto about = about_words(texts, field, now(), 5, 5);
    EXPECT_FALSE(about.anchored);
    EXPECT_EQ(about.quote, "");
    EXPECT_EQ(about.element, field.element);
}

TEST_F(AnchorsTest, WordsAreFollowedThroughEditsBeforeThem)
{
    const auto about = select("Nurses");
    write(0, 4, "More beds");
    EXPECT_EQ(place(about).state, State::same);
    EXPECT_EQ(words_at(place(about)), "Nurses");
}

TEST_F(AnchorsTest, AnEditInsideThemIsAChange)
{
    const auto about = select("in spring");
    write(13, 0, "early ");
    EXPECT_EQ(place(about).state, State::changed);
    EXPECT_EQ(words_at(place(about)), "in early spring");
}

TEST_F(AnchorsTest, DeletedWordsAreGoneAndSayWhereTheyStood)
{
    const auto about = select(" in spring");
    write(9, 10, "");
    const auto found = place(about);
    EXPECT_EQ(found.state, State::gone);
    EXPECT_EQ(found.begin, 9u);
    EXPECT_FALSE(found.stands());
}

TEST_F(AnchorsTest, ATextThatWasSetAnewIsSearchedForTheQuote)
{
    auto about = select("Nurses visit");
    texts.forget(field);
    ASSERT_TRUE(texts.open(field, "At home, Nurses visit.", {}));
    about.start = {99, 1, true, false};  // of a history that is not here
    about.end = {99, 2, false, false};
    EXPECT_EQ(place(about).state, State::same);
    EXPECT_EQ(words_at(place(about)), "Nurses visit");
}

TEST_F(AnchorsTest, AClosedTextSaysNothing)
{
    const auto about = select("spring");
    texts.forget(field);
    const TiedWords tied{about.quote, about.start, about.end};
    EXPECT_EQ(places_of(texts, field, "", std::vector<TiedWords>{tied}).front().state, State::unknown);
}

TEST(PlaceOfQuoteTest, OneOccurrenceIsTheOne)
{
    EXPECT_EQ(place_of_quote("beds and nurses", "nurses", "", ""), (WordsPlace{State::same, 9, 15}));
}

TEST(PlaceOfQuoteTest, OfSeveralTheSurroundingsTellWhich)
{
    EXPECT_EQ(place_of_quote("the bed by the bed", "the bed", "by ", ""), (WordsPlace{State::same, 11, 18}));
}

TEST(PlaceOfQuoteTest, WhereTheyDoNotTellItIsGone)
{
    EXPECT_EQ(place_of_quote("a bed, a bed", "a bed", "", "").state, State::gone);
    EXPECT_EQ(place_of_quote("a bed, a bed", "a bed", "two ", "").state, State::gone);
    EXPECT_EQ(place_of_quote("a bed", "a nurse", "", "").state, State::gone);
    EXPECT_EQ(place_of_quote("a bed", "", "", "").state, State::gone);
}

// ---- random edits ----------------------------------------------------------------------------------------------------

/// A character of the text by where it came from: its place in the first text, or -1 of what was written later.
struct Character
{
    std::string utf8;
    int origin{-1};
};

std::string text_of(const std::vector<Character>& characters)
{
    std::string text;
    for (const auto& character : characters) text += character.utf8;
    return text;
}

std::size_t bytes_before(const std::vector<Character>& characters, std::size_t index)
{
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < index; ++i) bytes += characters[i].utf8.size();
    return bytes;
}

struct Range
{
    int from{}, to{};  // origins, to excluded
    About about;
};

/// What holds of a place after any edits: the words that are left are within it, no neighbour that was there before is, and
/// its state says what is true.
void expect_follows(const std::vector<Character>& characters, const Range& range, const WordsPlace& place)
{
    std::size_t first = characters.size(), last = 0;
    bool any = false;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const int origin = characters[i].origin;
        const auto at = bytes_before(characters, i);
        if (origin >= range.from && origin < range.to) {
            first = std::min(first, i);
            last = i + 1;
            any = true;
        } else if (origin >= 0) {
            EXPECT_FALSE(at >= place.begin && at < place.end) << "a neighbour is within the words";
        }
    }
    const std::string now = text_of(characters);
    ASSERT_LE(place.begin, place.end);
    ASSERT_LE(place.end, now.size());
    const auto words = now.substr(place.begin, place.end - place.begin);
    EXPECT_EQ(place.state == State::same, words == range.about.quote);
    EXPECT_EQ(place.state == State::gone, words.empty());
    if (!any) return;
    EXPECT_LE(place.begin, bytes_before(characters, first));
    EXPECT_GE(place.end, bytes_before(characters, last));
    if (characters[first].origin == range.from) EXPECT_EQ(place.begin, bytes_before(characters, first));
    if (characters[last - 1].origin == range.to - 1) EXPECT_EQ(place.end, bytes_before(characters, last));
}

void run_random_edits(std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
    static constexpr std::array letters = {"a", "b", " ", "\n", "é", "€", "𝄞"};
    std::vector<Character> characters;
    for (int i = 0; i < 60; ++i) characters.push_back({letters[below(letters.size())], i});
    LiveTexts texts{numbers()};
    ASSERT_TRUE(texts.open(field, text_of(characters), {}));
    std::vector<Range> ranges;
    for (int i = 0; i < 12; ++i) {
        const auto from = below(59), to = from + 1 + below(60 - from - 1 > 0 ? 60 - from - 1 : 1);
        ranges.push_back({static_cast<int>(from), static_cast<int>(to),
                          about_words(texts, field, *texts.words(field), static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to))});
        EXPECT_TRUE(ranges.back().about.anchored);
    }
    for (int step = 0; step < 40; ++step) {
        const auto position = below(characters.size() + 1);
        const auto erased = std::min(below(9), characters.size() - position);
        std::vector<Character> written;
        for (auto count = below(5); count > 0; --count) written.push_back({letters[below(letters.size())]});
        if (erased + written.size() == 0) continue;
        ASSERT_TRUE(texts.write(field, {{static_cast<std::uint32_t>(position), static_cast<std::uint32_t>(erased), text_of(written)}}, {}, 0));
        const auto at = characters.begin() + static_cast<std::ptrdiff_t>(position);
        characters.insert(characters.erase(at, at + static_cast<std::ptrdiff_t>(erased)), written.begin(), written.end());
        ASSERT_EQ(*texts.words(field), text_of(characters));
        std::vector<TiedWords> tied;
        for (const auto& range : ranges) tied.push_back({range.about.quote, range.about.start, range.about.end});
        const auto places = places_of(texts, field, *texts.words(field), tied);
        for (std::size_t i = 0; i < ranges.size(); ++i) expect_follows(characters, ranges[i], places[i]);
        if (testing::Test::HasFailure()) return;
    }
}

TEST(AnchorsRandomTest, PlacesFollowTheirWordsThroughRandomEdits)
{
    if (const char* given = std::getenv("ASSENT_SEED")) return run_random_edits(std::strtoull(given, nullptr, 10));
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        run_random_edits(seed);
        ASSERT_FALSE(testing::Test::HasFailure()) << "ASSENT_SEED=" << seed;
    }
}

}  // namespace
}  // namespace assent::sync
