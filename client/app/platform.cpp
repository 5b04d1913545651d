#include "client/app/platform.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <emscripten/emscripten.h>

#include "client/app/bridge.hpp"
#include "client/app/frame.hpp"
#include "client/ui/field_parts.hpp"
#include "client/ui/internal.hpp"
#include "client/ui/semantics.hpp"
#include "client/ui/theme.hpp"

namespace assent::app {
namespace {

Program* program = nullptr;
std::vector<std::uint8_t> buffer;  // where JavaScript puts strings and bytes for the next call
bool in_frame = false;
std::vector<std::string> routes_waiting;

std::string_view words(std::size_t size, std::size_t from = 0)
{
    return {reinterpret_cast<const char*>(buffer.data()) + from, std::min(size, buffer.size() - std::min(from, buffer.size()))};
}

// A path that the program asked for while drawing is followed after the frame: a view must not change under its feet.
void follow(std::string_view path)
{
    if (in_frame) {
        routes_waiting.emplace_back(path);
        return;
    }
    bridge_navigate(path.data(), path.size(), 0);
    ui::internal::route_changed();
    if (program) program->on_route(path);
    bridge_request_frame();
}

std::string answered(std::size_t size) { return std::string(words(size)); }

}  // namespace

void run(Program& given)
{
    program = &given;
    ui::internal::Hooks& hooks = ui::internal::hooks();
    hooks.navigate = [](std::string_view path) { follow(path); };
    hooks.announce = [](std::string_view text) { bridge_announce(text.data(), text.size(), 0); };
    hooks.alert = [](std::string_view text) { bridge_announce(text.data(), text.size(), 1); };
    hooks.copy = [](std::string_view text) { bridge_copy(text.data(), text.size()); };
}

void connect(std::string_view path) { bridge_connect(path.data(), path.size()); }
bool send(Bytes message) { return bridge_send(message.data(), message.size()) != 0; }
void disconnect(std::uint16_t code, std::string_view reason) { bridge_disconnect(code, reason.data(), reason.size()); }
std::size_t send_backlog_bytes() { return static_cast<std::size_t>(bridge_backlog()); }

void navigate(std::string_view path, History history)
{
    if (history == History::push)
        follow(path);
    else
        bridge_navigate(path.data(), path.size(), 1);
}

void leave_to(std::string_view url) { bridge_leave(url.data(), url.size()); }
void set_title(std::string_view title) { bridge_title(title.data(), title.size()); }
void request_frame() { bridge_request_frame(); }
void wake_in(std::uint32_t ms) { bridge_wake_in(ms); }
std::int64_t now_ms() { return static_cast<std::int64_t>(bridge_now()); }
double steady_ms() { return emscripten_get_now(); }
int utc_offset_minutes(std::int64_t at_ms) { return bridge_utc_offset(static_cast<double>(at_ms)); }
std::string language() { return answered(bridge_language()); }
std::string origin() { return answered(bridge_origin()); }
void random_bytes(std::span<std::uint8_t> out) { bridge_random(out.data(), out.size()); }

void stored_put(std::string_view key, Bytes value) { bridge_store_put(key.data(), key.size(), value.data(), value.size()); }
void stored_delete(std::string_view key) { bridge_store_delete(key.data(), key.size()); }
void stored_list(std::string_view prefix) { bridge_store_list(prefix.data(), prefix.size()); }
std::string setting(std::string_view key) { return answered(bridge_setting(key.data(), key.size())); }
void set_setting(std::string_view key, std::string_view value) { bridge_set_setting(key.data(), key.size(), value.data(), value.size()); }

void set_unsent(std::size_t count) { bridge_unsent(static_cast<double>(count)); }
void announce(std::string_view text) { bridge_announce(text.data(), text.size(), 0); }

void set_theme(std::string_view name)
{
    set_setting("theme", name);
    bridge_preferences_changed();
}
std::string theme() { return setting("theme"); }
void set_text_scale(float scale)
{
    set_setting("text-scale", std::to_string(scale));
    bridge_preferences_changed();
}
void set_wide_spacing(bool wide)
{
    set_setting("wide-spacing", wide ? "1" : "");
    bridge_preferences_changed();
}

}  // namespace assent::app

