#include "server/routes/printing.hpp"

#include <future>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

namespace assent::routes {
namespace {

std::string text_of(const Result<std::shared_ptr<const Bytes>>& printed)
{
    return printed ? std::string((*printed)->begin(), (*printed)->end()) : printed.error().message;
}

TEST(PrintingTest, the_same_document_is_made_once)
{
    Printing printing;
    int made = 0;
    const auto make = [&]() -> Result<std::string> { return "made " + std::to_string(++made); };
    EXPECT_EQ(text_of(printing.print("a", make)), "made 1");
    EXPECT_EQ(text_of(printing.print("a", make)), "made 1");
    EXPECT_EQ(text_of(printing.print("b", make)), "made 2");
}

TEST(PrintingTest, the_one_not_asked_for_longest_makes_room)
{
    Printing printing({1, 4, 10});
    int made = 0;
    const auto make = [&]() -> Result<std::string> { return ++made, "four"; };
    ASSERT_TRUE(printing.print("a", make) && printing.print("b", make));
    ASSERT_TRUE(printing.print("a", make));  // asked for last
    ASSERT_TRUE(printing.print("c", make));
    EXPECT_EQ(made, 3);
    ASSERT_TRUE(printing.print("a", make));
    EXPECT_EQ(made, 3);
    ASSERT_TRUE(printing.print("b", make));
    EXPECT_EQ(made, 4);
}

TEST(PrintingTest, what_is_larger_than_all_room_is_given_but_not_kept)
{
    Printing printing({1, 4, 3});
    int made = 0;
    const auto make = [&]() -> Result<std::string> { return ++made, "four"; };
    EXPECT_EQ(text_of(printing.print("a", make)), "four");
    EXPECT_EQ(text_of(printing.print("a", make)), "four");
    EXPECT_EQ(made, 2);
}

TEST(PrintingTest, whoever_finds_too_many_waiting_is_told_so)
{
    Printing printing({1, 0, 100});
    std::promise<void> begun;
    std::promise<void> go_on;
    std::thread first([&] {
        static_cast<void>(printing.print("a", [&]() -> Result<std::string> {
            begun.set_value();
            go_on.get_future().wait();
            return "a";
        }));
    });
    begun.get_future().wait();
    const auto second = printing.print("b", []() -> Result<std::string> { return "b"; });
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::unavailable);
    go_on.set_value();
    first.join();
    EXPECT_EQ(text_of(printing.print("b", []() -> Result<std::string> { return "b"; })), "b");
}

TEST(PrintingTest, a_failure_is_told_and_not_kept)
{
    Printing printing;
    EXPECT_EQ(text_of(printing.print("a", []() -> Result<std::string> { return refuse(Errc::unavailable, "No fonts."); })), "No fonts.");
    EXPECT_THROW(static_cast<void>(printing.print("a", []() -> Result<std::string> { throw std::runtime_error("out of memory"); })), std::runtime_error);
    EXPECT_EQ(text_of(printing.print("a", []() -> Result<std::string> { return "made"; })), "made");
}

}  // namespace
}  // namespace assent::routes
