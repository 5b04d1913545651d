#pragma once
// One change of a text as a splice: what the browser tells of a field is its text before and after, what a document
// wants is a place, a length and new words. All positions count Unicode scalar values; strings are valid UTF-8.
#include <string>
#include <string_view>
#include <vector>

#include "client/ui/controls.hpp"

namespace assent::ui {

std::size_t scalar_count(std::string_view utf8);
/// Byte position of a scalar position; the end for positions beyond it.
std::size_t byte_of_scalar(std::string_view utf8, std::size_t position);

/// The smallest single splice that turns before into after. Where several would do ("aa" into "aaa") the one that ends
/// at the caret is meant; caret is a byte position in after, npos when unknown.
TextEdit splice_between(std::string_view before, std::string_view after, std::size_t caret = std::string_view::npos);
std::string apply_splice(std::string_view text, const TextEdit& edit);
/// The same as several splices, one after the other, each around words that changed: where two people changed different
/// places, what lies between stays out of it.
std::vector<TextEdit> splices_between(std::string_view before, std::string_view after);
/// The edits that do to a text already changed by `others`, one after the other, what edit did to the text before them. At
/// the same place, what others inserted comes first; what they inserted among words that edit takes away stays.
std::vector<TextEdit> transform_over(const TextEdit& edit, const std::vector<TextEdit>& others);
bool empty_splice(const TextEdit& edit);

}  // namespace assent::ui
