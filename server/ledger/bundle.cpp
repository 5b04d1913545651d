#include "server/ledger/bundle.hpp"

#include "server/ledger/line_words.hpp"

namespace assent::ledger {

static constexpr std::string_view bundle_kind = "assent-ledger";

BundleWriter::BundleWriter(TenantId tenant, std::vector<SignedHead> heads, Write write)
    : tenant_(tenant), heads_(std::move(heads)), write_(std::move(write))
{
    line(LineWriter(bundle_kind).number(1).bytes(tenant_.bytes).line());
}

void BundleWriter::line(std::string_view line)
{
    write_(line);
    write_("\n");
}

void BundleWriter::heads_up_to(std::uint64_t size)
{
    for (; next_head_ < heads_.size() && heads_[next_head_].size <= size; ++next_head_) line(line_of(heads_[next_head_]));
}

void BundleWriter::event(const StoredEvent& event, const Hash& stored_leaf_hash)
{
    heads_up_to(events_);
    encode_leaf(tenant_, event, leaf_);
    line(LineWriter("event").bytes(stored_leaf_hash.bytes).bytes(leaf_).line());
    ++events_;
}

void BundleWriter::receipt(const StoredReceipt& receipt)
{
    LineWriter words("receipt");
    words.number(receipt.first_sequence).number(receipt.event_count).number(receipt.tree_size);
    line(words.bytes(receipt.root.bytes).bytes(receipt.key.bytes).bytes(receipt.command_hash.bytes).line());
    ++receipts_;
}

void BundleWriter::finish()
{
    heads_up_to(UINT64_MAX);
    line(LineWriter("end").number(events_).number(receipts_).number(heads_.size()).line());
}

std::optional<BundleFault> BundleVerifier::line(std::string_view line)
{
    ++lines_;
    std::optional<std::string> fault;
    if (lines_ == 1)
        fault = title(line);
    else if (ended_)
        fault = "There is more after the bundle's end.";
    else if (line.starts_with("event "))
        fault = event(line);
    else if (line.starts_with("receipt "))
        fault = receipt(line);
    else if (line.starts_with("head "))
        fault = head(line);
    else if (line.starts_with("end "))
        fault = end(line);
    else
        fault = "It is no line of a bundle.";
    if (fault) return BundleFault{lines_, *std::move(fault)};
    return std::nullopt;
}

std::optional<BundleFault> BundleVerifier::finish() const
{
    if (!ended_) return BundleFault{lines_ + 1, "The bundle ends without its last line; it was cut short."};
    if (auto fault = heads_.finish()) return BundleFault{lines_, *std::move(fault)};
    return std::nullopt;
}

std::optional<std::string> BundleVerifier::title(std::string_view line)
{
    LineReader words(line);
    const bool ours = words.word() == bundle_kind && words.number() == 1;
    tenant_ = words.fixed<TenantId>();
    if (!ours || !words.whole()) return "This is no bundle of a log, or one of a newer program.";
    log_ = Verifier(tenant_);
    heads_ = HeadChain(tenant_, known_);
    return std::nullopt;
}

static std::string about_event(const Fault& fault)
{
    return "Event " + std::to_string(fault.sequence) + " does not verify. " + fault.what;
}

std::optional<std::string> BundleVerifier::event(std::string_view line)
{
    const std::string next = std::to_string(log_.size() + 1);
    LineReader words(line);
    words.word();
    const auto stored_hash = words.fixed<Hash>();
    words.bytes(leaf_);
    TenantId owner;
    if (!words.whole() || !decode_leaf(leaf_, owner, event_)) return "Event " + next + " cannot be read.";
    if (owner != tenant_) return "Event " + next + " is from another organisation's log, " + owner.text() + '.';
    if (auto fault = log_.event(event_, stored_hash)) return about_event(*fault);
    return std::nullopt;
}

std::optional<std::string> BundleVerifier::receipt(std::string_view line)
{
    LineReader words(line);
    words.word();
    StoredReceipt receipt;
    receipt.first_sequence = words.number();
    receipt.event_count = words.small_number();
    receipt.tree_size = words.number();
    receipt.root = words.fixed<Hash>();
    receipt.key = words.fixed<Key>();
    receipt.command_hash = words.fixed<Hash>();
    if (!words.whole()) return "The receipt after event " + std::to_string(log_.size()) + " cannot be read.";
    if (auto fault = log_.receipt(receipt)) return about_event(*fault);
    ++receipts_;
    return std::nullopt;
}

std::optional<std::string> BundleVerifier::head(std::string_view line)
{
    const auto head = parse_head(line);
    if (!head) return "Head " + std::to_string(heads_.count() + 1) + " cannot be read.";
    if (auto fault = heads_.add(*head)) return fault;
    const std::string name = "Head " + std::to_string(head->number) + ", signed at " + rfc3339(head->at) + ", is for " +
                             std::to_string(head->size) + " events";
    if (head->size > log_.size())
        return name + ", and only " + std::to_string(log_.size()) +
               " stand in front of it: the log was cut short or put back to an older state, or lines changed places.";
    if (head->size < log_.size())
        return name + " and stands after event " + std::to_string(log_.size()) + ": lines changed places.";
    if (head->root != log_.root())
        return name + ", but not for these: an event up to number " + std::to_string(head->size) +
               " was changed, put in or left out, and the log made anew to fit.";
    return std::nullopt;
}

std::optional<std::string> BundleVerifier::end(std::string_view line)
{
    LineReader words(line);
    words.word();
    const auto events = words.number();
    const auto receipts = words.number();
    const auto heads = words.number();
    if (!words.whole()) return "The last line cannot be read.";
    if (auto fault = log_.finish()) return about_event(*fault);
    if (events != log_.size() || receipts != receipts_ || heads != heads_.count())
        return "The last line counts " + std::to_string(events) + " events, " + std::to_string(receipts) + " receipts and " +
               std::to_string(heads) + " heads, and there are " + std::to_string(log_.size()) + ", " +
               std::to_string(receipts_) + " and " + std::to_string(heads_.count()) + ": lines were lost or put in.";
    ended_ = true;
    return std::nullopt;
}

}  // namespace assent::ledger
