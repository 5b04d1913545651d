#include "client/app/frame.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <emscripten/emscripten.h>
#include <emscripten/html5.h>

#include <GLES3/gl3.h>

#include <backends/imgui_impl_opengl3.h>

#include "client/app/bridge.hpp"
#include "client/app/painted.hpp"
#include "client/ui/internal.hpp"
#include "client/ui/semantics.hpp"

// Dear ImGui's test hooks: they find what was drawn without a record.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID, const ImRect&, const ImGuiLastItemData*) {}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label, ImGuiItemStatusFlags)
{
    const bool visible = (context->LastItemData.StatusFlags & ImGuiItemStatusFlags_Visible) != 0;
    assent::ui::semantics::hook_item(id, label, visible);
}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }

namespace assent::app::frame {
namespace {

std::array<std::vector<std::uint8_t>, 3> font_bytes;
EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = 0;
bool back_end = false;
double last_ms = 0;
std::uint32_t drawn = 0;
double cpu_ms = 0;
int settling = 0;
Painted painted;

// Characters that Inter lacks are drawn by the browser's fonts on a 2D canvas, one code point at a time.
bool contains_glyph(ImFontAtlas*, ImFontConfig*, ImWchar code) { return code >= 0x80 && !(code >= 0xE000 && code < 0xF900); }

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code, ImFontGlyph* glyph, float* advance_only)
{
    if (!contains_glyph(atlas, source, code)) return false;
    const float density = source->RasterizerDensity * baked->RasterizerDensity;
    const float em = baked->Size * 2816.0F / 3408.0F;
    std::array<float, 5> box{};  // left, top, width, height, advance; device pixels from the baseline
    if (!bridge_glyph(code, em * density, box.data())) return false;
    const float advance = box[4] / density;
    if (advance_only != nullptr) {
        *advance_only = advance;
        return true;
    }
    glyph->Codepoint = code;
    glyph->AdvanceX = advance;
    const int w = static_cast<int>(box[2]);
    const int h = static_cast<int>(box[3]);
    if (w <= 0 || h <= 0) return true;
    const ImFontAtlasRectId pack = ImFontAtlasPackAddRect(atlas, w, h);
    if (pack == ImFontAtlasRectId_Invalid) return false;
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, pack);
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4);
    bridge_glyph_pixels(pixels.data(), pixels.size());
    glyph->X0 = box[0] / density;
    glyph->Y0 = std::round(baked->Ascent) + box[1] / density;
    glyph->X1 = glyph->X0 + static_cast<float>(w) / density;
    glyph->Y1 = glyph->Y0 + static_cast<float>(h) / density;
    glyph->Visible = true;
    glyph->PackId = pack;
    // A glyph with colours of its own, e.g. an emoji, keeps them.
    for (std::size_t i = 0; i < pixels.size() && !glyph->Colored; i += 4)
        if (pixels[i + 3] > 64 && (pixels[i] < 240 || pixels[i + 1] < 240 || pixels[i + 2] < 240)) glyph->Colored = true;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect, pixels.data(), ImTextureFormat_RGBA32, w * 4);
    return true;
}

ImFontLoader& browser_fonts()
{
    static ImFontLoader loader;
    loader.Name = "browser";
    loader.FontSrcContainsGlyph = contains_glyph;
    loader.FontBakedLoadGlyph = load_glyph;
    return loader;
}

ImFont* load_font(int face)
{
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    std::vector<std::uint8_t>& bytes = font_bytes[static_cast<std::size_t>(face)];
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = 2;
    ImFont* font = atlas.AddFontFromMemoryTTF(bytes.data(), static_cast<int>(bytes.size()), 16, &config);
    ImFontConfig rest;
    rest.MergeMode = true;
    rest.FontLoader = &browser_fonts();
    rest.SizePixels = 16;
    atlas.AddFont(&rest);
    return font;
}

