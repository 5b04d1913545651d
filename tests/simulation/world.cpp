#include "tests/simulation/world.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <random>
#include <set>
#include <unordered_map>

#include "client/sync/core.hpp"
#include "server/ledger/merkle.hpp"
#include "shared/base/overloaded.hpp"
#include "tests/simulation/word_ledger.hpp"
#include "tests/support/test_organisation.hpp"

namespace assent::simulation {
namespace {

using namespace support;

constexpr std::int64_t ms = 1000;  // simulated time is in microseconds
constexpr std::int64_t second = 1000 * ms;

const PlanId draft_plan = PlanId::derived("draft plan");
const std::vector<PersonId> cast = {owner, secretary, chair, author, engagement, lay_member, second_author, deputy};

/// An organisation with one plan before a committee and one being drafted.
std::shared_ptr<MemoryDisk> founded_disk()
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    organisation.must(owner, CreatePlan{draft_plan, "Draft", "2026/27", {}});
    for (const char* name : {"one", "two", "three"})
        organisation.must(owner, EditContent{draft_plan,
                                             {AddSection{{ElementId::derived(name), "", 1, name, "", PartStatus::draft, 0}, {}}}});
    return organisation.disk;
}

class World;

/// One person's browser: the tab may be closed at any time, the device keeps what it was given.
class Client : public sync::Link, public sync::Outbox
{
public:
    Client(World& world, PersonId person) : world_(world), person_(person) {}

    void open_tab();
    void close_tab();
    bool is_open() const { return core_ != nullptr; }
    sync::SyncCore& core() { return *core_; }
    PersonId person() const { return person_; }

    /// After anything happened: drops what was refused and plans the next tick.
    void settle();
    void act();

    std::uint64_t connection{};  ///< the one in use; 0: none
    std::uint64_t tab{};         ///< counts the tabs, so that what was meant for an earlier one is dropped

private:
    void connect() override;
    bool send(BytesView message) override;
    void disconnect(std::uint16_t code, std::string_view reason) override;
    void put(const std::string& key, BytesView value) override { kept_[key] = Bytes(value.begin(), value.end()); }
    void remove(const std::string& key) override { kept_.erase(key); }
    void list(const std::string& prefix) override;

    bool type();
    std::optional<Command> next_command();
    std::optional<Command> editing();
    std::optional<Command> feedback();
    std::optional<Command> sign_off();

