// What the whole server does over loopback sockets: commands acknowledged durably a second with 1, 8 and 64 clients that each
// wait for one answer before they send the next, everybody hearing of everything; and joining an organisation with a plan of
// 2,000 intentions and 10,000 items of feedback. One JSON object a line.
//   ASSENT_PROGRAM=.../assent server_bench [FOLDER]   a folder on the disk to be measured; without one, the temporary one
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>

#include "tests/support/bulk_writer.hpp"
#include "tests/support/organisation_client.hpp"
#include "tests/support/server_process.hpp"

using namespace assent;
using namespace assent::support;

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double percentile(const std::vector<double>& sorted, double share)
{
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

std::size_t memory_bytes(pid_t pid, const std::string& field)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (std::string word; file >> word;)
        if (word == field + ':') {
            std::size_t kilobytes = 0;
            file >> kilobytes;
            return kilobytes * 1024;
        }
    return 0;
}

/// Processor time that a process has used, in seconds.
double cpu_seconds(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string word;
    double ticks = 0;
    for (int field = 1; field <= 15 && file >> word; ++field)
        if (field >= 14) ticks += std::stod(word);  // user and system
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::filesystem::path fresh_data(const std::filesystem::path& folder)
{
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    create_tenant(folder, "north", "workflows/ccg-plan.toml");
    add_user(folder, "ada@example.org", "Ada Marsh", "north",
             {Role::author, Role::document_owner, Role::engagement_lead, Role::administrator});
    return folder;
}

void commands_a_second(const ServerProcess& server, const std::string& cookies, int clients)
{
    constexpr auto warm_up = std::chrono::milliseconds(500);
    constexpr auto measured = std::chrono::seconds(5);
    std::mutex mutex;
    std::vector<double> milliseconds;
    std::atomic<bool> counts = false, ends = false;
    std::vector<std::thread> threads;
    for (int client = 0; client < clients; ++client)
        threads.emplace_back([&, client] {
            OrganisationClient connection(server.port(), "north", cookies);
            std::vector<double> mine;
            for (std::uint64_t i = 0; !ends; ++i) {
                const std::string name = std::to_string(clients) + '/' + std::to_string(client) + '/' + std::to_string(i);
                const Key key = Key::derived(name);
                const auto begin = Clock::now();
                connection.say({Submit{key, AddForum{{ForumId::derived(name), "Forum " + name, "", "", ""}}}});
                const auto answer = connection.answer_to(key);
                if (!answer || !std::holds_alternative<Accepted>(answer->body)) std::abort();
                if (counts && !ends) mine.push_back(milliseconds_since(begin));
            }
            const std::scoped_lock lock(mutex);
            milliseconds.insert(milliseconds.end(), mine.begin(), mine.end());
        });
    std::this_thread::sleep_for(warm_up);
    counts = true;
    const double server_cpu = cpu_seconds(server.pid()), own_cpu = cpu_seconds(::getpid());
    std::this_thread::sleep_for(measured);
    ends = true;
    const double seconds = std::chrono::duration<double>(measured).count();
    const double server_share = (cpu_seconds(server.pid()) - server_cpu) / seconds;
    const double own_share = (cpu_seconds(::getpid()) - own_cpu) / seconds;
    for (auto& thread : threads) thread.join();
    std::sort(milliseconds.begin(), milliseconds.end());
    std::printf("{\"bench\":\"server_commands\",\"clients\":%d,\"durable_commands_per_second\":%.0f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,"
                "\"server_cores\":%.2f,\"clients_cores\":%.2f}\n",
                clients, static_cast<double>(milliseconds.size()) / seconds, percentile(milliseconds, 0.5),
                percentile(milliseconds, 0.99), server_share, own_share);
    std::fflush(stdout);
}

void joining(const std::filesystem::path& folder)
{
    constexpr std::size_t intentions = 2'000, items = 10'000;
    const auto data = fresh_data(folder);
    LargePlan large;
    {
        BulkWriter writer(data, "north");
        large = LargePlan::write(writer, intentions, items);
    }
    auto begin = Clock::now();
    ServerProcess server(data);
    const double start = milliseconds_since(begin);
    const std::string cookies = sign_in(server.port(), "ada@example.org");
    std::vector<double> welcome, text;
    std::size_t welcome_bytes = 0, text_bytes = 0;
    for (int i = 0; i < 11; ++i) {
        begin = Clock::now();
        OrganisationClient client(server.port(), "north", cookies);
        if (!client.hear_one<Welcome>()) std::abort();
        welcome.push_back(milliseconds_since(begin));
        welcome_bytes = client.bytes();
        begin = Clock::now();
        client.say({OpenPlan{large.plan}});
        if (!client.hear_one<PlanText>()) std::abort();
        text.push_back(milliseconds_since(begin));
        text_bytes = client.bytes() - welcome_bytes;
    }
    std::sort(welcome.begin(), welcome.end());
    std::sort(text.begin(), text.end());
    std::printf("{\"bench\":\"server_join\",\"intentions\":%zu,\"feedback_items\":%zu,\"server_start_ms\":%.0f,"
                "\"registers_ms_p50\":%.0f,\"registers_bytes\":%zu,\"text_ms_p50\":%.0f,\"text_bytes\":%zu,"
                "\"server_resident_bytes\":%zu,\"server_peak_bytes\":%zu}\n",
                intentions, items, start, percentile(welcome, 0.5), welcome_bytes, percentile(text, 0.5), text_bytes,
                memory_bytes(server.pid(), "VmRSS"), memory_bytes(server.pid(), "VmHWM"));
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv)
{
    const std::filesystem::path folder =
        (argc > 1 ? std::filesystem::path(argv[1]) : std::filesystem::temp_directory_path()) / "assent-server-bench";
    for (const int clients : {1, 8, 64}) {
        const auto data = fresh_data(folder);
        // One client alone sends more than the 50 messages a second that people are allowed.
        ServerProcess server(data, {"--messages-per-second", "100000"});
        commands_a_second(server, sign_in(server.port(), "ada@example.org"), clients);
    }
    joining(folder);
    std::filesystem::remove_all(folder);
}
