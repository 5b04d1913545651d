// How long `assent inspect` takes for each file, without process start: one JSON object a line.
//   bench_import [FILE...]     default: every file of ../shared/seeds
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "server/exchange/import_text.hpp"

namespace {

constexpr int runs = 41;

/// The process's highest resident memory so far, in bytes.
long peak_memory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss * 1024;
}

/// Processor time of this process, in milliseconds: what a busy machine does not distort.
double cpu_ms()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

void measure(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    const std::string bytes = content.str();
    nlohmann::ordered_json line{{"bench", "inspect"}, {"file", path.filename().string()}, {"bytes", bytes.size()}};
    const long before = peak_memory();
    std::vector<double> milliseconds;
    std::vector<double> cpu;
    std::size_t json_bytes = 0;
    std::size_t intentions = 0;
    for (int run = 0; run < runs; ++run) {
        const double cpu_begin = cpu_ms();
        const auto begin = std::chrono::steady_clock::now();
        const auto document = assent::exchange::import_text(bytes);
        if (!document) {
            line["error"] = document.error().message;
            break;
        }
        const std::string json = assent::exchange::to_json(*document);
        const auto end = std::chrono::steady_clock::now();
        cpu.push_back(cpu_ms() - cpu_begin);
        milliseconds.push_back(std::chrono::duration<double, std::milli>(end - begin).count());
        json_bytes = json.size();
        intentions = document->intentions.size();
    }
    if (!milliseconds.empty()) {
        std::sort(milliseconds.begin(), milliseconds.end());
        line["runs"] = milliseconds.size();
        line["ms_min"] = milliseconds.front();
        line["ms_median"] = milliseconds[milliseconds.size() / 2];
        std::sort(cpu.begin(), cpu.end());
        line["cpu_ms_median"] = cpu[cpu.size() / 2];
        line["ms_max"] = milliseconds.back();
        line["peak_memory_bytes"] = peak_memory();
        line["peak_memory_growth_bytes"] = peak_memory() - before;
        line["json_bytes"] = json_bytes;
        line["intentions"] = intentions;
    }
    std::printf("%s\n", line.dump().c_str());
}

}  // namespace

int main(int argc, char** argv)
{
    std::vector<std::filesystem::path> files(argv + 1, argv + argc);
    if (files.empty()) {
        const std::filesystem::path seeds = "../shared/seeds";
        std::error_code absent;
        for (const auto& entry : std::filesystem::directory_iterator(seeds, absent)) files.push_back(entry.path());
        if (files.empty()) {
            std::printf("{\"bench\":\"inspect\",\"skipped\":\"../shared/seeds is not there; name files as arguments\"}\n");
            return 0;
        }
        std::sort(files.begin(), files.end());
    }
    // A process each, so that the highest memory is that file's own.
    for (const auto& file : files) {
        const pid_t child = ::fork();
        if (child == 0) {
            measure(file);
            std::fflush(stdout);
            ::_exit(0);
        }
        ::waitpid(child, nullptr, 0);
    }
}