    World& world_;
    PersonId person_;
    std::map<std::string, Bytes> kept_;
    std::unique_ptr<sync::SyncCore> core_;
    std::int64_t tick_at_{-1};
};

/// A connection: in order each way, cut at any time.
struct Connection
{
    Client* client{};
    std::uint64_t tab{};
    bool client_side{true};  ///< the client still believes in it
    bool server_side{};
    bool cut{};              ///< nothing gets through any more
    std::int64_t slowness{};
    std::int64_t to_server_at{};
    std::int64_t to_client_at{};
};

class World
{
public:
    explicit World(const Settings& settings) : settings_(settings), random_(settings.seed), disk_(founded_disk())
    {
        disk_->lies = settings.disk_lies;
        now_ = 0;
        wall_offset_ = Timestamp{Date::of(2026, 11, 24).days * 86'400 * second}.micros;
        index_disk();
        start_server();
        // Now and then a crowd, in which people have several tabs on devices of their own.
        const auto count = below(8) == 0 ? 20 + below(41) : 2 + below(cast.size() - 1);
        for (std::uint64_t i = 0; i < count; ++i) clients_.push_back(std::make_unique<Client>(*this, cast[i % cast.size()]));
        outcome_.clients = count;
        for (auto& client : clients_) {
            client->open_tab();
            keep_acting(*client);
        }
        often(20 * second, 90 * second, [this] { crash(); });
        often(3 * second, 20 * second, [this] { break_a_link(); });
        often(60 * second, 240 * second, [this] { fail_the_disk(); });
        often(40 * second, 200 * second, [this] { close_a_tab(); });
        often(60 * second, 300 * second, [this] { jump_clock(); });
    }

    Outcome run()
    {
        run_until(settings_.seconds * second);
        calm_ = true;
        disk_->failures.clear();
        run_until((settings_.seconds + settings_.settle_seconds) * second);
        check_at_end();
        outcome_.simulated_seconds = static_cast<std::uint64_t>(settings_.seconds + settings_.settle_seconds);
        outcome_.digest = digest_.finish();
        return std::move(outcome_);
    }

    // ---- for clients ----

    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
    std::int64_t between(std::int64_t least, std::int64_t most)
    {
        return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least + 1)));
    }
    std::array<std::uint8_t, 16> draw()
    {
        std::array<std::uint8_t, 16> bytes{};
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random_());
        return bytes;
    }
    std::int64_t now_ms() const { return now_ / ms; }
    std::int64_t now() const { return now_; }
    bool calm() const { return calm_; }

    void at(std::int64_t time, std::function<void()> what) { events_.push({std::max(time, now_), ++order_, std::move(what)}); }

    void connect(Client& client)
    {
        const auto id = ++last_connection_;
        client.connection = id;
        auto& connection = connections_[id];
        connection.client = &client;
        connection.tab = client.tab;
        connection.slowness = between(1 * ms, below(5) == 0 ? 800 * ms : 60 * ms);
        at(now_ + latency(connection), [this, id] {
            auto& c = connections_.at(id);
            if (c.cut) return;
            if (!server_) return refuse_connection(id);
            c.server_side = true;
            step(rooms::PeerJoined{id, c.client->person(), {}});
            at(now_ + latency(c), [this, id] {
                to_client(id, [this](Client& client) { client.core().on_open(now_ms()); });
            });
        });
    }

    bool send(Client& client, BytesView message)
    {
        const auto found = connections_.find(client.connection);
        if (found == connections_.end() || !found->second.client_side) return false;
        auto& connection = found->second;
        connection.to_server_at = std::max(connection.to_server_at, now_) + latency(connection);
        at(connection.to_server_at, [this, id = client.connection, bytes = Bytes(message.begin(), message.end())] {
            const auto& c = connections_.at(id);
            if (c.cut || !c.server_side || !server_) return;
            record('>', id, bytes);
            count_resent(bytes);
            step(rooms::MessageArrived{id, bytes});
        });
        return true;
    }

    void disconnect(Client& client)
    {
        const auto id = std::exchange(client.connection, 0);
        const auto found = connections_.find(id);
        if (found == connections_.end()) return;
        found->second.client_side = false;
        at(now_ + latency(found->second), [this, id] { server_loses(id); });
    }

    Outcome& outcome() { return outcome_; }
    std::map<Key, PersonId>& issued() { return issued_; }

