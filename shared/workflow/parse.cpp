#include "shared/workflow/parse.hpp"

#include <algorithm>
#include <map>

#include "shared/base/toml.hpp"
#include "shared/workflow/guard.hpp"

namespace assent::workflow {

namespace {

constexpr std::size_t key_chars_max = 48;
constexpr std::size_t title_bytes_max = 200;
constexpr std::size_t explanation_bytes_max = 1000;
constexpr std::size_t key_parts_max = 4;
constexpr std::size_t faults_max = 100;

std::uint32_t line_of(const toml::node& node) { return node.source().begin.line; }

// Not "quoted": where <iomanip> comes along, std::quoted would be found first.
std::string in_quotes(std::string_view text) { return "\"" + std::string(text.substr(0, key_chars_max)) + "\""; }

/// What must not reach toml++ 3.3, found by a look at the text that knows only texts and comments:
///   - Control characters, which TOML allows nowhere.
///   - A key of many parts. A table is destroyed level by level, so "a.a.a..." without end would end in a stack overflow.
///   - Letters beyond ASCII outside texts and comments, or after a line that a backslash continues. TOML allows none in
///     the first place, but toml++ asks whether they are white space, by a table whose gaps are undefined behaviour.
class FirstLook
{
public:
    explicit FirstLook(std::string_view text) : text_(text) {}

    /// The first thing wrong, if anything is.
    std::optional<Fault> fault()
    {
        if (text_.substr(0, 3) == "\xef\xbb\xbf") text_.remove_prefix(3);  // the mark that some editors put first
        for (at_ = 0; at_ < text_.size() && !fault_; ++at_) {
            const char c = text_[at_];
            look_at(c);
            if (c == '#') comment();
            else if (c == '"' || c == '\'') string(c);
            else if (static_cast<unsigned char>(c) >= 0x80) found("a letter beyond ASCII outside of quotes");
            else if (c == '.' && ++dots_ >= key_parts_max) found("a key of more than " + std::to_string(key_parts_max) + " parts");
            else if (std::string_view("\n=,[]{}").find(c) != std::string_view::npos) dots_ = 0;
        }
        return fault_;
    }

private:
    void found(const std::string& what)
    {
        if (!fault_) fault_ = Fault{line_, "The file cannot be read as TOML: there is " + what + ".", {}};
    }

    void look_at(char c)
    {
        if (c == '\n') ++line_;
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f) found("a control character");
    }

    void comment()
    {
        while (at_ + 1 < text_.size() && text_[at_ + 1] != '\n') look_at(text_[++at_]);
    }

    /// Goes to the last character of the string, or before the end of the line if one of a single line is not closed: the
    /// parser says so.
    void string(char quote)
    {
        const bool multi = text_.substr(at_, 3) == std::string(3, quote);
        const std::size_t ends = multi ? 3 : 1;
        for (at_ += ends; at_ < text_.size(); ++at_) {
            if (text_.substr(at_, ends) == std::string(ends, quote)) {
                at_ += ends - 1;
                return;
            }
            if (text_[at_] == '\n' && !multi) {
                --at_;
                return;
            }
            if (text_[at_] == '\\' && quote == '"' && at_ + 1 < text_.size()) {
                ++at_;
                if (std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
                    found("a line continued by a backslash; write the text on one line");
            }
            look_at(text_[at_]);
        }
    }

    std::string_view text_;
    std::size_t at_{};
    std::size_t dots_{};
    std::uint32_t line_{1};
    std::optional<Fault> fault_;
};

/// Reads values out of tables and collects what is wrong with them.
class Reader
{
public:
    explicit Reader(std::vector<Fault>& faults) : faults_(faults) {}

    void fault(std::uint32_t line, std::string message)
    {
        if (faults_.size() < faults_max) faults_.push_back({line, std::move(message), {}});
    }

    /// Reports every key of `table` that is not among `known`.
    void only(const toml::table& table, const std::string& where, const std::vector<std::string_view>& known)
    {
        for (auto&& [key, value] : table) {
            if (std::find(known.begin(), known.end(), std::string_view(key.str())) != known.end()) continue;
            std::vector<std::string> names(known.begin(), known.end());
            fault(key.source().begin.line, where + ": unknown key " + in_quotes(key.str()) + "; the keys here are " +
                                               joined(names) + ".");
        }
    }

    const toml::node* needed(const toml::table& table, std::uint32_t line, const std::string& where, const char* key)
    {
        const toml::node* node = table.get(key);
        if (!node) fault(line, where + ": `" + key + "` is missing.");
        return node;
    }

    std::string text(const toml::node* node, const std::string& where, std::string_view key, std::size_t bytes_max)
    {
        if (!node) return {};
        const auto* value = node->as_string();
        if (!value || value->get().empty() || value->get().size() > bytes_max) {
            fault(line_of(*node), where + ": `" + std::string(key) + "` must be a text of 1 to " +
                                      std::to_string(bytes_max) + " bytes in quotes.");
            return {};
        }
        return value->get();
    }

    bool is_key(std::string_view text)
    {
        return !text.empty() && text.size() <= key_chars_max && text[0] >= 'a' && text[0] <= 'z' &&
               std::all_of(text.begin(), text.end(), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
               });
    }

