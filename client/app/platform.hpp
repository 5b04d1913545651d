#pragma once
// The program's side of the browser: what the page tells it and what it may ask of the page. One thread; a callback runs
// when the browser's event does, not in a frame, so a hidden tab goes on receiving.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace assent::app {

using Bytes = std::span<const std::uint8_t>;

/// The client program; main() makes one with static lifetime and hands it to run().
class Program {
public:
    virtual ~Program() = default;
    /// Draws one frame with ui:: calls. Only called when something may have changed.
    virtual void draw() = 0;
    /// Once, after the page is ready; path is path and query, "/plans/7?tab=tables".
    virtual void on_start(std::string_view path) = 0;
    /// A link was followed, or back, forward or navigate() changed the address.
    virtual void on_route(std::string_view path) = 0;
    virtual void on_open() {}
    virtual void on_message(Bytes message) { static_cast<void>(message); }
    /// code as in RFC 6455 section 7.4; 1006 when the connection broke or never was.
    virtual void on_close(std::uint16_t code, std::string_view reason)
    {
        static_cast<void>(code);
        static_cast<void>(reason);
    }
    /// One call for each value kept by stored_put(), then on_stored_end(); in answer to stored_list().
    virtual void on_stored(std::string_view key, Bytes value)
    {
        static_cast<void>(key);
        static_cast<void>(value);
    }
    virtual void on_stored_end() {}
    /// The page became visible or hidden, or the network came or went.
    virtual void on_visibility(bool visible) { static_cast<void>(visible); }
    virtual void on_online(bool online) { static_cast<void>(online); }
    /// The time set with wake_in() has passed; a frame follows.
    virtual void on_wake() {}
    /// A shortcut such as "ctrl+k"; true if it was the program's.
    virtual bool on_shortcut(std::string_view shortcut)
    {
        static_cast<void>(shortcut);
        return false;
    }
};

/// Keeps program, which must outlive the page. Called once from main().
void run(Program& program);

// ---- connection (WebSocket, binary, subprotocol "assent.v1") ---------------------------------------------------
/// path on this host, e.g. "/ws?tenant=luton". An open connection is closed first.
void connect(std::string_view path);
/// False when there is no open connection; nothing is kept.
bool send(Bytes message);
void disconnect(std::uint16_t code, std::string_view reason);
/// Bytes given to send() that the browser has not passed on yet.
std::size_t send_backlog_bytes();

// ---- address -----------------------------------------------------------------------------------------------------
enum class History : std::uint8_t { push, replace };
/// Changes the address; push also calls on_route().
void navigate(std::string_view path, History history = History::push);
/// Leaves the client for a page of the server, e.g. after signing out.
void leave_to(std::string_view url);
/// "Plan · Joint intentions – Assent". After push navigation the focus goes to the first heading and the title is announced.
void set_title(std::string_view title);

// ---- frames and time -------------------------------------------------------------------------------------------
/// Draws three frames from now, e.g. after a message changed what is shown. Messages and routes do this by themselves.
void request_frame();
/// on_wake() and a frame in so many milliseconds; the earliest request counts.
void wake_in(std::uint32_t ms);
/// Milliseconds since 1970, UTC, by this device's clock.
std::int64_t now_ms();
/// Milliseconds since the page began; never goes back.
double steady_ms();
/// Minutes east of UTC for a moment, in the person's time zone.
int utc_offset_minutes(std::int64_t at_ms);
/// "en-GB"
std::string language();
/// "https://plans.example.nhs.uk": for links that are given to people.
std::string origin();
void random_bytes(std::span<std::uint8_t> out);

// ---- storage ----------------------------------------------------------------------------------------------------
/// Bytes in this browser that survive closing the tab (IndexedDB). In the order given; keys sort as text.
void stored_put(std::string_view key, Bytes value);
void stored_delete(std::string_view key);
/// All values whose key begins with prefix, by on_stored() in key order.
void stored_list(std::string_view prefix);
/// Small settings (localStorage); empty when absent.
std::string setting(std::string_view key);
void set_setting(std::string_view key, std::string_view value);

// ---- the rest ----------------------------------------------------------------------------------------------------
/// With unsent work the browser asks before the tab closes, and app.idle() waits.
void set_unsent(std::size_t count);
void announce(std::string_view text);
/// "light", "dark", "contrast" or "" for what the system says; kept as a setting.
void set_theme(std::string_view name);
std::string theme();
/// 1 to 2; kept as a setting.
void set_text_scale(float scale);
void set_wide_spacing(bool wide);

}  // namespace assent::app