private:
    struct Happening
    {
        std::int64_t time{};
        std::uint64_t order{};
        std::function<void()> what;
        bool operator<(const Happening& other) const
        {
            return std::tie(other.time, other.order) < std::tie(time, order);
        }
    };

    void fault(const std::string& what)
    {
        if (outcome_.faults.size() < 10) outcome_.faults.push_back(what + " (at " + std::to_string(now_ms()) + " ms)");
    }

    void run_until(std::int64_t end)
    {
        while (!events_.empty() && events_.top().time <= end) {
            auto what = std::move(const_cast<Happening&>(events_.top()).what);
            now_ = events_.top().time;
            events_.pop();
            what();
            if (++happened_ % 64 == 0) compare_states();
        }
        now_ = end;
    }

    void often(std::int64_t least, std::int64_t most, std::function<void()> what)
    {
        at(now_ + between(least, most), [this, least, most, what] {
            if (calm_) return;
            what();
            often(least, most, what);
        });
    }

    void keep_acting(Client& client)
    {
        at(now_ + between(200 * ms, 30 * second), [this, &client] {
            if (calm_) return;
            if (client.is_open()) client.act();
            keep_acting(client);
        });
    }

    void record(char what, std::uint64_t id, BytesView bytes)
    {
        const std::string line = what + std::to_string(now_) + '/' + std::to_string(id) + '/' + std::to_string(bytes.size());
        digest_.update(as_bytes(line));
        digest_.update(bytes);
    }

    // ---- links ----

    std::int64_t latency(const Connection& connection) { return connection.slowness / 2 + between(0, connection.slowness); }

    void to_client(std::uint64_t id, const std::function<void(Client&)>& what)
    {
        const auto& c = connections_.at(id);
        if (c.cut || !c.client_side || !c.client->is_open() || c.client->tab != c.tab || c.client->connection != id) return;
        what(*c.client);
        c.client->settle();
    }

    void client_loses(std::uint64_t id, std::uint16_t code, const std::string& reason)
    {
        auto& c = connections_.at(id);
        if (!std::exchange(c.client_side, false)) return;
        if (!c.client->is_open() || c.client->tab != c.tab || c.client->connection != id) return;
        c.client->connection = 0;
        c.client->core().on_close(code, reason, now_ms());
        c.client->settle();
    }

    void server_loses(std::uint64_t id)
    {
        auto& c = connections_.at(id);
        if (!std::exchange(c.server_side, false) || !server_) return;
        step(rooms::PeerLeft{id});
    }

    void refuse_connection(std::uint64_t id)
    {
        at(now_ + latency(connections_.at(id)), [this, id] { client_loses(id, 1006, ""); });
    }

    /// What is under way is lost. Each end notices in its own time; half-open for up to a minute.
    void cut(std::uint64_t id)
    {
        auto& c = connections_.at(id);
        if (std::exchange(c.cut, true)) return;
        const auto notices = [&] { return now_ + (below(4) == 0 ? between(second, 60 * second) : between(1 * ms, 300 * ms)); };
        at(notices(), [this, id] { client_loses(id, 1006, ""); });
        at(notices(), [this, id] { server_loses(id); });
    }

    void break_a_link()
    {
        auto& client = *clients_[below(clients_.size())];
        if (client.connection == 0) return;
        ++outcome_.link_faults;
        auto& c = connections_.at(client.connection);
        if (below(3) == 0) {  // clogged: what follows waits
            c.to_client_at = std::max(c.to_client_at, now_) + between(second, 15 * second);
            c.to_server_at = std::max(c.to_server_at, now_) + between(second, 15 * second);
        } else {
            cut(client.connection);
        }
    }

    void close_a_tab()
    {
        auto& client = *clients_[below(clients_.size())];
        if (!client.is_open()) return;
        ++outcome_.closed_tabs;
        client.close_tab();
        at(now_ + between(100 * ms, 20 * second), [&client] { client.open_tab(); });
    }

    // ---- the server ----

    void start_server()
    {
        store_ = std::make_unique<MemoryStore>(disk_);
        rooms::CoreLimits limits;
        // Some runs send the registers in many parts, so that everything that goes wrong also goes wrong between two of them.
        // The memory for them is short, but lets a crowd on slow links come back in the time it has: registers are 80 KB here.
        if (settings_.seed % 2 == 0) limits.transfers = {.part_bytes = 1500, .announced_bytes = 20, .bytes_max = 1'000'000};
        server_ = std::make_unique<rooms::TenantCore>(limits);
        const auto read = store_->replay(1, [&](const store::StoredEvent& event) {
            if (const auto loaded = server_->load(event); !loaded) fault("The log cannot be read: " + loaded.error().message);
        });
        if (!read) fault("The log cannot be replayed.");
        check_log();
    }

    void crash()
    {
        if (!server_) return;
        ++outcome_.crashes;
        stop_server();
    }

    void stop_server()
    {
        ++epoch_;
        server_.reset();
        store_.reset();
        writes_.clear();
        writing_ = false;
        disk_->crash();
        index_disk();
        for (auto& [id, c] : connections_)
            if (c.server_side) {
                c.server_side = false;
                cut(id);
            }
        at(now_ + between(100 * ms, 4 * second), [this] { start_server(); });
    }

    void fail_the_disk()
    {
        ++outcome_.disk_faults;
        disk_->fail_at(disk_->appends + 1, below(2) == 0 ? MemoryDisk::Failure::before_durable : MemoryDisk::Failure::after_durable);
    }

    void jump_clock()
    {
        ++outcome_.clock_jumps;
        wall_offset_ += between(-3600, 3600) * second;
    }

    void step(const rooms::Input& input)
    {
        for (auto& action : server_->step(input, {wall_offset_ + now_})) carry_out(action);
        if (server_->outlines_wait() && outlines_due_in_ != epoch_) {
            outlines_due_in_ = epoch_;
            at(now_ + rooms::TenantCore::outline_every_ms * ms, [this, epoch = epoch_] {
                if (epoch != epoch_ || !server_) return;
                outlines_due_in_.reset();
                step(rooms::OutlinesDue{});
            });
        }
        check_ballots();
        if (server_->stopped() && !stopping_) {
            stopping_ = true;  // as the program does: opened anew when it is next asked for
            at(now_ + between(1 * ms, 200 * ms), [this, epoch = epoch_] {
                stopping_ = false;
                if (epoch == epoch_) stop_server();
            });
        }
    }

    void carry_out(rooms::Action& action)
    {
        std::visit(Overloaded{
                       [&](rooms::SendFrame& sent) { deliver(sent.peer, *sent.frame); },
                       [&](rooms::ClosePeer& close) {
                           auto& c = connections_.at(close.peer);
                           c.to_client_at = std::max(c.to_client_at, now_) + latency(c);
                           c.server_side = false;
                           at(c.to_client_at, [this, id = close.peer, code = close.code, reason = close.reason] {
                               if (!connections_.at(id).cut) client_loses(id, code, reason);
                           });
                       },
                       [&](rooms::WriteAppend& write) {
                           writes_.push_back(std::move(write));
                           write_soon();
                       },
                       [&](rooms::FindKey& find) {
                           at(now_ + between(1 * ms, 30 * ms), [this, epoch = epoch_, find] {
                               if (epoch != epoch_ || !server_) return;
                               const auto known = store_->find(find.key);
                               if (known && *known) step(rooms::KeyFound{find.peer, find.key, **known});
                           });
                       },
                       [&](rooms::ReadContent&) {},
                       [&](rooms::OutsideAnswered&) {},
                       [&](rooms::ReadPlanAt&) {},
                       [&](rooms::RunSearch&) {},
                   },
                   action);
    }

    void deliver(rooms::PeerId id, const Bytes& frame)
    {
        const auto message = decode_server_message(frame);
        if (!message) return fault("The server sent what cannot be read.");
        check_leaving(*message);
        auto& c = connections_.at(id);
        c.to_client_at = std::max(c.to_client_at, now_) + latency(c);
        at(c.to_client_at, [this, id, frame] {
            to_client(id, [&](Client& client) {
                record('<', id, frame);
                client.core().on_message(frame, now_ms());
            });
        });
    }

    /// Group commit: one batch at a time; what comes meanwhile waits for the next.
    void write_soon()
    {
        if (std::exchange(writing_, true)) return;
        at(now_ + between(2 * ms, below(20) == 0 ? 500 * ms : 12 * ms), [this, epoch = epoch_] {
            if (epoch != epoch_ || !server_) return;
            std::vector<store::Append> batch;
            std::vector<std::uint64_t> tickets;
            for (auto& write : writes_) {
                tickets.push_back(write.ticket);
                batch.push_back(std::move(write.append));
            }
            writes_.clear();
            if (settings_.acknowledges_early) {
                acknowledge_early(batch, tickets);
                return;
            }
            auto receipts = store_->append(batch);
            index_disk();
            // The process may die between the write and the answer.
            at(now_ + between(0, 5 * ms), [this, epoch, tickets, receipts = std::move(receipts)] {
                if (epoch != epoch_ || !server_) return;
                writing_ = false;
                if (!receipts) return step(rooms::AppendFailed{tickets.front()});
                for (std::size_t i = 0; i < tickets.size(); ++i) step(rooms::AppendDone{tickets[i], (*receipts)[i]});
                if (!writes_.empty()) write_soon();
            });
        });
    }

    /// The seeded fault of the control run: answers first, writes afterwards.
    void acknowledge_early(const std::vector<store::Append>& batch, const std::vector<std::uint64_t>& tickets)
    {
        std::uint64_t size = store_->head().size;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto count = static_cast<std::uint32_t>(batch[i].events.size());
            step(rooms::AppendDone{tickets[i], {size + 1, count, size + count, {}}});
            size += count;
        }
        static_cast<void>(store_->append(batch));
        index_disk();
        writing_ = false;
        if (!writes_.empty()) write_soon();
    }

    // ---- what must hold ----

    /// Reads what the disk gained; after a crash, all of it.
    void index_disk()
    {
        if (indexed_ > disk_->receipts.size()) {
            indexed_ = 0;
            durable_.clear();
        }
        for (; indexed_ < disk_->receipts.size(); ++indexed_) {
            const auto& stored = disk_->receipts[indexed_];
            if (!durable_.emplace(stored.key, stored.receipt).second) fault("Key " + stored.key.text() + " took effect twice.");
        }
    }

    /// The last event on the disk that edited the plan.
    std::uint64_t last_edit(PlanId plan)
    {
        static const auto edited = type_of(Event{ContentEdited{}});
        if (read_ > disk_->events.size()) {
            read_ = 0;
            last_edits_.clear();
        }
        for (; read_ < disk_->events.size(); ++read_) {
            const auto& stored = disk_->events[read_];
            if (stored.type != edited) continue;
            if (const auto event = decode_event(stored.payload)) last_edits_[plan_of(*event)] = stored.sequence;
        }
        return last_edits_[plan];
    }

    void check_leaving(const ServerMessage& message)
    {
        if (const auto* accepted = std::get_if<Accepted>(&message.body)) {
            const auto found = durable_.find(accepted->key);
            if (found == durable_.end()) return fault("Acknowledged but not durable: " + accepted->key.text());
            const store::Receipt receipt{accepted->first_sequence, accepted->event_count, accepted->tree_size, accepted->root};
            if (receipt != found->second) fault("A receipt is not the one on the disk: " + accepted->key.text());
            const auto [known, is_new] = acknowledged_.emplace(accepted->key, receipt);
            if (is_new) ++outcome_.accepted;
            if (!is_new && known->second != receipt) fault("Two receipts for one key: " + accepted->key.text());
        } else if (const auto* published = std::get_if<Published>(&message.body)) {
            if (published->meta.sequence > disk_->events.size()) fault("An event was sent before it was durable.");
        } else if (std::holds_alternative<Refused>(message.body)) {
            ++outcome_.refused;
        }
    }

    /// After every start: all that was ever acknowledged is there, in a tree that only grew, in an order of time.
    void check_log()
    {
        for (const auto& [key, receipt] : acknowledged_)
            if (const auto found = durable_.find(key); found == durable_.end() || found->second != receipt)
                fault("Acknowledged and lost: " + key.text());
        std::map<std::uint64_t, Hash> roots;
        for (const auto& [key, receipt] : acknowledged_) roots[receipt.tree_size] = receipt.root;
        ledger::Frontier tree;
        Timestamp last;
        for (const auto& event : disk_->events) {
            tree.append(ledger::leaf_hash(disk_->tenant, event));
            if (const auto known = roots.find(tree.size()); known != roots.end() && known->second != tree.root())
                fault("The tree of " + std::to_string(tree.size()) + " events has another root than was acknowledged.");
            if (event.at < last) fault("Time in the log goes back at event " + std::to_string(event.sequence) + '.');
            last = event.at;
        }
        if (!roots.empty() && roots.rbegin()->first > tree.size()) fault("The tree has shrunk.");
    }

    /// One person, one vote; recused people none; the tally is what the ballots say.
    void check_ballots()
    {
        if (server_->tenant().sequence == ballots_checked_) return;
        ballots_checked_ = server_->tenant().sequence;
        for (const auto& plan : server_->tenant().plans)
            for (const auto& decision : plan.decisions) {
                std::map<PersonId, int> votes;
                std::uint32_t counted = 0;
                for (const auto& seat : decision.committee.seats) {
                    const Ballot* last = nullptr;
                    for (const auto& ballot : decision.ballots)
                        if (ballot.member == seat.person && !ballot.voided) last = &ballot;
                    if (!last) continue;
                    if (++votes[last->cast_by] > 1) fault("One person has two votes on one decision.");
                    if (is_recused(decision, last->cast_by)) fault("The vote of a recused person stands.");
                    if (last->content_hash != decision.content_hash) fault("A vote on other content stands.");
                    counted += seat.voting;
                }
                const auto tally = tally_of(decision);
                if (tally.approve + tally.approve_with_condition + tally.send_back + tally.abstain != counted)
                    fault("The tally is not what the ballots say.");
            }
    }

    enum class Moment { any, at_rest };

    /// A client that has every event holds what the server holds. That another plan was edited may still be on its way to it, but
    /// at rest nothing is.
    void compare_states()
    {
        if (!server_ || server_->stopped() || server_->appends_waiting() > 0) return;
        for (const auto& client : clients_)
            if (client->is_open()) compare(*client, Moment::any);
    }

    /// The names of the members that differ, those of plans one by one.
    template <class Described>
    static std::string differing(const Described& one, const Described& other)
    {
        std::string names;
        boost::mp11::mp_for_each<boost::describe::describe_members<Described, boost::describe::mod_public>>([&](auto member) {
            if (one.*member.pointer != other.*member.pointer) names += std::string(" ") + member.name;
        });
        if constexpr (std::is_same_v<Described, Tenant>)
            for (std::size_t i = 0; i < std::min(one.plans.size(), other.plans.size()); ++i)
                if (one.plans[i] != other.plans[i]) names += " (" + one.plans[i].title + ":" + differing(one.plans[i], other.plans[i]) + ")";
        return names;
    }

    bool compare(Client& client, Moment moment)
    {
        const auto& copy = client.core().copy();
        if (copy.connection != sync::Connection::live || copy.tenant.sequence != server_->tenant().sequence) return false;
        Tenant there = server_->tenant();
        Tenant here = copy.tenant;
        for (std::size_t i = 0; i < there.plans.size() && i < here.plans.size(); ++i) {
            if (const auto& plan = there.plans[i]; moment == Moment::any && here.plans[i].revision < plan.revision) {
                here.plans[i].revision = plan.revision;
                here.plans[i].edited_at = plan.edited_at;
                here.plans[i].edited_by = plan.edited_by;
                here.plans[i].edited_since_version = plan.edited_since_version;
            }
            if (!here.plans[i].content_loaded || client.core().text_revision(here.plans[i].id) < last_edit(here.plans[i].id)) {
                // Not opened, or its text is on the way: what is derived from the text may lag.
                for (auto* plan : {&there.plans[i], &here.plans[i]}) {
                    plan->content = {};
                    plan->content_loaded = false;
                    plan->intention_count = 0;
                    plan->incomplete.clear();
                    plan->not_agreed.clear();
                    plan->intention_marks.clear();
                }
            }
        }
        ++outcome_.states_compared;
        if (here == there) return true;
        fault("A client with every event holds another state than the server, event " + std::to_string(there.sequence) + ":" +
              differing(here, there) + '.');
        return false;
    }

    void check_at_end()
    {
        if (!server_) return fault("The server did not come back.");
        check_log();
        for (const auto& word : ledger_.lost(disk_->events)) fault("A word that was typed is nowhere: " + word);
        outcome_.words = ledger_.count();
        outcome_.room_bytes = server_->room_memory();
        for (const auto& client : clients_) {
            if (!client->is_open()) {
                fault("A tab did not come back.");
                continue;
            }
            const auto& copy = client->core().copy();
            if (copy.connection != sync::Connection::live)
                fault("A client did not come back: " + std::to_string(copy.parts_here) + " of " +
                      std::to_string(copy.parts_in_all) + " parts of the last answer.");
            if (!compare(*client, Moment::at_rest)) fault("A client did not catch up.");
            if (const auto* plan = copy.plan(draft_plan); !plan || !plan->content_loaded) fault("A client has no text.");
            if (client->core().text_revision(draft_plan) < last_edit(draft_plan)) fault("A client's text did not catch up.");
            for (const auto& pending : copy.pending) fault("A command has no answer: " + pending.key.text());
            compare_texts(*client);
        }
    }

    /// Texts that are open for typing say what the plan says.
    void compare_texts(Client& client)
    {
        const auto* plan = client.core().copy().plan(draft_plan);
        if (!plan) return;
        for (const auto& section : plan->content.sections) {
            const auto* words = client.core().texts().words({draft_plan, section.id, sync::field_name(TextField::text)});
            if (!words) continue;
            ++outcome_.texts_compared;
            if (*words != section.text) fault("A client's open text is not the plan's.");
        }
    }

    void count_resent(BytesView bytes)
    {
        const auto message = decode_client_message(bytes);
        const auto* submit = message ? std::get_if<Submit>(&message->body) : nullptr;
        if (submit && !arrived_.insert(submit->key).second) ++outcome_.resent;
    }

    const Settings settings_;
    std::mt19937_64 random_;
    std::int64_t now_{};
    std::int64_t wall_offset_{};
    std::uint64_t order_{};
    std::uint64_t happened_{};
    bool calm_{};
    std::priority_queue<Happening> events_;

    std::shared_ptr<MemoryDisk> disk_;
    std::unique_ptr<MemoryStore> store_;
    std::unique_ptr<rooms::TenantCore> server_;
    std::uint64_t epoch_{};
    bool stopping_{};
    std::vector<rooms::WriteAppend> writes_;
    std::optional<decltype(epoch_)> outlines_due_in_;  // the server's life in which the timer runs
    bool writing_{};

    std::vector<std::unique_ptr<Client>> clients_;
    std::map<std::uint64_t, Connection> connections_;
    std::uint64_t last_connection_{};

    std::size_t indexed_{};
    std::size_t read_{};
    std::map<PlanId, std::uint64_t> last_edits_;
    std::unordered_map<Key, store::Receipt> durable_;
    std::map<Key, store::Receipt> acknowledged_;
    std::map<Key, PersonId> issued_;
    std::set<Key> arrived_;
    std::uint64_t ballots_checked_{};
    Sha256 digest_;
    Outcome outcome_;

