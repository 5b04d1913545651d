#include "server/store/sqlite/head_log.hpp"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "server/ledger/line_words.hpp"
#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/open.hpp"

namespace assent::store {

static constexpr std::string_view key_kind = "assent-signing-key";

static Result<ledger::SigningKey> read_key(const std::filesystem::path& path)
{
    ASSENT_TRY(const std::string text, read_file_from(path));
    ledger::LineReader words(std::string_view(text).substr(0, text.find('\n')));
    const bool ours = words.word() == key_kind && words.number() == 1;
    const auto seed = words.fixed<Hash>();  // as many bytes
    if (!ours || !words.whole()) return refuse(Errc::malformed, path.string() + " cannot be read as a signing key.");
    return ledger::SigningKey(seed.bytes);
}

static Result<void> write_key(const std::filesystem::path& path, const ledger::SigningKey& key)
{
    return write_file(path, ledger::LineWriter(key_kind).number(1).bytes(key.seed()).line() + '\n');
}

static std::filesystem::path next_to(const std::filesystem::path& key_file)
{
    return key_file.string() + ".next";
}

static Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code error;
    std::filesystem::rename(from, to, error);
    if (error) return refuse(Errc::storage_failed, "Renaming " + from.string() + " failed: " + error.message() + '.');
    return sync_directory(to.parent_path());
}

HeadLog::HeadLog(TenantId tenant, const std::filesystem::path& data, std::string_view slug,
                 const std::filesystem::path& witness)
    : tenant_(tenant), slug_(slug), heads_(heads_path(data, slug)), key_file_(key_path(data, slug)),
      witness_(witness.empty() ? witness : witness_path(witness, slug))
{}

Result<HeadLog> HeadLog::open(const std::filesystem::path& data, std::string_view slug, TenantStore& store, Timestamp now,
                              const std::filesystem::path& witness)
{
    HeadLog log(store.tenant(), data, slug, witness);
    ASSENT_TRY(const bool begun, log.read_last());
    if (begun) {
        ASSENT_CHECK(log.compare(store));
        ASSENT_CHECK(log.load_key());
    } else {
        ASSENT_CHECK(log.begin(store.head(), now));
    }
    // What cannot be written now is made up for at the next head.
    if (const auto published = log.publish(store.head().size, store.head().root, now); !published)
        spdlog::error("head not published slug={} reason=\"{}\"", slug, published.error().message);
    return log;
}

/// Reads the end of the file only: it grows for years, and whether all of it holds is for the audit to say.
Result<bool> HeadLog::read_last()
{
    constexpr std::uint64_t tail_bytes = 4096;  // several heads, each below 450 bytes
    std::error_code error;
    const auto size = std::filesystem::file_size(heads_, error);
    if (error == std::errc::no_such_file_or_directory) return false;
    if (error) return refuse(Errc::storage_failed, "Looking at " + heads_.string() + " failed: " + error.message() + '.');
    const std::uint64_t from = size > tail_bytes ? size - tail_bytes : 0;
    ASSENT_TRY(std::string tail, read_file_from(heads_, from));
    tail.erase(tail.rfind('\n') + 1);
    length_ = from + tail.size();
    const std::string title = ledger::heads_title(tenant_) + '\n';
    if (from == 0 && (tail.empty() || tail == title)) {
        // Its beginning was cut short; nothing was published yet.
        std::filesystem::remove(heads_, error);
        return false;
    }
    if (from == 0 && !tail.starts_with(title))
        return refuse(Errc::conflict, heads_.string() + " does not hold the signed heads of this organisation.");
    const auto line_begin = tail.rfind('\n', tail.size() - 2) + 1;
    const auto last = ledger::parse_head(std::string_view(tail).substr(line_begin, tail.size() - 1 - line_begin));
    if (!last) return refuse(Errc::malformed, "The last line of " + heads_.string() + " cannot be read as a signed head.");
    if (!ledger::signature_holds(tenant_, *last))
        return refuse(Errc::malformed, "The signature of the last head in " + heads_.string() + " does not hold.");
    last_ = *last;
    if (length_ != size) ASSENT_CHECK(cut_file_to(heads_, length_));  // a head that a crash left half written
    return true;
}

Result<void> HeadLog::begin(const TreeHead& head, Timestamp now)
{
    auto key = read_key(key_file_);
    if (!key && key.error().code != Errc::not_found) return tl::unexpected(key.error());
    if (!key) {
        key = ledger::SigningKey::make();
        const auto whole_first = next_to(key_file_);
        std::error_code ignored;
        std::filesystem::remove(whole_first, ignored);
        ASSENT_CHECK(write_key(whole_first, *key));
        ASSENT_CHECK(rename_durably(whole_first, key_file_));
    } else {
        spdlog::warn("signed heads begin anew with the key that is there slug={}", slug_);
    }
    key_ = *std::move(key);
    last_ = {.number = 1, .size = head.size, .root = head.root, .at = now, .key = {}, .next = {}, .signature = {}};
    ledger::sign_head(tenant_, last_, *key_);
    const std::string text = ledger::heads_title(tenant_) + '\n' + ledger::line_of(last_) + '\n';
    ASSENT_CHECK(write_file(heads_, text));
    length_ = text.size();
    return {};
}

