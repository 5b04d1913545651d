#pragma once
// The frame of every page that the server renders itself: sign-in, public reading, printing, errors. These pages have no
// canvas, no script and no style of their own; they take their looks from one stylesheet (style.css, served as /site.css).

#include <cstdint>
#include <string>
#include <string_view>

namespace assent::site {

inline constexpr std::string_view stylesheet_path = "/site.css";
inline constexpr std::string_view sign_in_path = "/sign-in";
inline constexpr std::string_view sign_out_path = "/sign-out";
inline constexpr std::string_view published_path = "/published";
inline constexpr std::string_view accessibility_path = "/accessibility";

/// Text made safe for element content and quoted attributes. Control characters that HTML does not know are left out.
std::string escape(std::string_view text);

/// `text` as one attribute value in double quotes, escaped.
std::string quoted(std::string_view text);

/// A word on a coloured field; `look` is good, warn, bad or plain.
std::string pill(std::string_view words, std::string_view look);

/// Whether `target` is a path on this site and nothing else: one leading slash, no scheme, host, backslash or control
/// character. Anything else must not be followed after signing in.
bool is_local_path(std::string_view target);

enum class Chrome : std::uint8_t {
    site,      ///< product bar above, links to the other public pages below
    document,  ///< the same, on screen only: paper carries the document alone
    bare,      ///< product bar, no links: the person is in the middle of signing in
};

struct PageFrame
{
    std::string title;       ///< of the window; the product's name is added
    std::string body_class;  ///< names from style.css
    Chrome chrome{};
};

/// A complete page around `main`, which is HTML already.
std::string page(const PageFrame& frame, std::string_view main);

}  // namespace assent::site
