// Figures of the text engine on recorded editing histories, one JSON object a line.
//   text_bench [FOLDER] [ROUNDS] [TRACE...]    FOLDER holds the traces; "../shared/traces" unless told. Medians of ROUNDS.
// Also builds as WebAssembly for Node (tests/bench/text_peers/run.sh has the command).

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "shared/text/text.hpp"
#include "tests/unit/shared/text/editing_trace.hpp"

namespace {

using namespace assent;
using text::Text;
using Clock = std::chrono::steady_clock;

#ifdef __EMSCRIPTEN__
constexpr const char* engine = "assent wasm";
#else
constexpr const char* engine = "assent native";
#endif

int rounds = 15;

/// Median milliseconds of `work`, called `rounds` times after `prepare`.
template<class Prepare, class Work>
double median_ms(const Prepare& prepare, const Work& work)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        auto subject = prepare();
        const auto start = Clock::now();
        work(subject);
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[static_cast<std::size_t>(rounds) / 2];
}

void report(const std::string& trace, const char* what, double value, const char* unit)
{
    std::printf("{\"bench\":\"text\",\"engine\":\"%s\",\"trace\":\"%s\",\"figure\":\"%s\",\"value\":%.4f,\"unit\":\"%s\"}\n", engine,
                trace.c_str(), what, value, unit);
    std::fflush(stdout);
}

void need(bool right, const char* what)
{
    if (right) return;
    std::fprintf(stderr, "text_bench: %s\n", what);
    std::exit(1);
}

void edit(Text& text, const text::trace::Transaction& transaction)
{
    for (const text::trace::Patch& patch : transaction.patches) {
        if (patch.erased > 0) need(text.erase(patch.position, patch.erased, {}).has_value(), "an edit was refused");
        if (!patch.inserted.empty()) need(text.insert(patch.position, patch.inserted, {}).has_value(), "an edit was refused");
    }
}

Bytes joined(const std::vector<Bytes>& changes)
{
    Bytes all;
    for (const Bytes& change : changes) all.insert(all.end(), change.begin(), change.end());
    return all;
}

/// Each agent edits a copy of its own that knows what the transaction's parents know. The changes in the trace's order.
std::vector<Bytes> changes_of(const text::trace::Trace& trace)
{
    std::vector<Text> copies(trace.agents);
    for (std::uint32_t i = 0; i < trace.agents; ++i) copies[i].write_as(i + 1);
    Text all;
    std::vector<Bytes> made;
    std::vector<text::Version> versions;
    for (const auto& transaction : trace.transactions) {
        Text& copy = copies[transaction.agent];
        for (const std::uint32_t parent : transaction.parents)
            if (!copy.knows(versions[parent])) {
                const auto lacking = all.changes_between(copy.version(), versions[parent]);
                need(lacking && copy.apply(*lacking, {}), "a copy could not catch up");
            }
        const std::uint32_t mark = copy.mark();
        edit(copy, transaction);
        made.push_back(copy.changes_since(mark));
        need(all.apply(made.back(), {}).has_value(), "a change was refused");
        versions.push_back(copy.version());
    }
    return made;
}

void measure(const std::string& folder, const std::string& name)
{
    const auto trace = text::trace::read_trace(folder + "/" + name + ".json.gz");
    if (!trace) {
        std::fprintf(stderr, "text_bench: no %s in %s, left out\n", name.c_str(), folder.c_str());
        return;
    }
    const auto nothing = [] { return Text(); };
    std::vector<Bytes> changes;
    Text text;
    if (trace->concurrent) {
        changes = changes_of(*trace);
    } else {
        report(name, "apply local", median_ms(
                                        [] {
                                            Text fresh;
                                            fresh.write_as(1);
                                            return fresh;
                                        },
                                        [&](Text& fresh) {
                                            for (const auto& transaction : trace->transactions) edit(fresh, transaction);
                                        }),
               "ms");
        Text writer;
        writer.write_as(1);
        double bytes = 0;
        for (const auto& transaction : trace->transactions) {
            const std::uint32_t mark = writer.mark();
            edit(writer, transaction);
            changes.push_back(writer.changes_since(mark));
            bytes += static_cast<double>(changes.back().size());
        }
        report(name, "wire bytes a transaction", bytes / static_cast<double>(changes.size()), "bytes");
    }
    need(text.apply(joined(changes), {}).has_value(), "refused");
    need(text.str() == trace->end_content, "the text is not the one the trace ends with");
    const Bytes row = text.changes_since(0);  // as one copy hands it to a newcomer: runs in one piece
    report(name, "all in one message", static_cast<double>(row.size()) / 1000, "kB");
    report(name, "merge in one batch", median_ms(nothing, [&](Text& fresh) { need(fresh.apply(row, {}).has_value(), "refused"); }), "ms");
    report(name, "merge one by one", median_ms(nothing,
                                               [&](Text& fresh) {
                                                   for (const Bytes& change : changes) need(fresh.apply(change, {}).has_value(), "refused");
                                               }),
           "ms");
    text.rest();
    const Bytes saved = text.save();
    report(name, "saved", static_cast<double>(saved.size()) / 1000, "kB");
    report(name, "save", median_ms(nothing, [&](Text&) { need(!text.save().empty(), "not saved"); }), "ms");
    report(name, "load to readable", median_ms(nothing, [&](Text&) { need(Text::read(saved)->size() == text.bytes(), "not read"); }), "ms");
    report(name, "load to editable", median_ms(nothing, [&](Text& fresh) { fresh = *Text::load(saved); }), "ms");
    need(Text::load(saved)->changes_since(0) == text.changes_since(0), "the saved form lost something");
    report(name, "memory above the text, loaded", static_cast<double>(Text::load(saved)->memory()) / 1000, "kB");
    report(name, "text", static_cast<double>(text.bytes()) / 1000, "kB");
    report(name, "memory above the text", static_cast<double>(text.memory()) / 1000, "kB");
}

}  // namespace

int main(int argc, char** argv)
{
    const std::string folder = argc > 1 ? argv[1] : "../shared/traces";
    if (argc > 2) rounds = std::max(1, std::atoi(argv[2]));
    std::vector<std::string> names(argv + std::min(argc, 3), argv + argc);
    if (names.empty()) names = {"automerge-paper", "json-crdt-patch", "friendsforever_flat", "friendsforever", "offline2", "live8"};
    for (const std::string& name : names) measure(folder, name);
    return 0;
}
