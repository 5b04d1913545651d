#include "tests/bench/room_servers.hpp"

#include <map>
#include <random>
#include <stdexcept>

#include "shared/protocol/parts.hpp"
#include "shared/text/text.hpp"
#include "tests/support/bulk_writer.hpp"
#include "tests/support/server_process.hpp"

namespace assent::bench {

using namespace assent::support;

namespace {

constexpr const char* typed = "seven s";

class Assent final : public RoomServer
{
public:
    explicit Assent(std::filesystem::path folder) : folder_(std::move(folder))
    {
        name = "assent";
        note = "SQLite, synced before it is shown";
    }

    void start(std::size_t rooms, std::size_t people) override
    {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        organisations_ = rooms * people / organisation_people_max + 1;
        for (std::size_t organisation = 0; organisation < organisations_; ++organisation) {
            create_tenant(folder_, slug(organisation), "workflows/ccg-plan.toml");
            add_user(folder_, email(organisation), "Ada Marsh", slug(organisation), {Role::author, Role::document_owner, Role::administrator});
            BulkWriter writer(folder_, slug(organisation));
            for (std::size_t room = organisation; room < rooms; room += organisations_) {
                writer.must(CreatePlan{plan(room), "Plan " + std::to_string(room), "2026/27", {}});
                Section section;
                section.id = element(room);
                section.heading = "What we heard";
                writer.must(EditContent{plan(room), {AddSection{section, {}}}});
            }
        }
        texts_.clear();
        server_ = std::make_unique<ServerProcess>(folder_, std::vector<std::string>{
            "--messages-per-second", "100000", "--connections", "20000", "--connections-per-address", "20000"});
        cookies_.clear();
        for (std::size_t organisation = 0; organisation < organisations_; ++organisation)
            cookies_.push_back(sign_in(server_->port(), email(organisation)));
    }
    void stop() override { server_.reset(); }
    pid_t pid() const override { return server_->pid(); }
    Load::Address address(std::size_t room) const override
    {
        const std::size_t organisation = room % organisations_;
        return {server_->port(), "/ws?organisation=" + slug(organisation),
                "Sec-WebSocket-Protocol: assent.v1\r\nCookie: " + cookies_[organisation] + "\r\n"};
    }
    void opened(LoadSocket& socket) override { socket.send(encode(ClientMessage{Hello{protocol_version}})); }

    void heard(LoadSocket& socket, BytesView bytes) override
    {
        // Everybody in a room is told in the same bytes, one after the other.
        if (bytes.size() == last_.size() && std::equal(bytes.begin(), bytes.end(), last_.begin())) {
            socket.delivered += last_delivers_;
            return;
        }
        auto message = decode_server_message(bytes);
        if (!message) throw std::runtime_error("The server sent what cannot be read.");
        last_.assign(bytes.begin(), bytes.end());
        last_delivers_ = 0;
        if (const auto* part = std::get_if<Part>(&message->body)) {
            socket.send(encode(ClientMessage{NextPart{part->transfer}}));
            last_.clear();
            // Only the Welcome is long enough here to come in parts.
            if (part->index + 1 == part->count) socket.send(encode(ClientMessage{OpenPlan{plan(socket.room), 0}}));
        } else if (std::holds_alternative<Welcome>(message->body)) {
            socket.send(encode(ClientMessage{OpenPlan{plan(socket.room), 0}}));
        } else if (std::holds_alternative<PlanText>(message->body)) {
            socket.ready = true;
        } else if (const auto* published = std::get_if<Published>(&message->body)) {
            const auto* edited = std::get_if<ContentEdited>(&published->event);
            last_delivers_ = edited && edited->plan == plan(socket.room) && !edited->edits.empty() ? 1 : 0;
            socket.delivered += last_delivers_;
        } else if (const auto* refused = std::get_if<Refused>(&message->body)) {
            throw std::runtime_error("Refused: " + refused->message);
        }
    }

    void type(LoadSocket& socket) override
    {
        auto& text = texts_[socket.room];
        text.write_as(7);
        const auto mark = text.mark();
        if (!text.insert(text.size(), typed, {}).has_value()) throw std::runtime_error("The text is full.");
        const Key key = Key::derived(std::to_string(socket.room) + '/' + std::to_string(text.size()));
        socket.send(encode(ClientMessage{Submit{
            key, EditContent{plan(socket.room), {ChangeText{element(socket.room), TextField::text, text.changes_since(mark), {}}}}}}));
    }

private:
    static constexpr std::size_t organisation_people_max = 1500;
    static std::string slug(std::size_t organisation) { return "north-" + std::to_string(organisation); }
    static std::string email(std::size_t organisation) { return "ada" + std::to_string(organisation) + "@example.org"; }
    static PlanId plan(std::size_t room) { return PlanId::derived("room " + std::to_string(room)); }
    static ElementId element(std::size_t room) { return ElementId::derived("text " + std::to_string(room)); }

