#pragma once
// What the document is: title, organisation, period and version from its cover, and its table of versions. What is not
// written stays empty; nothing is invented.

#include <vector>

#include "server/exchange/layout.hpp"
#include "server/exchange/outline.hpp"
#include "server/exchange/provider_directory.hpp"

namespace assent::exchange {

/// Whether the words are what plans are called: intentions, plan, strategy …
bool names_a_document(std::string_view text);

/// The parts before the body that are no contents and no table are the cover. Also gives the doubts about it.
DocumentFacts read_facts(const SourceText& source, const Layout& layout, const Outline& outline,
                         const ProviderDirectory& directory, std::vector<Doubt>& doubts);

/// Whether the table is a table of versions: its header or its title row says so, or `before`, the paragraph above it.
bool is_version_table(const Part& table, const Part* before);

std::vector<VersionEntry> read_versions(const Part& table, std::vector<Doubt>& doubts);

}  // namespace assent::exchange
