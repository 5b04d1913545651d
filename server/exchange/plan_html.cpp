#include "server/exchange/plan_html.hpp"

#include <algorithm>
#include <map>

#include "server/exchange/marked_html.hpp"
#include "server/exchange/plan_html_parts.hpp"
#include "server/site/html.hpp"
#include "shared/document/compare.hpp"

namespace assent::exchange {

using site::escape;
using site::quoted;

namespace {

struct ContentsLine
{
    std::uint8_t level{};  ///< of the heading, 2 to 6
    std::string anchor;
    std::string number;
    std::string heading;
};

class PlanWriter
{
public:
    explicit PlanWriter(const PlanPage& page) : page_(page), content_(page.plan.content) {}

    std::string whole()
    {
        // The contents list comes before the parts it names, so the parts are written first.
        write_record();
        write_sections();
        write_intentions();
        write_tables();
        write_milestones();
        write_feedback();
        return cover() + contents() + body_;
    }

private:
    std::string cover() const
    {
        std::string html;
        if (page_.mode == PlanPageMode::draft)
            html += "<p class=\"banner\"><strong>Draft.</strong> This text has not been approved and may change. Do not rely on it.</p>\n";
        html += "<header class=\"card cover\">\n<p class=\"organisation\">" + escape(page_.organisation) + "</p>\n<h1>" +
                escape(page_.plan.title) + "</h1>\n";
        if (page_.mode == PlanPageMode::draft) html += pill("Draft", "warn") + ' ';
        if (!page_.standing.empty() && page_.standing != "Draft")
            html += pill(page_.standing, page_.mode == PlanPageMode::draft ? "plain" : "good");
        html += "\n<dl class=\"facts\">\n";
        fact(html, "Financial year", page_.plan.period);
        fact(html, "Version", page_.version ? page_.version->number : "working text, not numbered");
        if (page_.version) fact(html, "Date of this version", page_.version->date.text());
        if (page_.published) fact(html, "Published", page_.published.text());
        fact(html, "Intentions", std::to_string(content_.intentions.size()));
        html += "<div class=\"wide\"><dt>Content (SHA-256)</dt><dd class=\"hash\">" + page_.content_hash.hex() + "</dd></div>\n</dl>\n</header>\n";
        return html;
    }

    static void fact(std::string& html, const char* term, const std::string& value)
    {
        if (!value.empty()) html += "<div><dt>" + std::string(term) + "</dt><dd>" + escape(value) + "</dd></div>\n";
    }

    std::string contents() const
    {
        if (contents_.empty()) return {};
        std::string html = "<nav class=\"card contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n";
        std::uint8_t level = 1;
        for (const auto& line : contents_) {
            if (line.level > level) {
                for (; level < line.level; ++level) html += "<ol>\n";
            } else {
                html += "</li>\n";
                for (; level > line.level; --level) html += "</ol>\n</li>\n";
            }
            html += "<li><a href=\"#" + line.anchor + "\">" + number_of(line.number) + escape(line.heading) + "</a>";
        }
        for (; level > 1; --level) html += "</li>\n</ol>\n";
        return html + "</nav>\n";
    }

    static std::string number_of(const std::string& number)
    {
        return number.empty() ? "" : "<span class=\"number\">" + escape(number) + "</span> ";
    }

    /// A heading and its line in the contents. Levels never jump, whatever the plan's own numbers do.
    void heading(std::uint8_t wanted, const std::string& anchor, const std::string& number, const std::string& words,
                 const std::string& marks = {})
    {
        const std::uint8_t level = std::min<std::uint8_t>({wanted, static_cast<std::uint8_t>(level_ + 1), 6});
        level_ = level;
        const std::string tag = "h" + std::to_string(level);
        body_ += "<" + tag + " id=\"" + anchor + "\">" + number_of(number) + escape(words) + (marks.empty() ? "" : " " + marks) + "</" + tag + ">\n";
        contents_.push_back({level, anchor, number, words});
    }

    void top_heading(const std::string& anchor, const std::string& words) { heading(2, anchor, "", words); }

    void write_record()
    {
        if (!page_.versions.empty()) {
            body_ += "<section class=\"part\">\n";
            top_heading("versions", "Version control");
            body_ += version_table(page_.versions);
            body_ += "</section>\n";
        }
        if (!page_.approvals.empty()) {
            body_ += "<section class=\"part\">\n";
            top_heading("approvals", "Approvals of this version");
            body_ += approval_table(page_.approvals);
            body_ += "</section>\n";
        }
    }

