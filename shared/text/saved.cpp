// The saved form (docs/text.md): the visible text first, so that it can be read without the rest; then the log's columns;
// last what was deleted. What is visible stands in it once: the inserted words are put together from the visible text and
// the deleted ones when they are asked for.

#include <algorithm>
#include <cstring>

#include "shared/base/assertion.hpp"
#include "shared/text/packing.hpp"
#include "shared/text/saved_log.hpp"
#include "shared/text/text_state.hpp"
#include "shared/text/utf8.hpp"
#include "shared/text/varint.hpp"

namespace assent::text {

namespace {

constexpr std::uint8_t magic[4] = {'A', 'T', 'X', 1};  // the last is the form's version
constexpr std::size_t text_bytes_max = std::size_t{4} * text_scalars_max;

tl::unexpected<Error> malformed()
{
    return refuse(Errc::malformed, "The saved text is damaged or of a later version. Ask for it anew.", "saved");
}

void put_word(Bytes& out, std::uint32_t word)
{
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(word >> shift));
}

/// The parts of a saved text, not unpacked.
struct Parts
{
    std::size_t text_bytes{};
    BytesView text;  ///< packed if shorter than text_bytes
    BytesView log;
    BytesView deleted;
};

bool take_checksum(Reader& reader, BytesView checked)
{
    const BytesView word = reader.take(4);
    return reader.good() && checksum(checked) == (word[0] | word[1] << 8 | word[2] << 16 | static_cast<std::uint32_t>(word[3]) << 24);
}

Result<Parts> split(BytesView saved, bool text_only)
{
    Reader reader(saved);
    const BytesView front = reader.take(sizeof magic);
    if (!reader.good() || !std::equal(front.begin(), front.end(), magic)) return malformed();
    Parts parts;
    const std::size_t text_at = saved.size() - reader.left();
    const std::uint64_t text_bytes = reader.varint();
    if (text_bytes > text_bytes_max) return refuse(Errc::too_large, "The saved text is larger than a text may be.", "saved");
    parts.text_bytes = static_cast<std::size_t>(text_bytes);
    parts.text = reader.take(static_cast<std::size_t>(std::min<std::uint64_t>(reader.varint(), saved.size() + 1)));
    if (!reader.good() || parts.text.size() > parts.text_bytes) return malformed();
    const std::size_t text_end = saved.size() - reader.left();
    if (!take_checksum(reader, saved.subspan(text_at, text_end - text_at))) return malformed();
    if (text_only) return parts;
    const std::size_t log_at = saved.size() - reader.left();
    parts.log = reader.take(static_cast<std::size_t>(std::min<std::uint64_t>(reader.varint(), saved.size() + 1)));
    parts.deleted = reader.take(static_cast<std::size_t>(std::min<std::uint64_t>(reader.varint(), saved.size() + 1)));
    const std::size_t log_end = saved.size() - reader.left();
    if (!reader.good() || !take_checksum(reader, saved.subspan(log_at, log_end - log_at)) || !reader.done()) return malformed();
    return parts;
}

bool unpack_text(const Parts& parts, std::string& text)
{
    if (parts.text.size() == parts.text_bytes) {
        text = as_text(parts.text);
    } else if (!unpack_matches(parts.text, parts.text_bytes, text)) {
        return false;
    }
    return valid_utf8(text);
}

/// Inserted characters that are visible, and where in the text: by event.
struct Visible
{
    Lv lv{};
    std::uint32_t count{};
    std::uint32_t position{};
};

/// Walks the log's first events; false if they are not a text's.
bool visible_of(const EventLog& log, Lv end, std::vector<Visible>& out)
{
    Walker walker(log);
    walker.start({}, 0, 0);
    if (!walker.walk({0, end}, nullptr)) return false;
    const ItemTree& tree = walker.tree();
    out.reserve(tree.item_count());
    std::uint32_t position = 0;
    for (auto place = tree.begin(); tree.settle(place); ++place.index) {
        const Item& item = tree.at(place);
        if (item.final_width() == 0) continue;
        out.push_back({item.first, item.count, position});
        position += item.count;
    }
    std::sort(out.begin(), out.end(), [](const Visible& a, const Visible& b) { return a.lv < b.lv; });
    return true;
}

/// Calls take(kept, count) for the inserted characters in the order of events: kept says where in the text they are visible,
/// null where they are not. False as soon as take() is.
template<class Take>
bool each_insert(const EventLog& log, Lv end, const std::vector<Visible>& visible, const Take& take)
{
    auto next = visible.begin();
    for (std::size_t run = 0; run < log.operation_runs() && log.operation_span(run).begin < end; ++run) {
        if (log.operation_kind(run) != OperationKind::insert) continue;
        const LvSpan span = log.operation_span(run);
        const Lv run_end = std::min(end, span.end);
        for (Lv lv = span.begin; lv < run_end;) {
            while (next != visible.end() && next->lv + next->count <= lv) ++next;
            if (next != visible.end() && next->lv <= lv) {
                Visible kept = *next;
                kept.position += lv - kept.lv;
                kept.count = std::min(run_end, kept.lv + kept.count) - lv;
                if (!take(&kept, kept.count)) return false;
                lv += kept.count;
            } else {
                const Lv until = next == visible.end() ? run_end : std::min(run_end, next->lv);
                if (!take(static_cast<const Visible*>(nullptr), until - lv)) return false;
                lv = until;
            }
        }
    }
    return true;
}

/// Where each 64th character of a text begins, so that any can be found.
class Places
{
public:
    explicit Places(std::string_view text) : text_(text)
    {
        narrow_ = scalar_count(text.data(), text.size()) == text.size();
        for (std::size_t at = 0, count = 0; !narrow_ && at < text.size(); ++at)
            if (!continues_scalar(text[at]) && count++ % 64 == 0) marks_.push_back(static_cast<std::uint32_t>(at));
    }

