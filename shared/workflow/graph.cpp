#include "shared/workflow/graph.hpp"

#include <algorithm>

#include "shared/workflow/guard.hpp"

namespace assent::workflow {

namespace {

/// A Graphviz string; `\l` ends a line that is aligned to the left and must not be escaped, so lines are passed apart.
std::string quote(const std::vector<std::string>& lines, const char* line_end)
{
    std::string text = "\"";
    for (const std::string& line : lines) {
        for (const char c : line) {
            if (c == '"' || c == '\\') text += '\\';
            text += c == '\n' || c == '\r' ? ' ' : c;
        }
        text += line_end;
    }
    return text + "\"";
}

std::string quote(const std::string& text) { return quote(std::vector<std::string>{text}, ""); }

/// Where both a line of a label and its indent are wanted, words wrap at about fifty characters.
void wrap(std::vector<std::string>& lines, const std::string& text)
{
    std::string line;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string word = text.substr(begin, end - begin);
        if (!line.empty() && line.size() + word.size() > 50) {
            lines.push_back(line);
            line = "   ";
        }
        line += (line.empty() ? "" : " ") + word;
        begin = end + 1;
    }
    if (!line.empty()) lines.push_back(line);
}

std::string state_node(const Definition& definition, const State& state)
{
    std::vector<std::string> lines{state.title};
    for (const std::string& key : state.decides) {
        const Committee* committee = find_committee(definition, key);
        if (committee)
            lines.push_back((committee->scope == CommitteeScope::each_member ? "each member's " : "") + committee->name +
                            " decides");
    }
    std::string node = "    " + quote(state.key) + " [label=" + quote(lines, "\\n");
    if (state.is_final) node += ", peripheries=2";
    if (state.key == definition.initial) node += ", penwidth=2";
    return node + "];\n";
}

std::string edge_label(const Definition& definition, const Transition& transition)
{
    std::vector<std::string> lines{transition.title};
    std::vector<std::string> roles;
    for (const std::string& key : transition.by) {
        const Role* role = find_role(definition, key);
        roles.push_back(role ? role->title : key);
    }
    wrap(lines, "by: " + joined(roles, " or "));
    for (const Guard& need : transition.guard.children) wrap(lines, "- " + in_words(need, definition));
    if (transition.voids_approvals) lines.push_back("- sets approvals aside");
    return quote(lines, "\\l");
}

}  // namespace

std::string dot(const Definition& definition)
{
    std::string text = "digraph " + quote(definition.name) + " {\n  label=" + quote(definition.title) +
                       ";\n  labelloc=t;\n  fontname=\"Inter\";\n  node [shape=box, style=rounded, fontname=\"Inter\"];\n"
                       "  edge [fontname=\"Inter\", fontsize=10];\n";
    for (const Phase phase : {Phase::draft, Phase::socialisation, Phase::feedback, Phase::sign_off, Phase::published,
                              Phase::withdrawn}) {
        std::string nodes;
        for (const State& state : definition.states)
            if (state.phase == phase) nodes += state_node(definition, state);
        if (nodes.empty()) continue;
        text += "  subgraph " + quote(std::string("cluster_") + name_of(phase)) + " {\n    label=" +
                quote(in_words(phase)) + ";\n    style=dashed;\n" + nodes + "  }\n";
    }
    for (const Transition& transition : definition.transitions)
        for (const std::string& from : transition.from)
            text += "  " + quote(from) + " -> " + quote(transition.to) + " [label=" + edge_label(definition, transition) +
                    "];\n";
    return text + "}\n";
}

}  // namespace assent::workflow