public:
    WordLedger& ledger() { return ledger_; }

private:
    WordLedger ledger_;
};

// ---- one browser ------------------------------------------------------------------------------------------------------

void Client::open_tab()
{
    if (core_) return;
    ++tab;
    tick_at_ = -1;
    core_ = std::make_unique<sync::SyncCore>("luton", *this, *this, [this] { return world_.draw(); });
    core_->open_plan(draft_plan);
    core_->start(world_.now_ms());
    settle();
}

void Client::close_tab()
{
    world_.disconnect(*this);
    core_.reset();
}

void Client::connect() { world_.connect(*this); }
bool Client::send(BytesView message) { return world_.send(*this, message); }
void Client::disconnect(std::uint16_t, std::string_view) { world_.disconnect(*this); }

void Client::list(const std::string& prefix)
{
    world_.at(world_.now() + 3 * ms, [this, prefix, tab_asked = tab] {
        if (!core_ || tab != tab_asked) return;
        const auto kept = kept_;
        for (const auto& [key, value] : kept)
            if (key.starts_with(prefix)) core_->on_stored(key, value);
        core_->on_stored_end(world_.now_ms());
        settle();
    });
}

void Client::settle()
{
    std::vector<Key> refused;
    for (const auto& pending : core_->copy().pending)
        if (pending.state == sync::CommandState::refused) {
            refused.push_back(pending.key);
            world_.ledger().kept(pending.words + ' ');
        }
    for (const auto& key : refused) core_->dismiss(key);
    const auto next = core_->next_tick_ms();
    if (!next || (tick_at_ >= 0 && tick_at_ <= *next)) return;
    tick_at_ = *next;
    world_.at(*next * ms, [this, planned = *next, tab_planned = tab] {
        if (!core_ || tab != tab_planned || tick_at_ != planned) return;
        tick_at_ = -1;
        core_->tick(world_.now_ms());
        settle();
    });
}

