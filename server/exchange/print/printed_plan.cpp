#include "server/exchange/print/printed_plan.hpp"

#include <algorithm>

#include "server/exchange/print/cover_tables.hpp"
#include "server/exchange/print/plan_tables.hpp"
#include "server/exchange/print/printed_text.hpp"

namespace assent::exchange::print {

static void add_fact(Facts& facts, const char* term, const std::string& value)
{
    if (!value.empty()) facts.facts.push_back({term, as_words(value), false});
}

std::vector<Block> feedback_counts(const FeedbackSummary& feedback)
{
    std::vector<Block> blocks;
    if (feedback.total == 0) {
        blocks.emplace_back(paragraph("No feedback was recorded."));
        return blocks;
    }
    std::string words = std::to_string(feedback.total) + (feedback.total == 1 ? " item was" : " items were") + " recorded in the feedback log";
    if (feedback.open > 0) words += ", of which " + std::to_string(feedback.open) + " still " + (feedback.open == 1 ? "waits" : "wait") + " for an answer";
    blocks.emplace_back(paragraph(words + '.'));
    if (feedback.by_disposition.empty()) return blocks;
    List counts;
    for (const auto& [disposition, count] : feedback.by_disposition)
        counts.items.push_back({as_words(disposition + ": " + std::to_string(count)), 0, {}});
    blocks.emplace_back(std::move(counts));
    return blocks;
}

Printed printed_frame(const PlanPage& page, const std::string& what)
{
    Printed printed;
    const std::string version = page.version ? "version " + page.version->number : "draft";
    const std::string subject = what.empty() ? "" : what + ": ";
    printed.window_title = as_words(subject + page.plan.title + ", " + version + ", " + page.organisation).text();
    printed.author = as_words(page.organisation).text();
    printed.made = page.made;
    printed.is_draft = page.mode == PlanPageMode::draft;
    printed.header = subject + page.plan.title + " \xc2\xb7 " + (page.version ? "Version " + page.version->number : "Working text");
    printed.footer = page.organisation + " \xc2\xb7 Content " + page.content_hash.short_text();
    printed.organisation = paragraph(page.organisation, ParagraphLook::organisation);
    printed.title = as_words(what.empty() ? page.plan.title : what);
    return printed;
}

namespace {

class PlanPrinter
{
public:
    explicit PlanPrinter(const PlanPage& page) : page_(page), content_(page.plan.content), printed_(printed_frame(page, "")), outline_(printed_) {}

    Printed whole()
    {
        cover();
        record();
        sections();
        intentions();
        tables();
        milestones();
        feedback();
        // A cover and contents stand apart from what follows, whatever that is.
        if (!printed_.parts.empty()) printed_.parts.front().apart = true;
        return std::move(printed_);
    }

private:
    void cover()
    {
        printed_.cover = CoverLook::sheet;
        const bool is_draft = page_.mode == PlanPageMode::draft;
        if (is_draft) {
            Words words = bold_words("Draft.") + as_words(" This text has not been approved and may change. Do not rely on it.");
            printed_.above.push_back({std::move(words), ParagraphLook::banner});
        }
        if (is_draft) printed_.standing.words.runs.push_back(mark("Draft", Look::mark_warn));
        if (!page_.standing.empty() && page_.standing != "Draft") {
            if (is_draft) printed_.standing.words.runs.push_back({"    "});
            printed_.standing.words.runs.push_back(mark(page_.standing, is_draft ? Look::mark_plain : Look::mark_good));
        }
        auto& facts = printed_.facts;
        add_fact(facts, "Financial year", page_.plan.period);
        add_fact(facts, "Version", page_.version ? page_.version->number : "working text, not numbered");
        if (page_.version) add_fact(facts, "Date of this version", page_.version->date.text());
        if (page_.published) add_fact(facts, "Published", page_.published.text());
        add_fact(facts, "Intentions", std::to_string(content_.intentions.size()));
        add_fact(facts, "Content, in short", page_.content_hash.short_text());
        facts.facts.push_back({"Content (SHA-256)", as_words(page_.content_hash.hex(), Look::code), true});
    }

    Part& part(bool apart = false)
    {
        printed_.parts.push_back({apart, {}});
        return printed_.parts.back();
    }

    template<class T>
    void add(T block)
    {
        printed_.parts.back().blocks.emplace_back(std::move(block));
    }

    void record()
    {
        if (!page_.versions.empty()) {
            part();
            outline_.heading(2, "versions", "", "Version control");
            add(version_table(page_.versions));
        }
        if (!page_.approvals.empty()) {
            part();
            outline_.heading(2, "approvals", "", "Approvals of this version");
            add(approval_table(page_.approvals));
        }
        if (page_.cover.empty()) return;
        part();
        outline_.heading(2, "cover", "", "Who has discussed this plan");
        if (!page_.cover.governance.empty()) add(governance_table(page_.cover.governance));
        if (!page_.cover.trail.empty()) add(trail_table(page_.cover.trail));
        if (!page_.cover.consultations.empty()) add(consultation_table(page_.cover.consultations));
    }

    void sections()
    {
        bool is_first = true;
        for (const auto& section : content_.sections) {
            // Only what stands first begins a sheet; the rest follows on.
            part(is_first);
            is_first = false;
            outline_.heading(static_cast<std::uint8_t>(std::min(section.level + 1, 6)), anchor_of("s", section.id), section.number,
                             section.heading.empty() ? "Without a heading" : section.heading, status_marks(section.status));
            for (auto& block : marked_blocks(section.text)) std::visit([&](auto& words) { add(std::move(words)); }, block);
        }
    }

    void intentions()
    {
        if (content_.intentions.empty()) return;
        part(true);
        outline_.heading(2, "intentions", "", "Commissioning intentions");
        const bool has_place = names_places(content_);
        std::size_t number = 0;
        for (const auto& area : by_programme_area(content_)) {
            outline_.heading(3, "area-" + std::to_string(++number), "", area.name);
            add(intention_table(area.name, area.intentions, has_place));
        }
    }

    void tables()
    {
        if (content_.tables.empty()) return;
        part(true);
        outline_.heading(2, "tables", "", "Financial tables");
        for (const auto& table : content_.tables) {
            outline_.heading(3, anchor_of("t", table.id), "", table.title.empty() ? "Table without a title" : table.title, status_marks(table.status));
            add(money_table(table));
            if (page_.mode == PlanPageMode::published || table.findings.empty()) continue;
            add(paragraph("What the arithmetic checks found:"));
            List findings;
            for (const auto& finding : table.findings) findings.items.push_back({as_words(finding), 0, {}});
            add(std::move(findings));
        }
    }

    void milestones()
    {
        if (content_.milestones.empty()) return;
        part();
        outline_.heading(2, "timetable", "", "Timetable");
        add(timetable(content_.milestones));
    }

    void feedback()
    {
        if (!page_.feedback) return;
        part(true);
        outline_.heading(2, "feedback", "", "Feedback and what became of it");
        for (auto& block : feedback_counts(*page_.feedback)) add(std::move(block));
        if (!page_.feedback->answered.empty()) add(feedback_table(page_.feedback->answered));
    }

    const PlanPage& page_;
    const Content& content_;
    Printed printed_;
    Outline outline_;
};

}  // namespace

Printed printed_plan(const PlanPage& page)
{
    return PlanPrinter(page).whole();
}

}  // namespace assent::exchange::print