    std::string_view words(std::uint32_t position, std::uint32_t count) const
    {
        const std::size_t from = byte(position);
        return text_.substr(from, byte(position + count) - from);
    }

private:
    std::size_t byte(std::uint32_t position) const
    {
        if (narrow_) return std::min<std::size_t>(position, text_.size());
        if (position / 64 >= marks_.size()) return text_.size();
        const std::size_t mark = marks_[position / 64];
        return mark + bytes_of_scalars(text_.data() + mark, text_.size() - mark, position % 64);
    }

    std::string_view text_;
    std::vector<std::uint32_t> marks_;
    bool narrow_{};
};

}  // namespace

Bytes Text::save() const
{
    State& state = *state_;
    const EventLog& log = state.log;
    if (!state.packed.empty() && log.end() == log.packed_end()) return state.packed;  // nothing was added since it was loaded
    Bytes out(magic, magic + sizeof magic);
    if (!state.unpack()) return {};

    const std::string text = str();
    Bytes packed;
    pack_matches(text, packed);
    const std::size_t text_at = out.size();
    put_varint(out, text.size());
    if (packed.size() < text.size()) {
        put_varint(out, packed.size());
        out.insert(out.end(), packed.begin(), packed.end());
    } else {
        put_varint(out, text.size());
        out.insert(out.end(), text.begin(), text.end());
    }
    put_word(out, checksum(BytesView(out).subspan(text_at)));

    Bytes columns;
    SavedLog::write(log, columns);
    Bytes deleted;
    {
        std::vector<Visible> visible;
        const bool walked = visible_of(log, log.end(), visible);
        ASSENT_ASSERT(walked);
        std::string content;
        log.copy_content(content);
        TextModel model(content.size());
        BitEncoder coder(deleted);
        NoCoder known;
        std::size_t at = 0;
        bool any = false;
        each_insert(log, log.end(), visible, [&](const Visible* kept, std::uint32_t count) {
            const std::size_t bytes = bytes_of_scalars(content.data() + at, content.size() - at, count);
            for (const std::size_t end = at + bytes; at < end; ++at) {
                const auto byte = static_cast<std::uint8_t>(content[at]);
                if (kept != nullptr) {
                    model.code(known, byte);
                } else {
                    model.code(coder, byte);
                }
            }
            any = any || kept == nullptr;
            return true;
        });
        if (any) coder.finish();
    }
    const std::size_t log_at = out.size();
    put_varint(out, columns.size());
    out.insert(out.end(), columns.begin(), columns.end());
    put_varint(out, deleted.size());
    out.insert(out.end(), deleted.begin(), deleted.end());
    put_word(out, checksum(BytesView(out).subspan(log_at)));
    return out;
}

Result<std::string> Text::read(BytesView saved)
{
    ASSENT_TRY(const Parts parts, split(saved, true));
    std::string text;
    if (!unpack_text(parts, text)) return malformed();
    return text;
}

Result<Text> Text::load(BytesView saved)
{
    ASSENT_TRY(const Parts parts, split(saved, false));
    Text text;
    State& state = *text.state_;
    std::string words;
    if (!unpack_text(parts, words)) return malformed();
    if (!SavedLog::read(parts.log, state.log, state.frontier)) return malformed();
    state.rope.fill(words);
    if (state.rope.size() > text_scalars_max) return malformed();
    state.packed.assign(saved.begin(), saved.end());
    return text;
}

// Puts the inserted words together again. False where the saved text does not fit its history: it was not written by save().
bool Text::State::unpack()
{
    if (log.content_packed() == 0) return true;
    const auto parts = split(packed, false);
    std::string text;
    if (!parts || !unpack_text(*parts, text)) return false;
    const Lv end = log.packed_end();
    std::vector<Visible> visible;
    if (!visible_of(log, end, visible)) return false;
    std::uint32_t visible_count = 0;
    for (const Visible& run : visible) visible_count += run.count;
    if (visible_count != scalar_count(text.data(), text.size())) return false;
    const std::size_t bytes = log.content_packed();
    const Places places(text);
    TextModel model(bytes);
    BitDecoder coder(parts->deleted);
    NoCoder known;
    std::string content;
    content.reserve(std::min<std::size_t>(bytes, std::size_t{1} << 20));
    const bool all = each_insert(log, end, visible, [&](const Visible* kept, std::uint32_t count) {
        if (kept != nullptr) {
            for (const char byte : places.words(kept->position, kept->count)) {
                model.code(known, static_cast<std::uint8_t>(byte));
                content.push_back(byte);
            }
            return content.size() <= bytes;
        }
        while (count > 0) {
            const std::uint8_t lead = model.code(coder, 0);
            content.push_back(static_cast<char>(lead));
            for (int more = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3; more > 0; --more)
                content.push_back(static_cast<char>(model.code(coder, 0)));
            if (coder.exhausted() || content.size() > bytes) return false;
            --count;
        }
        return true;
    });
    if (!all || content.size() != bytes || !valid_utf8(content) || !log.content_fits(content)) return false;
    log.unpack_content(content);
    packed = {};
    return true;
}

}  // namespace assent::text
