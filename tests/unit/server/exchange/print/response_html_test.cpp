#include "server/exchange/print/response_html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assent::exchange::print {
namespace {

using identity::Openness;
using testing::HasSubstr;
using testing::Not;

const ElementId part = ElementId::derived("part");

Content shown()
{
    Content content;
    content.sections = {{part, "3.1", 2, "Evening <clinics>", "They close at six.", PartStatus::draft, 0}};
    return content;
}

ResponseSubject subject() { return {"Vale CCG", "Winter & plan", "2026/27", "0.3", Date::of(2026, 11, 20)}; }

Consultation consultation()
{
    Consultation made;
    made.title = "Evening clinics";
    made.proposal = "To **close** them.";
    made.opens = Date::of(2026, 11, 1);
    made.closes = Date::of(2027, 1, 31);
    return made;
}

ResponseForms forms(bool asks_who)
{
    ResponseForms all;
    all.action = "/consult/vale/1";
    all.token = "sealed";
    all.comment = true;
    all.asks_who = asks_who;
    return all;
}

TEST(ResponseHtmlTest, each_part_and_the_whole_have_a_form_with_the_sealed_token)
{
    const auto html = consultation_html(subject(), consultation(), Openness::open, shown(), forms(true));
    EXPECT_THAT(html, HasSubstr("<summary>Respond to the whole</summary>"));
    EXPECT_THAT(html, HasSubstr("<summary>Respond to 3.1 Evening &lt;clinics&gt;</summary>"));
    EXPECT_THAT(html, HasSubstr("name=\"part\" value=\"" + part.text() + "\""));
    EXPECT_THAT(html, HasSubstr("value=\"sealed\""));
    EXPECT_THAT(html, HasSubstr("How your response is used"));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("style=")));
}

TEST(ResponseHtmlTest, a_consultation_that_is_not_open_says_so_with_its_days_and_has_no_form)
{
    const auto closed = consultation_html(subject(), consultation(), Openness::over, shown(), forms(true));
    EXPECT_THAT(closed, HasSubstr("Responses were taken from 1 November 2026 to 31 January 2027."));
    EXPECT_THAT(closed, Not(HasSubstr("<form")));
    EXPECT_THAT(closed, HasSubstr("They close at six."));
    const auto planned = consultation_html(subject(), consultation(), Openness::not_yet, shown(), forms(true));
    EXPECT_THAT(planned, HasSubstr("You will be able to respond from 1 November 2026"));
    EXPECT_THAT(planned, Not(HasSubstr("They close at six."))) << "what is not out yet is not shown";
    EXPECT_THAT(planned, Not(HasSubstr("close</strong> them")));
}

TEST(ResponseHtmlTest, a_form_that_was_turned_down_comes_back_with_what_was_typed_and_what_is_wrong)
{
    auto again = forms(true);
    again.again = FilledForm{part, "My \"words\" </textarea><script>", "", "Ada", "", "ada@example.org", "Carer", true};
    again.wrong = {Errc::too_large, "This is longer than 8,000 characters.", field::words};
    const auto html = consultation_html(subject(), consultation(), Openness::open, shown(), again);
    EXPECT_THAT(html, HasSubstr("<title>Error: Evening clinics"));
    EXPECT_THAT(html, HasSubstr("<a href=\"#words-" + part.text() + "\">This is longer than 8,000 characters.</a>"));
    EXPECT_THAT(html, HasSubstr("id=\"respond-" + part.text() + "\" open>"));
    EXPECT_THAT(html, HasSubstr("My &quot;words&quot; &lt;/textarea&gt;&lt;script&gt;</textarea>"));
    EXPECT_THAT(html, HasSubstr("aria-invalid=\"true\""));
    EXPECT_THAT(html, HasSubstr("<option selected>Carer</option>"));
    EXPECT_THAT(html, HasSubstr("value=\"yes\" id=\"publish-" + part.text() + "\" name=\"publish\" checked"));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
}

TEST(ResponseHtmlTest, a_link_for_reading_has_no_form)
{
    Invitation invitation;
    invitation.name = "A reader";
    invitation.until = Date::of(2026, 12, 24);
    ResponseForms none;
    const auto html = participant_html(subject(), invitation, shown(), none);
    EXPECT_THAT(html, HasSubstr("works until 24 December 2026"));
    EXPECT_THAT(html, Not(HasSubstr("<form")));
    auto may = forms(false);
    may.propose = true;
    const auto writing = participant_html(subject(), invitation, shown(), may);
    EXPECT_THAT(writing, HasSubstr("Words you propose instead (optional)"));
    EXPECT_THAT(writing, Not(HasSubstr("How to reach you"))) << "who they are is known";
}

TEST(ResponseHtmlTest, the_list_has_open_consultations_first)
{
    const auto html = consultations_html({{"Vale CCG", "Old", Date::of(2026, 1, 1), Date::of(2026, 2, 1), Openness::over, "/consult/vale/1"},
                                          {"Vale CCG", "New", Date::of(2026, 11, 1), Date::of(2027, 1, 31), Openness::open, "/consult/vale/2"}});
    EXPECT_LT(html.find("New"), html.find("Old"));
    EXPECT_THAT(consultations_html({}), HasSubstr("There is no consultation at present."));
}

}  // namespace
}  // namespace assent::exchange::print
