#include "shared/workflow/parse.hpp"

#include <algorithm>
#include <map>

#include "shared/base/toml.hpp"
#include "shared/workflow/guard.hpp"
#include "shared/workflow/guard_reader.hpp"
#include "shared/workflow/toml_first_look.hpp"
#include "shared/workflow/value_reader.hpp"

namespace assent::workflow {

namespace {

const std::vector<std::pair<std::string_view, Activity>> activities{
    {"edit_content", Activity::edit_content},       {"cut_version", Activity::cut_version},
    {"record_event", Activity::record_event},       {"log_feedback", Activity::log_feedback},
    {"answer_feedback", Activity::answer_feedback}, {"settle_doubts", Activity::settle_doubts},
    {"close_conditions", Activity::close_conditions}};

class DefinitionReader
{
public:
    DefinitionReader(const toml::table& root, std::vector<Fault>& faults) : root_(root), reader_(faults) {}

    Definition read()
    {
        reader_.only(root_, "The definition",
                     {"format", "name", "title", "initial", "survives_recusal", "roles", "committee", "state",
                      "transition", "invariant"});
        read_head();
        for (const auto* table : reader_.tables(root_, "committee", 0, committees_max)) read_committee(*table);
        for (const auto* table : reader_.tables(root_, "state", 1, states_max)) read_state(*table);
        for (const auto* table : reader_.tables(root_, "transition", 1, transitions_max)) read_transition(*table);
        for (const auto* table : reader_.tables(root_, "invariant", 0, list_max)) read_invariant(*table);
        resolve();
        return std::move(definition_);
    }

private:
    void read_head()
    {
        const std::string where = "The definition";
        if (const auto* format = reader_.needed(root_, 1, where, "format")) {
            if (!format->as_integer() || format->as_integer()->get() != 1)
                reader_.fault(line_of(*format), where + ": `format` must be 1, the only one there is.");
        }
        definition_.name = reader_.key(reader_.needed(root_, 1, where, "name"), where, "name");
        definition_.title = reader_.text(reader_.needed(root_, 1, where, "title"), where, "title", title_bytes_max);
        const auto* initial = reader_.needed(root_, 1, where, "initial");
        definition_.initial = reader_.text(initial, where, "initial", title_bytes_max);
        initial_line_ = initial ? line_of(*initial) : 1;
        if (const auto* survives = root_.get("survives_recusal")) {
            definition_.survives_recusal = reader_.texts(survives, where, "survives_recusal", 1);
            definition_.survives_recusal_line = line_of(*survives);
        }
        const auto* roles = reader_.needed(root_, 1, where, "roles");
        if (!roles) return;
        const auto* table = roles->as_table();
        if (!table || table->empty() || table->size() > list_max) {
            reader_.fault(line_of(*roles), "[roles] must have 1 to " + std::to_string(list_max) +
                                               " roles, written as key = \"Title\".");
            return;
        }
        for (auto&& [key, title] : *table) {
            if (!reader_.is_key(key.str()))
                reader_.fault(key.source().begin.line, "[roles]: " + in_quotes(key.str()) +
                                                           " must be of small letters, digits, _ and -.");
            definition_.roles.push_back(
                {std::string(key.str()), reader_.text(&title, "[roles]", key.str(), title_bytes_max)});
        }
    }

    /// Reads `key` and says what the thing is called in messages.
    std::string begin(const toml::table& table, const char* what, std::string& key)
    {
        key = reader_.key(reader_.needed(table, line_of(table), what, "key"), what, "key");
        return key.empty() ? what : std::string(what) + " " + in_quotes(key);
    }

    void read_committee(const toml::table& table)
    {
        Committee committee;
        committee.line = committee.quorum_line = line_of(table);
        const std::string where = begin(table, "Committee", committee.key);
        reader_.only(table, where,
                     {"key", "name", "scope", "seats", "quorum", "decision_rule", "casting_vote", "can_deputise"});
        committee.name = reader_.text(reader_.needed(table, committee.line, where, "name"), where, "name", title_bytes_max);
        committee.scope = reader_.choice<CommitteeScope>(
            table.get("scope"), where, "scope",
            {{"own", CommitteeScope::own}, {"each_member", CommitteeScope::each_member}});
        committee.decision_rule = reader_.choice<DecisionRule>(
            reader_.needed(table, committee.line, where, "decision_rule"), where, "decision_rule",
            {{"majority", DecisionRule::majority},
             {"two_thirds", DecisionRule::two_thirds},
             {"unanimous", DecisionRule::unanimous}});
        committee.casting_vote = reader_.flag(table.get("casting_vote"), where, "casting_vote", false)
                                     ? CastingVote::chair
                                     : CastingVote::none;
        committee.can_deputise = reader_.flag(table.get("can_deputise"), where, "can_deputise", false);
        read_seats(table, where, committee);
        read_quorum(table, where, committee);
        definition_.committees.push_back(std::move(committee));
    }

