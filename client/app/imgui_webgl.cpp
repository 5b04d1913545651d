// Dear ImGui's OpenGL back end, without its questions to the GPU. It saves and restores the state of whoever else draws;
// here nobody else does, and in a browser every question waits until the GPU has finished the frame before (measured:
// 100 ms and more with software drawing, against 1 ms for the frame itself).
#include <GLES3/gl3.h>

namespace {

void answer(GLenum what, GLint* value)
{
    switch (what) {
        case GL_MAX_TEXTURE_SIZE:
        case GL_MAJOR_VERSION:
        case GL_MINOR_VERSION: glGetIntegerv(what, value); break;  // once, at the start
        case GL_ACTIVE_TEXTURE: *value = GL_TEXTURE0; break;
        case GL_BLEND_EQUATION_RGB:
        case GL_BLEND_EQUATION_ALPHA: *value = GL_FUNC_ADD; break;
        case GL_BLEND_SRC_RGB:
        case GL_BLEND_SRC_ALPHA: *value = GL_ONE; break;
        case GL_VIEWPORT:
        case GL_SCISSOR_BOX: value[0] = value[1] = value[2] = value[3] = 0; break;  // set anew for every frame
        default: *value = 0;
    }
}

GLboolean off(GLenum) { return GL_FALSE; }

}  // namespace

#define glGetIntegerv answer
#define glIsEnabled off
#include <backends/imgui_impl_opengl3.cpp>
