#include "server/exchange/file_kinds.hpp"

#include <gtest/gtest.h>

namespace assent::exchange {
namespace {

std::string number(std::size_t value, std::size_t bytes)
{
    std::string text;
    for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
    return text;
}

/// An archive of empty files: a local header each, the central directory, and its end.
std::string archive(const std::vector<std::string>& names)
{
    std::string files, directory;
    for (const auto& name : names) {
        const std::string sizes = number(0, 4) + number(0, 4) + number(0, 4) + number(name.size(), 2) + number(0, 2);
        directory += "PK\x01\x02" + number(20, 2) + number(20, 2) + std::string(8, '\0') + sizes + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(files.size(), 4) + name;
        files += "PK\x03\x04" + number(20, 2) + std::string(8, '\0') + sizes + name;
    }
    return files + directory + "PK\x05\x06" + number(0, 4) + number(names.size(), 2) + number(names.size(), 2) + number(directory.size(), 4) + number(files.size(), 4) + number(0, 2);
}

std::string type_of(const std::string& bytes, const std::string& name)
{
    const auto found = media_type_of(as_bytes(bytes), name);
    return found ? *found : found.error().message;
}

TEST(FileKindsTest, a_file_is_told_by_what_is_in_it)
{
    EXPECT_EQ(type_of("%PDF-1.7\n...", "minutes.PDF"), "application/pdf");
    EXPECT_EQ(type_of("\x89PNG\r\n\x1a\n....", "a.png"), "image/png");
    EXPECT_EQ(type_of("\xff\xd8\xff\xe0....", "a.jpeg"), "image/jpeg");
    EXPECT_EQ(type_of("A line\r\nand another\n", "notes.txt"), "text/plain; charset=utf-8");
    EXPECT_EQ(type_of("\xef\xbb\xbfName,Role\r\n", "a.csv"), "text/csv; charset=utf-8");
    EXPECT_EQ(type_of(archive({"[Content_Types].xml", "word/document.xml"}), "a.docx"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    EXPECT_EQ(type_of(archive({"[Content_Types].xml", "xl/workbook.xml"}), "a.xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}

TEST(FileKindsTest, a_file_that_is_not_what_it_is_called_is_refused)
{
    for (const auto& [bytes, name] : std::vector<std::pair<std::string, std::string>>{
             {"%PDF-1.7", "a.png"}, {"<html><script>alert(1)</script>", "a.html"}, {"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"},
             {"text", "a.docx"}, {"text", ".txt"}, {"MZ\x90\x01", "a.txt"}, {"%PDF-1.7", "a.pdf.exe"}})
        EXPECT_FALSE(media_type_of(as_bytes(bytes), name).has_value()) << name;
    EXPECT_EQ(media_type_of({}, "a.txt").error().message, "The file is empty.");
}

TEST(FileKindsTest, macros_are_refused_under_any_name)
{
    for (const auto& more : {"word/vbaProject.bin", "word/activeX/activeX1.bin", "Basic/Standard/Module1.xml"})
        EXPECT_NE(type_of(archive({"[Content_Types].xml", "word/document.xml", more}), "a.docx").find("macros"), std::string::npos) << more;
}

TEST(FileKindsTest, an_archive_of_anything_else_or_a_broken_one_is_refused)
{
    EXPECT_FALSE(media_type_of(as_bytes(archive({"a.exe"})), "a.docx").has_value());
    const auto whole = archive({"[Content_Types].xml", "word/document.xml"});
    for (std::size_t size = 4; size < whole.size(); ++size) EXPECT_FALSE(media_type_of(as_bytes(whole.substr(0, size)), "a.docx").has_value()) << size;
    auto lying = whole;
    lying.replace(whole.size() - 6, 4, "\xff\xff\xff\xff");
    EXPECT_FALSE(media_type_of(as_bytes(lying), "a.docx").has_value());
}

TEST(FileKindsTest, a_name_is_the_last_part_of_a_path_and_stays_short)
{
    EXPECT_EQ(file_name_of("C:\\Users\\ada\\Minutes of May.pdf"), "Minutes of May.pdf");
    EXPECT_EQ(file_name_of("../../etc/passwd"), "passwd");
    EXPECT_EQ(file_name_of("a\r\nb\".txt"), "ab.txt");
    EXPECT_EQ(file_name_of(""), "file");
    EXPECT_EQ(file_name_of("\xff.txt"), "file");
    const auto cut = file_name_of(std::string(200, 'a') + "\xc3\xa9.docx");
    EXPECT_LE(cut.size(), 120u);
    EXPECT_TRUE(cut.ends_with(".docx"));
}

}  // namespace
}  // namespace assent::exchange
