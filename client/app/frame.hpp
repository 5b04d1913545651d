#pragma once
// One frame: Dear ImGui's context, fonts, the WebGL2 back end, and the order in which things happen. Only platform.cpp
// uses it.
#include <cstdint>
#include <functional>
#include <vector>

namespace assent::app::frame {

/// face: 0 regular, 1 medium, 2 semibold. Keeps the bytes.
void add_font(int face, std::vector<std::uint8_t> bytes);
/// False when there is no WebGL2.
bool start();
void resize(float width, float height, float framebuffer_width, float framebuffer_height, float scrollbar);
void context_lost();
void context_restored();
enum class Pointer : std::uint8_t { move, down, up, leave };
void pointer(Pointer kind, float x, float y, int button, bool touch);
/// Draws; answers in how many ms another frame is wanted: 0 at once, negative never.
double draw(double now_ms, const std::function<void()>& program);
std::uint32_t drawn_count();
double last_cpu_ms();

}  // namespace assent::app::frame
