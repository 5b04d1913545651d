#include "server/net/static_files.hpp"

#include <algorithm>
#include <fstream>

#include "server/net/text.hpp"
#include "shared/base/sha256.hpp"

namespace assent::net {

namespace fs = std::filesystem;

std::string_view media_type(std::string_view name)
{
    static constexpr std::pair<std::string_view, std::string_view> types[] = {
        {".html", "text/html; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
        {".wasm", "application/wasm"}, {".json", "application/json"}, {".map", "application/json"},
        {".webmanifest", "application/manifest+json"}, {".txt", "text/plain; charset=utf-8"},
        {".svg", "image/svg+xml"}, {".png", "image/png"}, {".jpg", "image/jpeg"}, {".webp", "image/webp"},
        {".ico", "image/vnd.microsoft.icon"}, {".ttf", "font/ttf"}, {".otf", "font/otf"}, {".woff", "font/woff"},
        {".woff2", "font/woff2"}, {".pdf", "application/pdf"},
    };
    for (const auto& [extension, type] : types)
        if (name.ends_with(extension)) return type;
    return "application/octet-stream";
}

bool has_content_hash(std::string_view name)
{
    const auto first = name.find('.');
    const auto last = name.rfind('.');
    if (first == last) return false;
    std::string_view middle = name.substr(first + 1, last - first - 1);
    while (!middle.empty()) {
        const auto part = next_part(middle, '.');
        if (part.size() >= 8 && part.size() <= 64 && part.find_first_not_of("0123456789abcdef") == std::string_view::npos)
            return true;
    }
    return false;
}

bool accepts_encoding(std::string_view header, std::string_view coding)
{
    // Zero only if every digit is; anything unreadable counts as refused, which costs bytes and nothing else.
    const auto positive = [](std::string_view quality) {
        return (quality.starts_with('0') || quality.starts_with('1')) &&
               quality.find_first_not_of("0123456789.") == std::string_view::npos &&
               quality.find_first_of("123456789") != std::string_view::npos;
    };
    bool any = false;
    while (!header.empty()) {
        std::string_view parameters = next_part(header, ',');
        const auto name = trim(next_part(parameters, ';'));
        bool wanted = true;
        while (!parameters.empty()) {
            std::string_view value = next_part(parameters, ';');
            if (equal_ignoring_case(trim(next_part(value, '=')), "q")) wanted = positive(trim(value));
        }
        if (equal_ignoring_case(name, coding)) return wanted;
        if (name == "*") any = wanted;
    }
    return any;
}

namespace {

Result<SharedBytes> read_file(const fs::path& path, std::size_t size)
{
    Bytes bytes(size);
    std::ifstream file(path, std::ios::binary);
    if (!file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size)))
        return refuse(Errc::storage_failed, "Cannot read " + path.string() + ".");
    return std::make_shared<const Bytes>(std::move(bytes));
}

bool inside(const fs::path& root, const fs::path& path)
{
    const auto parted = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    return parted.first == root.end();
}

/// The browser's copy is good if If-None-Match names its tag, with or without the weak mark.
bool names_tag(std::string_view header, std::string_view quoted)
{
    while (!header.empty()) {
        auto tag = trim(next_part(header, ','));
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        if (tag == quoted || tag == "*") return true;
    }
    return false;
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const fs::path& folder, const StaticLimits& limits)
{
    std::error_code error;
    const fs::path root = fs::canonical(folder, error);
    if (error || !fs::is_directory(root, error))
        return refuse(Errc::not_found, "There is no folder " + folder.string() + " to serve the application from.");

    StaticFiles files;
    std::size_t bytes = 0;
    std::size_t count = 0;
    for (fs::recursive_directory_iterator entry(root, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with('.')) {
            if (entry->is_directory()) entry.disable_recursion_pending();
            continue;
        }
        std::error_code ignored;
        const fs::path real = fs::canonical(entry->path(), ignored);
        if (ignored || !inside(root, real) || !fs::is_regular_file(real, ignored)) continue;
        const auto size = fs::file_size(real, ignored);
        if (ignored) return refuse(Errc::storage_failed, "Cannot read " + real.string() + ".");
        if (++count > limits.files_max || size > limits.bytes_max - bytes)
            return refuse(Errc::too_large, "The folder " + folder.string() + " holds more than an application's files.");
        bytes += size;

        std::string path = "/" + entry->path().lexically_relative(root).generic_string();
        ASSENT_TRY(SharedBytes content, read_file(real, size));
        if (path.ends_with(".br")) {
            path.resize(path.size() - 3);
            files.files_[path].brotli = std::move(content);
            continue;
        }
        File& file = files.files_[path];
        file.type = media_type(name);
        file.etag = sha256(*content).hex().substr(0, 32);
        file.immutable = has_content_hash(name);
        file.plain = std::move(content);
    }
    if (error) return refuse(Errc::storage_failed, "Cannot read the folder " + folder.string() + ".");
    std::erase_if(files.files_, [](const auto& item) { return !item.second.plain; });  // a .br without its original
    if (!files.files_.contains("/index.html"))
        return refuse(Errc::not_found, "The folder " + folder.string() + " has no index.html; build the client first.");
    return files;
}

HttpResponse StaticFiles::serve(const HttpRequest& request) const
{
    if (request.method != "GET" && request.method != "HEAD") return method_not_allowed("GET, HEAD");
    auto found = files_.find(request.path);
    if (found == files_.end()) {
        const std::string_view name = std::string_view(request.path).substr(request.path.rfind('/') + 1);
        if (name.find('.') != std::string_view::npos)
            return text_response(404, "There is no file at this address.\n");
        found = files_.find("/index.html");
    }
    const File& file = found->second;
    const bool brotli = file.brotli && accepts_encoding(request.header("Accept-Encoding"), "br");
    const std::string tag = "\"" + file.etag + (brotli ? "-br\"" : "\"");

    HttpResponse response;
    response.set("Content-Type", file.type);
    response.set("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    response.set("ETag", tag);
    if (file.brotli) response.set("Vary", "Accept-Encoding");
    if (names_tag(request.header("If-None-Match"), tag)) {
        response.status = 304;
        return response;
    }
    if (brotli) response.set("Content-Encoding", "br");
    response.body = brotli ? file.brotli : file.plain;
    return response;
}

}  // namespace assent::net
