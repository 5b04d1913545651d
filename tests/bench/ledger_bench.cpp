// What the ledger costs: appending with signed heads and proofs beside the log without them, and verifying a million events
// in memory, in a bundle and in a file. One JSON object a line. Usage: ledger_bench [FOLDER], a folder on the disk to be measured;
// without one, the temporary one. ASSENT_EVENTS takes another number of events than a million.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "server/ledger/bundle.hpp"
#include "server/store/sqlite/audit.hpp"
#include "server/store/sqlite/head_log.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/store/sqlite/tenant_reader.hpp"
#include "tests/bench/store_load.hpp"

using namespace assent;
using namespace assent::bench;
using namespace assent::store;

namespace {

template<class T>
T need(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().message.c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Appends groups of 64 for so long; seconds a command. With heads: one every second, ten times as often as a server signs
/// them, on the writing thread, and an inclusion proof of the newest command with it. `ledger` counts the seconds that these
/// two took by themselves, which is steadier than the difference of two runs on a disk that others use.
double append_for(double seconds, TenantStore& store, HeadLog* heads, std::uint64_t& number, double* ledger = nullptr)
{
    const std::uint64_t first = number;
    const auto begin = Clock::now();
    auto signed_last = begin;
    while (seconds_since(begin) < seconds) {
        std::vector<Append> batch;
        for (int i = 0; i < 64; ++i) batch.push_back(command(number++));
        need(store.append(batch));
        need(store.maintain());
        if (heads && seconds_since(signed_last) >= 1) {
            signed_last = Clock::now();
            const auto head = store.head();
            need(heads->publish(head.size, head.root, {static_cast<std::int64_t>(number)}));
            need(store.inclusion_proof(head.size, head.size));
            *ledger += seconds_since(signed_last);
        }
    }
    return seconds_since(begin) / static_cast<double>(number - first);
}

/// What the tree itself adds to an append: leaf, nodes, the root for the receipt. Seconds a command.
double tree_alone(std::uint64_t commands)
{
    ledger::StoredEvent event{.sequence = 0, .at = {}, .actor = {}, .authority = "edit_content", .key = {}, .command_hash = {},
                              .type = 8, .attachments = {}, .payload = Bytes(200, 7)};
    ledger::Frontier frontier;
    Bytes leaf;
    const auto begin = Clock::now();
    for (std::uint64_t i = 1; i <= commands; ++i) {
        event.sequence = i;
        ledger::encode_leaf(tenant, event, leaf);
        frontier.append(ledger::hash_leaf(leaf));
        if (frontier.root().is_zero()) std::abort();
    }
    return seconds_since(begin) / static_cast<double>(commands);
}

/// Since `began` of this clock and `processor` of the process's, which other programs on the machine do not lengthen.
void print_verified(const char* what, std::uint64_t events, Clock::time_point began, std::clock_t processor)
{
    const double seconds = seconds_since(began);
    std::printf("{\"bench\":\"ledger_verify_%s\",\"events\":%llu,\"seconds\":%.2f,\"processor_seconds\":%.2f,\"events_per_second\":%.0f}\n",
                what, static_cast<unsigned long long>(events), seconds,
                static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC, static_cast<double>(events) / seconds);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv)
{
    const std::filesystem::path root = argc > 1 ? argv[1] : std::filesystem::temp_directory_path();
    const auto folder = root / ("assent-ledger-bench-" + std::to_string(Clock::now().time_since_epoch().count()));
    std::filesystem::create_directories(folder / "tenants");
    const char* const asked = std::getenv("ASSENT_EVENTS");
    const std::uint64_t events = asked ? std::strtoull(asked, nullptr, 10) : 1'000'000;

    auto store = need(create_tenant_store(tenant_path(folder, "north"), tenant));
    std::uint64_t number = 1;
    {
        auto heads = need(HeadLog::open(folder, "north", *store, {1}));
        std::vector<double> without, with;
        double ledger = 0;
        // Turn and turn about, so that what the disk is doing meanwhile falls on both alike.
        for (int i = 0; i < 8; ++i) {
            without.push_back(append_for(2, *store, nullptr, number));
            with.push_back(append_for(2, *store, &heads, number, &ledger));
        }
        const double plain = median(without);
        const double tree = tree_alone(100'000);
        std::printf("{\"bench\":\"ledger_append\",\"commands_per_second_without_heads\":%.0f,\"with_heads_and_proofs\":%.0f,"
                    "\"heads_cost_percent\":%.1f,\"tree_us_a_command\":%.2f,\"tree_cost_percent\":%.1f}\n",
                    1 / plain, 1 / median(with), 100 * ledger / (16 - ledger), 1e6 * tree, 100 * tree / (plain - tree));
        std::fflush(stdout);

        // Grown to size without waiting for the disk more than a few hundred times; a head every 20,000 events.
        while (number <= events) {
            std::vector<Append> batch;
            for (int i = 0; i < 4000 && number <= events; ++i) batch.push_back(command(number++));
            need(store->append(batch));
            need(store->maintain());
            if (number % 20'000 < 4000)
                need(heads.publish(store->head().size, store->head().root, {static_cast<std::int64_t>(number)}));
        }
        need(heads.publish(store->head().size, store->head().root, {static_cast<std::int64_t>(number)}));
    }
    store.reset();

    std::vector<ledger::StoredEvent> all;
    std::vector<Hash> leaves;
    std::vector<ledger::StoredReceipt> receipts;
    {
        auto reader = need(TenantReader::open(tenant_path(folder, "north")));
        need(reader.stored(
            [&](const auto& event, const Hash& hash) {
                all.push_back(event);
                leaves.push_back(hash);
            },
            [&](const auto& receipt) { receipts.push_back(receipt); }));
        std::ifstream file(heads_path(folder, "north"), std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), {});
        std::ofstream out(folder / "bundle", std::ios::binary);
        ledger::BundleWriter bundle(tenant, need(ledger::parse_heads(text)).heads,
                                    [&](std::string_view part) { out.write(part.data(), static_cast<std::streamsize>(part.size())); });
        const auto begin = Clock::now();
        for (std::size_t i = 0; i < all.size(); ++i) {
            bundle.event(all[i], leaves[i]);
            bundle.receipt(receipts[i]);
        }
        bundle.finish();
        std::printf("{\"bench\":\"ledger_export\",\"events\":%zu,\"seconds\":%.2f}\n", all.size(), seconds_since(begin));
    }
    auto begin = Clock::now();
    auto processor = std::clock();
    ledger::Verifier verifier(tenant);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (verifier.event(all[i], leaves[i]) || verifier.receipt(receipts[i])) return 1;
    print_verified("memory", all.size(), begin, processor);
    all = {};

    begin = Clock::now();
    processor = std::clock();
    ledger::BundleVerifier bundle;
    std::ifstream file(folder / "bundle", std::ios::binary);
    for (std::string line; std::getline(file, line);)
        if (const auto fault = bundle.line(line)) {
            std::fprintf(stderr, "%s\n", fault->what.c_str());
            return 1;
        }
    if (bundle.finish()) return 1;
    print_verified("bundle", bundle.log().size(), begin, processor);

    begin = Clock::now();
    processor = std::clock();
    const auto report = need(audit_tenant_file(tenant_path(folder, "north")));
    if (report.fault) return 1;
    print_verified("file", report.size, begin, processor);
    std::filesystem::remove_all(folder);
}