    std::filesystem::path folder_;
    std::unique_ptr<ServerProcess> server_;
    std::size_t organisations_{1};
    std::vector<std::string> cookies_;  // by organisation
    std::map<std::size_t, text::Text> texts_;
    Bytes last_;
    std::size_t last_delivers_{};
};

/// A server that says "listening PORT" when it is ready.
class ProgramServer : public RoomServer
{
public:
    ProgramServer(std::string program, std::vector<std::string> arguments, std::optional<std::filesystem::path> data)
        : program_(std::move(program)), arguments_(std::move(arguments)), data_(std::move(data))
    {}
    void start(std::size_t, std::size_t) override
    {
        typed_.clear();
        if (data_) {
            std::filesystem::remove_all(*data_);
            std::filesystem::create_directories(*data_);
        }
        child_ = std::make_unique<ChildProcess>(program_, arguments_);
        std::string said = child_->read_until("listening ");
        const auto at = said.find("listening ");
        if (at != said.npos && said.find('\n', at) == said.npos) said += child_->read_until("\n");
        if (at == said.npos) throw std::runtime_error("It did not start: " + said);
        port_ = static_cast<std::uint16_t>(std::stoi(said.substr(at + 10)));
    }
    void stop() override { child_.reset(); }
    pid_t pid() const override { return child_->pid(); }
    Load::Address address(std::size_t room) const override { return {port_, "/" + room_name(room), ""}; }
    void opened(LoadSocket& socket) override { socket.ready = true; }

protected:
    static std::string room_name(std::size_t room) { return "room-" + std::to_string(room); }
    /// How many edits the room's typist has made before; counts this one.
    std::size_t next_edit(std::size_t room) { return typed_[room]++; }

private:
    std::string program_;
    std::vector<std::string> arguments_;
    std::optional<std::filesystem::path> data_;
    std::unique_ptr<ChildProcess> child_;
    std::uint16_t port_{};
    std::map<std::size_t, std::size_t> typed_;
};

/// Sends everybody in the room what it gets. The messages are as long as the program's own.
class Broadcast final : public ProgramServer
{
public:
    using ProgramServer::ProgramServer;
    void heard(LoadSocket& socket, BytesView) override { ++socket.delivered; }
    void type(LoadSocket& socket) override { socket.send(Bytes(message_bytes, std::uint8_t{7})); }

private:
    static constexpr std::size_t message_bytes = 200;
};

// ---- Yjs: https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md and the update format of Yjs, version 1 ----

void put_number(Bytes& out, std::uint64_t value)
{
    for (; value > 0x7f; value >>= 7) out.push_back(static_cast<std::uint8_t>(0x80 | (value & 0x7f)));
    out.push_back(static_cast<std::uint8_t>(value));
}

void put_words(Bytes& out, std::string_view words)
{
    put_number(out, words.size());
    out.insert(out.end(), words.begin(), words.end());
}

/// `typed` at the end of the text "t", the typist's edit number `count`.
Bytes yjs_update(std::size_t count)
{
    constexpr std::uint64_t client = 7, string_content = 4, has_origin = 0x80;
    const std::uint64_t clock = count * std::string_view(typed).size();
    Bytes out;
    for (const std::uint64_t number : {std::uint64_t{1}, std::uint64_t{1}, client, clock}) put_number(out, number);
    out.push_back(static_cast<std::uint8_t>(string_content | (clock > 0 ? has_origin : 0)));
    if (clock > 0) {
        put_number(out, client);
        put_number(out, clock - 1);
    } else {
        put_number(out, 1);  // a top-level type, by name
        put_words(out, "t");
    }
    put_words(out, typed);
    put_number(out, 0);  // nothing deleted
    return out;
}

constexpr std::uint8_t yjs_sync = 0, yjs_step1 = 0, yjs_update_step = 2;

class YWebsocket final : public ProgramServer
{
public:
    using ProgramServer::ProgramServer;
    void opened(LoadSocket& socket) override { socket.send(Bytes{yjs_sync, yjs_step1, 1, 0}); }
    void heard(LoadSocket& socket, BytesView message) override
    {
        if (message.size() > 1 && message[0] == yjs_sync && message[1] == 1) socket.ready = true;  // step 2
        if (message.size() > 1 && message[0] == yjs_sync && message[1] == yjs_update_step) ++socket.delivered;
    }
    void type(LoadSocket& socket) override
    {
        Bytes out{yjs_sync, yjs_update_step};
        const Bytes update = yjs_update(next_edit(socket.room));
        put_words(out, as_text(update));
        socket.send(out);
    }
};

class Hocuspocus final : public ProgramServer
{
public:
    using ProgramServer::ProgramServer;
    Load::Address address(std::size_t room) const override
    {
        auto address = ProgramServer::address(room);
        address.path = "/";
        return address;
    }
    void opened(LoadSocket& socket) override
    {
        Bytes token = begun(socket.room);
        token.insert(token.end(), {2, 0});  // authentication: a token
        put_words(token, "anybody");
        put_words(token, "4.7.0");
        socket.send(token);
        Bytes step1 = begun(socket.room);
        step1.insert(step1.end(), {yjs_sync, yjs_step1, 1, 0});
        socket.send(step1);
    }
    void heard(LoadSocket& socket, BytesView message) override
    {
        const std::size_t at = 1 + room_name(socket.room).size();
        if (message.size() < at + 2 || message[at] != yjs_sync) return;
        if (message[at + 1] == 1) socket.ready = true;
        if (message[at + 1] == yjs_update_step) ++socket.delivered;
    }
    void type(LoadSocket& socket) override
    {
        Bytes out = begun(socket.room);
        out.insert(out.end(), {yjs_sync, yjs_update_step});
        const Bytes update = yjs_update(next_edit(socket.room));
        put_words(out, as_text(update));
        socket.send(out);
    }

private:
    static Bytes begun(std::size_t room)
    {
        Bytes out;
        put_words(out, room_name(room));
        return out;
    }
};

class ShareDb final : public ProgramServer
{
public:
    using ProgramServer::ProgramServer;
    void opened(LoadSocket& socket) override
    {
        say(socket, R"({"a":"hs","id":null,"protocol":1,"protocolMinor":2})");
        say(socket, R"({"a":"s","c":"rooms","d":")" + room_name(socket.room) + "\"}");
    }
    void heard(LoadSocket& socket, BytesView message) override
    {
        const auto text = as_text(message);
        if (text.find("\"error\"") != text.npos) throw std::runtime_error("ShareDB: " + std::string(text.substr(0, 300)));
        if (text.find(R"("a":"s")") != text.npos) {
            socket.ready = true;
        } else if (text.find(R"("a":"op")") != text.npos) {
            ++socket.delivered;
        }
    }
    void type(LoadSocket& socket) override
    {
        const std::size_t version = 1 + socket.delivered;  // the document was created with version 1
        say(socket, R"({"a":"op","c":"rooms","d":")" + room_name(socket.room) + R"(","v":)" + std::to_string(version) +
                        ",\"seq\":" + std::to_string(1 + next_edit(socket.room)) + R"(,"x":{},"op":[{"p":["t",0],"si":")" + typed + "\"}]}");
    }

private:
    static void say(LoadSocket& socket, const std::string& text) { socket.send(as_bytes(text), true); }
};

