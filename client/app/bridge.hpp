#pragma once
// The functions that JavaScript gives the program; client/web/bridge.js hands each to client/web/shell.mjs.
#include <cstddef>
#include <cstdint>

extern "C" {
void bridge_connect(const char* path, std::size_t size);
int bridge_send(const std::uint8_t* bytes, std::size_t size);
void bridge_disconnect(int code, const char* reason, std::size_t size);
double bridge_backlog();
void bridge_navigate(const char* path, std::size_t size, int replace);
void bridge_leave(const char* url, std::size_t size);
void bridge_title(const char* title, std::size_t size);
void bridge_request_frame();
void bridge_wake_in(double ms);
double bridge_now();
int bridge_utc_offset(double at_ms);
/// These two leave their answer in the buffer of plat_buffer() and say how long it is.
std::size_t bridge_language();
std::size_t bridge_origin();
std::size_t bridge_setting(const char* key, std::size_t size);
void bridge_set_setting(const char* key, std::size_t key_size, const char* value, std::size_t value_size);
void bridge_random(std::uint8_t* out, std::size_t size);
void bridge_store_put(const char* key, std::size_t key_size, const std::uint8_t* value, std::size_t value_size);
void bridge_store_delete(const char* key, std::size_t size);
void bridge_store_list(const char* prefix, std::size_t size);
void bridge_unsent(double count);
void bridge_announce(const char* text, std::size_t size, int alert);
void bridge_copy(const char* text, std::size_t size);
void bridge_preferences_changed();
/// Draws a code point; five floats: left, top, width, height, advance in device pixels. 0 when it cannot.
int bridge_glyph(std::uint32_t code, float px, float* box);
/// The pixels of the glyph drawn last, RGBA.
void bridge_glyph_pixels(std::uint8_t* out, std::size_t size);
}
