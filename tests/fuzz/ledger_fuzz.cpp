// Any bytes as a bundle, as a file of signed heads and as a proof of inclusion: refused with a sentence, or read, and what
// was read is written again as the very same text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/ledger/bundle.hpp"
#include "server/ledger/proof_file.hpp"

using namespace assent;
using namespace assent::ledger;

static void need(bool holds)
{
    if (!holds) std::abort();
}

static void read_bundle(std::string_view text)
{
    BundleVerifier verifier;
    std::uint64_t lines = 0;
    while (!text.empty()) {
        const auto end = text.find('\n');
        ++lines;
        if (const auto fault = verifier.line(text.substr(0, end))) {
            need(fault->line == lines && !fault->what.empty());
            return;
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    if (const auto fault = verifier.finish()) need(!fault->what.empty());
    else need(verifier.log().finish() == std::nullopt && lines == 2 + verifier.log().size() + verifier.receipts() + verifier.heads().count());
}

static void read_heads(std::string_view text)
{
    const auto file = parse_heads(text);
    if (!file) return need(!file.error().message.empty());
    std::string again = heads_title(file->tenant) + '\n';
    for (const auto& head : file->heads) again += line_of(head) + '\n';
    need(text.starts_with(again));
    need(file->is_cut_off == (text.back() != '\n'));
    HeadChain chain(file->tenant);
    for (const auto& head : file->heads)
        if (const auto fault = chain.add(head)) return need(!fault->empty());
}

static void read_proof(std::string_view text)
{
    const auto proof = parse_inclusion_proof(text);
    if (!proof) return need(!proof.error().message.empty());
    need(parse_inclusion_proof(to_json(*proof)) == *proof);
    if (const auto fault = fault_of(*proof, proof->head.key)) need(!fault->empty());
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    read_bundle(text);
    read_heads(text);
    read_proof(text);
    return 0;
}
