#include "server/exchange/sheets/log_import.hpp"

#include <gmock/gmock.h>

#include "server/exchange/sheets/registers.hpp"
#include "server/exchange/sheets/write_csv.hpp"
#include "server/exchange/sheets/write_xlsx.hpp"
#include "tests/unit/server/exchange/plan_samples.hpp"

namespace assent::exchange::sheets {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Hash upload = sha256(as_bytes("the file"));

Table csv(std::string_view text)
{
    return read_csv(text).value();
}

LogPreview preview_of(const Table& table, const Tenant& tenant)
{
    return preview_log(table, suggest_mapping(table).value(), tenant, tenant.plans.front(), upload).value();
}

LogPreview preview_of(std::string_view text)
{
    return preview_of(csv(text), sample_tenant());
}

/// The one item of a log of one row.
FeedbackItem item_of(std::string_view text)
{
    const auto preview = preview_of(text);
    EXPECT_THAT(preview.items, SizeIs(1)) << (preview.remarks.empty() ? "" : preview.remarks.front().message);
    return preview.items.empty() ? FeedbackItem() : preview.items.front();
}

TEST(LogMappingTest, titles_of_other_peoples_logs_are_understood)
{
    const auto mapping = suggest_mapping(csv("Ref No.,Date Received,Comments From,Organisation,Section / Page,Comment (verbatim),"
                                             "CCG Response,Accepted Y/N?,Action Taken,Status,Action Owner,Hat size\n1,1/2/2026,A,B,C,D,E,Y,F,Closed,G,7"))
                             .value();
    using enum LogField;
    EXPECT_THAT(mapping.columns, ElementsAre(reference, received, name, organisation, about, verbatim, response, disposition, what_changed, state,
                                             owner, none));
    EXPECT_EQ(mapping.title_row, 1u);
}

TEST(LogMappingTest, our_own_titles_are_all_understood)
{
    const auto tenant = sample_tenant();
    const auto mapping = suggest_mapping(csv(csv_of(feedback_sheet(tenant, tenant.plans.front())))).value();
    using enum LogField;
    EXPECT_THAT(mapping.columns,
                ElementsAre(reference, received, channel, name, organisation, stakeholder_type, occasion, version, about, quote, type, verbatim,
                            proposed_wording, theme, state, disposition, response, what_changed, changed_in, owner, due, answered_by, answered,
                            ignored));
}

TEST(LogMappingTest, titles_may_stand_below_other_rows)
{
    const auto mapping = suggest_mapping(csv("Feedback log,,\nUpdated 3 May,,\nName,Feedback,Date\nA,B,1/2/2026\n")).value();
    EXPECT_EQ(mapping.title_row, 3u);
    EXPECT_THAT(mapping.columns, ElementsAre(LogField::name, LogField::verbatim, LogField::received));
}

TEST(LogMappingTest, of_two_rows_of_titles_the_lower_one_counts)
{
    const auto mapping = suggest_mapping(csv("Ref,Respondent,Respondent,Comment\nRef,Name,Organisation,Comment\n1,A,B,C\n")).value();
    EXPECT_EQ(mapping.title_row, 2u);
    EXPECT_THAT(mapping.columns, ElementsAre(LogField::reference, LogField::name, LogField::organisation, LogField::verbatim));
}

TEST(LogMappingTest, a_field_is_given_to_the_column_that_says_it_best)
{
    const auto mapping = suggest_mapping(csv("Response to comment,Comment,Further comment,Name\n1,2,3,4\n")).value();
    EXPECT_THAT(mapping.columns, ElementsAre(LogField::response, LogField::verbatim, LogField::none, LogField::name));
}

TEST(LogMappingTest, a_table_without_a_comment_is_refused)
{
    const auto refused = suggest_mapping(csv("Programme,2026/27\nPlanned care,1200\n"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::invalid);
    EXPECT_EQ(refused.error().field, "columns");
}

TEST(LogMappingTest, a_mapping_of_somebodys_own_is_checked)
{
    const auto table = csv("A,B,C\n1,2,3\n");
    using enum LogField;
    EXPECT_TRUE(check({1, {verbatim, name, none}, {}, {}}, table));
    EXPECT_THAT(check({1, {verbatim, name, name}, {}, {}}, table).error().message, HasSubstr("Two columns are taken as Name"));
    EXPECT_THAT(check({1, {name}, {}, {}}, table).error().message, HasSubstr("comment itself"));
    EXPECT_EQ(check({7, {verbatim}, {}, {}}, table).error().field, "title_row");
    EXPECT_EQ(check({1, std::vector<LogField>(TableLimits::columns_max + 1), {}, {}}, table).error().code, Errc::too_large);
}

TEST(LogWordsTest, broken_data_is_refused)
{
    EXPECT_FALSE(LogWords::from_toml("not toml ["));
    EXPECT_FALSE(LogWords::from_toml("x = 1"));
    EXPECT_FALSE(LogWords::from_toml("[[field]]\nname='nothing'\ntitles=['a']\n[[choice]]\nof='type'\nvalue='comment'\nwords=['a']"));
    EXPECT_FALSE(LogWords::from_toml("[[field]]\nname='name'\ntitles=['a']\n[[field]]\nname='theme'\ntitles=['A']\n[[choice]]\nof='type'\nvalue='comment'\nwords=['a']"));
    EXPECT_FALSE(LogWords::from_toml("[[field]]\nname='name'\ntitles=['a']\n[[choice]]\nof='type'\nvalue='no such'\nwords=['a']"));
}

TEST(LogImportTest, our_own_export_comes_back_as_it_was)
{
    auto tenant = sample_tenant();
    auto& plan = tenant.plans.front();
    plan.feedback[0].owner = member;
    plan.feedback[0].due = Date::of(2026, 8, 1);
    const auto sheet = feedback_sheet(tenant, plan);
    const auto bytes = xlsx_of(sheet, {}).value();
    for (const auto& table : {csv(csv_of(sheet)), read_xlsx(as_text(bytes)).value()}) {
        const auto preview = preview_of(table, tenant);
        EXPECT_THAT(preview.remarks, IsEmpty());
        ASSERT_THAT(preview.items, SizeIs(2));
        for (std::size_t i = 0; i < 2; ++i) {
            auto expected = plan.feedback[i];
            auto item = preview.items[i];
            EXPECT_EQ(item.number, 0u) << "numbers are the log's to give";
            EXPECT_EQ(local_date(item.answered_at), local_date(expected.answered_at));
            EXPECT_EQ(item.where_in_document, expected.about.title);
            item.where_in_document.clear();
            item.id = expected.id;
            item.number = expected.number;
            item.answered_at = expected.answered_at;
            EXPECT_EQ(item, expected) << i;
        }
    }
}

TEST(LogImportTest, a_row_is_matched_with_the_record)
{
    const auto item = item_of("Date in,From,Comment,Section,Version,Event,Owner,Type\n"
                              "1/7/2026,Maureen,Too early,uec 1 second bullet,v0.1,Patient Reference Group,rosa@vale.example,Objection\n");
    EXPECT_EQ(item.received, Date::of(2026, 7, 1));
    EXPECT_EQ(item.about.element, element("i1"));
    EXPECT_EQ(item.about.title, "UEC-01 Front door");
    EXPECT_EQ(item.version, VersionId::derived("v1"));
    EXPECT_EQ(item.occasion, OccasionId::derived("o1"));
    EXPECT_EQ(item.owner, author);
    EXPECT_EQ(item.type, FeedbackType::concern);
    EXPECT_EQ(item.state, FeedbackState::open);
}

TEST(LogImportTest, what_is_not_said_is_the_plans_latest_version_and_the_whole_plan)
{
    const auto item = item_of("Date,Organisation,Comment\n1 July 2026,Healthwatch,Good\n");
    EXPECT_EQ(item.version, VersionId::derived("v3"));
    EXPECT_EQ(item.about.title, "The whole plan");
    EXPECT_EQ(item.name, "Healthwatch");
    EXPECT_FALSE(item.occasion);
}

TEST(LogImportTest, decisions_and_states_are_read_in_words)
{
    const auto disposition = [](const std::string& words) {
        return item_of("Date,Name,Comment,Response,Outcome\n1/7/2026,A,B,C," + words + "\n").disposition;
    };
    EXPECT_EQ(disposition("Agreed"), Disposition::accepted);
    EXPECT_EQ(disposition("Partially accepted"), Disposition::accepted_in_part);
    EXPECT_EQ(disposition("REJECTED"), Disposition::not_accepted);
    EXPECT_EQ(disposition("N/A"), Disposition::out_of_scope);
    EXPECT_EQ(disposition("accepted-in-part"), Disposition::accepted_in_part);
    EXPECT_EQ(item_of("Date,Name,Comment,Response,Outcome,Status\n1/7/2026,A,B,C,Yes,Complete\n").state, FeedbackState::closed);
    EXPECT_EQ(item_of("Date,Name,Comment,Response,Outcome\n1/7/2026,A,B,C,Yes\n").state, FeedbackState::answered);
    EXPECT_EQ(item_of("Date,Name,Comment,Response,Status\n1/7/2026,A,B,C,Accepted\n").disposition, Disposition::accepted);
}

TEST(LogImportTest, every_fault_is_told_with_its_row_its_column_and_what_to_do)
{
    const auto preview = preview_of("Ref,Date received,Who said it (name),Comment,Version,Decision,Status\n"
                                    "1,11/22/2026,A,B,,,\n"
                                    "2,,A,B,,,\n"
                                    "3,1/7/2026,,B,,,\n"
                                    "4,1/7/2026,A,,,,\n"
                                    "5,1/7/2026,A,B,9.9,,\n"
                                    "6,1/7/2026,A,B,,Perhaps,\n"
                                    "7,1/7/2026,A,B,,,Sideways\n"
                                    "8,1/7/2026,A,B,,Accepted,Closed\n"
                                    "9,1/7/2026,A,good,,,\n");
    ASSERT_THAT(preview.items, SizeIs(1));
    EXPECT_EQ(preview.items[0].verbatim, "good");
    EXPECT_EQ(preview.rows, 9u);
    EXPECT_EQ(preview.rows_with_errors, 8u);
    const auto has = [&](std::uint32_t row, const char* column, const char* message) {
        EXPECT_THAT(preview.remarks, Contains(AllOf(Field(&RowRemark::kind, RemarkKind::error), Field(&RowRemark::row, row),
                                                    Field(&RowRemark::column, column), Field(&RowRemark::message, HasSubstr(message)))));
    };
    has(2, "Date received", "the day first");
    has(3, "Date received", "Enter it");
    has(4, "Who said it (name)", "Anonymous");
    has(5, "Comment", "delete the row");
    has(6, "Version", "It has: 0.1, 1.0, 1.1");
    has(7, "Decision", "Accepted in part");
    has(8, "Status", "Write Open, Answered or Closed");
    has(9, "", "no response");
    EXPECT_THAT(preview.remarks, SizeIs(8));
}

TEST(LogImportTest, what_could_not_be_matched_is_said_and_the_row_taken_in)
{
    const auto preview = preview_of("Date,Name,Comment,Section,Event,Owner,Type,Response,Changed in\n"
                                    "1/7/2026,A,B,Annex Q,Other Forum,Nobody Known,Sonnet,,\n"
                                    "1/7/2026,A,B,1.1,,,,,\n");
    EXPECT_THAT(preview.items, SizeIs(2));
    EXPECT_EQ(preview.rows_with_errors, 0u);
    std::vector<LogField> fields;
    for (const auto& remark : preview.remarks) {
        EXPECT_EQ(remark.kind, RemarkKind::warning);
        fields.push_back(remark.field);
    }
    using enum LogField;
    EXPECT_THAT(fields, ElementsAre(occasion, about, type, owner, about));
    EXPECT_THAT(preview.remarks.back().message, HasSubstr("more than one part"));
    EXPECT_TRUE(preview.items[0].about.detached);
    EXPECT_EQ(preview.items[0].about.title, "Annex Q");
}

TEST(LogImportTest, a_draft_response_of_an_open_item_is_not_lost_unsaid)
{
    const auto preview = preview_of("Date,Name,Comment,Response,Status\n1/7/2026,A,B,Draft words,Open\n");
    ASSERT_THAT(preview.items, SizeIs(1));
    EXPECT_EQ(preview.items[0].response, "");
    ASSERT_THAT(preview.remarks, SizeIs(1));
    EXPECT_EQ(preview.remarks[0].field, LogField::response);
}

TEST(LogImportTest, defaults_of_the_mapping_fill_what_rows_leave_out)
{
    const auto tenant = sample_tenant();
    const auto table = csv("Name,Comment\nA,B\n");
    auto mapping = suggest_mapping(table).value();
    mapping.received = Date::of(2026, 7, 3);
    mapping.version = VersionId::derived("v2");
    const auto preview = preview_log(table, mapping, tenant, tenant.plans.front(), upload).value();
    ASSERT_THAT(preview.items, SizeIs(1));
    EXPECT_EQ(preview.items[0].received, Date::of(2026, 7, 3));
    EXPECT_EQ(preview.items[0].version, VersionId::derived("v2"));
    mapping.version = VersionId::derived("no such");
    EXPECT_EQ(preview_log(table, mapping, tenant, tenant.plans.front(), upload).error().field, "version");
}

TEST(LogImportTest, the_same_row_of_the_same_file_has_the_same_identity)
{
    const auto tenant = sample_tenant();
    const auto& plan = tenant.plans.front();
    const auto table = csv("Date,Name,Comment\n1/7/2026,A,B\n1/7/2026,A,B\n");
    const auto mapping = suggest_mapping(table).value();
    const auto first = preview_log(table, mapping, tenant, plan, upload).value();
    EXPECT_EQ(first.items, preview_log(table, mapping, tenant, plan, upload).value().items);
    EXPECT_NE(first.items[0].id, first.items[1].id);
    EXPECT_NE(first.items[0].id, preview_log(table, mapping, tenant, plan, sha256(as_bytes("another"))).value().items[0].id);
}

TEST(LogImportTest, texts_are_bounded_and_plain)
{
    const auto preview = preview_of("Date,Name,Comment\n1/7/2026,A," + std::string(33 * 1024, 'x') + "\n1/7/2026,A,\"bell\x07 and\r\nline\"\n");
    ASSERT_THAT(preview.items, SizeIs(1));
    EXPECT_EQ(preview.items[0].verbatim, "bell and\nline");
    EXPECT_THAT(preview.remarks, ElementsAre(Field(&RowRemark::message, HasSubstr("32 KB"))));
}

TEST(LogImportTest, a_plan_without_a_version_and_a_log_without_rows_are_refused)
{
    auto tenant = sample_tenant();
    const auto table = csv("Date,Name,Comment\n1/7/2026,A,B\n");
    const auto mapping = suggest_mapping(table).value();
    tenant.plans.front().versions.clear();
    EXPECT_EQ(preview_log(table, mapping, tenant, tenant.plans.front(), upload).error().code, Errc::not_allowed);
    const auto only_titles = csv("Date,Name,Comment\n");
    const auto full = sample_tenant();
    EXPECT_EQ(preview_log(only_titles, mapping, full, full.plans.front(), upload).error().code, Errc::invalid);
}

TEST(LogImportTest, more_rows_than_a_file_may_have_are_refused_and_remarks_are_bounded)
{
    std::string text = "Date,Name,Comment\n";
    for (std::size_t i = 0; i < LogImportLimits::items_max; ++i) text += "never,A,B\n";
    const auto tenant = sample_tenant();
    const auto preview = preview_of(csv(text), tenant);
    EXPECT_THAT(preview.remarks, SizeIs(LogImportLimits::remarks_max));
    EXPECT_EQ(preview.remarks_left_out, LogImportLimits::items_max - LogImportLimits::remarks_max);
    const auto table = csv(text + "1/7/2026,A,B\n");
    EXPECT_EQ(preview_log(table, suggest_mapping(table).value(), tenant, tenant.plans.front(), upload).error().code, Errc::too_large);
}

}  // namespace
}  // namespace assent::exchange::sheets
