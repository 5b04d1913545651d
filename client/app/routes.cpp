#include "client/app/routes.hpp"

#include <array>
#include <vector>

namespace assent::app {

namespace {

struct Name
{
    Screen screen;
    std::string_view name;
};

constexpr std::array of_organisation{
    Name{Screen::home, ""},
    Name{Screen::plans, "plans"},
    Name{Screen::forums, "forums"},
    Name{Screen::interests, "interests"},
    Name{Screen::import_document, "import"},
    Name{Screen::settings, "settings"},
};

constexpr std::array of_plan{
    Name{Screen::plan, "plan"},
    Name{Screen::versions, "versions"},
    Name{Screen::compare, "compare"},
    Name{Screen::socialisation, "socialisation"},
    Name{Screen::feedback, "feedback"},
    Name{Screen::consultation, "consultation"},
    Name{Screen::sign_off, "sign-off"},
    Name{Screen::history, "history"},
};

std::vector<std::string_view> segments_of(std::string_view path)
{
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        const auto slash = path.find('/');
        const auto segment = path.substr(0, slash);
        if (!segment.empty()) segments.push_back(segment);
        if (slash == std::string_view::npos) break;
        path.remove_prefix(slash + 1);
    }
    return segments;
}

Query query_of(std::string_view text)
{
    Query query;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto pair = text.substr(0, end);
        const auto equals = pair.find('=');
        if (!pair.empty()) {
            std::string value;
            if (equals != std::string_view::npos) {
                value = std::string(pair.substr(equals + 1));
                for (char& c : value)
                    if (c == '+') c = ' ';
                value = percent_decode(value);
            }
            query[percent_decode(pair.substr(0, equals))] = std::move(value);
        }
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return query;
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string_view Route::get(std::string_view name) const
{
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return {};
}

bool is_of_plan(Screen screen)
{
    for (const auto& each : of_plan)
        if (each.screen == screen) return true;
    return false;
}

Route parse_route(std::string_view path)
{
    Route route;
    path = path.substr(0, path.find('#'));
    const auto question = path.find('?');
    if (question != std::string_view::npos) route.query = query_of(path.substr(question + 1));
    const auto segments = segments_of(path.substr(0, question));
    if (segments.empty()) return route;
    route.screen = Screen::unknown;
    if (segments.size() < 2 || segments[0] != "o") return route;
    route.slug = percent_decode(segments[1]);
    if (segments.size() == 2) {
        route.screen = Screen::home;
    } else if (segments.size() == 3) {
        for (const auto& each : of_organisation)
            if (each.name == segments[2]) route.screen = each.screen;
    } else if (segments[2] == "plans") {
        const auto plan = PlanId::parse(segments[3]);
        if (!plan || segments.size() > 5) return route;
        route.plan = *plan;
        if (segments.size() == 4) {
            route.screen = Screen::plan;
            return route;
        }
        for (const auto& each : of_plan)
            if (each.name == segments[4]) route.screen = each.screen;
    }
    return route;
}

std::string print(const Route& route)
{
    std::string path = "/";
    if (route.screen != Screen::choose) {
        path = "/o/" + percent_encode(route.slug) + "/";
        for (const auto& each : of_organisation)
            if (each.screen == route.screen) path += each.name;
        for (const auto& each : of_plan)
            if (each.screen == route.screen) path += "plans/" + route.plan.text() + "/" + std::string(each.name);
    }
    char joint = '?';
    for (const auto& [name, value] : route.query) {
        if (value.empty()) continue;
        path += joint + percent_encode(name) + "=" + percent_encode(value);
        joint = '&';
    }
    return path;
}

std::string path_of(std::string_view slug, Screen screen, PlanId plan, Query query)
{
    return print({screen, std::string(slug), plan, std::move(query)});
}

std::string percent_encode(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4];
        encoded += digits[byte & 15];
    }
    return encoded;
}

std::string percent_decode(std::string_view text)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high >= 0 && low >= 0) {
                decoded += static_cast<char>(high * 16 + low);
                i += 2;
                continue;
            }
        }
        decoded += text[i];
    }
    return decoded;
}

}  // namespace assent::app
