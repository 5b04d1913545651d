#include "shared/model/significance.hpp"

#include <algorithm>
#include <map>

namespace assent {

/// How many bytes of `text` at `at` are white space, punctuation or a mark; 0: a letter, a figure or a sign.
static std::size_t immaterial_at(std::string_view text, std::size_t at)
{
    static constexpr std::string_view single = " \t\n\r\f\v.,;:!?'\"()[]{}-_*/\\`#~&@|";
    if (single.find(text[at]) != std::string_view::npos) return 1;
    const auto rest = text.substr(at);
    // U+00A0, U+00AB, U+00AD, U+00B7, U+00BB, and the block of general punctuation, U+2000 to U+206F.
    for (const std::string_view known : {"\xC2\xA0", "\xC2\xAB", "\xC2\xAD", "\xC2\xB7", "\xC2\xBB"})
        if (rest.substr(0, 2) == known) return 2;
    const bool general = rest.size() >= 3 && rest[0] == '\xE2' &&
                         (rest[1] == '\x80' || (rest[1] == '\x81' && static_cast<unsigned char>(rest[2]) <= 0xAF));
    return general ? 3 : 0;
}

Hash material_digest(std::string_view text)
{
    std::string words;
    words.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (const auto skipped = immaterial_at(text, at)) {
            if (!words.empty() && words.back() != ' ') words += ' ';
            at += skipped;
            continue;
        }
        const char c = text[at++];
        words += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (!words.empty() && words.back() == ' ') words.pop_back();
    return sha256(as_bytes(words));
}

AssessmentStanding standing_of(const Assessment* assessment, const IntentionMark& mark)
{
    if (!assessment) return AssessmentStanding::missing;
    return assessment->text_digest == mark.words ? AssessmentStanding::current : AssessmentStanding::outdated;
}

std::vector<std::string> intentions_not_assessed(const Plan& plan)
{
    std::vector<std::string> lacking;
    for (const auto& mark : plan.intention_marks) {
        const auto standing = standing_of(find_assessment(plan, mark.id), mark);
        if (standing == AssessmentStanding::missing) lacking.push_back(mark.reference + ": not assessed");
        if (standing == AssessmentStanding::outdated)
            lacking.push_back(mark.reference + ": its text has changed since it was assessed");
    }
    return lacking;
}

bool needs_consultation(const Assessment* assessment)
{
    return assessment && assessment->involvement == Involvement::formal_consultation && !assessment->waived_by;
}

const Consultation* consultation_about(const Plan& plan, ElementId intention)
{
    const Consultation* furthest = nullptr;
    for (const auto& consultation : plan.consultations) {
        if (consultation.kind != Involvement::formal_consultation) continue;
        const auto& about = consultation.intentions;
        if (!about.empty() && std::find(about.begin(), about.end(), intention) == about.end()) continue;
        if (!furthest || furthest->state < consultation.state) furthest = &consultation;
    }
    return furthest;
}

std::string consultation_lack(const Consultation* consultation)
{
    if (!consultation) return "none is set up";
    switch (consultation->state) {
    case ConsultationState::planned:
        return "it has not been opened";
    case ConsultationState::open:
        return "it is open until " + consultation->closes.text();
    case ConsultationState::closed:
        return consultation->reported ? "it is still to be concluded" : "the board has not received the report";
    case ConsultationState::concluded:
        break;
    }
    return {};
}

std::vector<std::string> consultations_missing(const Plan& plan)
{
    std::vector<std::string> missing;
    for (const auto& mark : plan.intention_marks) {
        if (!needs_consultation(find_assessment(plan, mark.id))) continue;
        const auto lack = consultation_lack(consultation_about(plan, mark.id));
        if (!lack.empty()) missing.push_back(mark.reference + " needs a formal consultation: " + lack);
    }
    return missing;
}

namespace {

/// Finds the marks of a list of intentions that is nearly the list they were made of. A plan may have tens of
/// thousands, and most edits move none: a table of places is made only when one is not where it was.
class OldMarks
{
public:
    explicit OldMarks(std::vector<IntentionMark> marks) : marks_(std::move(marks)) {}

    /// The mark of the next intention; null if it has none.
    IntentionMark* next(ElementId id, bool may_be_new)
    {
        for (std::size_t ahead = 0; ahead < 2; ++ahead) // one may have been taken out before it
            if (at_ + ahead < marks_.size() && marks_[at_ + ahead].id == id) return take(at_ + ahead);
        if (may_be_new) return nullptr;
        if (places_.empty())
            for (std::size_t i = 0; i < marks_.size(); ++i)
                places_[marks_[i].id] = i;
        const auto found = places_.find(id);
        return found == places_.end() ? nullptr : take(found->second);
    }

private:
    IntentionMark* take(std::size_t place)
    {
        at_ = place + 1;
        return &marks_[place];
    }

    std::vector<IntentionMark> marks_;
    std::map<ElementId, std::size_t> places_;
    std::size_t at_{};
};

} // namespace

void mark_intentions(Plan& plan, const std::vector<ElementId>& changed)
{
    static const std::string unnamed = "An intention without a reference";
    const bool none_known = plan.intention_marks.empty();
    OldMarks old(std::move(plan.intention_marks));
    std::vector<IntentionMark> marks;
    marks.reserve(plan.content.intentions.size());
    for (const auto& intention : plan.content.intentions) {
        const bool is_changed = none_known || std::find(changed.begin(), changed.end(), intention.id) != changed.end();
        const auto* known = old.next(intention.id, is_changed);
        const auto& reference = intention.reference.empty() ? unnamed : intention.reference;
        marks.push_back(
            {intention.id, reference, known && !is_changed ? known->words : material_digest(intention.text)});
    }
    plan.intention_marks = std::move(marks);
}

} // namespace assent
