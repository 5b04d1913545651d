// Export and import of a Word document of some 300 pages: seconds and processor seconds (medians of five runs), and the
// most memory the process held. One JSON object a line. With a file name, the document is left there for counting its
// pages.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "server/exchange/docx/import_docx.hpp"
#include "server/exchange/docx/plan_docx.hpp"
#include "server/exchange/docx/read_word.hpp"

namespace {

using namespace assent;
using namespace assent::exchange;
using namespace assent::exchange::docx;

constexpr int sections = 300;
constexpr int areas = 20;
constexpr int intentions_of_area = 60;
constexpr int tables = 40;

const std::string sentence = "We will commission this service with our providers from the beginning of the financial "
                             "year, subject to the agreed review of what people said. ";

Content large_content()
{
    Content content;
    for (int i = 0; i < sections; ++i) {
        const std::string number =
            i % 10 == 0 ? std::to_string(i / 10 + 1) : std::to_string(i / 10 + 1) + "." + std::to_string(i % 10);
        std::string text;
        for (int p = 0; p < 5; ++p)
            text += sentence + "**Bold words** and a [link](https://example.org/" + std::to_string(i) + "). " +
                    sentence + sentence + "\n- an item that is named\n- another\n";
        content.sections.push_back({ElementId::derived("s" + std::to_string(i)), number,
                                    static_cast<std::uint8_t>(i % 10 == 0 ? 1 : 2), "Heading " + std::to_string(i),
                                    text, PartStatus::agreed, 0});
    }
    for (int a = 0; a < areas; ++a)
        for (int i = 0; i < intentions_of_area; ++i) {
            const std::string name = std::to_string(a) + "-" + std::to_string(i);
            Intention intention;
            intention.id = ElementId::derived("i" + name);
            intention.reference = "A" + name;
            intention.programme_area = "Programme " + std::to_string(a);
            intention.service_area = "Service " + name;
            intention.text = sentence + "\n- " + sentence + "\n- **at once**";
            intention.providers = {"Ashdown General", "Vale Practices"};
            intention.timescales = {{"Q1 2027/28", {}, {}}};
            intention.routes = {"contract_variation"};
            content.intentions.push_back(std::move(intention));
        }
    for (int t = 0; t < tables; ++t) {
        MoneyTable table;
        table.id = ElementId::derived("t" + std::to_string(t));
        table.title = "Savings of programme " + std::to_string(t);
        table.columns = {"Scheme", "2026/27", "2027/28", "Change"};
        for (int r = 0; r < 30; ++r)
            table.rows.push_back(
                {{"Scheme " + std::to_string(r), std::to_string(1000 + r), std::to_string(1100 + r), "100"}, {}});
        content.tables.push_back(std::move(table));
    }
    return content;
}

struct Seconds
{
    double wall{};
    double cpu{};  ///< what a busy machine does not distort
};

template<class Work>
Seconds median_of(Work work)
{
    std::vector<double> wall;
    std::vector<double> cpu;
    for (int run = 0; run < 5; ++run) {
        const auto begin = std::chrono::steady_clock::now();
        const auto cpu_begin = std::clock();
        work();
        cpu.push_back(static_cast<double>(std::clock() - cpu_begin) / CLOCKS_PER_SEC);
        wall.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(wall.begin(), wall.end());
    std::sort(cpu.begin(), cpu.end());
    return {wall[2], cpu[2]};
}

long peak_mb()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

}  // namespace

int main(int argc, char** argv)
{
    PlanPage page;
    page.plan = {"Commissioning intentions 2027/28", "2027/28", large_content()};
    const long before = peak_mb();
    std::string docx;
    const auto report = [&](const char* bench, std::size_t count, Seconds seconds) {
        std::printf("{\"bench\":\"%s\",\"count\":%zu,\"seconds\":%.3f,\"cpu_seconds\":%.3f,\"peak_mb\":%ld,\"before_"
                    "mb\":%ld}\n",
                    bench, count, seconds.wall, seconds.cpu, peak_mb(), before);
    };
    const Seconds exported = median_of([&] { docx = plan_docx(page).value(); });
    report("docx_export_bytes", docx.size(), exported);
    if (argc > 1) std::ofstream(argv[1], std::ios::binary) << docx;
    std::size_t count = 0;
    const Seconds imported = median_of([&] { count = import_docx(as_bytes(docx)).value().intentions.size(); });
    report("docx_import_intentions", count, imported);
    PlanPage after = page;
    for (std::size_t i = 0; i < after.plan.content.sections.size(); i += 3)
        after.plan.content.sections[i].text += "\n" + sentence;
    std::string redline;
    const Seconds compared = median_of([&] { redline = redline_docx(page, after, {"A", ""}).value(); });
    report("docx_redline_bytes", redline.size(), compared);
    const Seconds returned = median_of([&] { count = read_word(as_bytes(redline)).value().blocks.size(); });
    report("docx_read_blocks", count, returned);
}
