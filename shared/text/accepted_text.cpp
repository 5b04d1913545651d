#include "shared/text/accepted_text.hpp"

#include "shared/text/text_state.hpp"

namespace assent::text {

AcceptedText AcceptedText::from_saved(Bytes saved)
{
    AcceptedText text;
    text.saved_ = std::move(saved);
    return text;
}

void AcceptedText::add(BytesView changes, Timestamp when)
{
    added_.insert(added_.end(), changes.begin(), changes.end());
    // Times are kept in whole seconds, so what came in one second is one batch.
    if (!rows_.empty() && seconds_of(rows_.back().when) == seconds_of(when) && added_.size() <= change_bytes_max)
        rows_.back().end = added_.size();
    else
        rows_.push_back({when, added_.size()});
}

Result<Text> AcceptedText::open() const
{
    Text text;
    if (!saved_.empty()) {
        ASSENT_TRY(text, Text::load(saved_));
    } else if (!words_.empty()) {
        text.write_as(original_writer);
        ASSENT_CHECK(text.insert(0, words_, Timestamp{}));
    }
    std::size_t begin = 0;
    for (const Row& row : rows_) {
        ASSENT_CHECK(text.apply(BytesView(added_).subspan(begin, row.end - begin), row.when));
        if (text.held() > 0) return refuse(Errc::malformed, "Part of this text's history is missing. Ask for the text anew.", "changes");
        begin = row.end;
    }
    return text;
}

const Bytes& AcceptedText::saved_from(const Text& open)
{
    if (saved_.empty() || !rows_.empty()) {
        saved_ = open.save();
        words_ = {};
        added_ = {};
        rows_ = {};
    }
    return saved_;
}

Result<const Bytes*> AcceptedText::saved()
{
    if (!saved_.empty() && rows_.empty()) return &saved_;
    ASSENT_TRY(const Text text, open());
    return &saved_from(text);
}

}  // namespace assent::text
