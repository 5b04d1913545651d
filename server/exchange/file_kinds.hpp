#pragma once
// Which files may be attached to the record: documents, tables, pictures and plain text, told by what is in them and not by what they are
// called. Nothing that runs: no macros, no HTML, no SVG, no archives of other things.

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange {

/// The media type of a file that may be kept.
///
/// name     as the person's computer calls it; its ending must fit the content.
/// Errors   invalid: empty, of another kind, with macros, or called what it is not; the sentence says which kinds are taken.
Result<std::string> media_type_of(BytesView bytes, std::string_view name);

/// The last part of a path, without control characters, at most 120 bytes of UTF-8; "file" if nothing is left.
std::string file_name_of(std::string_view name);

}  // namespace assent::exchange
