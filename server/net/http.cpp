#include "server/net/http.hpp"

#include <algorithm>

#include "server/net/text.hpp"

namespace assent::net {

std::string_view find_header(const Headers& headers, std::string_view name)
{
    for (const auto& [key, value] : headers)
        if (equal_ignoring_case(key, name)) return value;
    return {};
}

HttpResponse& HttpResponse::set(std::string_view name, std::string value)
{
    std::erase_if(headers, [&](const auto& header) { return equal_ignoring_case(header.first, name); });
    return add(name, std::move(value));
}

HttpResponse& HttpResponse::add(std::string_view name, std::string value)
{
    headers.emplace_back(name, std::move(value));
    return *this;
}

namespace {

HttpResponse response_of_type(unsigned status, std::string body, std::string type)
{
    HttpResponse response;
    response.status = status;
    response.set("Content-Type", std::move(type));
    response.set("Cache-Control", "no-store");
    response.body = std::move(body);
    return response;
}

}  // namespace

HttpResponse text_response(unsigned status, std::string text)
{
    return response_of_type(status, std::move(text), "text/plain; charset=utf-8");
}

HttpResponse html_response(unsigned status, std::string html)
{
    return response_of_type(status, std::move(html), "text/html; charset=utf-8");
}

HttpResponse json_response(unsigned status, std::string json)
{
    return response_of_type(status, std::move(json), "application/json");
}

HttpResponse redirect(std::string location)
{
    HttpResponse response = text_response(303, "See " + location + "\n");
    response.set("Location", std::move(location));
    return response;
}

HttpResponse method_not_allowed(std::string allow)
{
    HttpResponse response = text_response(405, "This address takes " + allow + " only.\n");
    response.set("Allow", std::move(allow));
    return response;
}

std::string_view reason_phrase(unsigned status)
{
    switch (status) {
    case 100: return "Continue";
    case 101: return "Switching Protocols";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 426: return "Upgrade Required";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return {};
    }
}

}  // namespace assent::net