Result<void> HeadLog::load_key()
{
    const auto next_file = next_to(key_file_);
    auto key = read_key(key_file_);
    if (key && key->public_key() == last_.key_after()) {
        std::error_code ignored;
        std::filesystem::remove(next_file, ignored);  // of a rotation that was cut short before it took effect
        key_ = *std::move(key);
        return {};
    }
    auto next = read_key(next_file);
    if (!next || next->public_key() != last_.key_after())
        return refuse(Errc::not_found, "The key that must sign the next head, " + last_.key_after().hex() + ", is not in " +
                                           key_file_.string() + ". Put it back from a backup.");
    key_ = *std::move(next);
    return rename_durably(next_file, key_file_);
}

Result<void> HeadLog::compare(TenantStore& store) const
{
    const TreeHead now = store.head();
    const std::string signed_for = "The last signed head, of " + rfc3339(last_.at) + ", is for " + std::to_string(last_.size) + " events, ";
    if (last_.size > now.size)
        return refuse(Errc::conflict, signed_for + "and the log has " + std::to_string(now.size) +
                                          ": the file was put back to an older state. Put back the files that belong together.");
    bool goes_on = last_.size == 0 || last_.root == now.root;
    if (last_.size > 0 && last_.size < now.size) {
        ASSENT_TRY(const auto proof, store.consistency_proof(last_.size, now.size));
        goes_on = ledger::verify_consistency(last_.size, now.size, proof, last_.root, now.root);
    }
    if (goes_on) return {};
    return refuse(Errc::conflict, signed_for + "and the log's first " + std::to_string(last_.size) +
                                      " events are others. Run `assent audit verify` to find out more.");
}

Result<void> HeadLog::append(ledger::SignedHead head, Timestamp now)
{
    head.number = last_.number + 1;
    head.at = std::max(now, Timestamp{last_.at.micros + 1});
    ledger::sign_head(tenant_, head, *key_);
    const std::string line = ledger::line_of(head) + '\n';
    ASSENT_CHECK(append_to_file(heads_, length_, line));
    length_ += line.size();
    last_ = head;
    return {};
}

Result<void> HeadLog::publish(std::uint64_t size, const Hash& root, Timestamp now)
{
    if (size != last_.size)
        ASSENT_CHECK(append({.number = 0, .size = size, .root = root, .at = {}, .key = {}, .next = {}, .signature = {}}, now));
    return carry_to_witness();
}

Result<void> HeadLog::rotate(Timestamp now)
{
    const auto next_file = next_to(key_file_);
    auto next = ledger::SigningKey::make();
    std::error_code ignored;
    std::filesystem::remove(next_file, ignored);
    ASSENT_CHECK(write_key(next_file, next));
    const auto plain = ledger::SignedHead{
        .number = 0, .size = last_.size, .root = last_.root, .at = {}, .key = {}, .next = {}, .signature = {}};
    auto handing_on = plain;
    handing_on.next = next.public_key();
    ASSENT_CHECK(append(handing_on, now));
    ASSENT_CHECK(rename_durably(next_file, key_file_));
    key_ = std::move(next);
    ASSENT_CHECK(append(plain, now));
    return carry_to_witness();
}

Result<void> HeadLog::carry_to_witness()
{
    if (witness_.empty()) return {};
    if (!carried_) {
        auto theirs = read_file_from(witness_);
        if (!theirs && theirs.error().code != Errc::not_found) return tl::unexpected(theirs.error());
        ASSENT_TRY(const std::string ours, read_file_from(heads_));
        const std::string_view there = theirs ? std::string_view(*theirs) : std::string_view{};
        if (!std::string_view(ours).substr(0, length_).starts_with(there))
            return refuse(Errc::conflict, "The witness " + witness_.string() + " has heads that the data folder does not have: the "
                                          "data was put back to an older state, or one of the two was changed. Keep both "
                                          "files and run `assent audit verify --witness`.");
        carried_ = there.size();
    }
    if (*carried_ == length_) return {};
    ASSENT_TRY(const std::string missing, read_file_from(heads_, *carried_));
    const auto appended = append_to_file(witness_, *carried_, std::string_view(missing).substr(0, length_ - *carried_));
    if (!appended) {
        carried_.reset();  // it may have taken a part; look again next time
        return appended;
    }
    carried_ = length_;
    return {};
}

}  // namespace assent::store
