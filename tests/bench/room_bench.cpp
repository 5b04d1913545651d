// Rooms of people over real sockets to real servers on 127.0.0.1, each in a process of its own: deliveries a second, the server's
// processor time for each, how long they take; memory of idle connections; joining a plan with a long text and a long history;
// the bytes of the smallest edit.
// One JSON object a line. A delivery is an edit that reaches one person; the typist's own comes back as well.
//   ASSENT_PROGRAM=.../assent room_bench [fan|fast|idle|join|edit]... [--peers FOLDER] [--folder FOLDER] [--seconds N]
// Without a part named, all. `fan` is moderate and with the other servers (--peers: where npm has installed
// tests/bench/room_peers, of which `bare_beast` needs nothing), `fast` the program alone at more than seven times that.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

#include <sys/resource.h>

#include "shared/text/text.hpp"
#include "tests/bench/room_servers.hpp"
#include "tests/bench/typist.hpp"
#include "tests/support/bulk_writer.hpp"
#include "tests/support/organisation_client.hpp"
#include "tests/support/server_process.hpp"

using namespace assent;
using namespace assent::bench;
using namespace assent::support;

namespace {

struct Shape
{
    std::size_t rooms;
    std::size_t people;
};

constexpr Shape shapes[] = {{100, 5}, {25, 20}, {4, 100}};

double seconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double percentile(std::vector<double>& values, double share)
{
    if (values.empty()) return 0;
    const auto at = std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
    return values[at];
}

/// Processor time of all threads, user and system. From the scheduler's own account where the kernel keeps one, which is far
/// finer than the clock ticks of /proc/PID/stat.
double cpu_seconds(pid_t pid)
{
    const std::string process = "/proc/" + std::to_string(pid);
    double nanoseconds = 0;
    for (const auto& task : std::filesystem::directory_iterator(process + "/task")) {
        std::ifstream file(task.path() / "schedstat");
        double on_cpu = 0;
        file >> on_cpu;
        nanoseconds += on_cpu;
    }
    if (nanoseconds > 0) return nanoseconds / 1e9;
    std::ifstream file(process + "/stat");
    std::string word;
    double ticks = 0;
    for (int field = 1; field <= 15 && file >> word; ++field)
        if (field >= 14) ticks += std::stod(word);
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::size_t resident_bytes(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/statm");
    std::size_t pages = 0;
    file >> pages >> pages;
    return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

/// People in rooms of one server.
class People
{
public:
    explicit People(RoomServer& server)
        : server_(server), load_([&](LoadSocket& socket) {
                                     server_.opened(socket);
                                     if (socket.ready) ++ready_;
                                 },
                                 [&](LoadSocket& socket, BytesView message) {
                                     const std::size_t before = socket.delivered;
                                     const bool was_ready = socket.ready;
                                     server_.heard(socket, message);
                                     if (socket.ready && !was_ready) ++ready_;
                                     if (socket.delivered != before) told(socket, before);
                                 })
    {}

    void join(const Shape& shape)
    {
        sent_.resize(shape.rooms);
        typists_.resize(shape.rooms);
        for (std::size_t person = 0; person < shape.people; ++person)
            for (std::size_t room = 0; room < shape.rooms; ++room) {
                auto& socket = load_.connect(server_.address(room), room, person);
                if (person == 0) typists_[room] = &socket;
                const std::size_t begun = load_.sockets().size();
                if (begun % 50 == 0) wait_until_ready(begun);
            }
        wait_until_ready(load_.sockets().size());
        settle(0.3);
    }

    /// Whoever is in a room types, one person in each, evenly, for so long; then waits for what is still on its way.
    void type(double edits_per_second, double seconds)
    {
        const auto begin = Clock::now();
        std::size_t typed = 0;
        // As many in every room.
        const auto total = static_cast<std::size_t>(edits_per_second * seconds) / typists_.size() * typists_.size();
        load_.run_until(begin + std::chrono::seconds(60), [&] {
            const auto due = std::min(total, static_cast<std::size_t>(seconds_since(begin) * edits_per_second));
            for (; typed < due; ++typed) {
                const std::size_t room = typed % typists_.size();
                sent_[room].push_back(Clock::now());
                server_.type(*typists_[room]);
            }
            return typed == total;
        });
        const std::size_t expected = total / typists_.size() * load_.sockets().size();
        if (!load_.run_until(Clock::now() + std::chrono::seconds(20), [&] { return milliseconds_.size() >= expected; }))
            throw std::runtime_error("Only " + std::to_string(milliseconds_.size()) + " of " + std::to_string(expected) + " deliveries came.");
    }

    void settle(double seconds)
    {
        load_.run_until(Clock::now() + std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6)), [] { return false; });
    }

    /// Warms up, then measures.
    void measure(const Shape& shape, double edits_per_second, double seconds, const char* bench)
    {
        type(edits_per_second, 0.5);
        milliseconds_.clear();
        const double server_cpu = cpu_seconds(server_.pid()), own_cpu = cpu_seconds(::getpid());
        const auto begin = Clock::now();
        type(edits_per_second, seconds);
        const double took = seconds_since(begin);
        const double server_share = cpu_seconds(server_.pid()) - server_cpu, own_share = cpu_seconds(::getpid()) - own_cpu;
        const auto deliveries = static_cast<double>(milliseconds_.size());
        std::printf("{\"bench\":\"%s\",\"server\":\"%s\",\"rooms\":%zu,\"people\":%zu,\"edits_per_second\":%.0f,\"deliveries_per_second\":%.0f,"
                    "\"server_us_per_delivery\":%.1f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"server_cores\":%.2f,\"load_cores\":%.2f,\"keeps\":\"%s\"}\n",
                    bench, server_.name.c_str(), shape.rooms, shape.people, edits_per_second, deliveries / took, server_share / deliveries * 1e6,
                    percentile(milliseconds_, 0.5), percentile(milliseconds_, 0.99), server_share / took, own_share / took, server_.note.c_str());
        std::fflush(stdout);
    }

private:
    void wait_until_ready(std::size_t count)
    {
        if (!load_.run_until(Clock::now() + std::chrono::seconds(30), [&] { return ready_ >= count; }))
            throw std::runtime_error("Only " + std::to_string(ready_) + " of " + std::to_string(count) + " could join.");
    }

    void told(LoadSocket& socket, std::size_t before)
    {
        const auto now = Clock::now();
        auto& sent = sent_[socket.room];
        for (std::size_t edit = before; edit < socket.delivered && edit < sent.size(); ++edit)
            milliseconds_.push_back(std::chrono::duration<double, std::milli>(now - sent[edit]).count());
    }

    RoomServer& server_;
    Load load_;
    std::vector<std::vector<Clock::time_point>> sent_;  // by room
    std::vector<LoadSocket*> typists_;
    std::vector<double> milliseconds_;
    std::size_t ready_{};
};

void fan(RoomServer& server, double deliveries_per_second, double seconds, const char* bench)
{
    for (const auto& shape : shapes)
        try {
            server.start(shape.rooms, shape.people);
            People people(server);
            people.join(shape);
            people.measure(shape, deliveries_per_second / static_cast<double>(shape.people), seconds, bench);
        } catch (const std::exception& error) {
            std::string why = error.what();
            std::replace_if(why.begin(), why.end(), [](char c) { return c == '"' || c == '\\' || c < ' '; }, ' ');
            std::printf("{\"bench\":\"%s\",\"server\":\"%s\",\"rooms\":%zu,\"people\":%zu,\"not_measured\":\"%s\"}\n", bench,
                        server.name.c_str(), shape.rooms, shape.people, why.c_str());
            std::fflush(stdout);
        }
    server.stop();
}

void idle(RoomServer& server)
{
    for (const Shape shape : {Shape{100, 10}, Shape{100, 50}}) {
        server.start(shape.rooms, shape.people);
        const std::size_t count = shape.rooms * shape.people;
        std::size_t before = 0;
        {
            People first(server);  // what the server needs once is not what a connection needs
            first.join({shape.rooms, 1});
            before = resident_bytes(server.pid());
        }
        People people(server);
        people.join(shape);
        people.settle(2);
        const std::size_t after = resident_bytes(server.pid());
        std::printf("{\"bench\":\"room_idle\",\"server\":\"%s\",\"connections\":%zu,\"resident_bytes_per_connection\":%.0f,\"resident_bytes\":%zu}\n",
                    server.name.c_str(), count, (static_cast<double>(after) - static_cast<double>(before)) / static_cast<double>(count), after);
        std::fflush(stdout);
    }
    server.stop();
}

/// A text that was typed in so many edits, most of them where the last one was.
void write_text(BulkWriter& writer, PlanId plan, ElementId element, std::size_t edits, std::uint32_t final_bytes)
{
    writer.must(CreatePlan{plan, "A long text", "2026/27", {}});
    Section section;
    section.id = element;
    section.heading = "What we heard";
    writer.must(EditContent{plan, {AddSection{section, {}}}});
    Typist typist(edits, final_bytes);
    for (std::size_t edit = 0; edit < edits; ++edit) writer.must(EditContent{plan, {ChangeText{element, TextField::text, typist.next(), {}}}});
    writer.flush();
}

void join(const std::filesystem::path& folder)
{
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    create_tenant(folder, "north", "workflows/ccg-plan.toml");
    add_user(folder, "ada@example.org", "Ada Marsh", "north", {Role::author, Role::document_owner, Role::administrator});
    const PlanId plan = PlanId::derived("long");
    {
        BulkWriter writer(folder, "north");
        write_text(writer, plan, ElementId::derived("long text"), 50'000, 100'000);
    }
    ServerProcess server(folder, {"--messages-per-second", "100000"});
    const std::string cookies = sign_in(server.port(), "ada@example.org");
    struct Joined
    {
        std::vector<double> connect_ms, open_ms;
        std::size_t bytes{}, text_bytes{};
    };
    const auto once = [&](Joined& joined) {
        auto begin = Clock::now();
        auto client = std::make_unique<OrganisationClient>(server.port(), "north", cookies);
        if (!client->hear_one<Welcome>()) throw std::runtime_error("No welcome came.");
        joined.connect_ms.push_back(seconds_since(begin) * 1e3);
        const std::size_t before = client->bytes();
        begin = Clock::now();
        client->say({OpenPlan{plan, 0}});
        const auto text = client->hear_one<PlanText>();
        if (!text) throw std::runtime_error("No text came.");
        joined.open_ms.push_back(seconds_since(begin) * 1e3);
        joined.bytes = client->bytes() - before;
        const auto words = text->texts.empty() ? text->content.sections.at(0).text : *text::Text::read(text->texts.at(0).saved);
        joined.text_bytes = words.size();
        return client;
    };
    const auto print = [&](const char* how, Joined& joined) {
        std::printf("{\"bench\":\"room_join\",\"server\":\"assent\",\"how\":\"%s\",\"text_bytes\":%zu,\"edits\":50000,\"open_ms_p50\":%.2f,"
                    "\"open_ms_max\":%.2f,\"connect_and_welcome_ms_p50\":%.2f,\"bytes\":%zu,\"joins\":%zu}\n",
                    how, joined.text_bytes, percentile(joined.open_ms, 0.5), *std::max_element(joined.open_ms.begin(), joined.open_ms.end()),
                    percentile(joined.connect_ms, 0.5), joined.bytes, joined.open_ms.size());
        std::fflush(stdout);
    };
    Joined first, cold, warm;
    once(first)->socket().close();
    print("first since the server began", first);
    // Nobody is there any more when the next one comes: the room has come to rest.
    for (int i = 0; i < 11; ++i) once(cold)->socket().close();
    print("cold", cold);
    Joined stays;
    const auto there = once(stays);
    for (int i = 0; i < 31; ++i) once(warm)->socket().close();
    print("warm", warm);
}

/// One character typed in a text of 10 kB: what goes to the server, what comes to somebody else, what the log keeps.
void edit(const std::filesystem::path& folder)
{
    constexpr std::size_t edits = 2000;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    create_tenant(folder, "north", "workflows/ccg-plan.toml");
    add_user(folder, "ada@example.org", "Ada Marsh", "north", {Role::author, Role::document_owner, Role::administrator});
    const PlanId plan = PlanId::derived("edited");
    const ElementId element = ElementId::derived("edited text");
    {
        BulkWriter writer(folder, "north");
        write_text(writer, plan, element, 5000, 10'000);
    }
    const auto stored = [&] { return std::filesystem::file_size(store::tenant_path(folder, "north")); };
    const auto stored_before = stored();
    std::size_t change = 0, sent = 0, told = 0;
    {
        ServerProcess server(folder, {"--messages-per-second", "100000"});
        const std::string cookies = sign_in(server.port(), "ada@example.org");
        OrganisationClient writer(server.port(), "north", cookies), reader(server.port(), "north", cookies);
        std::optional<text::Text> text;
        for (auto* client : {&writer, &reader}) {
            if (!client->hear_one<Welcome>()) throw std::runtime_error("No welcome came.");
            client->say({OpenPlan{plan, 0}});
            const auto opened = client->hear_one<PlanText>();
            if (!opened || opened->texts.empty()) throw std::runtime_error("No text came.");
            auto loaded = text::Text::load(opened->texts.at(0).saved);
            if (!loaded) throw std::runtime_error(loaded.error().message);
            text = std::move(*loaded);
        }
        text->write_as(7);
        for (std::size_t i = 0; i < edits; ++i) {
            const auto mark = text->mark();
            if (!text->insert(5000 + static_cast<std::uint32_t>(i), "x", {})) throw std::runtime_error("The text is full.");
            const Bytes changes = text->changes_since(mark);
            const Key key = Key::derived(std::to_string(i));
            const ClientMessage message{Submit{key, EditContent{plan, {ChangeText{element, TextField::text, changes, {}}}}}};
            change += changes.size();
            sent += encode(message).size();
            const std::size_t before = reader.bytes();
            writer.say(message);
            if (!writer.answer_to(key) || !reader.hear_one<Published>()) throw std::runtime_error("The edit did not come.");
            told += reader.bytes() - before;
        }
    }
    const auto each = [&](std::size_t bytes) { return static_cast<double>(bytes) / static_cast<double>(edits); };
    std::printf("{\"bench\":\"smallest_edit\",\"edits\":%zu,\"change_bytes\":%.1f,\"message_to_server_bytes\":%.1f,\"message_to_others_bytes\":%.1f,"
                "\"stored_bytes\":%.1f}\n",
                edits, each(change), each(sent), each(told), each(stored() - stored_before));
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv)
try {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);

    std::set<std::string> parts;
    std::filesystem::path folder = std::filesystem::temp_directory_path() / "assent-room-bench", peers;
    double seconds = 4;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--peers" && i + 1 < argc) peers = argv[++i];
        else if (argument == "--folder" && i + 1 < argc) folder = argv[++i];
        else if (argument == "--seconds" && i + 1 < argc) seconds = std::stod(argv[++i]);
        else parts.insert(argument);
    }
    if (parts.empty()) parts = {"fan", "fast", "idle", "join", "edit"};

    const auto assent = assent_server(folder / "assent");
    std::vector<std::unique_ptr<RoomServer>> others;
    const auto bare = std::filesystem::path(argv[0]).parent_path() / "bare_beast";
    others.push_back(bare_beast(bare, std::nullopt));
    others.push_back(bare_beast(bare, folder / "bare"));
    if (!peers.empty())
        for (auto& server : npm_servers(std::filesystem::absolute(peers), folder / "npm")) others.push_back(std::move(server));
    if (parts.contains("fan")) {
        fan(*assent, 4'000, seconds, "room_fan");
        for (const auto& other : others) fan(*other, 4'000, seconds, "room_fan");
    }
    if (parts.contains("fast")) {
        fan(*assent, 30'000, seconds, "room_fan_fast");
        for (std::size_t i = 0; i < 2; ++i) fan(*others[i], 30'000, seconds, "room_fan_fast");
    }
    if (parts.contains("idle")) {
        idle(*assent);
        for (const auto& other : others) idle(*other);
    }
    if (parts.contains("join")) join(folder / "join");
    if (parts.contains("edit")) edit(folder / "edit");
    std::filesystem::remove_all(folder);
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
