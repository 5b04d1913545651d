#include "server/exchange/print/plan_html.hpp"

#include <regex>
#include <set>

#include <gmock/gmock.h>

#include "server/exchange/money_columns.hpp"
#include "server/exchange/print/plan_tables.hpp"
#include "server/exchange/print/printed_html.hpp"
#include "tests/unit/server/exchange/plan_samples.hpp"

namespace assent::exchange::print {
namespace {

using testing::HasSubstr;
using testing::Not;

PlanPage sample_page(PlanPageMode mode = PlanPageMode::published)
{
    auto tenant = sample_tenant();
    auto& plan = tenant.plans.front();
    for (auto& item : plan.feedback) item.published = !is_unanswered(item);
    return plan_page(tenant, plan, &plan.versions[1], {plan.title, plan.period, plan.content}, mode, "Published");
}

std::vector<std::string> all(const std::string& html, const char* pattern)
{
    std::vector<std::string> found;
    const std::regex expression(pattern);
    for (std::sregex_iterator i(html.begin(), html.end(), expression), end; i != end; ++i) found.push_back((*i)[1]);
    return found;
}

TEST(PlanHtmlTest, every_link_in_the_contents_leads_to_one_heading)
{
    const auto html = plan_html(sample_page());
    const auto ids = all(html, " id=\"([^\"]*)\"");
    const std::set<std::string> unique(ids.begin(), ids.end());
    EXPECT_EQ(unique.size(), ids.size()) << "an identifier stands twice";
    const auto links = all(html, "href=\"#([^\"]*)\"");
    EXPECT_GE(links.size(), 9u);
    for (const auto& link : links) EXPECT_TRUE(unique.contains(link)) << link;
    for (const auto& label : all(html, "aria-labelledby=\"([^\"]*)\"")) EXPECT_TRUE(unique.contains(label)) << label;
}

TEST(PlanHtmlTest, heading_levels_never_jump)
{
    const auto html = plan_html(sample_page());
    int last = 0;
    for (const auto& level : all(html, "<h([1-6])[ >]")) {
        EXPECT_LE(std::stoi(level), last + 1);
        last = std::stoi(level);
    }
    EXPECT_EQ(all(html, "<(h1)>").size(), 1u);
    EXPECT_THAT(html, HasSubstr("<h4 id=\"s-" + element("s3").text() + "\"><span class=\"number\">1.1</span> Repeated number"));
}

TEST(PlanHtmlTest, the_version_table_is_the_record_up_to_this_version)
{
    const auto html = plan_html(sample_page());
    EXPECT_THAT(html, HasSubstr("<span class=\"none\">before import</span></th><td class=\"date\">May 2026</td><td>Outline</td>"));
    EXPECT_THAT(html, HasSubstr("<th scope=\"row\">1.0</th><td class=\"date\">17 July 2026</td>"));
    EXPECT_THAT(html, HasSubstr("<td>Rosa Whitcombe</td><td>Head of Planning</td>"));
    EXPECT_THAT(html, Not(HasSubstr("After approval")));
}

TEST(PlanHtmlTest, only_standing_decisions_on_this_content_are_approvals)
{
    const auto html = plan_html(sample_page());
    EXPECT_THAT(html, HasSubstr("<td class=\"date\">28 July 2026</td><td>Approved with conditions</td><td>Name the nurses (met: Named on 27 August)</td>"));
    EXPECT_THAT(html, Not(HasSubstr("Committee set aside")));
    EXPECT_THAT(html, HasSubstr(sample_page().content_hash.hex()));
}

TEST(PlanHtmlTest, the_cover_sheet_says_who_discussed_the_plan_and_what_changed)
{
    const auto html = plan_html(sample_page());
    EXPECT_THAT(html, HasSubstr("<th scope=\"row\">Patient Reference Group</th><td class=\"date\">1 July 2026</td><td>0.1</td>"));
    EXPECT_THAT(html, HasSubstr("F-001: UEC-01: 23:00 (version 1.0)"));
    EXPECT_THAT(html, Not(HasSubstr("table-governance"))) << "the public is told what was approved";
    const auto inside = plan_html(sample_page(PlanPageMode::print));
    EXPECT_THAT(inside, HasSubstr("<th scope=\"row\">Governing Body</th><td class=\"date\">28 July 2026</td>"));
    EXPECT_THAT(inside, HasSubstr("Committee set aside"));
    EXPECT_THAT(inside, HasSubstr("not of this version"));
}

TEST(PlanHtmlTest, statuses_are_marked_wherever_printed)
{
    const auto html = plan_html(sample_page());
    EXPECT_THAT(html, HasSubstr("People &amp; health <span class=\"pill warn\">"));
    EXPECT_THAT(html, HasSubstr("Repeated number <span class=\"pill warn\">"));
    EXPECT_THAT(html, HasSubstr("Savings <span class=\"pill warn\">"));
    EXPECT_THAT(html, HasSubstr("=SUM(A1) <span class=\"pill warn\">"));
    EXPECT_THAT(html, Not(HasSubstr("Where we start <span")));
}

TEST(PlanHtmlTest, a_draft_says_so_and_a_published_plan_does_not)
{
    const auto draft = plan_html(sample_page(PlanPageMode::draft));
    EXPECT_THAT(draft, HasSubstr("<strong>Draft.</strong>"));
    EXPECT_THAT(draft, HasSubstr("is-draft"));
    const auto published = plan_html(sample_page());
    EXPECT_THAT(published, Not(HasSubstr("<strong>Draft.</strong>")));
    EXPECT_THAT(published, Not(HasSubstr("is-draft")));
}

TEST(PlanHtmlTest, tables_have_captions_and_scoped_heads_and_figures_to_the_right)
{
    const auto html = plan_html(sample_page());
    EXPECT_EQ(all(html, "<(table)").size(), all(html, "<(caption)").size());
    EXPECT_EQ(all(html, "<(table)").size(), all(html, "<(thead)").size());
    EXPECT_THAT(html, HasSubstr("Urgent and Emergency Care: 1 intention</caption>"));
    EXPECT_THAT(html, HasSubstr("Savings <span class=\"unit\">£000s</span>"));
    EXPECT_THAT(html, HasSubstr("<th scope=\"col\" class=\"n\">2026/27</th><th scope=\"col\">Note</th>"));
    EXPECT_THAT(html, HasSubstr("<tr><th scope=\"row\">Urgent care</th><td class=\"n\">-160</td><td></td></tr>"));
    EXPECT_THAT(html, HasSubstr("<tr class=\"total\"><th scope=\"row\">Total</th>"));
    EXPECT_THAT(html, HasSubstr("<div class=\"scroll\" role=\"region\" tabindex=\"0\""));
}

TEST(PlanHtmlTest, texts_become_paragraphs_and_lists_and_are_escaped)
{
    const auto html = plan_html(sample_page());
    EXPECT_THAT(html, HasSubstr("<p>First paragraph.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<p>Last paragraph.</p>"));
    EXPECT_THAT(html, HasSubstr("<p>Open &lt;later&gt;.</p>"));
    EXPECT_THAT(html, Not(HasSubstr("<later>")));
    EXPECT_THAT(html, HasSubstr("<li>Contract variation</li><li>A route of our own</li>"));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("style=")));
}

