#pragma once
// Which interests of a committee's people a plan touches: entries of the register against the providers that its intentions name
// (REQUIREMENTS N3). Compared are words without regard to case and punctuation, under the organisation's name and every other name
// the entry has for it; "All providers" means each of them.

#include <string>
#include <string_view>
#include <vector>

#include "shared/model/committee.hpp"
#include "shared/model/content.hpp"
#include "shared/model/interest_register.hpp"

namespace assent {

/// A provider as intentions write it, with the references of those that name it, in the plan's order.
struct NamedProvider
{
    std::string name;
    std::vector<std::string> intentions;

    bool operator==(const NamedProvider&) const = default;
};
std::vector<NamedProvider> providers_named(const Content& content);

struct InterestMatch
{
    PersonId person;
    InterestId entry;
    std::vector<std::string> intentions;  ///< references, in the plan's order, each once

    bool operator==(const InterestMatch&) const = default;
};

/// The interests, live on `on`, of the committee's members and their deputies in providers that are named: by seat, the member before
/// the deputies, and each person's in the order of the register. Entries that name no organisation match nothing.
std::vector<InterestMatch> matched_interests(const InterestRegister& interests, const Committee& committee,
                                             const std::vector<NamedProvider>& named, Date on);

/// Whether a provider as a plan writes it is, or contains as whole words, the organisation or one of its other names.
bool names_organisation(std::string_view written, const InterestEntry& entry);

}  // namespace assent