// ---- what JavaScript calls ---------------------------------------------------------------------------------------

using namespace assent;
using namespace assent::app;
namespace sem = assent::ui::semantics;

extern "C" {

EMSCRIPTEN_KEEPALIVE std::uint8_t* plat_buffer(std::size_t size)
{
    buffer.resize(std::max<std::size_t>(size, 1));
    return buffer.data();
}

EMSCRIPTEN_KEEPALIVE void plat_font(int face, std::size_t size)
{
    frame::add_font(face, std::vector<std::uint8_t>(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size)));
}

EMSCRIPTEN_KEEPALIVE int plat_start() { return program != nullptr && frame::start() ? 1 : 0; }
EMSCRIPTEN_KEEPALIVE void plat_resize(float w, float h, float fw, float fh, float scrollbar) { frame::resize(w, h, fw, fh, scrollbar); }

EMSCRIPTEN_KEEPALIVE void plat_preferences(int scheme, int forced, int reduced, int coarse, float scale, int wide)
{
    ui::set_preferences({.scheme = static_cast<ui::Scheme>(std::clamp(scheme, 0, 3)), .forced_colours = forced != 0, .reduced_motion = reduced != 0,
                         .coarse_pointer = coarse != 0, .text_scale = std::clamp(scale, 1.0F, 2.0F), .wide_spacing = wide != 0});
}

EMSCRIPTEN_KEEPALIVE void plat_tokens_override(std::size_t size) { ui::override_tokens(std::string(words(size))); }

EMSCRIPTEN_KEEPALIVE const char* plat_tokens()
{
    static std::string kept;
    kept = ui::token_list();
    return kept.c_str();
}

EMSCRIPTEN_KEEPALIVE void plat_pointer(int kind, float x, float y, int button, int touch)
{
    frame::pointer(static_cast<frame::Pointer>(std::clamp(kind, 0, 3)), x, y, std::clamp(button, 0, 2), touch != 0);
}

EMSCRIPTEN_KEEPALIVE double plat_frame(double now)
{
    if (!program) return -1;
    in_frame = true;
    const double wait = frame::draw(now, [] { program->draw(); });
    in_frame = false;
    if (routes_waiting.empty()) return wait;
    const auto waiting = std::move(routes_waiting);
    routes_waiting.clear();
    for (const std::string& path : waiting) follow(path);
    return 0;
}

EMSCRIPTEN_KEEPALIVE void plat_context(int restored)
{
    if (restored != 0)
        frame::context_restored();
    else
        frame::context_lost();
}

EMSCRIPTEN_KEEPALIVE std::uint32_t plat_frames() { return frame::drawn_count(); }
EMSCRIPTEN_KEEPALIVE double plat_frame_ms() { return frame::last_cpu_ms(); }
EMSCRIPTEN_KEEPALIVE void plat_keyboard_focus(int visible) { ui::internal::set_keyboard_focus(visible != 0); }
EMSCRIPTEN_KEEPALIVE void plat_dismiss_tooltip() { ui::internal::dismiss_tooltip(); }

EMSCRIPTEN_KEEPALIVE std::uint32_t sem_version() { return sem::version(); }
EMSCRIPTEN_KEEPALIVE const void* sem_records() { return sem::records().data(); }
EMSCRIPTEN_KEEPALIVE std::size_t sem_count() { return sem::records().size(); }
EMSCRIPTEN_KEEPALIVE std::size_t sem_record_size() { return sizeof(sem::Record); }
EMSCRIPTEN_KEEPALIVE const void* sem_arena() { return sem::arena().data(); }
EMSCRIPTEN_KEEPALIVE std::uint32_t sem_focus_request() { return sem::take_focus_request(); }
EMSCRIPTEN_KEEPALIVE int sem_missing() { return sem::missing(); }
EMSCRIPTEN_KEEPALIVE const char* sem_missing_labels()
{
    static std::string kept;
    kept = sem::missing_labels();
    return kept.c_str();
}

