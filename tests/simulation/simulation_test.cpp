// Runs of the simulated world. ASSENT_SEED=N runs that seed alone, ASSENT_RUNS=N that many new ones; the totals are printed
// as one JSON object.
#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "tests/simulation/world.hpp"

namespace assent::simulation {
namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise)
{
    const char* text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

void add(Outcome& total, const Outcome& run)
{
    for (const auto member : {&Outcome::clients, &Outcome::simulated_seconds, &Outcome::commands, &Outcome::accepted,
                              &Outcome::refused, &Outcome::resent, &Outcome::crashes, &Outcome::disk_faults,
                              &Outcome::link_faults, &Outcome::closed_tabs, &Outcome::clock_jumps, &Outcome::states_compared,
                              &Outcome::words, &Outcome::texts_compared})
        total.*member += run.*member;
    total.room_bytes = std::max(total.room_bytes, run.room_bytes);
}

Outcome run(std::uint64_t seed)
{
    Settings settings;
    settings.seed = seed;
    auto outcome = simulate(settings);
    for (const auto& fault : outcome.faults) ADD_FAILURE() << "ASSENT_SEED=" << seed << ": " << fault;
    return outcome;
}

TEST(SimulationTest, every_promise_holds_whatever_breaks)
{
    const bool one = std::getenv("ASSENT_SEED") != nullptr;
    const std::uint64_t first = number_from("ASSENT_SEED", 1);
    const std::uint64_t runs = one ? 1 : number_from("ASSENT_RUNS", 12);
    Outcome total;
    for (std::uint64_t seed = first; seed < first + runs; ++seed) add(total, run(seed));
    std::printf("{\"test\":\"simulation\",\"runs\":%" PRIu64 ",\"simulated_hours\":%.2f,\"clients\":%" PRIu64
                ",\"commands\":%" PRIu64 ",\"accepted\":%" PRIu64 ",\"refused\":%" PRIu64 ",\"resent\":%" PRIu64
                ",\"crashes\":%" PRIu64 ",\"disk_faults\":%" PRIu64 ",\"link_faults\":%" PRIu64 ",\"closed_tabs\":%" PRIu64
                ",\"clock_jumps\":%" PRIu64 ",\"states_compared\":%" PRIu64 ",\"words\":%" PRIu64
                ",\"texts_compared\":%" PRIu64 ",\"room_bytes_max\":%" PRIu64 "}\n",
                runs, static_cast<double>(total.simulated_seconds) / 3600, total.clients, total.commands, total.accepted,
                total.refused, total.resent, total.crashes, total.disk_faults, total.link_faults, total.closed_tabs,
                total.clock_jumps, total.states_compared, total.words, total.texts_compared, total.room_bytes);
    EXPECT_GT(total.accepted, 0u);
    EXPECT_GT(total.crashes, 0u);
    EXPECT_GT(total.states_compared, 0u);
    EXPECT_GT(total.words, 0u);
    EXPECT_GT(total.texts_compared, 0u);
}

TEST(SimulationTest, the_same_seed_gives_the_same_run)
{
    for (const std::uint64_t seed : {3, 1001}) {
        const auto once = run(seed);
        const auto again = run(seed);
        EXPECT_EQ(once.digest, again.digest);
        EXPECT_EQ(once.commands, again.commands);
    }
    EXPECT_NE(run(3).digest, run(4).digest);
}

TEST(SimulationTest, a_disk_that_lies_is_caught)
{
    // The control: were the checks blind, nothing above would mean anything.
    Settings settings;
    settings.seed = 5;
    settings.disk_lies = true;
    EXPECT_FALSE(simulate(settings).faults.empty());
}

TEST(SimulationTest, a_server_that_answers_before_the_disk_is_caught)
{
    Settings settings;
    settings.seed = 6;
    settings.acknowledges_early = true;
    EXPECT_FALSE(simulate(settings).faults.empty());
}

}  // namespace
}  // namespace assent::simulation
