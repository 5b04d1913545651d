// Fills an organisation's log with a plan of many intentions that were typed in many small edits, for page_bench.mjs: each
// edit is an event of its own, as typing makes them.
//   long_plan DATA SLUG [INTENTIONS] [EDITS]    the organisation is there and has a person who may write
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "tests/bench/typist.hpp"
#include "tests/support/bulk_writer.hpp"

using namespace assent;

namespace {

void write_plan(support::BulkWriter& writer, std::size_t intentions, std::size_t edits)
{
    const PlanId plan = PlanId::derived("long plan");
    writer.must(CreatePlan{plan, "A long plan", "2026/27", {}});
    struct Text
    {
        ElementId element;
        bench::Typist typist;
    };
    std::vector<Text> texts;
    ElementId last;
    for (std::size_t i = 0; i < intentions; ++i) {
        const std::string number = std::to_string(i + 1);
        Intention intention;
        intention.id = ElementId::derived("long plan " + number);
        intention.reference = "INT-" + number;
        intention.programme_area = "Programme " + std::to_string(i % 12 + 1);
        intention.service_area = "Service " + number;
        writer.must(EditContent{plan, {AddIntention{intention, last}}});
        last = intention.id;
        texts.push_back({intention.id, bench::Typist(edits / intentions, 1200, i + 1)});
    }
    for (std::size_t edit = 0; edit < edits; ++edit) {
        auto& [element, typist] = texts[edit % intentions];
        writer.must(EditContent{plan, {ChangeText{element, TextField::text, typist.next(), {}}}});
    }
    writer.flush();
}

}  // namespace

int main(int argc, char** argv)
try {
    if (argc < 3) throw std::runtime_error("Say the data folder and the organisation: long_plan DATA SLUG [INTENTIONS] [EDITS]");
    support::BulkWriter writer(argv[1], argv[2]);
    write_plan(writer, argc > 3 ? std::stoul(argv[3]) : 300, argc > 4 ? std::stoul(argv[4]) : 200'000);
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