    void read_seats(const toml::table& table, const std::string& where, Committee& committee)
    {
        const auto* node = reader_.needed(table, committee.line, where, "seats");
        if (!node) return;
        const auto* array = node->as_array();
        if (!array || array->empty() || array->size() > list_max) {
            reader_.fault(line_of(*node), where + ": `seats` must be a list such as [{ role = \"chair\", count = 1 }].");
            return;
        }
        for (const toml::node& item : *array) {
            const auto* entry = item.as_table();
            Seat seat;
            seat.line = line_of(item);
            if (!entry) {
                reader_.fault(seat.line, where + ": a seat is a table such as { role = \"chair\", count = 1 }.");
                continue;
            }
            reader_.only(*entry, where, {"role", "count", "voting"});
            seat.role = reader_.text(reader_.needed(*entry, seat.line, where, "role"), where, "role", title_bytes_max);
            if (const auto* count = entry->get("count")) seat.count = reader_.number(count, where, "count", 1);
            seat.voting = reader_.flag(entry->get("voting"), where, "voting", true);
            for (const Seat& other : committee.seats)
                if (other.role == seat.role)
                    reader_.fault(seat.line, where + ": the seat " + in_quotes(seat.role) + " is there twice; use `count`.");
            committee.seats.push_back(std::move(seat));
        }
    }

    void read_quorum(const toml::table& table, const std::string& where, Committee& committee)
    {
        const auto* node = reader_.needed(table, committee.line, where, "quorum");
        if (!node) return;
        committee.quorum_line = line_of(*node);
        const auto* quorum = node->as_table();
        if (!quorum) {
            reader_.fault(committee.quorum_line, where + ": `quorum` must be a table.");
            return;
        }
        reader_.only(*quorum, where + ", quorum", {"members", "requirements"});
        committee.quorum.members =
            reader_.number(reader_.needed(*quorum, committee.quorum_line, where + ", quorum", "members"), where, "members", 1);
        const auto* list = quorum->get("requirements");
        if (!list) return;
        const auto* array = list->as_array();
        if (!array || array->size() > list_max) {
            reader_.fault(line_of(*list), where + ": `requirements` must be a list of tables.");
            return;
        }
        for (const toml::node& item : *array) {
            const auto* entry = item.as_table();
            if (!entry) {
                reader_.fault(line_of(item), where + ": a requirement is a table such as { label = \"Two lay members\", "
                                                     "seats = [\"lay member\"], count = 2 }.");
                continue;
            }
            reader_.only(*entry, where + ", quorum", {"label", "seats", "count"});
            QuorumRequirement requirement;
            const std::uint32_t line = line_of(item);
            requirement.label = reader_.text(reader_.needed(*entry, line, where, "label"), where, "label", title_bytes_max);
            requirement.seats = reader_.texts(reader_.needed(*entry, line, where, "seats"), where, "seats", 1);
            if (const auto* count = entry->get("count")) requirement.count = reader_.number(count, where, "count", 1);
            for (const std::string& seat : requirement.seats)
                if (std::none_of(committee.seats.begin(), committee.seats.end(),
                                 [&](const Seat& known) { return known.role == seat; }))
                    reader_.fault(line, where + ": the quorum names the seat " + in_quotes(seat) +
                                            ", which the committee does not have.");
            committee.quorum.requirements.push_back(std::move(requirement));
        }
    }

