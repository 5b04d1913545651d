#include "server/store/sqlite/head_audit.hpp"

#include <algorithm>

#include "server/store/sqlite/files.hpp"

namespace assent::store {

static KnownRoot root_of(const ledger::SignedHead& head, const std::string& where)
{
    return {head.size, head.root, "in head " + std::to_string(head.number) + " of " + where + ", signed at " + rfc3339(head.at)};
}

/// Checks one file's heads; takes those that hold into the report.
static void check_chain(const ledger::HeadsFile& file, const std::string& where, std::optional<ledger::PublicKey> known,
                        HeadsReport& report)
{
    ledger::HeadChain chain(file.tenant, known);
    for (const auto& head : file.heads) {
        if (auto fault = chain.add(head)) {
            report.faults.push_back(where + ": " + *fault);
            return;
        }
        report.roots.push_back(root_of(head, where));
        report.rotations += head.next.has_value();
    }
    if (auto fault = chain.finish()) report.faults.push_back(where + ": " + *fault);
    report.heads = chain.count();
    if (chain.count() > 0) report.last = chain.last();
}

/// The witness's copy must be the beginning of the file, to the byte.
static void check_witness(const std::string& theirs, const std::string& ours, const std::string& where,
                          std::optional<ledger::PublicKey> known, HeadsReport& report)
{
    if (std::string_view(ours).starts_with(std::string_view(theirs).substr(0, theirs.rfind('\n') + 1))) return;
    const auto file = ledger::parse_heads(theirs);
    if (!file) {
        report.faults.push_back(where + ": " + file.error().message);
        return;
    }
    HeadsReport witnessed;
    check_chain(*file, where, known, witnessed);
    report.faults.insert(report.faults.end(), witnessed.faults.begin(), witnessed.faults.end());
    report.roots.insert(report.roots.end(), witnessed.roots.begin(), witnessed.roots.end());
    const auto lines = std::count(ours.begin(), ours.end(), '\n');
    if (std::string_view(theirs).starts_with(ours) && witnessed.heads > 0)
        report.faults.push_back("The witness has " + std::to_string(witnessed.heads) + " heads, the last signed at " +
                                rfc3339(witnessed.last.at) + " for " + std::to_string(witnessed.last.size) +
                                " events; the data folder has only " + std::to_string(std::max<std::ptrdiff_t>(lines - 1, 0)) +
                                ". The data was put back to an older state.");
    else {
        const auto differ = std::mismatch(theirs.begin(), theirs.end(), ours.begin(), ours.end()).first;
        report.faults.push_back("The witness's heads and those of the data folder differ from line " +
                                std::to_string(1 + std::count(theirs.begin(), differ, '\n')) + " on: one of them was changed.");
    }
}

Result<HeadsReport> audit_heads(const std::filesystem::path& heads, const std::filesystem::path& witness,
                                std::optional<ledger::PublicKey> known)
{
    // The witness first: it never has more than the file has by then.
    std::string theirs;
    if (!witness.empty()) {
        ASSENT_TRY(theirs, read_file_from(witness));
    }
    ASSENT_TRY(std::string ours, read_file_from(heads));
    HeadsReport report;
    auto file = ledger::parse_heads(ours);
    if (!file) {
        report.faults.push_back(heads.filename().string() + ": " + file.error().message);
    } else {
        report.tenant = file->tenant;
        if (file->is_cut_off)
            report.remark = "The last line of the signed heads has no end: it is being written, or was when the program ended.";
        check_chain(*file, heads.filename().string(), known, report);
    }
    ours.erase(ours.rfind('\n') + 1);
    if (!witness.empty()) check_witness(theirs, ours, "the witness's " + witness.filename().string(), known, report);
    return report;
}

}  // namespace assent::store