TEST(PlanHtmlTest, the_public_page_keeps_names_of_respondents_and_working_matter_inside)
{
    const auto html = plan_html(sample_page());
    EXPECT_THAT(html, Not(HasSubstr("Maureen")));
    EXPECT_THAT(html, Not(HasSubstr("vale.example")));
    EXPECT_THAT(html, Not(HasSubstr("The column adds up.")));
    EXPECT_THAT(html, HasSubstr("Patient, Patient Reference Group"));
    EXPECT_THAT(html, HasSubstr("Changed in version 1.0: UEC-01: 23:00"));
    EXPECT_THAT(plan_html(sample_page(PlanPageMode::print)), HasSubstr("The column adds up."));
}

TEST(PlanHtmlTest, feedback_on_later_versions_is_not_counted)
{
    const auto html = plan_html(sample_page());
    EXPECT_THAT(html, HasSubstr("<p>1 item was recorded in the feedback log.</p>"));
    const auto tenant = sample_tenant();
    const auto& plan = tenant.plans.front();
    const auto now = plan_html(plan_page(tenant, plan, nullptr, {plan.title, plan.period, plan.content}, PlanPageMode::draft, "Draft"));
    EXPECT_THAT(now, HasSubstr("2 items were recorded in the feedback log, of which 1 still waits for an answer."));
    EXPECT_THAT(now, HasSubstr("working text, not numbered"));
}

