#pragma once
// From an imported document to the content of a new plan. Identities come from the file's own records, so importing the
// same file again gives the same records, and a file with one line changed changes one.

#include <string>
#include <string_view>

#include "server/commands/handle.hpp"
#include "server/exchange/imported_document.hpp"
#include "shared/base/result.hpp"

namespace assent::routes {

/// What the person who imports is shown before anything is written.
struct UploadSummary
{
    Hash hash;
    std::string title;
    std::string period;
    std::string version;
    std::size_t sections{};
    std::size_t intentions{};
    std::size_t tables{};
    std::size_t milestones{};
    std::vector<Doubt> doubts;
};

struct ReadUpload
{
    UploadSummary summary;
    commands::ReadDocument document;
};

/// Errors  as exchange::docx::import_document: too_large, malformed, invalid, field "file".
Result<ReadUpload> read_upload(std::string_view bytes, std::string_view file_name);

/// The summary, or an error, as the JSON that POST /api/upload answers with.
std::string to_json(const UploadSummary& summary);
std::string to_json(const Error& error);

}  // namespace assent::routes
