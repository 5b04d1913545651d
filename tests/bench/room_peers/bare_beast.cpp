// The least that a Beast server can do: whoever is in a room (a path) is sent what one of them sends. With a file as argument every
// message is first written there and synced, as many at a time as have come meanwhile.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include <fcntl.h>
#include <unistd.h>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Message = std::shared_ptr<const std::string>;

class Person;

struct Room
{
    std::set<std::shared_ptr<Person>> people;
};

/// Tells of messages once they are on the disk.
class Disk
{
public:
    using Show = std::function<void(std::vector<std::pair<Room*, Message>>)>;
    Disk(const char* path, Show show)
        : file_(::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)), show_(std::move(show)), thread_([this] { run(); })
    {}
    void add(Room& room, Message message)
    {
        const std::scoped_lock lock(mutex_);
        waiting_.emplace_back(&room, std::move(message));
        arrived_.notify_one();
    }

private:
    void run()
    {
        for (;;) {
            std::vector<std::pair<Room*, Message>> batch;
            {
                std::unique_lock lock(mutex_);
                arrived_.wait(lock, [this] { return !waiting_.empty(); });
                batch.swap(waiting_);
            }
            std::string bytes;
            for (const auto& [room, message] : batch) bytes += *message;
            if (::write(file_, bytes.data(), bytes.size()) < 0 || ::fdatasync(file_) != 0) std::abort();
            show_(std::move(batch));
        }
    }

    int file_;
    Show show_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<std::pair<Room*, Message>> waiting_;
    std::thread thread_;
};

std::map<std::string, Room> rooms;  // nodes stay where they are
std::unique_ptr<Disk> disk;

class Person : public std::enable_shared_from_this<Person>
{
public:
    explicit Person(tcp::socket socket) : stream_(std::move(socket)) {}
    void run()
    {
        beast::http::async_read(stream_.next_layer(), buffer_, request_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (error) return;
            self->stream_.binary(true);
            self->stream_.async_accept(self->request_, [self](beast::error_code failed) {
                if (failed) return;
                self->room_ = &rooms[std::string(self->request_.target())];
                self->room_->people.insert(self);
                self->request_ = {};
                self->buffer_.clear();
                self->read();
            });
        });
    }
    void send(const Message& message)
    {
        queue_.push_back(message);
        if (queue_.size() == 1) write();
    }

private:
    void read()
    {
        stream_.async_read(buffer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (error) {
                self->room_->people.erase(self);
                return;
            }
            auto message = std::make_shared<const std::string>(beast::buffers_to_string(self->buffer_.data()));
            self->buffer_.clear();
            if (disk) disk->add(*self->room_, std::move(message));
            else
                for (const auto& person : self->room_->people) person->send(message);
            self->read();
        });
    }
    void write()
    {
        stream_.async_write(asio::buffer(*queue_.front()), [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (error) return;
            self->queue_.pop_front();
            if (!self->queue_.empty()) self->write();
        });
    }

    beast::websocket::stream<beast::tcp_stream> stream_;
    beast::flat_buffer buffer_;
    beast::http::request<beast::http::empty_body> request_;
    Room* room_{};
    std::deque<Message> queue_;
};

void accept(tcp::acceptor& acceptor)
{
    acceptor.async_accept([&acceptor](beast::error_code error, tcp::socket socket) {
        if (!error) {
            beast::error_code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            std::make_shared<Person>(std::move(socket))->run();
        }
        accept(acceptor);
    });
}

}  // namespace

int main(int argc, char** argv)
{
    asio::io_context io(1);
    if (argc > 1)
        disk = std::make_unique<Disk>(argv[1], [&io](std::vector<std::pair<Room*, Message>> batch) {
            asio::post(io, [batch = std::move(batch)] {
                for (const auto& [room, message] : batch)
                    for (const auto& person : room->people) person->send(message);
            });
        });
    tcp::acceptor acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    std::printf("listening %u\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    accept(acceptor);
    io.run();
}