TEST(PlanHtmlTest, a_version_does_not_tell_of_changes_that_came_after_it)
{
    auto tenant = sample_tenant();
    auto& plan = tenant.plans.front();
    plan.feedback[0].changed_in = plan.versions[2].id;
    EXPECT_EQ(feedback_summary(tenant, plan, &plan.versions[1]).answered.front().what_changed, "");
    EXPECT_EQ(feedback_summary(tenant, plan, &plan.versions[2]).answered.front().changed_in, "1.1");
    plan.feedback[0].changed_in = {};
    EXPECT_EQ(feedback_summary(tenant, plan, &plan.versions[2]).answered.front().what_changed, "");
    EXPECT_EQ(feedback_summary(tenant, plan, nullptr).answered.front().what_changed, "UEC-01: 23:00");
}

TEST(PlanHtmlTest, the_public_reads_only_what_was_published_in_the_words_that_were_redacted)
{
    auto tenant = sample_tenant();
    auto& plan = tenant.plans.front();
    auto& item = plan.feedback[0];
    const auto* version = &plan.versions.back();
    EXPECT_TRUE(feedback_summary(tenant, plan, version, PlanPageMode::published).answered.empty());
    EXPECT_EQ(feedback_summary(tenant, plan, version, PlanPageMode::published).total, feedback_summary(tenant, plan, version).total) << "all are counted";
    item.published = true;
    EXPECT_EQ(feedback_summary(tenant, plan, version, PlanPageMode::published).answered.front().said, item.verbatim);
    item.public_text = "[name removed] waits.";
    EXPECT_EQ(feedback_summary(tenant, plan, version, PlanPageMode::published).answered.front().said, "[name removed] waits.");
    EXPECT_EQ(feedback_summary(tenant, plan, version).answered.front().said, item.verbatim) << "people of the organisation read what was said";
}

TEST(PlanHtmlTest, the_day_of_publication_stands_on_the_published_version_only)
{
    EXPECT_THAT(plan_html(sample_page()), HasSubstr("<dt>Published</dt><dd>24 September 2026</dd>"));
    const auto tenant = sample_tenant();
    const auto& plan = tenant.plans.front();
    const FrozenPlan frozen{plan.title, plan.period, plan.content};
    EXPECT_THAT(plan_html(plan_page(tenant, plan, &plan.versions[0], frozen, PlanPageMode::print, "Published")),
                Not(HasSubstr("<dt>Published</dt>")));
}

TEST(PlanHtmlTest, an_empty_plan_is_a_whole_page)
{
    PlanPage page;
    page.organisation = "Vale CCG";
    page.plan.title = "Nothing yet";
    page.mode = PlanPageMode::draft;
    const auto html = plan_html(page);
    EXPECT_THAT(html, HasSubstr("<h1>Nothing yet</h1>"));
    EXPECT_THAT(html, HasSubstr("</html>"));
    EXPECT_THAT(html, Not(HasSubstr("<table")));
    EXPECT_THAT(html, Not(HasSubstr("Contents")));
    EXPECT_THAT(feedback_html(page), HasSubstr("No feedback was recorded."));
}

TEST(PlanHtmlTest, figures_are_told_from_words)
{
    for (const char* figure : {"1,204.5", "-160", "(35)", "£1.2m", "12 %", "–", "-", "n/a", "+4", "−7", "250k"}) EXPECT_TRUE(is_figure(figure)) << figure;
    for (const char* word : {"", "Q1", "2 wards", "approx 5", "m", "MHL-03", "%", "k12"}) EXPECT_FALSE(is_figure(word)) << word;
}

TEST(PlanHtmlTest, a_table_with_ragged_rows_and_no_heads_still_stands)
{
    MoneyTable table;
    table.id = element("ragged");
    table.columns = {"", "A"};
    table.rows = {{{"x"}}, {{"", "1", "2"}}, {{}}};
    const auto html = html_of(money_table(table));
    EXPECT_THAT(html, HasSubstr("<tr><td></td><th scope=\"col\" class=\"n\">A</th><td></td></tr>"));
    EXPECT_THAT(html, HasSubstr("<tr><td></td><td class=\"n\">1</td><td class=\"n\">2</td></tr>"));
}

}  // namespace
}  // namespace assent::exchange::print
