// Figures of the workflow, one JSON object a line: the time of one guard evaluation (every step of every state of the
// shipped definitions, with its sentences) and of the checker on each shipped definition.
//   workflow_bench [FOLDER]    FOLDER holds the definitions; "workflows" unless told

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "shared/workflow/checker.hpp"
#include "shared/workflow/engine.hpp"

namespace {

using namespace assent;
using namespace assent::workflow;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// A plan under way: some of everything, so that sentences have something to list.
Facts busy_plan(const std::string& state)
{
    Facts facts;
    facts.state = state;
    facts.version = "1.0";
    facts.version_hash = sha256(as_bytes("1.0"));
    for (int i = 1; i <= 60; ++i) facts.feedback_open.push_back("F-" + std::to_string(i));
    facts.feedback_unanswered.assign(facts.feedback_open.begin(), facts.feedback_open.begin() + 20);
    facts.forums_not_visited = {"Healthwatch", "Patient reference group"};
    facts.events_held = 6;
    facts.members = {"Bedfordshire CCG", "Luton CCG", "Milton Keynes CCG"};
    for (const std::string& member : facts.members) {
        DecisionFact decision;
        decision.committee = "governing_body";
        decision.organisation = member;
        decision.version = "1.0";
        decision.version_hash = facts.version_hash;
        decision.outcome = Outcome::approved;
        decision.closed = decision.quorate = true;
        facts.decisions.push_back(decision);
    }
    return facts;
}

bool measure(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto read_at = Clock::now();
    const auto loaded = load(text, file);
    const double read_s = seconds_since(read_at);
    if (!loaded) {
        std::fprintf(stderr, "%s\n", loaded.error().message.c_str());
        return false;
    }
    constexpr int rounds = 2'000;
    std::uint64_t guards = 0;
    std::uint64_t steps = 0;
    const auto start = Clock::now();
    for (const State& state : loaded->states) {
        const Facts facts = busy_plan(state.key);
        for (int i = 0; i < rounds; ++i)
            for (const Transition& transition : loaded->transitions)
                if (transition.from.front() == state.key)
                    for (const Guard& guard : transition.guard.children)
                        guards += !evaluate(guard, *loaded, facts).sentence.empty();
    }
    const double guards_s = seconds_since(start);
    const auto steps_start = Clock::now();
    std::uint64_t calls = 0;
    for (const State& state : loaded->states) {
        const Facts facts = busy_plan(state.key);
        for (int i = 0; i < rounds; ++i, ++calls) steps += available(*loaded, facts, {"document_owner"}).size();
    }
    const double steps_s = seconds_since(steps_start);

    double best_s = 1e9;
    CheckReport report;
    for (int i = 0; i < 5; ++i) {
        const auto check_start = Clock::now();
        report = check(*loaded);
        best_s = std::min(best_s, seconds_since(check_start));
    }
    std::printf("{\"bench\":\"guard_evaluation\",\"definition\":\"%s\",\"evaluations\":%llu,\"ns_each\":%.0f}\n", file.c_str(),
                static_cast<unsigned long long>(guards), guards_s * 1e9 / static_cast<double>(guards));
    std::printf("{\"bench\":\"next_steps\",\"definition\":\"%s\",\"steps\":%llu,\"us_each_call\":%.2f}\n", file.c_str(),
                static_cast<unsigned long long>(steps), steps_s * 1e6 / static_cast<double>(calls));
    std::printf("{\"bench\":\"workflow_check\",\"definition\":\"%s\",\"ms\":%.2f,\"read_ms\":%.2f,\"configurations\":%u,"
                "\"moves\":%u,\"faults\":%zu}\n",
                file.c_str(), best_s * 1e3, read_s * 1e3, report.configurations, report.moves, report.faults.size());
    return report.faults.empty();
}

}  // namespace

int main(int argc, char** argv)
{
    const std::string folder = argc > 1 ? argv[1] : "workflows";
    bool sound = true;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) sound = measure(entry.path().string()) && sound;
    return sound ? 0 : 1;
}
