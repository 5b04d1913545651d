#include "shared/workflow/guard_reader.hpp"

namespace assent::workflow {

namespace {

const std::vector<std::pair<std::string_view, GuardKind>> plain_guards{
    {"has_version", GuardKind::has_version},
    {"version_cut", GuardKind::version_cut},
    {"feedback_answered", GuardKind::feedback_answered},
    {"feedback_closed", GuardKind::feedback_closed},
    {"forums_visited", GuardKind::forums_visited},
    {"conditions_closed", GuardKind::conditions_closed},
    {"decisions_closed", GuardKind::decisions_closed},
    {"doubts_settled", GuardKind::doubts_settled},
    {"intentions_complete", GuardKind::intentions_complete},
    {"parts_agreed", GuardKind::parts_agreed},
    {"significance_assessed", GuardKind::significance_assessed},
    {"consultations_concluded", GuardKind::consultations_concluded},
    {"reason_given", GuardKind::reason_given}};

const char* const guard_help =
    " The conditions are has_version, version_cut, feedback_answered, feedback_closed, forums_visited, "
    "conditions_closed, decisions_closed, doubts_settled, intentions_complete, parts_agreed, significance_assessed, "
    "consultations_concluded, reason_given, { events_held = 2 }, { approved_by = \"...\" }, { sent_back_by = \"...\" }, "
    "{ feedback_considered = \"...\" }, { all = [...] }, { any = [...] } and { not = ... }.";

class GuardReader
{
public:
    GuardReader(ValueReader& reader, std::string where) : reader_(reader), where_(std::move(where)) {}

    Guard needs(const toml::node& node)
    {
        Guard root;
        root.line = line_of(node);
        if (const auto* array = node.as_array()) {
            list(*array, root, 1);
        } else {
            Guard child = one(node, 1);
            // A lone { all = [...] } is the list itself.
            if (child.kind == GuardKind::all) return child;
            root.children.push_back(std::move(child));
        }
        return root;
    }

private:
    void list(const toml::array& array, Guard& parent, std::size_t depth)
    {
        for (const toml::node& item : array) {
            if (nodes_ >= guard_nodes_max) return;
            parent.children.push_back(one(item, depth));
        }
    }

    Guard one(const toml::node& node, std::size_t depth)
    {
        Guard guard;
        guard.line = line_of(node);
        if (++nodes_ == guard_nodes_max)
            reader_.fault(guard.line, where_ + ": has more than " + std::to_string(guard_nodes_max) + " conditions.");
        if (depth > guard_depth_max) {
            reader_.fault(guard.line, where_ + ": conditions are nested more than " + std::to_string(guard_depth_max) +
                                          " deep.");
            return guard;
        }
        if (const auto* name = node.as_string()) {
            for (const auto& [known, kind] : plain_guards)
                if (known == name->get()) {
                    guard.kind = kind;
                    return guard;
                }
            reader_.fault(guard.line, where_ + ": there is no condition " + in_quotes(name->get()) + "." + guard_help);
            return guard;
        }
        const auto* table = node.as_table();
        if (!table || table->size() != 1) {
            reader_.fault(guard.line, where_ + ": a condition is a name, or a table with exactly one." + guard_help);
            return guard;
        }
        compound(table->begin()->first.str(), table->begin()->second, guard, depth);
        return guard;
    }

    void compound(std::string_view name, const toml::node& value, Guard& guard, std::size_t depth)
    {
        if (name == "all" || name == "any") {
            guard.kind = name == "all" ? GuardKind::all : GuardKind::any;
            const auto* array = value.as_array();
            if (!array || array->empty())
                reader_.fault(guard.line, where_ + ": `" + std::string(name) + "` takes a list of conditions.");
            else
                list(*array, guard, depth + 1);
        } else if (name == "not") {
            guard.kind = GuardKind::negation;
            guard.children.push_back(one(value, depth + 1));
        } else if (name == "approved_by" || name == "sent_back_by" || name == "feedback_considered") {
            guard.kind = name == "approved_by"    ? GuardKind::approved_by
                         : name == "sent_back_by" ? GuardKind::sent_back_by
                                                  : GuardKind::feedback_considered;
            guard.committee = reader_.text(&value, where_, name, title_bytes_max);
        } else if (name == "events_held") {
            guard.kind = GuardKind::events_held;
            events(value, guard);
        } else {
            reader_.fault(guard.line, where_ + ": there is no condition " + in_quotes(name) + " with a value." + guard_help);
        }
    }

    void events(const toml::node& value, Guard& guard)
    {
        const auto* table = value.as_table();
        if (!table) {
            guard.min = reader_.number(&value, where_, "events_held", 1);
            return;
        }
        reader_.only(*table, where_, {"min", "version"});
        guard.min = reader_.number(reader_.needed(*table, guard.line, where_, "min"), where_, "min", 1);
        guard.latest = reader_.choice<bool>(table->get("version"), where_, "version", {{"any", false}, {"latest", true}});
    }

    ValueReader& reader_;
    std::string where_;
    std::size_t nodes_{};
};

}  // namespace

Guard read_guard(ValueReader& reader, std::string where, const toml::node& node)
{
    return GuardReader(reader, std::move(where)).needs(node);
}

}  // namespace assent::workflow
