#pragma once
// Feedback that comes as a file, on the tab "Import" of the feedback log: a log kept elsewhere, or a Word file that came back.

#include "client/views/uploads.hpp"

namespace assent::views {

/// The tab; feedback_import.cpp.
void feedback_import(ViewContext& context);

/// A Word file that went out and came back; word_back.cpp.
void word_back(ViewContext& context);

/// Writes the items that were found; after what the screen says of them. why_none: the sentence where there is none.
void take_over_button(ViewContext& context, Form& form, const FileReading& reading, std::string_view why_none);

/// Once they are written: says so and goes to the log. First on the screen.
void taken_over(ViewContext& context, Form& form, FileReading& reading);

}  // namespace assent::views
