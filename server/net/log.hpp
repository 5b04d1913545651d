#pragma once
// Log lines that a program can take apart: `event=http method=GET path=/plans status=200`. Bodies, cookies and queries
// never go in; values from outside cannot end the line or pass for another key.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace assent::net {

/// A value, bare where it is made of harmless characters, otherwise quoted with escapes and cut after 200 bytes.
std::string log_value(std::string_view value);

using LogFields = std::initializer_list<std::pair<std::string_view, std::string>>;

void log_info(std::string_view event, LogFields fields);
void log_warning(std::string_view event, LogFields fields);
void log_error(std::string_view event, LogFields fields);

}  // namespace assent::net
