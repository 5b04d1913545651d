#pragma once
// What of a version somebody from outside may see: all of it, chosen parts, or for a provider the intentions that name it (REQUIREMENTS N8).

#include <vector>

#include "shared/model/consultation.hpp"
#include "shared/model/content.hpp"
#include "shared/model/invitation.hpp"

namespace assent::exchange {

/// The version's parts in their order, and no others. A provider is known by all its names (provider_directory.hpp); one that the directory
/// does not know by the name in the invitation. Classes such as "All providers" do not name a provider.
Content shown_to(const Invitation& invitation, const Content& version);

/// All of the version, or the intentions the consultation is about.
Content shown_in(const Consultation& consultation, const Content& version);

/// Identifiers of what is shown, for the record; empty: the whole version.
std::vector<ElementId> parts_shown(const Content& shown, const Content& version);

}  // namespace assent::exchange