/// Typing, deleting, taking back. False if there is no text to do it in.
bool Client::type()
{
    const auto* content = core_->copy().text(draft_plan);
    if (!content || content->sections.empty()) return false;
    const auto& section = content->sections[world_.below(content->sections.size())];
    const sync::FieldRef field{draft_plan, section.id, sync::field_name(TextField::text)};
    if (!core_->open_text(field)) return false;
    const auto now = world_.now_ms();
    const std::string before = *core_->texts().words(field);  // all of it is ASCII
    // Between words, so that each stays whole and can be looked for.
    const auto between_words = [&](std::size_t at) {
        at = std::min(at, before.size());
        while (at > 0 && before[at - 1] != ' ') --at;
        return static_cast<std::uint32_t>(at);
    };
    const auto place = between_words(world_.below(before.size() + 1));
    core_->edit_field(field, now, place, place);
    const auto taken_away = [&](bool done) {
        if (done) world_.ledger().taken_away(before, *core_->texts().words(field));
        return done;
    };
    switch (world_.below(8)) {
    case 0: return taken_away(core_->undo_text(field, world_.below(3) == 0 ? 1 : -1, now));
    case 1: return taken_away(core_->write_text(field, {{place, between_words(place + world_.below(30)) - place, ""}}, now));
    default: {
        const auto word = world_.ledger().next();
        if (core_->write_text(field, {{place, 0, word}}, now)) world_.ledger().typed(word);
        return true;
    }
    }
}

