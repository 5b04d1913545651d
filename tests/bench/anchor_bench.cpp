// Where the words of 5,000 feedback items stand, as the client finds it (client/sync/anchors.hpp): all in one long text that
// has been edited, and in 500 texts with ten each. One JSON object a line.
//   anchor_bench [ROUNDS]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "client/sync/anchors.hpp"

namespace {

using namespace assent;
using namespace assent::sync;
using Clock = std::chrono::steady_clock;

constexpr std::size_t anchors = 5'000;

Random numbers()
{
    return [drawn = std::uint8_t{0}]() mutable {
        std::array<std::uint8_t, 16> bytes{};
        bytes[0] = 0x10;
        bytes[3] = ++drawn;
        return bytes;
    };
}

struct Held
{
    FieldRef field;
    std::vector<About> items;
    std::vector<const About*> pointers;
};

std::string words(std::size_t count, std::mt19937_64& random)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "word" + std::to_string(random() % 10'000) + (i % 12 == 11 ? ".\n" : " ");
    return text;
}

void measure(const char* what, std::size_t texts_count, std::size_t words_each, int rounds)
{
    std::mt19937_64 random(7);
    LiveTexts texts{numbers()};
    std::vector<Held> all(texts_count);
    for (std::size_t i = 0; i < texts_count; ++i) {
        all[i].field = {PlanId::derived("plan"), ElementId::derived("part " + std::to_string(i)), "text"};
        const auto& field = all[i].field;
        if (!texts.open(field, words(words_each, random), {})) std::exit(1);
        const auto size = [&] { return static_cast<std::uint32_t>(texts.words(field)->size()); };
        for (std::size_t item = 0; item < anchors / texts_count; ++item) {
            const auto from = static_cast<std::uint32_t>(random() % (size() - 40));
            all[i].items.push_back(about_words(texts, field, *texts.words(field), from, from + 8 + static_cast<std::uint32_t>(random() % 30)));
        }
        for (std::size_t edit = 0; edit < 2'000 / texts_count; ++edit)
            if (!texts.write(field, {{static_cast<std::uint32_t>(random() % (size() - 20)), static_cast<std::uint32_t>(random() % 6), "edited"}}, {}, 0)) std::exit(1);
        for (const auto& item : all[i].items) all[i].pointers.push_back(&item);
    }
    std::vector<double> times;
    std::size_t standing = 0;
    for (int round = 0; round <= rounds; ++round) {
        const auto start = Clock::now();
        standing = 0;
        for (const auto& held : all)
            for (const auto& place : places_of(texts, held.field, *texts.words(held.field), held.pointers)) standing += place.stands();
        const double ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
        if (round > 0) times.push_back(ms);
        else std::printf("{\"bench\":\"anchors\",\"case\":\"%s\",\"figure\":\"first time, with the histories to walk\",\"value\":%.3f,\"unit\":\"ms\"}\n", what, ms);
    }
    std::sort(times.begin(), times.end());
    std::printf("{\"bench\":\"anchors\",\"case\":\"%s\",\"anchors\":%zu,\"standing\":%zu,\"figure\":\"resolved\",\"value\":%.3f,\"max\":%.3f,\"unit\":\"ms\",\"rounds\":%d}\n", what,
                anchors, standing, times[times.size() / 2], times.back(), rounds);
}

}  // namespace

int main(int argc, char** argv)
{
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 31;
    measure("one text of 10,000 words", 1, 10'000, rounds);
    measure("500 texts of 200 words", 500, 200, rounds);
}
