// How long a version takes to become PDF and HTML, and how much memory at most: one JSON object a line.
//   print_bench [INTENTIONS [FOLDER]]     default: 150, which is about 150 pages; files go to FOLDER if one is given
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "server/exchange/print/pages.hpp"
#include "server/exchange/print/pdf.hpp"
#include "server/exchange/print/printed_html.hpp"
#include "server/exchange/print/printed_plan.hpp"
#include "tests/support/large_plan.hpp"

namespace {

using namespace assent;

constexpr int runs = 7;

long peak_memory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss * 1024;
}

double cpu_ms()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

/// In a process of its own, so that its memory is its own; the first run, which reads fonts, is told apart.
void measure(const char* name, const exchange::print::Printed& printed, const std::function<std::string(const exchange::print::Printed&)>& make,
             const std::filesystem::path& file)
{
    std::fflush(stdout);
    const pid_t child = fork();
    if (child != 0) {
        int status = 0;
        waitpid(child, &status, 0);
        return;
    }
    const long before = peak_memory();
    std::vector<double> wall;
    std::vector<double> cpu;
    std::string bytes;
    for (int run = 0; run < runs; ++run) {
        const double cpu_begin = cpu_ms();
        const auto begin = std::chrono::steady_clock::now();
        bytes = make(printed);
        wall.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        cpu.push_back(cpu_ms() - cpu_begin);
    }
    nlohmann::ordered_json line{{"bench", "print"}, {"what", name}, {"runs", runs}, {"bytes", bytes.size()}, {"first_ms", wall.front()}, {"first_cpu_ms", cpu.front()}};
    std::sort(wall.begin(), wall.end());
    std::sort(cpu.begin(), cpu.end());
    line["ms_min"] = wall.front();
    line["ms_median"] = wall[runs / 2];
    line["cpu_ms_min"] = cpu.front();
    line["cpu_ms_median"] = cpu[runs / 2];
    line["peak_memory_bytes"] = peak_memory();
    line["peak_memory_growth_bytes"] = peak_memory() - before;
    std::printf("%s\n", line.dump().c_str());
    if (!file.empty()) std::ofstream(file, std::ios::binary) << bytes;
    std::fflush(stdout);
    _exit(0);
}

}  // namespace

int main(int argc, char** argv)
{
    const std::size_t intentions = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 150;
    const std::filesystem::path folder = argc > 2 ? argv[2] : "";
    const auto tenant = exchange::LargePlan().tenant(intentions);
    const auto& plan = tenant.plans.front();
    const auto printed = exchange::print::printed_plan(
        exchange::plan_page(tenant, plan, &plan.versions.back(), {plan.title, plan.period, plan.content}, exchange::PlanPageMode::print, "For decision"));
    const auto file = [&](const char* name) { return folder.empty() ? std::filesystem::path() : folder / name; };
    measure("pages", printed, [](const auto& document) { return std::to_string(exchange::print::paginate(document).count); }, file("pages.txt"));
    measure("html", printed, [](const auto& document) {
        const auto pages = exchange::print::paginate(document);
        return exchange::print::printed_html(document, &pages);
    }, file("plan.html"));
    measure("pdf", printed, [](const auto& document) { return exchange::print::pdf_of(document).value_or(""); }, file("plan.pdf"));
}