void paint(const ui::Colour& page)
{
    const ImGuiIO& io = ImGui::GetIO();
    glViewport(0, 0, static_cast<int>(io.DisplaySize.x * io.DisplayFramebufferScale.x + 0.5F),
               static_cast<int>(io.DisplaySize.y * io.DisplayFramebufferScale.y + 0.5F));
    glClearColor(static_cast<float>(page.r) / 255, static_cast<float>(page.g) / 255, static_cast<float>(page.b) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void start_back_end()
{
    painted.forget();
    emscripten_webgl_make_context_current(context);
    back_end = ImGui_ImplOpenGL3_Init("#version 300 es");
}

}  // namespace

void add_font(int face, std::vector<std::uint8_t> bytes)
{
    if (face >= 0 && face < 3) font_bytes[static_cast<std::size_t>(face)] = std::move(bytes);
}

bool start()
{
    EmscriptenWebGLContextAttributes wanted;
    emscripten_webgl_init_context_attributes(&wanted);
    wanted.majorVersion = 2;
    wanted.alpha = false;
    wanted.depth = false;
    wanted.antialias = false;
    context = emscripten_webgl_create_context("#canvas", &wanted);
    if (context <= 0) return false;
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigErrorRecovery = false;
    io.DisplaySize = {1280, 800};
    ImGui::GetCurrentContext()->TestEngineHookItems = true;
    ui::internal::set_fonts(load_font(0), load_font(1), load_font(2));
    start_back_end();
    return back_end;
}

void resize(float width, float height, float framebuffer_width, float framebuffer_height, float scrollbar)
{
    painted.forget();  // a canvas loses its picture with its size
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DisplayFramebufferScale = {framebuffer_width / std::max(width, 1.0F), framebuffer_height / std::max(height, 1.0F)};
    ui::internal::Surroundings s = ui::internal::surroundings();
    s.width = width;
    s.height = height;
    s.scrollbar = scrollbar;
    ui::internal::set_surroundings(s);
}

void context_lost()
{
    if (back_end) ImGui_ImplOpenGL3_Shutdown();
    back_end = false;
}

void context_restored()
{
    if (!back_end) start_back_end();
}

void pointer(Pointer kind, float x, float y, int button, bool touch)
{
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
    if (kind == Pointer::leave) {
        io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
        return;
    }
    io.AddMousePosEvent(x, y);
    if (kind == Pointer::down) io.AddMouseButtonEvent(button, true);
    if (kind == Pointer::up) io.AddMouseButtonEvent(button, false);
}

double draw(double now_ms, const std::function<void()>& program)
{
    // Before the page has told its size there is nothing to lay out.
    if (!back_end || ui::internal::surroundings().width < 1) return -1;
    const double began = emscripten_get_now();
    ImGuiIO& io = ImGui::GetIO();
    // After sleep a frame must not believe that minutes passed while a button was held.
    io.DeltaTime = static_cast<float>(std::clamp((now_ms - last_ms) / 1000.0, 0.001, 0.1));
    last_ms = now_ms;
    ui::internal::Surroundings s = ui::internal::surroundings();
    s.now_ms = now_ms;
    ui::internal::set_surroundings(s);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    const std::uint32_t before = ui::semantics::version();
    ui::semantics::begin_frame();
    ui::internal::begin_ui();
    // Dialogs are drawn after the page's own window has ended; without a window around them ImGui would show its "Debug" one.
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({1, 1});
    ImGui::Begin("##root", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoFocusOnAppearing);
    program();
    ImGui::End();
    double wait = ui::internal::end_ui();
    ui::semantics::end_frame();
    ImGui::Render();
    ++drawn;
    const ui::Colour page = ui::tokens().page;
    if (painted.changes_with(*ImGui::GetDrawData(), page)) paint(page);
    cpu_ms = emscripten_get_now() - began;
    // Alignment needs what the frame before measured: go on until nothing moves, but not for ever.
    const bool moving = ui::semantics::version() != before;
    settling = moving ? settling + 1 : 0;
    const bool again = !ImGui::GetCurrentContext()->InputEventsQueue.empty() || ui::semantics::actions_pending() || (moving && settling < 12);
    if (again) wait = 0;
    return wait;
}

std::uint32_t drawn_count() { return drawn; }
double last_cpu_ms() { return cpu_ms; }

}  // namespace assent::app::frame
