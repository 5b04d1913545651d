#include "server/ledger/head.hpp"

#include "server/ledger/fields.hpp"
#include "server/ledger/line_words.hpp"
#include "server/ledger/merkle.hpp"

namespace assent::ledger {

static constexpr std::string_view head_label = "assent tree head 1";
static constexpr std::string_view heads_kind = "assent-heads";

static Bytes signed_bytes(TenantId tenant, const SignedHead& head)
{
    Bytes bytes;
    put_field(bytes, as_bytes(head_label));
    put_field(bytes, tenant.bytes);
    put_number_field(bytes, head.number, 8);
    put_number_field(bytes, head.size, 8);
    put_field(bytes, head.root.bytes);
    put_number_field(bytes, static_cast<std::uint64_t>(head.at.micros), 8);
    put_field(bytes, head.key.bytes);
    put_field(bytes, head.next ? BytesView(head.next->bytes) : BytesView{});
    return bytes;
}

void sign_head(TenantId tenant, SignedHead& head, const SigningKey& key)
{
    head.key = key.public_key();
    head.signature = key.sign(signed_bytes(tenant, head));
}

bool signature_holds(TenantId tenant, const SignedHead& head)
{
    return verify_signature(signed_bytes(tenant, head), head.signature, head.key);
}

std::string line_of(const SignedHead& head)
{
    LineWriter line("head");
    line.number(head.number).number(head.size).bytes(head.root.bytes).time(head.at).bytes(head.key.bytes);
    line.word(head.next ? head.next->hex() : "-").bytes(head.signature.bytes);
    return line.line();
}

std::optional<SignedHead> parse_head(std::string_view line)
{
    LineReader words(line);
    if (words.word() != "head") return std::nullopt;
    SignedHead head;
    head.number = words.number();
    head.size = words.number();
    head.root = words.fixed<Hash>();
    head.at = words.time();
    head.key = words.fixed<PublicKey>();
    if (const auto next = words.word(); next != "-") {
        LineReader digits(next);
        head.next = digits.fixed<PublicKey>();
        if (!digits.whole()) words.fail();
    }
    head.signature = words.fixed<Signature>();
    if (!words.whole()) return std::nullopt;
    return head;
}

std::optional<std::string> HeadChain::add(const SignedHead& head)
{
    const std::string name = "Head " + std::to_string(head.number);
    if (head.number != count_ + 1)
        return "Head " + std::to_string(count_ + 1) + " is missing or out of its place; head " +
               std::to_string(head.number) + " stands there.";
    if (!signature_holds(tenant_, head))
        return name + " is not signed by the key it names: it was changed, or is another organisation's.";
    if (count_ > 0 && head.key != last_.key_after())
        return name + " is signed by the key " + head.key.hex() + ", to which the organisation's key was never handed on.";
    if (count_ > 0 && head.at <= last_.at)
        return name + " is dated " + rfc3339(head.at) + ", not after the head in front of it.";
    if (count_ > 0 && (head.size < last_.size || (head.size == last_.size && head.root != last_.root)))
        return name + " is for a log that does not go on from the one of the head in front of it.";
    if (head.size == 0 && head.root != empty_root()) return name + " has another root than that of an empty log.";
    known_signed_ = known_signed_ || head.key == known_;
    ++count_;
    last_ = head;
    return std::nullopt;
}

std::optional<std::string> HeadChain::finish() const
{
    if (!known_ || known_signed_) return std::nullopt;
    return "No head was signed by the given key, " + known_->hex() + '.';
}

std::string heads_title(TenantId tenant)
{
    return LineWriter(heads_kind).number(1).bytes(tenant.bytes).line();
}

Result<HeadsFile> parse_heads(std::string_view text)
{
    HeadsFile file;
    std::uint64_t number = 0;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) {
            file.is_cut_off = true;
            break;
        }
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (++number == 1) {
            LineReader words(line);
            const bool ours = words.word() == heads_kind && words.number() == 1;
            file.tenant = words.fixed<TenantId>();
            if (!ours || !words.whole()) return refuse(Errc::malformed, "Line 1 is not that of a file of signed heads.");
        } else if (auto head = parse_head(line)) {
            file.heads.push_back(*head);
        } else {
            return refuse(Errc::malformed, "Line " + std::to_string(number) + " cannot be read as a signed head.");
        }
    }
    if (number == 0) return refuse(Errc::malformed, "It is empty, and no file of signed heads.");
    return file;
}

}  // namespace assent::ledger
