#include "server/routes/read_word_back.hpp"

#include <algorithm>
#include <stdexcept>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "server/exchange/docx/element_marks.hpp"
#include "server/exchange/docx/write_word.hpp"
#include "tests/support/hostile_archive.hpp"
#include "tests/support/test_organisation.hpp"
#include "tests/unit/server/exchange/docx/docx_support.hpp"

namespace assent::routes {
namespace {

using namespace exchange::docx;
using support::TestOrganisation;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Date today = Date::of(2026, 11, 29);

/// A plan that was socialised, and its Word file as people send it back.
struct Returned : TestOrganisation
{
    Returned()
    {
        reach_feedback();
        sent = plan().content;
    }

    /// What went out; without `version` the working text.
    WordDocument exported(bool version = true) const
    {
        const auto& plan = this->plan();
        return plan_document(exchange::plan_page(core.tenant(), plan, version ? &plan.versions.front() : nullptr, {plan.title, plan.period, sent},
                                                 exchange::PlanPageMode::draft, ""));
    }

    WordBackPlace place() const
    {
        return {plan(), {{support::plan_id, plan().title}, {PlanId::derived("other"), "Winter plan"}},
                [this](const Version&) -> Result<Content> { return sent; }, today};
    }

    Result<WordBack> read(const WordDocument& document, const WordBackChoices& choices = {}) const
    {
        return read_word_back(write_word(document).value(), choices, place());
    }

    /// Confirms what was read, as a person of the organisation does.
    Result<Accepted> take_over(const WordBack& back)
    {
        run(rooms::LogArrived{back.hash, {"returned.docx", support::plan_id, back.ready()}});
        return submit(support::engagement, ImportFeedback{support::plan_id, back.hash});
    }

    Content sent;
};

WordParagraph& paragraph_saying(WordDocument& document, const std::string& words)
{
    for (WordBlock& block : document.blocks)
        if (auto* paragraph = std::get_if<WordParagraph>(&block); paragraph && words_of(*paragraph) == words) return *paragraph;
    throw std::runtime_error("No paragraph says " + words);
}

void comment_on(WordDocument& document, const std::string& words, const std::string& says, const WordAuthor& by)
{
    auto& paragraph = paragraph_saying(document, words);
    const std::string name = std::to_string(document.comments.size() + 1);
    paragraph.marks.push_back({WordMark::Kind::comment_begin, 0, name});
    paragraph.marks.push_back({WordMark::Kind::comment_end, static_cast<std::uint32_t>(paragraph.runs.size()), name});
    std::stable_sort(paragraph.marks.begin(), paragraph.marks.end(), [](const WordMark& a, const WordMark& b) { return a.run < b.run; });
    document.comments.push_back({name, by.name, by.date, says});
}

/// A comment and a tracked change on the introduction, and a comment on the cover, which is no part of the plan.
WordDocument written_in(WordDocument document, const std::string& introduction)
{
    comment_on(document, introduction, "When does it open?", {"Grace Hall", "2026-11-04T12:00:00Z"});
    comment_on(document, document.title, "A good plan.", {"Grace Hall", "2026-11-04T12:00:00Z"});
    document.authors.push_back({"Dr Osei", "2026-11-05T08:00:00Z"});
    paragraph_saying(document, introduction).runs.push_back({" Soon.", false, false, {}, WordChange::inserted, static_cast<std::uint32_t>(document.authors.size() - 1)});
    return document;
}

std::string introduction_of(const Content& content) { return content.sections.front().text; }

TEST(ReadWordBackTest, comments_and_changes_go_to_their_parts_and_the_rest_to_the_tray)
{
    Returned returned;
    const auto back = returned.read(written_in(returned.exported(), introduction_of(returned.sent)), {"", "Vale Hospital", ""});
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->version, "version 0.1");
    EXPECT_FALSE(back->version_chosen);
    EXPECT_THAT(back->remarks, IsEmpty());
    ASSERT_THAT(back->lines, SizeIs(3));
    const auto& change = back->lines[1];
    EXPECT_EQ(change.fate, WordBackFate::placed);
    EXPECT_EQ(change.item.verbatim, "Proposed addition: \"Soon.\"");
    EXPECT_EQ(change.item.name, "Dr Osei");
    const auto& comment = back->lines[0];
    EXPECT_EQ(comment.fate, WordBackFate::placed);
    EXPECT_EQ(comment.item.verbatim, "When does it open?");
    EXPECT_EQ(comment.item.about.element, support::intro);
    EXPECT_EQ(comment.item.name, "Grace Hall");
    EXPECT_EQ(comment.item.organisation, "Vale Hospital");
    EXPECT_EQ(comment.item.received, Date::of(2026, 11, 4));
    EXPECT_EQ(comment.item.version, support::first_version);
    const auto& loose = back->lines[2];
    EXPECT_EQ(loose.fate, WordBackFate::tray);
    EXPECT_TRUE(loose.item.about.detached);
    EXPECT_THAT(loose.why, HasSubstr("stand in no part"));
    EXPECT_EQ(loose.item.where_in_document, "Before the first heading");
    EXPECT_THAT(back->ready(), SizeIs(3));
}

TEST(ReadWordBackTest, what_is_confirmed_is_in_the_log_once_and_a_later_copy_adds_what_is_new)
{
    Returned returned;
    auto document = written_in(returned.exported(), introduction_of(returned.sent));
    const auto back = returned.read(document).value();
    ASSERT_TRUE(returned.take_over(back));
    {
        const auto& log = returned.plan().feedback;
        ASSERT_THAT(log, SizeIs(3));
        EXPECT_EQ(log[0].imported_from, "returned.docx");
        EXPECT_EQ(log[0].about.title, title_of(returned.sent, support::intro));
        EXPECT_EQ(log[0].name, "Grace Hall");
        EXPECT_EQ(log[1].name, "Dr Osei") << "whoever wrote it said it, not whoever brought it back";
        EXPECT_EQ(log[0].logged_by, support::engagement);
        EXPECT_FALSE(log[0].about.detached);
        EXPECT_TRUE(log[2].about.detached) << "it waits in the tray";
    }

    const auto again = returned.read(document).value();
    EXPECT_EQ(again.count(WordBackFate::known), 3u);
    EXPECT_THAT(again.ready(), IsEmpty());
    EXPECT_NE(again.hash, back.hash);
    const auto nothing = returned.take_over(again);
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().code, Errc::invalid);

