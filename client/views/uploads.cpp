#include "client/views/uploads.hpp"

#include <algorithm>

namespace assent::views {

std::optional<app::Json> upload_found(const ui::Upload& upload)
{
    auto found = upload.state == ui::Upload::State::done ? app::parse_json(upload.answer) : std::nullopt;
    if (found && (*found)["upload"].text.empty()) return std::nullopt;
    return found;
}

std::optional<Hash> upload_hash(const app::Json& found)
{
    const auto bytes = from_hex(found["upload"].text);
    Hash hash;
    if (!bytes || bytes->size() != hash.bytes.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), hash.bytes.begin());
    return hash;
}

std::string upload_refusal(const ui::Upload& upload)
{
    if (const auto answer = app::parse_json(upload.answer))
        for (const auto* message : {&(*answer)["error"]["message"].text, &(*answer)["message"].text})
            if (!message->empty()) return *message;
    if (upload.status == 0) return "The server was not reached. Check the connection and choose the file again.";
    if (upload.status == 413) return "The file is too large. Choose one of 20 MB at most.";
    return "The file was not accepted. Choose another, or try again.";
}

std::string upload_refused_field(const ui::Upload& upload)
{
    const auto answer = app::parse_json(upload.answer);
    const std::string field = answer ? (*answer)["error"]["field"].text : "";
    return field == "file" ? "" : field;
}

}  // namespace assent::views
