// What the store costs: durable appends a second for groups of 1, 8 and 64, the events verified a second, opening, proofs.
// One JSON object a line. Usage: store_bench [FOLDER], a folder on the disk to be measured; without one, the temporary one.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "server/ledger/verifier.hpp"
#include "server/store/sqlite/audit.hpp"
#include "server/store/sqlite/open.hpp"
#include "tests/bench/store_load.hpp"

using namespace assent;
using namespace assent::bench;
using namespace assent::store;

namespace {

double percentile(std::vector<double>& sorted, double share)
{
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

/// Appends groups for three seconds; gives the next command's number.
std::uint64_t append_groups(TenantStore& store, std::size_t group, std::uint64_t number)
{
    std::vector<double> milliseconds;
    const std::uint64_t first = number;
    const auto begin = Clock::now();
    while (seconds_since(begin) < 3) {
        std::vector<Append> batch;
        for (std::size_t i = 0; i < group; ++i) batch.push_back(command(number++));
        const auto start = Clock::now();
        if (!store.append(batch)) std::abort();
        milliseconds.push_back(1000 * seconds_since(start));
        if (!store.maintain()) std::abort();
    }
    const double rate = static_cast<double>(number - first) / seconds_since(begin);
    std::sort(milliseconds.begin(), milliseconds.end());
    std::printf("{\"bench\":\"store_append\",\"group\":%zu,\"durable_commands_per_second\":%.0f,\"commit_p50_ms\":%.2f,"
                "\"commit_p99_ms\":%.2f}\n",
                group, rate, percentile(milliseconds, 0.5), percentile(milliseconds, 0.99));
    return number;
}

}  // namespace

int main(int argc, char** argv)
{
    const std::filesystem::path folder =
        (argc > 1 ? std::filesystem::path(argv[1]) : std::filesystem::temp_directory_path()) / "assent-store-bench";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const auto path = folder / "north.db";
    auto store = create_tenant_store(path, tenant);
    if (!store) {
        std::fprintf(stderr, "%s\n", store.error().message.c_str());
        return 1;
    }
    std::uint64_t number = 1;
    for (const std::size_t group : {1, 8, 64}) number = append_groups(**store, group, number);
    while (number <= 100'000) {
        std::vector<Append> batch;
        for (int i = 0; i < 1000; ++i) batch.push_back(command(number++));
        if (!(*store)->append(batch) || !(*store)->maintain()) return 1;
    }
    const auto size = (*store)->head().size;

    auto begin = Clock::now();
    if (!(*store)->inclusion_proof(size / 2, size)) return 1;
    const double first_proof = seconds_since(begin);
    begin = Clock::now();
    for (std::uint64_t i = 1; i <= 1000; ++i)
        if (!(*store)->inclusion_proof(i * 97 % size + 1, size)) return 1;
    std::printf("{\"bench\":\"store_proof\",\"events\":%llu,\"first_ms\":%.1f,\"later_us\":%.1f}\n",
                static_cast<unsigned long long>(size), 1000 * first_proof, 1000 * seconds_since(begin));

    store->reset();
    begin = Clock::now();
    store = open_tenant_store(path);
    std::printf("{\"bench\":\"store_open\",\"events\":%llu,\"ms\":%.0f}\n", static_cast<unsigned long long>(size),
                1000 * seconds_since(begin));

    // The hashing alone: leaves, nodes, and the root at each receipt.
    std::vector<StoredEvent> events;
    if (!(*store)->replay(1, [&](const StoredEvent& event) { events.push_back(event); })) return 1;
    std::vector<Hash> leaves;
    std::vector<ledger::StoredReceipt> receipts;
    ledger::Frontier frontier;
    for (const auto& event : events) {
        leaves.push_back(ledger::leaf_hash(tenant, event));
        frontier.append(leaves.back());
        receipts.push_back({event.sequence, 1, event.sequence, frontier.root(), event.key, event.command_hash});
    }
    begin = Clock::now();
    ledger::Verifier verifier(tenant);
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (verifier.event(events[i], leaves[i]) || verifier.receipt(receipts[i])) return 1;
    }
    const double hashing = static_cast<double>(events.size()) / seconds_since(begin);
    begin = Clock::now();
    const auto report = audit_tenant_file(path);
    if (!report || report->fault) return 1;
    std::printf("{\"bench\":\"ledger_verify\",\"events\":%llu,\"memory_events_per_second\":%.0f,\"file_events_per_second\":%.0f}\n",
                static_cast<unsigned long long>(size), hashing, static_cast<double>(size) / seconds_since(begin));
    store->reset();
    std::filesystem::remove_all(folder);
}