void Client::act()
{
    if (core_->copy().welcomed && (person_ == owner || person_ == author || person_ == second_author) && world_.below(3) > 0) {
        if (type()) ++world_.outcome().commands;
        settle();
        return;
    }
    auto command = next_command();
    if (!command) return;
    ++world_.outcome().commands;
    core_->submit(std::move(*command), world_.now_ms());
    settle();
}

std::optional<Command> Client::next_command()
{
    if (!core_->copy().welcomed) return std::nullopt;
    if (person_ == engagement) return feedback();
    if (person_ == secretary || person_ == chair || person_ == lay_member || person_ == deputy) return sign_off();
    return editing();
}

std::optional<Command> Client::editing()
{
    const auto* plan = core_->copy().plan(draft_plan);
    const auto* content = core_->copy().text(draft_plan);
    if (!plan || !content) return std::nullopt;
    const std::string words = "Words " + std::to_string(world_.below(1000));
    const auto some = [&] {
        return content->sections.empty() ? ElementId{} : content->sections[world_.below(content->sections.size())].id;
    };
    switch (world_.below(10)) {
    case 0: {
        Section section;
        section.id.bytes = world_.draw();
        section.heading = words;
        return EditContent{draft_plan, {AddSection{section, some()}}};
    }
    case 1: return EditContent{draft_plan, {MoveElement{some(), some()}}};
    case 2: return content->sections.size() < 3 ? std::nullopt : std::optional<Command>(EditContent{draft_plan, {RemoveElement{some()}}});
    case 3: {
        VersionId version;
        version.bytes = world_.draw();
        return CutVersion{draft_plan, version, next_version_number(*plan), {words}};
    }
    default: {
        const auto element = some();
        const auto field = world_.below(2) == 0 ? TextField::text : TextField::heading;
        core_->edit_field(sync::FieldRef{draft_plan, element, sync::field_name(field)}, world_.now_ms());
        return EditContent{draft_plan, {SetText{element, field, digest_of(text_of(*content, element, field).value_or("")), words}}};
    }
    }
}

