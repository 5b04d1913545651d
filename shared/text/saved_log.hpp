#pragma once
// The saved form of a text's history: the rows of the log as columns of numbers, each coded by what came before it.

#include "shared/base/bytes.hpp"
#include "shared/text/event_log.hpp"

namespace assent::text {

class SavedLog
{
public:
    /// Appends the log without its content.
    static void write(const EventLog& log, Bytes& out);
    /// Reads what write() wrote into an empty log, whose content is then packed, and finds the version it adds up to. False
    /// for anything else; then the log is of no use. What the operations say of the text is not checked here.
    static bool read(BytesView bytes, EventLog& log, Frontier& frontier);

private:
    template<class Coder>
    class Columns;
};

}  // namespace assent::text
