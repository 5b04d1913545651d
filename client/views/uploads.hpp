#pragma once
// What the server answered to a file that was sent to it.

#include <optional>
#include <string>

#include "client/app/json.hpp"
#include "client/ui/widgets.hpp"
#include "shared/base/sha256.hpp"

namespace assent::views {

/// The answer of an upload that has just been accepted; nothing if it was refused.
std::optional<app::Json> upload_found(const ui::Upload& upload);
/// The hash by which the server calls what it read; what the command that follows is to name.
std::optional<Hash> upload_hash(const app::Json& found);
/// Why a file was refused and what to do; in the server's words where it had any.
std::string upload_refusal(const ui::Upload& upload);
/// The choice that the refusal is about; empty if it is the file.
std::string upload_refused_field(const ui::Upload& upload);

}  // namespace assent::views
