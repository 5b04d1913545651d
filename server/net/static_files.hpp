#pragma once
// The browser application's files, read into memory once at start: what is not read then cannot be asked for later, so
// no request ever touches the file system.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/net/http.hpp"

namespace assent::net {

struct StaticLimits
{
    std::size_t files_max = 1000;
    std::size_t bytes_max = 64 * 1024 * 1024;
};

class StaticFiles
{
public:
    /// Reads `folder` and below. "name.br" is the Brotli form of "name" and has no address of its own; hidden files and
    /// links that lead out of the folder are left out.
    /// Errors   not_found: no such folder, or no index.html in it; too_large: past the limits; storage_failed: unreadable.
    static Result<StaticFiles> load(const std::filesystem::path& folder, const StaticLimits& limits = {});

    /// Answers GET and HEAD (others: 405). A path without an extension is a page of the application: index.html.
    /// Names with a hash of their content in them ("app.8f3a91c2.js") may be kept for ever, others are asked about again
    /// each time and have an ETag (304).
    HttpResponse serve(const HttpRequest& request) const;

    std::size_t count() const { return files_.size(); }

private:
    struct File
    {
        SharedBytes plain;
        SharedBytes brotli;  ///< null if there is none
        std::string type;
        std::string etag;  ///< of the plain form, without quotes; the Brotli form's adds "-br"
        bool immutable{};
    };

    std::map<std::string, File, std::less<>> files_;  ///< by path, from '/'
};

/// The media type for a file name, by its extension; "application/octet-stream" for others.
std::string_view media_type(std::string_view name);

/// "app.8f3a91c2.js": between the first and the last part of the name is one of 8 to 64 hexadecimal digits.
bool has_content_hash(std::string_view name);

/// Whether Accept-Encoding takes `coding` with a quality above zero. Source: RFC 9110 section 12.5.3.
bool accepts_encoding(std::string_view header, std::string_view coding);

}  // namespace assent::net
