#pragma once
// What can be said about imported records without the file: their identities, and what is missing from them, stands
// twice or contradicts itself.

#include <vector>

#include "server/exchange/imported_document.hpp"

namespace assent::exchange {

/// Gives each record its identity and fingerprint. An identity depends on the record's own label, place and, where a
/// label is used more than once, its opening words: never on its line, so a changed line changes one record.
void give_identities(std::vector<ImportedIntention>& intentions);

/// The sentences that make an intention conditional ("Subject to contract negotiation."), joined by spaces.
std::string conditions_in(const std::string& text);

/// What one record lacks, or says differently in its text and its timescales.
std::vector<Doubt> check_record(const ImportedIntention& record, const DocumentFacts& facts, bool timescales_asked,
                                bool providers_asked);

/// The same text or the same title twice, and records of the whole partnership that name only some of its places.
std::vector<Doubt> check_records(const std::vector<ImportedIntention>& intentions);

/// Records for the whole partnership whose text names some of its places but not all.
std::vector<Doubt> check_places(const std::vector<ImportedIntention>& intentions, const DocumentFacts& facts);

}  // namespace assent::exchange
