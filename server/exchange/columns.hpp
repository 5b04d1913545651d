#pragma once
// What the columns of a table are for, read from its header cells. The words are those planners use, not those of one
// document; a header that is not understood leaves its table as it is.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assent::exchange {

enum class Role : std::uint8_t {
    none, programme, service, intent, description, providers, timescale, route, place, lead, reference, date, event,
    version, changes, author, page
};

Role role_of(std::string_view header_cell);

std::vector<Role> roles_of(std::span<const std::string> header);

enum class TableKind : std::uint8_t { data, intentions, contents, versions, milestones };

/// The kind of table that a row of cells is the header of; `data` if it is no header that is known.
TableKind kind_of_header(std::span<const std::string> cells);

/// "Version control", "Document history": the title of a table of versions.
bool is_version_title(std::string_view text);

/// "Contents", "Table of contents".
bool is_contents_title(std::string_view text);

/// A cell of dashes only, as the rulers of pasted tables leave behind.
bool is_ruler(std::string_view cell);

}  // namespace assent::exchange
