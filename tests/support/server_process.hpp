#pragma once
// The real program as a child process: its subcommands, and a server on a free port of 127.0.0.1 that can be killed like
// any process. ASSENT_PROGRAM names the program.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shared/model/person.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/ws_client.hpp"

extern char** environ;

namespace assent::support {

inline std::string program_path()
{
    const char* path = std::getenv("ASSENT_PROGRAM");
    if (!path) throw std::runtime_error("ASSENT_PROGRAM must name the program under test.");
    return path;
}

/// A child with pipes to its standard input and from its standard output.
class ChildProcess
{
public:
    explicit ChildProcess(const std::vector<std::string>& arguments) : ChildProcess(program_path(), arguments) {}
    ChildProcess(std::string program, const std::vector<std::string>& arguments)
    {
        std::array<int, 2> in{}, out{};
        if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, in[0], 0);
        ::posix_spawn_file_actions_adddup2(&actions, out[1], 1);
        std::vector<std::string> copies = arguments;
        std::vector<char*> argv = {program.data()};
        for (auto& argument : copies) argv.push_back(argument.data());
        argv.push_back(nullptr);
        const int error = ::posix_spawn(&pid_, program.c_str(), &actions, nullptr, argv.data(), environ);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(in[0]);
        ::close(out[1]);
        in_ = in[1];
        out_ = out[0];
        if (error != 0) throw std::runtime_error("The program " + program + " cannot be started.");
    }
    ~ChildProcess()
    {
        kill();
        ::close(out_);
        close_input();
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    void write_input(const std::string& text)
    {
        if (::write(in_, text.data(), text.size()) < 0) throw std::runtime_error("The program does not read its input.");
    }
    void close_input()
    {
        if (in_ >= 0) ::close(std::exchange(in_, -1));
    }

    /// Standard output up to and with `end`, or to its end. Throws if neither comes within half a minute.
    std::string read_until(const std::string& end)
    {
        std::string text;
        for (;;) {
            if (!end.empty() && text.find(end) != std::string::npos) return text;
            pollfd waiting{out_, POLLIN, 0};
            if (::poll(&waiting, 1, 30'000) <= 0) throw std::runtime_error("The program said nothing for 30 s: " + text);
            std::array<char, 4096> part{};
            const auto size = ::read(out_, part.data(), part.size());
            if (size <= 0) return text;
            text.append(part.data(), static_cast<std::size_t>(size));
        }
    }

    /// The rest of standard output, however long that takes.
    std::string read_to_end()
    {
        std::string text;
        std::array<char, 4096> part{};
        for (;;) {
            const auto size = ::read(out_, part.data(), part.size());
            if (size <= 0) return text;
            text.append(part.data(), static_cast<std::size_t>(size));
        }
    }

    pid_t pid() const { return pid_; }
    void kill()
    {
        if (pid_ > 0) ::kill(pid_, SIGKILL);
        wait();
    }
    void ask_to_stop() { ::kill(pid_, SIGTERM); }
    int wait()
    {
        if (pid_ > 0) ::waitpid(std::exchange(pid_, 0), &status_, 0);
        return WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
    }

private:
    pid_t pid_{};
    int in_{-1};
    int out_{-1};
    int status_{};
};

struct RunResult
{
    int status{};
    std::string output;
};

inline RunResult run_program(const std::vector<std::string>& arguments, const std::string& input = {})
{
    ChildProcess child(arguments);
    child.write_input(input);
    child.close_input();
    RunResult result;
    result.output = child.read_until("");
    result.status = child.wait();
    return result;
}

inline void must_run(const std::vector<std::string>& arguments, const std::string& input = {})
{
    const auto result = run_program(arguments, input);
    if (result.status != 0) throw std::runtime_error("assent " + arguments[0] + " failed: " + result.output);
}

inline const std::string password = "Quiet-Harbour-Lantern-58";

inline void create_tenant(const std::filesystem::path& data, const std::string& slug, const std::filesystem::path& workflow)
{
    must_run({"tenant", "create", slug, "--name", slug, "--data", data.string(), "--workflow", workflow.string()});
}

inline void add_user(const std::filesystem::path& data, const std::string& email, const std::string& name,
                     const std::string& tenant, const std::vector<Role>& roles)
{
    std::vector<std::string> arguments = {"user", "add", email, "--name", name, "--tenant", tenant, "--data", data.string()};
    for (const auto role : roles) {
        arguments.emplace_back("--role");
        arguments.push_back(name_of(role));
    }
    must_run(arguments, password + "\n");
}

/// `assent serve` on a free port. What it says is read all the while, so that it never waits for a reader.
class ServerProcess
{
public:
    /// `more`  further arguments of `assent serve`.
    explicit ServerProcess(const std::filesystem::path& data, const std::vector<std::string>& more = {})
        : child_(with({"serve", "--data", data.string(), "--listen", "127.0.0.1:0", "--client", client_folder(data)}, more))
    {
        const std::string said = child_.read_until("Assent listens on");
        const std::string line = said + (said.back() == '\n' ? "" : child_.read_until("\n"));
        const auto colon = line.rfind(':');
        if (colon == std::string::npos) throw std::runtime_error("The server did not start: " + line);
        port_ = static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
        reader_ = std::thread([this] { log_ = child_.read_to_end(); });
    }
    ~ServerProcess() { kill(); }

    std::uint16_t port() const { return port_; }
    pid_t pid() const { return child_.pid(); }
    void kill()
    {
        child_.kill();
        if (reader_.joinable()) reader_.join();
    }
    int stop()
    {
        child_.ask_to_stop();
        const int status = child_.wait();
        if (reader_.joinable()) reader_.join();
        return status;
    }
    /// All it has logged; once it has ended.
    const std::string& log() const { return log_; }

private:
    static std::vector<std::string> with(std::vector<std::string> arguments, const std::vector<std::string>& more)
    {
        if (std::find(more.begin(), more.end(), "--log-level") == more.end()) arguments.insert(arguments.end(), {"--log-level", "off"});
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    static std::string client_folder(const std::filesystem::path& data)
    {
        const auto folder = data / "client";
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "index.html") << "<!doctype html><title>Assent</title>";
        return folder.string();
    }

    ChildProcess child_;
    std::uint16_t port_{};
    std::string log_;
    std::thread reader_;
};

/// Signs in and gives the Cookie header; sessions outlive the server.
inline std::string sign_in(std::uint16_t port, const std::string& email)
{
    HttpClient http(port);
    const auto reply = http.post_form("/sign-in", {{"email", email}, {"password", password}});
    if (reply.status != 303) throw std::runtime_error("Sign-in was answered with " + std::to_string(reply.status));
    return http.cookie_header();
}

}  // namespace assent::support