    void write_sections()
    {
        bool first = true;
        for (const auto& section : content_.sections) {
            // Only what stands first begins a sheet; the rest follows on.
            body_ += first ? "<section class=\"part apart\">\n" : "<section class=\"part\">\n";
            first = false;
            heading(static_cast<std::uint8_t>(std::min(section.level + 1, 6)), anchor_of("s", section.id), section.number,
                    section.heading.empty() ? "Without a heading" : section.heading, status_mark(section.status));
            body_ += marked_html(section.text);
            body_ += "</section>\n";
        }
    }

    void write_intentions()
    {
        if (content_.intentions.empty()) return;
        body_ += "<section class=\"part apart\">\n";
        top_heading("intentions", "Commissioning intentions");
        std::vector<std::string> areas;
        std::map<std::string, std::vector<const Intention*>> by_area;
        bool has_place = false;
        for (const auto& intention : content_.intentions) {
            auto& of_area = by_area[intention.programme_area];
            if (of_area.empty()) areas.push_back(intention.programme_area);
            of_area.push_back(&intention);
            has_place = has_place || !intention.place.empty();
        }
        std::size_t number = 0;
        for (const auto& area : areas) {
            const std::string anchor = "area-" + std::to_string(++number);
            heading(3, anchor, "", area.empty() ? "No programme area" : area);
            body_ += intention_table(area, by_area[area], has_place);
        }
        body_ += "</section>\n";
    }

    void write_tables()
    {
        if (content_.tables.empty()) return;
        body_ += "<section class=\"part apart\">\n";
        top_heading("tables", "Financial tables");
        for (const auto& table : content_.tables) {
            heading(3, anchor_of("t", table.id), "", table.title.empty() ? "Table without a title" : table.title, status_mark(table.status));
            body_ += money_table(table);
            if (page_.mode == PlanPageMode::published || table.findings.empty()) continue;
            body_ += "<div class=\"notes\"><p>What the arithmetic checks found:</p>\n<ul>\n";
            for (const auto& finding : table.findings) body_ += "<li>" + escape(finding) + "</li>\n";
            body_ += "</ul></div>\n";
        }
        body_ += "</section>\n";
    }

    void write_milestones()
    {
        if (content_.milestones.empty()) return;
        body_ += "<section class=\"part\">\n";
        top_heading("timetable", "Timetable");
        body_ += timetable(content_.milestones);
        body_ += "</section>\n";
    }

    void write_feedback()
    {
        if (!page_.feedback) return;
        body_ += "<section class=\"part apart\">\n";
        top_heading("feedback", "Feedback and what became of it");
        body_ += feedback_counts(*page_.feedback);
        if (!page_.feedback->answered.empty()) body_ += feedback_table(page_.feedback->answered);
        body_ += "</section>\n";
    }

    const PlanPage& page_;
    const Content& content_;
    std::string body_;
    std::vector<ContentsLine> contents_;
    std::uint8_t level_{1};
};

std::string window_title(const PlanPage& page)
{
    return page.plan.title + (page.version ? ", version " + page.version->number : ", draft") + ", " + page.organisation;
}

site::PageFrame frame_of(const PlanPage& page)
{
    return {window_title(page), page.mode == PlanPageMode::draft ? "is-draft" : "", site::Chrome::document};
}

}  // namespace

std::string plan_html(const PlanPage& page)
{
    return site::page(frame_of(page), "<article>\n" + PlanWriter(page).whole() + "</article>\n");
}

std::string feedback_html(const PlanPage& page)
{
    std::string main = "<article>\n<header class=\"card cover\">\n<p class=\"organisation\">" + escape(page.organisation) +
                       "</p>\n<h1>You said, we did</h1>\n<p>" + escape(page.plan.title) +
                       (page.version ? ", up to version " + escape(page.version->number) : "") + "</p>\n</header>\n";
    const FeedbackSummary empty;
    const auto& feedback = page.feedback ? *page.feedback : empty;
    main += "<section class=\"part\">\n<h2 id=\"feedback\">What was said and what became of it</h2>\n" + feedback_counts(feedback);
    if (!feedback.answered.empty()) main += feedback_table(feedback.answered);
    main += "</section>\n</article>\n";
    auto frame = frame_of(page);
    frame.title = "You said, we did: " + page.plan.title;
    return site::page(frame, main);
}

}  // namespace assent::exchange
