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

bool FileReading::field(std::string_view label, const ui::UploadOptions& how, bool typing)
{
    auto& read_from = kept("url");
    auto& times_again = kept("again");  // a mark for each
    if (!typing) {
        if (read_from != how.url && !kept("name").empty()) {
            times_again += '.';
            kept("reads_again") = "yes";
        }
        read_from = how.url;
    }
    auto options = how;
    options.error = kept("refused");
    options.again = static_cast<std::uint32_t>(times_again.size());
    upload_ = ui::file_field(label, options);
    if (!upload_.just_finished) return false;

    chosen_anew_ = kept("reads_again").empty();
    kept("name") = upload_.file_name;
    for (const char* past : {"reads_again", "refused", "field"}) kept(past).clear();
    if (upload_found(upload_)) {
        kept("answer") = upload_.answer;
        ui::announce("The file has been read.");
        return true;
    }
    if (chosen_anew_) kept("answer").clear();
    kept("refused") = upload_refusal(upload_);
    if (const auto answer = app::parse_json(upload_.answer)) kept("field") = (*answer)["error"]["field"].text;
    if (kept("field") == "file") kept("field").clear();
    ui::announce_alert(kept("refused"));
    return true;
}

const app::Json* FileReading::found() const
{
    static std::string parsed_of;  // reading it takes long; frames repeat it
    static std::optional<app::Json> parsed;
    const auto& answer = kept("answer");
    if (answer.empty()) return nullptr;
    if (parsed_of != answer) {
        parsed_of = answer;
        parsed = app::parse_json(answer);
    }
    return parsed ? &*parsed : nullptr;
}

void FileReading::forget()
{
    for (const char* what : {"answer", "refused", "field", "name", "reads_again"}) kept(what).clear();
}

}  // namespace assent::views
