// Any bytes as changes and as a saved text: read or refused; what is taken can be asked about, saved and read again. The first
// byte chooses. The checksums of a saved text are put right first, or hardly anything would get past them.

#include <cstddef>
#include <cstdint>

#include "shared/base/assertion.hpp"
#include "shared/text/packing.hpp"
#include "shared/text/text.hpp"
#include "shared/text/varint.hpp"

namespace {

using namespace assent;
using namespace assent::text;

void set_checksum(Bytes& bytes, std::size_t from, std::size_t to)
{
    const std::uint32_t sum = checksum(BytesView(bytes).subspan(from, to - from));
    for (std::size_t i = 0; i < 4; ++i) bytes[to + i] = static_cast<std::uint8_t>(sum >> 8 * i);
}

void set_checksums(Bytes& bytes)
{
    if (bytes.size() < 8) return;
    Reader reader(BytesView(bytes).subspan(4));
    reader.varint();
    reader.take(static_cast<std::size_t>(reader.varint()));
    const std::size_t text_end = bytes.size() - reader.left();
    if (!reader.good() || reader.left() < 8) return;
    set_checksum(bytes, 4, text_end);
    const std::size_t log_at = text_end + 4;
    if (log_at + 4 <= bytes.size()) set_checksum(bytes, log_at, bytes.size() - 4);
}

void ask(Text& text)
{
    for (const AuthoredRun& run : text.authors()) ASSENT_ASSERT(run.position + run.count <= text.size());
    (void)text.text_at(Version{});
    (void)text.difference(Version{}, text.version());
    const Anchor anchor = text.anchor_at(text.size() / 2, Anchor::Side::before);
    ASSENT_ASSERT(text.resolve(anchor).position <= text.size());
    const Bytes changes = text.changes_since(0);
    Text other;
    (void)other.apply(changes, {});
    text.write_as(1234567);
    (void)text.insert(text.size() / 2, "é", {});
    const Bytes saved = text.save();
    if (saved.empty()) return;  // what was loaded was no text's history
    const auto loaded = Text::load(saved);
    ASSENT_ASSERT(loaded.has_value());
    ASSENT_ASSERT(loaded->str() == text.str());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return 0;
    const BytesView rest(data + 1, size - 1);
    if (data[0] % 2 == 0) {
        Text text;
        text.write_as(1);
        (void)text.insert(0, "some words", {});
        const std::string before = text.str();
        // The row in one, or cut in two at a place the first byte chooses.
        const std::size_t cut = rest.size() * (data[0] / 2) / 128;
        if (!text.apply(rest, {})) ASSENT_ASSERT(text.str() == before);
        (void)text.apply(rest.first(cut), {});
        (void)text.apply(rest.subspan(cut), {});
        ask(text);
        return 0;
    }
    Bytes saved(rest.begin(), rest.end());
    set_checksums(saved);
    (void)Text::read(saved);
    if (auto loaded = Text::load(saved)) ask(*loaded);
    return 0;
}
