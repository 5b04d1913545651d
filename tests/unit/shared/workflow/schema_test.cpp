// The editors' schema repeats the vocabulary of the parser; this keeps the two alike.
#include <algorithm>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "tests/unit/shared/workflow/workflow_support.hpp"

using namespace assent;
using namespace assent::workflow;

namespace {

/// Names of all enumerators; `negation` is written "not" in files.
template<class E>
std::vector<std::string> names_of()
{
    std::vector<std::string> names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto enumerator) { names.push_back(std::string(enumerator.name) == "negation" ? "not" : enumerator.name); });
    return names;
}

}  // namespace

TEST(WorkflowSchemaTest, knows_every_word_of_the_vocabulary)
{
    const std::string schema = file_text("docs/workflow-schema.json");
    std::vector<std::string> words = names_of<GuardKind>();
    for (const auto& more : {names_of<Phase>(), names_of<Activity>(), names_of<CommitteeScope>(),
                             names_of<DecisionRule>(), names_of<InvariantWhen>()})
        words.insert(words.end(), more.begin(), more.end());
    // Which committees decide is written in `decides`, not among what a state allows.
    words.erase(std::remove(words.begin(), words.end(), "decide"), words.end());
    for (const std::string& word : words)
        EXPECT_NE(schema.find('"' + word + '"'), std::string::npos) << word << " is not in docs/workflow-schema.json";
}

TEST(WorkflowSchemaTest, the_page_on_the_format_explains_every_condition_and_activity)
{
    const std::string page = file_text("docs/workflow-format.md");
    for (const std::string& word : names_of<GuardKind>()) EXPECT_NE(page.find(word), std::string::npos) << word;
    for (const std::string& word : names_of<Activity>()) EXPECT_NE(page.find(word), std::string::npos) << word;
}