EMSCRIPTEN_KEEPALIVE void act_click(std::uint32_t id) { sem::act_click(id); }
EMSCRIPTEN_KEEPALIVE void act_number(std::uint32_t id, float value) { sem::act_number(id, value); }
EMSCRIPTEN_KEEPALIVE void act_text(std::uint32_t id, std::size_t before, std::size_t after, std::uint32_t caret, std::uint32_t sequence)
{
    sem::act_text(id, std::string(words(before)), std::string(words(after, before)), caret, sequence);
}
EMSCRIPTEN_KEEPALIVE void act_select(std::uint32_t id, std::uint32_t caret, std::uint32_t other_end) { sem::act_select(id, caret, other_end); }
EMSCRIPTEN_KEEPALIVE void act_undo(std::uint32_t id, int direction) { sem::act_undo(id, direction); }
EMSCRIPTEN_KEEPALIVE void act_dismiss(std::uint32_t id) { sem::act_dismiss(id); }
EMSCRIPTEN_KEEPALIVE void act_submit(std::uint32_t id) { sem::act_submit(id); }
EMSCRIPTEN_KEEPALIVE void act_scroll(std::uint32_t id, float x, float y) { sem::act_scroll(id, x, y); }
EMSCRIPTEN_KEEPALIVE void act_focus(std::uint32_t id) { sem::act_focus(id); }
EMSCRIPTEN_KEEPALIVE void act_upload(std::uint32_t id, int state, float fraction, int status, std::size_t name, std::size_t answer)
{
    ui::internal::report_upload(id, {.state = static_cast<ui::Upload::State>(std::clamp(state, 0, 3)), .fraction = fraction, .status = status,
                                     .file_name = std::string(words(name)), .answer = std::string(words(answer, name)), .just_finished = state >= 2});
}

EMSCRIPTEN_KEEPALIVE void app_start(std::size_t size)
{
    if (program) program->on_start(std::string(words(size)));
}
EMSCRIPTEN_KEEPALIVE void app_route(std::size_t size)
{
    ui::internal::route_changed();
    if (program) program->on_route(std::string(words(size)));
}
EMSCRIPTEN_KEEPALIVE void app_open()
{
    if (program) program->on_open();
}
EMSCRIPTEN_KEEPALIVE void app_message(std::size_t size)
{
    // Taken out of the buffer: an answer to the message may use it.
    const std::vector<std::uint8_t> message(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size));
    if (program) program->on_message(message);
}
EMSCRIPTEN_KEEPALIVE void app_close(int code, std::size_t size)
{
    if (program) program->on_close(static_cast<std::uint16_t>(code), std::string(words(size)));
}
EMSCRIPTEN_KEEPALIVE void app_stored(std::size_t key, std::size_t value)
{
    const std::string name(words(key));
    const std::vector<std::uint8_t> bytes(buffer.begin() + static_cast<std::ptrdiff_t>(key), buffer.begin() + static_cast<std::ptrdiff_t>(key + value));
    if (program) program->on_stored(name, bytes);
}
EMSCRIPTEN_KEEPALIVE void app_stored_end()
{
    if (program) program->on_stored_end();
}
EMSCRIPTEN_KEEPALIVE void app_visible(int visible)
{
    if (program) program->on_visibility(visible != 0);
}
EMSCRIPTEN_KEEPALIVE void app_online(int online)
{
    if (program) program->on_online(online != 0);
}
EMSCRIPTEN_KEEPALIVE void app_wake()
{
    if (program) program->on_wake();
}
EMSCRIPTEN_KEEPALIVE int app_shortcut(std::size_t size)
{
    return program && program->on_shortcut(std::string(words(size))) ? 1 : 0;
}

}  // extern "C"
