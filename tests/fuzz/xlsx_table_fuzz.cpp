// Any bytes as the parts of a workbook: the first says which, since an archive that is damaged as a whole is the package
// reader's matter (package_fuzz). Refused with a sentence, or read within bounds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "server/exchange/sheets/table.hpp"
#include "tests/unit/server/exchange/sheets/workbook_by_hand.hpp"

using namespace assent;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    exchange::HandMade made;
    made.sheet_data = "<row><c t=\"s\" s=\"1\"><v>0</v></c><c s=\"1\"><v>46348.5</v></c></row><row r=\"3\"><c r=\"B3\" t=\"b\"><v>1</v></c></row>";
    made.strings = "<si><t>text</t></si>";
    made.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
    switch (data[0] % 6) {
    case 0: made.sheet_data = text; break;
    case 1: made.strings = text; break;
    case 2: made.styles = text; break;
    case 3: made.after_data = text; break;
    case 4: made.workbook_properties = text; break;
    default: made.first_state = text; break;
    }
    const auto table = exchange::sheets::read_table(exchange::workbook(made));
    if (!table) {
        if (table.error().message.empty() || table.error().field.empty()) std::abort();
        return 0;
    }
    std::uint32_t before = 0;
    for (const auto& row : table->rows) {
        if (row.number <= before || row.cells.empty() || row.cells.size() > exchange::sheets::TableLimits::columns_max) std::abort();
        before = row.number;
    }
    return 0;
}
