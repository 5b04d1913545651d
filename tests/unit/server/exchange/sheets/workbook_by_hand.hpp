#pragma once
// Workbooks put together by hand for tests: what Excel and other programs write, and what none would.

#include <string>
#include <string_view>

#include "server/exchange/package/package_writer.hpp"

namespace assent::exchange {

struct HandMade
{
    std::string sheet_data;  ///< rows
    std::string after_data;  ///< "<mergeCells>" and the like
    std::string strings;     ///< content of <sst>
    std::string styles;      ///< content of <styleSheet>
    std::string workbook_properties;
    std::string second_sheet_data;     ///< rows of a sheet "Second"
    std::string first_state = "visible";
};

inline std::string workbook(const HandMade& made)
{
    constexpr std::string_view office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    constexpr std::string_view main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    const auto type = [&](std::string_view last) { return std::string(office) + std::string(last); };
    const auto xml = [&](std::string_view root, const std::string& content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><" + std::string(root) + ' ' + std::string(main) + '>' + content + "</" + std::string(root) +
               '>';
    };
    PackageWriter writer;
    writer.relate("", type("officeDocument"), "xl/workbook.xml");
    const auto first = writer.relate("xl/workbook.xml", type("worksheet"), "xl/worksheets/sheet1.xml");
    const auto second = writer.relate("xl/workbook.xml", type("worksheet"), "xl/worksheets/sheet2.xml");
    writer.relate("xl/workbook.xml", type("sharedStrings"), "xl/sharedStrings.xml");
    writer.relate("xl/workbook.xml", type("styles"), "xl/styles.xml");
    const auto sheet = [](const std::string& name, const std::string& id, const std::string& state) {
        return "<sheet xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" name=\"" + name + "\" state=\"" + state +
               "\" r:id=\"" + id + "\"/>";
    };
    writer.add("xl/workbook.xml", "application/xml",
               xml("workbook", made.workbook_properties + "<sheets>" + sheet("First", first, made.first_state) + sheet("Second", second, "visible") +
                                   "</sheets>"));
    writer.add("xl/worksheets/sheet1.xml", "application/xml", xml("worksheet", "<sheetData>" + made.sheet_data + "</sheetData>" + made.after_data));
    writer.add("xl/worksheets/sheet2.xml", "application/xml", xml("worksheet", "<sheetData>" + made.second_sheet_data + "</sheetData>"));
    writer.add("xl/sharedStrings.xml", "application/xml", xml("sst", made.strings));
    writer.add("xl/styles.xml", "application/xml", xml("styleSheet", made.styles));
    return std::move(writer).finish().value();
}

}  // namespace assent::exchange