    void read_state(const toml::table& table)
    {
        State state;
        state.line = line_of(table);
        const std::string where = begin(table, "State", state.key);
        reader_.only(table, where, {"key", "title", "phase", "allows", "decides", "final"});
        state.title = reader_.text(reader_.needed(table, state.line, where, "title"), where, "title", title_bytes_max);
        state.phase = reader_.choice<Phase>(reader_.needed(table, state.line, where, "phase"), where, "phase",
                                            {{"draft", Phase::draft},
                                             {"socialisation", Phase::socialisation},
                                             {"feedback", Phase::feedback},
                                             {"sign_off", Phase::sign_off},
                                             {"published", Phase::published},
                                             {"withdrawn", Phase::withdrawn}});
        if (const auto* allows = table.get("allows"); allows && allows->as_array())
            for (const toml::node& item : *allows->as_array()) {
                if (const auto* name = item.as_string(); name && name->get() == "decide")
                    reader_.fault(line_of(item), where + ": write which committees decide here, decides = [\"...\"], "
                                                         "instead of \"decide\".");
                else
                    state.allows.push_back(reader_.choice<Activity>(&item, where, "allows", activities));
            }
        else if (allows)
            reader_.fault(line_of(*allows), where + ": `allows` must be a list.");
        state.decides = reader_.texts(table.get("decides"), where, "decides", 0);
        lists_.push_back({table.get("decides"), where, &Lists::committee, state.decides});
        if (!state.decides.empty()) state.allows.push_back(Activity::decide);
        state.is_final = reader_.flag(table.get("final"), where, "final", false);
        definition_.states.push_back(std::move(state));
    }

    void read_transition(const toml::table& table)
    {
        Transition transition;
        transition.line = line_of(table);
        const std::string where = begin(table, "Transition", transition.key);
        reader_.only(table, where, {"key", "title", "from", "to", "by", "requires", "voids_approvals", "explanation"});
        transition.title =
            reader_.text(reader_.needed(table, transition.line, where, "title"), where, "title", title_bytes_max);
        const auto* from = reader_.needed(table, transition.line, where, "from");
        transition.from = reader_.texts(from, where, "from", 1);
        lists_.push_back({from, where, &Lists::state, transition.from});
        const auto* to = reader_.needed(table, transition.line, where, "to");
        transition.to = reader_.text(to, where, "to", title_bytes_max);
        if (!transition.to.empty()) lists_.push_back({to, where, &Lists::state, {transition.to}});
        const auto* by = reader_.needed(table, transition.line, where, "by");
        transition.by = reader_.texts(by, where, "by", 1);
        lists_.push_back({by, where, &Lists::role, transition.by});
        transition.guard.line = transition.line;
        if (const auto* needs = table.get("requires")) transition.guard = read_guard(reader_, where, *needs);
        transition.voids_approvals = reader_.flag(table.get("voids_approvals"), where, "voids_approvals", false);
        transition.explanation = reader_.text(table.get("explanation"), where, "explanation", explanation_bytes_max);
        resolve_guard(transition.guard, where);
        definition_.transitions.push_back(std::move(transition));
    }

    void read_invariant(const toml::table& table)
    {
        Invariant invariant;
        invariant.line = line_of(table);
        const std::string where = "Invariant";
        reader_.only(table, where, {"title", "states", "when", "holds"});
        invariant.title =
            reader_.text(reader_.needed(table, invariant.line, where, "title"), where, "title", title_bytes_max);
        const auto* states = reader_.needed(table, invariant.line, where, "states");
        invariant.states = reader_.texts(states, where, "states", 1);
        lists_.push_back({states, where, &Lists::state, invariant.states});
        invariant.when = reader_.choice<InvariantWhen>(
            table.get("when"), where, "when", {{"always", InvariantWhen::always}, {"on_entry", InvariantWhen::on_entry}});
        if (const auto* holds = reader_.needed(table, invariant.line, where, "holds"))
            invariant.holds = read_guard(reader_, where, *holds);
        resolve_guard(invariant.holds, where);
        if (mentions(invariant.holds, GuardKind::reason_given))
            reader_.fault(invariant.holds.line, where + ": a reason is given with a step; it is not something that holds.");
        definition_.invariants.push_back(std::move(invariant));
    }

    void resolve_guard(const Guard& guard, const std::string& where)
    {
        if (!guard.committee.empty()) committees_named_.push_back({guard.line, where, guard.committee});
        for (const Guard& child : guard.children) resolve_guard(child, where);
    }

    /// What the names in a list must be names of.
    struct Lists
    {
        static bool state(const Definition& definition, std::string_view key) { return find_state(definition, key); }
        static bool role(const Definition& definition, std::string_view key) { return find_role(definition, key); }
        static bool committee(const Definition& definition, std::string_view key)
        {
            return find_committee(definition, key);
        }
    };
    using Known = bool (*)(const Definition&, std::string_view);