    comment_on(document, document.title, "One thing more.", {"Grace Hall", "2026-11-06T12:00:00Z"});
    const auto more = returned.read(document).value();
    EXPECT_THAT(more.ready(), SizeIs(1));
    ASSERT_TRUE(returned.take_over(more));
    ASSERT_THAT(returned.plan().feedback, SizeIs(4));
    EXPECT_EQ(returned.plan().feedback[3].verbatim, "One thing more.");
}

TEST(ReadWordBackTest, a_part_that_has_gone_since_is_said_and_its_item_waits_in_the_tray)
{
    Returned returned;
    const auto document = written_in(returned.exported(), introduction_of(returned.sent));
    returned.must(support::author, EditContent{support::plan_id, {RemoveElement{support::intro}}});
    const auto back = returned.read(document).value();
    EXPECT_EQ(back.count(WordBackFate::tray), 3u);
    EXPECT_THAT(back.lines[0].why, HasSubstr("is no longer in the plan"));
    ASSERT_TRUE(returned.take_over(back));
    ASSERT_THAT(returned.plan().feedback, SizeIs(3));
    for (const auto& item : returned.plan().feedback) EXPECT_TRUE(item.about.detached) << item.verbatim;
}

TEST(ReadWordBackTest, what_word_left_out_is_filled_in_and_what_is_too_long_is_left_out)
{
    Returned returned;
    auto document = returned.exported();
    comment_on(document, document.title, "Nobody said this.", {});
    comment_on(document, document.title, std::string(EditLimits::text_bytes_max + 1, 'x'), {"Grace Hall", ""});
    const auto back = returned.read(document, {"", "", "2026-11-20"}).value();
    ASSERT_THAT(back.lines, SizeIs(2));
    EXPECT_EQ(back.lines[0].item.name, "Not named in the file");
    EXPECT_EQ(back.lines[0].item.received, Date::of(2026, 11, 20));
    EXPECT_EQ(back.lines[1].fate, WordBackFate::left_out);
    EXPECT_THAT(back.lines[1].why, HasSubstr("longer than 32 KB"));
    EXPECT_EQ(returned.read(document).value().lines[0].item.received, today);
    ASSERT_TRUE(returned.take_over(back));
    EXPECT_THAT(returned.plan().feedback, SizeIs(1));
}

TEST(ReadWordBackTest, the_working_text_that_went_out_is_told_with_the_version_its_items_go_to)
{
    Returned returned;
    const auto document = written_in(returned.exported(false), introduction_of(returned.sent));
    const auto back = returned.read(document).value();
    EXPECT_EQ(back.version, "the working text");
    EXPECT_THAT(back.remarks, ElementsAre(HasSubstr("goes to version 0.1")));
    EXPECT_EQ(back.lines[0].item.version, support::first_version);
    returned.must(support::author, EditContent{support::plan_id, {RemoveElement{support::intro}}});
    EXPECT_THAT(returned.read(document).value().remarks, ElementsAre(HasSubstr("goes to version 0.1"), HasSubstr("edited since then")));
}

TEST(ReadWordBackTest, a_file_without_remarks_says_what_to_ask_for)
{
    Returned returned;
    const auto back = returned.read(returned.exported()).value();
    EXPECT_THAT(back.lines, IsEmpty());
    EXPECT_THAT(back.remarks, ElementsAre(HasSubstr("changes are not accepted yet")));
}

Error refusal(const Result<WordBack>& back) { return back ? Error{} : back.error(); }

