#pragma once
// What a Typesetter draws on: a PDF, or nothing while pages are only counted. Structure elements are those of PDF 1.7
// (ISO 32000-1, 14.8.4) and open and close in reading order.

#include <string>

#include "server/exchange/print/set_text.hpp"
#include "server/exchange/print/structure_elements.hpp"

namespace assent::exchange::print {

struct Box
{
    double x{}, y{}, width{}, height{};
};

class Canvas
{
public:
    virtual ~Canvas() = default;

    virtual void begin_page() = 0;
    virtual void end_page() = 0;
    virtual void open(const char* /*element*/) {}
    virtual void close(const char* /*element*/) {}
    /// A place that links and bookmarks lead to, at this height of the page.
    virtual void destination(const std::string& /*name*/, double /*y*/) {}
    /// Beneath the destination of the same name.
    virtual void bookmark(int /*level*/, const std::string& /*words*/, const std::string& /*name*/) {}
    /// Lines `first` to before `last` of `text` with the top left corner at x, y. is_part: other lines of the words are
    /// drawn elsewhere. to: the destination that all of it leads to, or null.
    virtual void lines(const SetText& /*text*/, std::size_t /*first*/, std::size_t /*last*/, double /*x*/, double /*y*/, bool /*is_part*/,
                       const std::string* /*to*/)
    {}
    virtual void fill(const Box& /*box*/, Colour /*colour*/, double /*corner*/) {}
    virtual void rule(double /*x*/, double /*y*/, double /*width*/, Colour /*colour*/, double /*weight*/) {}
    virtual void watermark(const std::string& /*words*/) {}
};

}  // namespace assent::exchange::print