std::optional<Command> Client::feedback()
{
    const auto* plan = core_->copy().plan(plan_id);
    if (!plan) return std::nullopt;
    const FeedbackId some = plan->feedback.empty() ? FeedbackId{} : plan->feedback[world_.below(plan->feedback.size())].id;
    switch (world_.below(5)) {
    case 0:
    case 1: {
        auto logged = TestOrganisation::some_feedback();
        logged.item.id.bytes = world_.draw();
        return logged;
    }
    case 2: return AnswerFeedback{plan_id, some, Disposition::noted, "Thank you.", ""};
    case 3: return CloseFeedback{plan_id, some};
    default: return ReopenFeedback{plan_id, some, "New facts"};
    }
}

std::optional<Command> Client::sign_off()
{
    const auto* plan = core_->copy().plan(plan_id);
    if (!plan || plan->decisions.empty()) return std::nullopt;
    const auto& decision = plan->decisions.back();
    const std::vector<PersonId> members = {chair, lay_member, finance_officer};
    const PersonId member = members[world_.below(members.size())];
    if (person_ != secretary) {
        const PersonId filled = seat_filled_by(decision, person_);
        if (world_.below(8) == 0)
            return DeclareInterest{plan_id, decision.id, person_, InterestKind::financial, "Owns shares"};
        const std::vector<VoteChoice> choices = {VoteChoice::approve, VoteChoice::send_back, VoteChoice::abstain};
        return CastVote{plan_id, decision.id, filled ? filled : member, choices[world_.below(3)], "", decision.content_hash};
    }
    if (decision.closed && world_.below(2) == 0) {
        DecisionId next;
        next.bytes = world_.draw();
        return OpenDecision{plan_id, next, finance_committee, first_version, decision.content_hash, Date::of(2026, 11, 25)};
    }
    switch (world_.below(8)) {
    case 0: return CloseDecision{plan_id, decision.id, "Deferred"};
    case 1: {
        Committee committee = some_committee();
        committee.seats[0].deputies = {deputy};  // named for two members
        return SetCommittee{committee};
    }
    case 2: return RuleOnInterest{plan_id, decision.id, member, world_.below(2) == 0 ? Ruling::leave_for_the_item : Ruling::stay_and_take_part, "As the chair ruled"};
    case 3: return RecordAttendance{plan_id, decision.id, member, false, world_.below(2) == 0 ? deputy : PersonId{}};
    default: return RecordAttendance{plan_id, decision.id, member, true, {}};
    }
}

}  // namespace

Outcome simulate(const Settings& settings)
{
    return World(settings).run();
}

}  // namespace assent::simulation
