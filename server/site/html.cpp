#include "server/site/html.hpp"

namespace assent::site {

std::string escape(std::string_view text)
{
    std::string safe;
    safe.reserve(text.size() + text.size() / 16);
    for (const char c : text) {
        switch (c) {
        case '&': safe += "&amp;"; break;
        case '<': safe += "&lt;"; break;
        case '>': safe += "&gt;"; break;
        case '"': safe += "&quot;"; break;
        case '\'': safe += "&#39;"; break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') safe += c;
        }
    }
    return safe;
}

std::string quoted(std::string_view text)
{
    return '"' + escape(text) + '"';
}

std::string pill(std::string_view words, std::string_view look)
{
    return "<span class=" + quoted("pill " + std::string(look)) + ">" + escape(words) + "</span>";
}

bool is_local_path(std::string_view target)
{
    if (target.empty() || target.size() > 2048 || target.front() != '/') return false;
    if (target.size() > 1 && target[1] == '/') return false;
    for (const char c : target) {
        // Browsers read a backslash as a slash and drop tabs and line feeds, so "/\host" would leave the site.
        if (c == '\\' || static_cast<unsigned char>(c) <= 0x20 || c == 0x7f) return false;
    }
    return true;
}

static constexpr std::string_view mark =
    "<svg class=\"mark\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">"
    "<rect class=\"mark-field\" width=\"24\" height=\"24\" rx=\"6\"/>"
    "<path class=\"mark-tick\" d=\"M6.5 12.5l3.8 3.8 7.2-8\" fill=\"none\" stroke-width=\"2.4\" stroke-linecap=\"round\" "
    "stroke-linejoin=\"round\"/></svg>";

/// Within the page, so that browsers do not ask for a file.
static constexpr std::string_view icon =
    "<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' "
    "height='32' rx='7' fill='%23005eb8'/%3E%3Cpath d='M8 17l6 6 10-13' fill='none' stroke='%23fff' stroke-width='3.4'/%3E%3C/svg%3E\">";

std::string page(const PageFrame& frame, std::string_view main)
{
    const bool has_links = frame.chrome != Chrome::bare;
    std::string body_class = frame.body_class;
    if (frame.chrome == Chrome::document) body_class += body_class.empty() ? "document" : " document";
    std::string html =
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
        escape(frame.title) + " - Assent</title>\n<link rel=\"stylesheet\" href=" + quoted(stylesheet_path) + ">\n" + std::string(icon) + "\n</head>\n";
    html += body_class.empty() ? "<body>\n" : "<body class=" + quoted(body_class) + ">\n";
    html += "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header class=\"bar\">\n<a class=\"home\" href=\"/\">";
    html += mark;
    html += "<span>Assent</span></a>\n";
    if (has_links)
        html += "<nav class=\"bar-links\" aria-label=\"Site\"><a href=" + quoted(published_path) +
                ">Published plans</a><a href=" + quoted(sign_in_path) + ">Sign in</a></nav>\n";
    html += "</header>\n<main id=\"main\" tabindex=\"-1\">\n";
    html += main;
    html += "</main>\n<footer class=\"foot\">\n";
    if (has_links) html += "<a href=" + quoted(published_path) + ">Published plans</a>\n";
    html += "<a href=" + quoted(accessibility_path) + ">Accessibility statement</a>\n</footer>\n</body>\n</html>\n";
    return html;
}

}  // namespace assent::site