template<class Server>
void add_npm(std::vector<std::unique_ptr<RoomServer>>& to, const std::filesystem::path& folder, const std::string& script,
             const std::filesystem::path& data, const std::string& name, const std::string& note)
{
    auto server = std::make_unique<Server>("/usr/bin/env", std::vector<std::string>{"node", (folder / script).string(), data.string()}, data);
    server->name = name;
    server->note = note;
    to.push_back(std::move(server));
}

}  // namespace

std::unique_ptr<RoomServer> assent_server(std::filesystem::path folder)
{
    return std::make_unique<Assent>(std::move(folder));
}

std::unique_ptr<RoomServer> bare_beast(std::filesystem::path program, std::optional<std::filesystem::path> durable)
{
    std::vector<std::string> arguments;
    if (durable) arguments.push_back((*durable / "log").string());
    auto server = std::make_unique<Broadcast>(program.string(), arguments, durable);
    server->name = durable ? "bare Beast, durable" : "bare Beast";
    server->note = durable ? "a file, synced before it is shown" : "";
    return server;
}

std::vector<std::unique_ptr<RoomServer>> npm_servers(const std::filesystem::path& folder, const std::filesystem::path& data)
{
    std::vector<std::unique_ptr<RoomServer>> servers;
    if (!std::filesystem::exists(folder / "node_modules")) return servers;
    add_npm<Broadcast>(servers, folder, "ws_broadcast.mjs", data, "ws", "");
    add_npm<YWebsocket>(servers, folder, "y_websocket.mjs", data, "y-websocket", "LevelDB, shown before it is written");
    add_npm<Hocuspocus>(servers, folder, "hocuspocus.mjs", data, "Hocuspocus", "SQLite, shown before it is written");
    add_npm<ShareDb>(servers, folder, "sharedb.mjs", data, "ShareDB", "in memory: no database was to be had");
    return servers;
}

}  // namespace assent::bench
