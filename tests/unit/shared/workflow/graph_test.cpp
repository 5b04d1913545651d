#include "shared/workflow/graph.hpp"

#include "tests/unit/shared/workflow/workflow_support.hpp"

using namespace assent::workflow;

TEST(WorkflowGraphTest, the_graphs_in_the_documentation_are_those_of_the_shipped_definitions)
{
    for (const auto& file : shipped_definitions()) {
        const Definition definition = definition_from(file);
        expect_text("docs/graphs/" + definition.name + ".dot", dot(definition));
    }
}

TEST(WorkflowGraphTest, texts_cannot_break_out_of_their_quotes)
{
    Definition definition;
    definition.name = "a\"];evil";
    definition.title = "back\\slash\nline";
    const std::string text = dot(definition);
    EXPECT_NE(text.find("digraph \"a\\\"];evil\" {"), std::string::npos);
    EXPECT_NE(text.find("label=\"back\\\\slash line\";"), std::string::npos);
}
