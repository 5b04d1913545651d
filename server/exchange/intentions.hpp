#pragma once
// Tables of intentions: which column means what, which rows go on over a page break, which have lost cells or slid
// aside, which cells hold intentions of several places; and the record each row becomes.

#include <vector>

#include "server/exchange/document_facts.hpp"

namespace assent::exchange {

constexpr std::size_t intentions_max = 10'000;

/// Where a table stands, as far as its records need it.
struct TableSetting
{
    std::string section_heading;  ///< the heading above it
    std::string caption;          ///< the paragraph above it
    Line caption_line{};
};

/// Whether one of the table's first rows is a header of intentions.
bool is_intentions_table(const Part& table);

class IntentionReader
{
public:
    IntentionReader(const DocumentFacts& facts, const ProviderDirectory& directory, std::vector<Doubt>& doubts);

    /// Reads one table; records are appended in the order written.
    void read(const Part& table, const TableSetting& setting);

    /// Gives every record its identity and looks for what is missing, said twice or contradicts itself.
    std::vector<ImportedIntention> finish();

private:
    struct Row;
    struct Draft;
    class TableReader;

    const DocumentFacts& facts_;
    const ProviderDirectory& directory_;
    std::vector<Doubt>& doubts_;
    std::vector<ImportedIntention> intentions_;
    std::vector<std::string> places_;  ///< places known from the organisation and the directory
    bool providers_asked_{};           ///< some table has a provider column
};

}  // namespace assent::exchange