TEST(ReadWordBackTest, wrong_files_are_refused_with_what_to_do)
{
    Returned returned;
    const auto read_bytes = [&](const std::string& bytes) { return refusal(read_word_back(bytes, {}, returned.place())); };
    for (const std::string bytes : {"A letter.", "%PDF-1.7"}) {
        EXPECT_EQ(read_bytes(bytes).code, Errc::malformed);
        EXPECT_THAT(read_bytes(bytes).message, HasSubstr("no Word document. Choose the document itself, saved as .docx"));
    }
    EXPECT_EQ(read_bytes("").code, Errc::malformed);
    EXPECT_THAT(read_bytes("\xD0\xCF\x11\xE0 old").message, HasSubstr("old Word version"));
    EXPECT_EQ(read_bytes("PK\x03\x04 cut short").code, Errc::malformed);
    EXPECT_THAT(read_bytes(test::raw_archive({{"../../etc/passwd", "x"}})).message, HasSubstr("a name that is not allowed"));
    EXPECT_EQ(read_bytes(test::raw_archive({{"word/document.xml", "x", 0, 2'000'000'000}})).code, Errc::too_large);
    EXPECT_EQ(read_bytes("PK\x03\x04" + std::string(21 * 1024 * 1024, 'x')).code, Errc::too_large);

    auto document = returned.exported();
    stamp(document, {PlanId::derived("other"), support::first_version, {}});
    EXPECT_THAT(refusal(returned.read(document)).message, HasSubstr("another plan, \"Winter plan\". Bring it back in the feedback log of that plan."));
    EXPECT_EQ(refusal(returned.read(document)).field, "file");
    stamp(document, {PlanId::derived("of somebody else's"), support::first_version, {}});
    EXPECT_THAT(refusal(returned.read(document)).message, HasSubstr("not in this organisation. Choose a file that was exported from"));
}

TEST(ReadWordBackTest, a_file_that_does_not_say_its_version_is_read_with_the_one_chosen)
{
    Returned returned;
    auto document = written_in(returned.exported(), introduction_of(returned.sent));
    stamp(document, {support::plan_id, VersionId::derived("not ours"), {}});
    EXPECT_THAT(refusal(returned.read(document)).message, HasSubstr("a version that this plan does not have. Choose the version"));
    EXPECT_TRUE(returned.read(document, {support::first_version.text(), "", ""}));
    document.properties.clear();
    EXPECT_THAT(refusal(returned.read(document)).message, HasSubstr("choose the version that was sent out"));
    EXPECT_EQ(refusal(returned.read(document)).field, "version");
    EXPECT_EQ(refusal(returned.read(document, {VersionId::derived("not ours").text(), "", ""})).field, "version");
    const auto back = returned.read(document, {support::first_version.text(), "", ""});
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->version, "version 0.1");
    EXPECT_TRUE(back->version_chosen);
    EXPECT_THAT(back->remarks, ElementsAre(HasSubstr("does not say which version")));
    EXPECT_EQ(back->count(WordBackFate::placed), 2u);
}

TEST(ReadWordBackTest, without_a_version_or_with_a_day_that_is_none_nothing_is_read)
{
    Returned returned;
    EXPECT_EQ(refusal(returned.read(returned.exported(), {"", "", "yesterday"})).field, "received");
    Plan plan = returned.plan();
    plan.versions.clear();
    const auto refused = refusal(read_word_back("x", {}, {plan, {}, [](const Version&) -> Result<Content> { return Content{}; }, today}));
    EXPECT_EQ(refused.code, Errc::not_allowed);
}

TEST(ReadWordBackTest, a_version_whose_words_cannot_be_read_is_refused)
{
    Returned returned;
    auto place = returned.place();
    place.content_of = [](const Version&) -> Result<Content> { return refuse(Errc::unavailable, "Not now."); };
    EXPECT_EQ(refusal(read_word_back(write_word(returned.exported()).value(), {}, place)).code, Errc::unavailable);
}

TEST(ReadWordBackTest, the_answer_counts_all_and_shows_the_first)
{
    Returned returned;
    auto document = written_in(returned.exported(), introduction_of(returned.sent));
    for (int i = 0; i < 400; ++i) comment_on(document, document.title, "Remark " + std::to_string(i), {"Grace Hall", ""});
    const auto back = returned.read(document).value();
    const auto json = nlohmann::json::parse(to_json(back));
    EXPECT_EQ(json["upload"], back.hash.hex());
    EXPECT_EQ(json["version"], "version 0.1");
    EXPECT_EQ(json["version_chosen"], false);
    EXPECT_EQ(json["counts"]["ready"], 403);
    EXPECT_EQ(json["counts"]["tray"], 401);
    EXPECT_EQ(json["counts"]["not_shown"], 103);
    EXPECT_EQ(json["items"].size(), 300u);
    EXPECT_EQ(json["items"][0]["kind"], "comment");
    EXPECT_EQ(json["items"][0]["received"], "2026-11-04");
    EXPECT_EQ(json["items"][0]["fate"], "placed");
    EXPECT_EQ(json["items"][1]["kind"], "change");
    EXPECT_EQ(json["items"][2]["fate"], "tray");
    EXPECT_LT(to_json(back).size(), 1'000'000u) << "more than a browser reads";
}

}  // namespace
}  // namespace assent::routes
