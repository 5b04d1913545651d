// The search over 50,000 intentions and 200,000 items of feedback in ten plans: building the index from the state, its size, and
// how long queries take. Words are drawn by Zipf's law from a made-up vocabulary, beside ones that a given share of the things has.
// Prints one JSON object a line. Smaller: search_bench 5000 20000

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "server/search/index.hpp"

namespace {

using namespace assent;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

/// Of this thread: what a query costs where others use the processor too.
double cpu_ms()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

long resident_kb()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

class Words
{
public:
    Words()
    {
        static constexpr const char* syllables[] = {"ba", "con", "dor", "el", "fi", "gra", "hu", "in", "jo", "ke", "lam", "mor", "ne", "ost", "pri", "qua", "ri", "sul", "ter", "vi"};
        for (std::size_t i = 0; i < 20'000; ++i) {
            std::string word;
            for (std::size_t n = i + 20; n > 0; n /= 20) word += syllables[n % 20];
            vocabulary_.push_back(word);
        }
    }
    /// Of rank r with a chance of about 1/r.
    const std::string& word()
    {
        const double u = static_cast<double>(random_() >> 11) / 9007199254740992.0;
        return vocabulary_[static_cast<std::size_t>(std::pow(static_cast<double>(vocabulary_.size()), u)) - 1];
    }
    const std::string& ranked(std::size_t rank) const { return vocabulary_[rank]; }
    bool chance(std::uint64_t percent) { return random_() % 100 < percent; }
    std::uint64_t below(std::uint64_t n) { return random_() % n; }
    std::string text(std::size_t words)
    {
        std::string text;
        for (std::size_t i = 0; i < words; ++i) text += (i ? " " : "") + word();
        if (chance(80)) text += " services";
        if (chance(60)) text += " patients";
        if (chance(10)) text += " podiatry";
        if (chance(1)) text += " thrombectomy";
        return text;
    }

private:
    std::mt19937_64 random_{7};
    std::vector<std::string> vocabulary_;
};

constexpr std::size_t plans = 10;

Tenant made(std::size_t intentions, std::size_t items)
{
    static constexpr const char* providers[] = {"L&D", "BHT", "MKHFT", "ELFT", "Circle", "All providers"};
    Words words;
    Tenant tenant;
    for (std::size_t p = 0; p < plans; ++p) {
        Plan plan;
        plan.id = PlanId::derived("plan " + std::to_string(p));
        plan.title = "Commissioning plan " + words.word();
        plan.period = std::to_string(2017 + p) + "/" + std::to_string(18 + p);
        const Date spring = Date::of(static_cast<int>(2017 + p), 4, 1);
        for (std::size_t i = 0; i < intentions / plans; ++i) {
            Intention one;
            one.id = ElementId::derived(plan.title + " intention " + std::to_string(i));
            one.reference = "PLN-" + std::to_string(i + 1);
            one.programme_area = "Programme " + words.ranked(words.below(12));
            one.service_area = words.text(3);
            one.text = words.text(50);
            one.providers = {providers[words.below(6)]};
            one.place = words.ranked(100 + words.below(8));
            one.routes = {"contract_variation"};
            const auto quarter = static_cast<int>(words.below(4));
            one.timescales = {{"", Date{spring.days + quarter * 91 + 5}, Date{spring.days + quarter * 91 + 60}}};
            plan.content.intentions.push_back(std::move(one));
        }
        for (std::size_t i = 0; i < items / plans; ++i) {
            FeedbackItem one;
            one.id = FeedbackId::derived(plan.title + " item " + std::to_string(i));
            one.number = static_cast<std::uint32_t>(i + 1);
            one.name = words.word();
            one.organisation = words.chance(30) ? providers[words.below(5)] : "";
            one.verbatim = words.text(35);
            one.response = words.chance(70) ? words.text(15) : "";
            one.state = static_cast<FeedbackState>(words.below(4));
            plan.feedback.push_back(std::move(one));
        }
        tenant.plans.push_back(std::move(plan));
    }
    return tenant;
}

void measure(search::Index& index, const char* name, const std::string& text, std::vector<SearchFilter> filters, const identity::Sight& sight)
{
    static constexpr int runs = 60;
    std::vector<double> times;
    std::vector<double> cpu;
    std::size_t hits = 0;
    double first = 0;
    for (int i = 0; i <= runs; ++i) {
        const auto start = Clock::now();
        const double cpu_before = cpu_ms();
        const auto found = index.find({1, text, filters, 6}, sight);
        cpu.push_back(cpu_ms() - cpu_before);
        const double ms = ms_since(start);
        if (!found) std::exit(1);
        hits = found->hits.size();
        if (i == 0)
            first = ms;
        else
            times.push_back(ms);
    }
    std::sort(times.begin(), times.end());
    std::sort(cpu.begin(), cpu.end());
    std::printf("{\"bench\":\"search\",\"query\":\"%s\",\"hits\":%zu,\"first_ms\":%.2f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"cpu_p50_ms\":%.2f,\"cpu_p99_ms\":%.2f}\n", name,
                hits, first, times[times.size() / 2], times[times.size() * 99 / 100], cpu[cpu.size() / 2], cpu[cpu.size() * 99 / 100]);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv)
{
    const std::size_t intentions = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 50'000;
    const std::size_t items = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 200'000;
    const Tenant tenant = made(intentions, items);
    const long before_kb = resident_kb();
    search::Index index;
    search::Feed feed;
    const auto start = Clock::now();
    feed.touch_all(tenant);
    const double touched_ms = ms_since(start);
    double taken_ms = 0;
    double turn_max_ms = 0;
    double apply_max_ms = 0;
    while (feed.waits()) {
        const auto turn = Clock::now();
        const auto changes = feed.take(tenant, 100);
        const double ms = ms_since(turn);
        taken_ms += ms;
        turn_max_ms = std::max(turn_max_ms, ms);
        const auto applying = Clock::now();
        if (!index.apply(changes)) return 1;
        apply_max_ms = std::max(apply_max_ms, ms_since(applying));
    }
    std::printf("{\"bench\":\"search\",\"intentions\":%zu,\"feedback\":%zu,\"build_ms\":%.0f,\"touch_all_ms\":%.1f,\"on_strand_ms\":%.0f,\"strand_turn_max_ms\":%.2f,"
                "\"apply_100_max_ms\":%.1f,\"index_mb\":%.0f,\"resident_more_mb\":%.0f}\n",
                intentions, items, ms_since(start), touched_ms, taken_ms, turn_max_ms, apply_max_ms, static_cast<double>(index.size()) / 1e6,
                static_cast<double>(resident_kb() - before_kb) / 1e3);

    const identity::Sight all{identity::Sight::Extent::everything, {}};
    const Words words;
    const std::string rare = words.ranked(9000);
    const std::string usual = words.ranked(400);
    measure(index, "one rare word", rare + " ", {}, all);
    measure(index, "one usual word", usual + " ", {}, all);
    measure(index, "one word in 10 %", "podiatry ", {}, all);
    measure(index, "one word in 80 %", "services ", {}, all);
    measure(index, "three words, usual", usual + " " + words.ranked(60) + " podiatry ", {}, all);
    measure(index, "three words, very common", "services patients " + words.ranked(0) + " ", {}, all);
    measure(index, "phrase, very common", "\"services patients\"", {}, all);
    measure(index, "prefix of two letters", "co", {}, all);
    measure(index, "prefix of three letters", "con", {}, all);
    measure(index, "prefix of a very common word", "servic", {}, all);
    measure(index, "common word and prefix", "patients thromb", {}, all);
    measure(index, "reference", "PLN-77", {}, all);
    measure(index, "filtered: usual word in one year", usual + " ", {{SearchFacet::year, "2020/21"}}, all);
    measure(index, "filtered: very common word, provider and quarter", "services ", {{SearchFacet::provider, "L&D"}, {SearchFacet::quarter, "Q2 2020/21"}}, all);
    measure(index, "filtered: rare word, status and kind", rare + " ", {{SearchFacet::status, "open"}, {SearchFacet::kind, "feedback"}}, all);
    measure(index, "filter without words", "", {{SearchFacet::provider, "L&D"}}, all);
    measure(index, "nothing has it", "xyzzy ", {}, all);

    // Typing goes on: one thing changes between two searches.
    std::vector<double> updates;
    for (int i = 0; i < 200; ++i) {
        const auto& plan = tenant.plans[static_cast<std::size_t>(i) % plans];
        const search::Key key{SearchKind::intention, plan.id, plan.content.intentions[static_cast<std::size_t>(i)].id};
        const search::Change change{key, search::entry_of(tenant, key, static_cast<std::size_t>(i))};
        const auto applying = Clock::now();
        if (!index.apply({&change, 1})) return 1;
        updates.push_back(ms_since(applying));
    }
    std::sort(updates.begin(), updates.end());
    std::printf("{\"bench\":\"search\",\"update\":\"one intention\",\"p50_ms\":%.2f,\"p99_ms\":%.2f}\n", updates[100], updates[198]);
}