    std::string key(const toml::node* node, const std::string& where, std::string_view name)
    {
        const std::string value = text(node, where, name, title_bytes_max);
        if (value.empty() || is_key(value)) return value;
        fault(line_of(*node), where + ": `" + std::string(name) +
                                  "` must be a short name of small letters, digits, _ and -, not " + in_quotes(value) + ".");
        return {};
    }

    std::uint32_t number(const toml::node* node, const std::string& where, std::string_view key, std::uint32_t least)
    {
        if (!node) return least;
        const auto* value = node->as_integer();
        if (!value || value->get() < least || value->get() > count_max) {
            fault(line_of(*node), where + ": `" + std::string(key) + "` must be a whole number from " +
                                      std::to_string(least) + " to " + std::to_string(count_max) + ".");
            return least;
        }
        return static_cast<std::uint32_t>(value->get());
    }

    bool flag(const toml::node* node, const std::string& where, std::string_view key, bool otherwise)
    {
        if (!node) return otherwise;
        if (const auto* value = node->as_boolean()) return value->get();
        fault(line_of(*node), where + ": `" + std::string(key) + "` must be true or false.");
        return otherwise;
    }

    /// A list of texts, each once.
    std::vector<std::string> texts(const toml::node* node, const std::string& where, std::string_view key,
                                   std::size_t least)
    {
        std::vector<std::string> values;
        if (!node) return values;
        const auto* array = node->as_array();
        if (!array || array->size() < least || array->size() > list_max) {
            fault(line_of(*node), where + ": `" + std::string(key) + "` must be a list of " + std::to_string(least) +
                                      " to " + std::to_string(list_max) + " texts.");
            return values;
        }
        for (const toml::node& item : *array) {
            std::string value = text(&item, where, key, title_bytes_max);
            if (value.empty()) continue;
            if (std::find(values.begin(), values.end(), value) != values.end())
                fault(line_of(item), where + ": `" + std::string(key) + "` has " + in_quotes(value) + " twice.");
            else
                values.push_back(std::move(value));
        }
        return values;
    }

    /// One of the enumerators that `name` gives a name.
    template<class E>
    E choice(const toml::node* node, const std::string& where, std::string_view key,
             const std::vector<std::pair<std::string_view, E>>& choices)
    {
        if (!node) return choices.front().second;
        const std::string value = text(node, where, key, title_bytes_max);
        if (value.empty()) return choices.front().second;
        std::vector<std::string> names;
        for (const auto& [name, enumerator] : choices) {
            if (name == value) return enumerator;
            names.emplace_back(name);
        }
        fault(line_of(*node), where + ": `" + std::string(key) + "` is " + in_quotes(value) + "; it must be one of " +
                                  joined(names) + ".");
        return choices.front().second;
    }

    /// The tables of `[[name]]`.
    std::vector<const toml::table*> tables(const toml::table& root, const char* name, std::size_t least, std::size_t most)
    {
        std::vector<const toml::table*> found;
        const toml::node* node = root.get(name);
        if (!node) {
            if (least > 0) fault(1, "The definition has no [[" + std::string(name) + "]].");
            return found;
        }
        const auto* array = node->as_array();
        if (!array || !array->is_homogeneous<toml::table>() || array->size() > most) {
            fault(line_of(*node), "`" + std::string(name) + "` must be written as [[" + name + "]], at most " +
                                      std::to_string(most) + " times.");
            return found;
        }
        for (const toml::node& item : *array) found.push_back(item.as_table());
        return found;
    }

private:
    std::vector<Fault>& faults_;
};

const std::vector<std::pair<std::string_view, Activity>> activities{
    {"edit_content", Activity::edit_content},       {"cut_version", Activity::cut_version},
    {"record_event", Activity::record_event},       {"log_feedback", Activity::log_feedback},
    {"answer_feedback", Activity::answer_feedback}, {"settle_doubts", Activity::settle_doubts},
    {"close_conditions", Activity::close_conditions}};

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
    {"reason_given", GuardKind::reason_given}};

const char* const guard_help =
    " The conditions are has_version, version_cut, feedback_answered, feedback_closed, forums_visited, "
    "conditions_closed, decisions_closed, doubts_settled, intentions_complete, parts_agreed, reason_given, { events_held "
    "= 2 }, { approved_by = \"...\" }, { sent_back_by = \"...\" }, { all = [...] }, { any = [...] } and { not = ... }.";

class GuardReader
{
public:
    GuardReader(Reader& reader, std::string where) : reader_(reader), where_(std::move(where)) {}

    /// What a list of needs, or a single one, comes to: always an `all`.
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
        } else if (name == "approved_by" || name == "sent_back_by") {
            guard.kind = name == "approved_by" ? GuardKind::approved_by : GuardKind::sent_back_by;
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

    Reader& reader_;
    std::string where_;
    std::size_t nodes_{};
};

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
        if (const auto* needs = table.get("requires")) transition.guard = GuardReader(reader_, where).needs(*needs);
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
            invariant.holds = GuardReader(reader_, where).needs(*holds);
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
    Reader reader_;
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
    if (auto fault = FirstLook(text).fault()) {
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
