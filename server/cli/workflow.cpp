// assent workflow check FILE...    assent workflow graph FILE
//
// Exit status: 0 every definition is sound; 1 a file cannot be read or has faults, each on standard output for `check` as
// FILE:LINE: message with its counter-example below it.

#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "server/cli/subcommands.hpp"
#include "shared/workflow/checker.hpp"
#include "shared/workflow/graph.hpp"

namespace assent {

namespace {

/// The file's bytes, up to one more than a definition may have, so that a larger one is refused by its size.
std::optional<std::string> read_definition(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    std::string text(workflow::definition_bytes_max + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) return std::nullopt;
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

void print(const std::vector<workflow::Fault>& faults, const std::string& file, std::FILE* out)
{
    for (const workflow::Fault& fault : faults) std::fprintf(out, "%s\n", text_of(fault, file).c_str());
}

std::optional<workflow::Parsed> read_and_parse(const std::string& file)
{
    const auto text = read_definition(file);
    if (text) return workflow::parse(*text);
    std::fprintf(stderr, "%s: cannot be read. Check the name and your right to read it.\n", file.c_str());
    return std::nullopt;
}

bool check_file(const std::string& file)
{
    const auto parsed = read_and_parse(file);
    if (!parsed) return false;
    if (!parsed->definition) {
        print(parsed->faults, file, stdout);
        return false;
    }
    const workflow::CheckReport report = workflow::check(*parsed->definition);
    print(report.faults, file, stdout);
    if (!report.faults.empty()) return false;
    std::printf("%s: sound. %u configurations, %u moves. Hash %s.\n", file.c_str(), report.configurations, report.moves,
                parsed->definition->hash.hex().c_str());
    return true;
}

bool graph_file(const std::string& file)
{
    const auto parsed = read_and_parse(file);
    if (!parsed) return false;
    if (parsed->definition) std::fputs(workflow::dot(*parsed->definition).c_str(), stdout);
    else print(parsed->faults, file, stderr);
    return parsed->definition.has_value();
}

}  // namespace

void add_workflow(CLI::App& app, int& status)
{
    auto* workflow = app.add_subcommand("workflow", "Check and draw workflow definitions");
    workflow->require_subcommand(1);

    auto* check = workflow->add_subcommand("check", "Prove definitions sound, or say what is wrong with them");
    auto files = std::make_shared<std::vector<std::string>>();
    check->add_option("FILE", *files, "Workflow definitions (TOML)")->required();
    check->callback([files, &status] {
        for (const std::string& file : *files)
            if (!check_file(file)) status = 1;
    });

    auto* graph = workflow->add_subcommand("graph", "Print a definition as a Graphviz graph");
    auto file = std::make_shared<std::string>();
    graph->add_option("FILE", *file, "Workflow definition (TOML)")->required();
    graph->callback([file, &status] {
        if (!graph_file(*file)) status = 1;
    });
}

}  // namespace assent
