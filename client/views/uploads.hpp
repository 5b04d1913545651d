#pragma once
// Files that are sent to the server and what it answers to them.

#include <optional>
#include <string>

#include "client/app/json.hpp"
#include "client/views/view.hpp"
#include "shared/base/sha256.hpp"

namespace assent::views {

/// The answer of an upload that has just been accepted; nothing if it was refused.
std::optional<app::Json> upload_found(const ui::Upload& upload);
/// The hash by which the server calls what it read; what the command that follows is to name.
std::optional<Hash> upload_hash(const app::Json& found);
/// Why a file was refused and what to do; in the server's words where it had any.
std::string upload_refusal(const ui::Upload& upload);

/// A file that the server reads so that a person sees what becomes of it before they confirm. What was found last stays while they look at
/// other screens. Choices are part of the address: when it changes the file is read again.
class FileReading
{
public:
    /// key  what is read and for what, with identifiers: "word-back/<plan>".
    FileReading(ViewContext& context, std::string key) : context_(context), key_(std::move(key)) {}

    /// The field, with why the file was refused. `typing`: an address that is still being typed is not read from yet.
    /// Returns  true once when an answer has come.
    bool field(std::string_view label, const ui::UploadOptions& how, bool typing = false);
    bool sending() const { return upload_.state == ui::Upload::State::sending; }
    bool refused() const { return !kept("refused").empty(); }
    /// The choice that the refusal is about; empty if it is about the file, or there is none.
    std::string refused_field() const { return kept("field"); }
    /// Whether the answer that has just come is to a choice of a file, not to the same file read again.
    bool is_chosen_anew() const { return chosen_anew_; }
    /// What was found; null if nothing was. After a refusal what was found in the same file with the choices before.
    const app::Json* found() const;
    /// Once it is confirmed.
    void forget();

private:
    std::string& kept(const char* what) const { return context_.look("reading/" + key_ + "/" + what); }

    ViewContext& context_;
    std::string key_;
    ui::Upload upload_;
    bool chosen_anew_{};
};

}  // namespace assent::views
