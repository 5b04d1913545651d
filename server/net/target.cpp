#include "server/net/target.hpp"

#include "server/net/text.hpp"

namespace assent::net {

namespace {

Result<std::string> normal_path(std::string_view raw)
{
    std::string path;
    raw.remove_prefix(1);
    bool directory = raw.empty();
    while (!raw.empty()) {
        directory = raw.back() == '/';
        const std::string_view part = next_part(raw, '/');
        auto segment = percent_decode(part, Plus::is_plus);
        if (!segment) return refuse(Errc::malformed, "The address has a percent sign that begins no escape.");
        if (segment->find_first_of("/\\") != std::string::npos || has_control_character(*segment) || !is_utf8(*segment))
            return refuse(Errc::malformed, "The address has a character that it may not have.");
        if (*segment == "..") return refuse(Errc::malformed, "The address must not climb with \"..\".");
        if (segment->empty() || *segment == ".") continue;
        path += '/';
        path += *segment;
    }
    if (path.empty() || directory) path += '/';
    return path;
}

}  // namespace

Result<Target> parse_target(std::string_view target)
{
    if (target.empty() || target.front() != '/')
        return refuse(Errc::malformed, "The address of a request must begin with a slash.");
    target = target.substr(0, target.find('#'));
    const auto mark = target.find('?');
    Target parsed;
    ASSENT_TRY(parsed.path, normal_path(target.substr(0, mark)));
    if (mark != std::string_view::npos) {
        ASSENT_TRY(parsed.query, parse_form(target.substr(mark + 1)));
    }
    return parsed;
}

}  // namespace assent::net