    static const char* name_of_list(Known known)
    {
        return known == &Lists::state ? "state" : known == &Lists::role ? "role" : "committee";
    }

    void undefined(std::uint32_t line, const std::string& where, Known known, const std::string& name)
    {
        if (!known(definition_, name))
            reader_.fault(line, where + ": there is no " + name_of_list(known) + " " + in_quotes(name) + ".");
    }

    template<class T>
    void once(const std::vector<T>& list, const char* what)
    {
        std::map<std::string, std::uint32_t> seen;
        for (const T& item : list) {
            if (item.key.empty()) continue;
            const auto [first, fresh] = seen.emplace(item.key, item.line);
            if (!fresh)
                reader_.fault(item.line, std::string(what) + " " + in_quotes(item.key) + " is defined twice; first on line " +
                                             std::to_string(first->second) + ".");
        }
    }

    void resolve()
    {
        once(definition_.committees, "Committee");
        once(definition_.states, "State");
        once(definition_.transitions, "Transition");
        for (const auto& list : lists_) {
            if (!list.node) continue;
            for (const std::string& name : list.names) {
                // The line of the very name, where the list is written over several lines.
                std::uint32_t line = line_of(*list.node);
                if (const auto* array = list.node->as_array())
                    for (const toml::node& item : *array)
                        if (item.as_string() && item.as_string()->get() == name) line = line_of(item);
                undefined(line, list.where, list.known, name);
            }
        }
        for (const auto& named : committees_named_) undefined(named.line, named.where, &Lists::committee, named.name);
        for (const std::string& name : definition_.survives_recusal)
            undefined(definition_.survives_recusal_line, "survives_recusal", &Lists::committee, name);
        if (!definition_.initial.empty()) undefined(initial_line_, "`initial`", &Lists::state, definition_.initial);
    }

    struct NameList
    {
        const toml::node* node;
        std::string where;
        Known known;
        std::vector<std::string> names;
    };
    struct NamedCommittee
    {
        std::uint32_t line;
        std::string where;
        std::string name;
    };

    const toml::table& root_;
    ValueReader reader_;
    Definition definition_;
    std::uint32_t initial_line_{1};
    std::vector<NameList> lists_;
    std::vector<NamedCommittee> committees_named_;
};

}  // namespace

std::string text_of(const Fault& fault, std::string_view file)
{
    std::string text = std::string(file) + ":" + std::to_string(fault.line) + ": " + fault.message;
    for (std::size_t i = 0; i < fault.steps.size(); ++i)
        text += "\n    " + std::to_string(i + 1) + ". " + fault.steps[i];
    return text;
}

Parsed parse(std::string_view text)
{
    Parsed parsed;
    if (text.size() > definition_bytes_max) {
        parsed.faults.push_back(
            {1, "The file is larger than " + std::to_string(definition_bytes_max / 1024) + " KiB; no definition needs to be.", {}});
        return parsed;
    }
    if (auto fault = first_look(text)) {
        parsed.faults.push_back(std::move(*fault));
        return parsed;
    }
    const toml::parse_result result = toml::parse(text);
    if (!result) {
        const toml::parse_error& error = result.error();
        parsed.faults.push_back({error.source().begin.line, "This is not TOML: " + std::string(error.description()), {}});
        return parsed;
    }
    Definition definition = DefinitionReader(result.table(), parsed.faults).read();
    std::sort(parsed.faults.begin(), parsed.faults.end(), [](const Fault& a, const Fault& b) {
        return a.line != b.line ? a.line < b.line : a.message < b.message;
    });
    if (parsed.faults.empty()) {
        definition.hash = sha256(as_bytes(text));
        parsed.definition = std::move(definition);
    }
    return parsed;
}

Result<Definition> load(std::string_view text, std::string_view file)
{
    if (text.size() > definition_bytes_max)
        return refuse(Errc::too_large, text_of(parse(text).faults.front(), file));
    Parsed parsed = parse(text);
    if (parsed.definition) return std::move(*parsed.definition);
    std::string message;
    for (const Fault& fault : parsed.faults) message += (message.empty() ? "" : "\n") + text_of(fault, file);
    return refuse(Errc::invalid, message);
}

}  // namespace assent::workflow
