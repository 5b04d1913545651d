#include <gtest/gtest.h>

#include "server/cli/subcommands.hpp"
#include "tests/support/run_subcommand.hpp"

namespace {

using assent::Ran;

Ran run(std::vector<std::string> words) { return assent::run_subcommand(assent::add_workflow, std::move(words)); }

}  // namespace

TEST(WorkflowCommandTest, sound_definitions_end_with_status_0)
{
    const Ran ran = run({"workflow", "check", "workflows/ccg-plan.toml", "workflows/joint-plan.toml"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_NE(ran.out.find("workflows/ccg-plan.toml: sound. "), std::string::npos);
    EXPECT_NE(ran.out.find("workflows/joint-plan.toml: sound. "), std::string::npos);
}

TEST(WorkflowCommandTest, a_fault_is_printed_with_file_and_line_and_ends_with_status_1)
{
    const Ran ran = run({"workflow", "check", "workflows/ccg-plan.toml", "tests/data/workflow/stale_approval.toml"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_NE(ran.out.find("tests/data/workflow/stale_approval.toml:70: Transition \"publish\" relies on an approval"),
              std::string::npos);
    EXPECT_EQ(run({"workflow", "check", "tests/data/workflow/syntax.toml"}).status, 1);
}

TEST(WorkflowCommandTest, a_file_that_cannot_be_read_is_named_on_standard_error)
{
    const Ran ran = run({"workflow", "check", "no/such/file.toml"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(ran.err, "no/such/file.toml: cannot be read. Check the name and your right to read it.\n");
    EXPECT_EQ(run({"workflow", "graph", "tests"}).status, 1);
}

TEST(WorkflowCommandTest, a_graph_is_graphviz_on_standard_output)
{
    const Ran ran = run({"workflow", "graph", "workflows/ccg-plan.toml"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.out.rfind("digraph \"ccg-plan\" {", 0), 0u);
    EXPECT_EQ(run({"workflow", "graph", "tests/data/workflow/undefined_names.toml"}).status, 1);
}

TEST(WorkflowCommandTest, no_file_is_a_mistake_of_usage)
{
    EXPECT_EQ(run({"workflow", "check"}).status, 2);
    EXPECT_EQ(run({"workflow"}).status, 2);
}
