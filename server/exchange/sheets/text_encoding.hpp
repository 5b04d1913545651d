#pragma once
// From the bytes of a text file to UTF-8: spreadsheets save in several encodings and seldom say which.

#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace assent::exchange::sheets {

struct DecodedText
{
    std::string text;    ///< UTF-8 without a byte-order mark
    std::string remark;  ///< how it was read, if that is a guess; otherwise empty
};

/// Errors  malformed: a document that is no text, or text in none of the encodings; field "file".
Result<DecodedText> decoded_text(std::string_view bytes);

}  // namespace assent::exchange::sheets
