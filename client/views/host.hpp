#pragma once
// The application as screens need it, behind ViewContext. Screens use ViewContext; only its own functions, the content
// fields (fields.hpp) and client/app/ use this.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "client/sync/core.hpp"
#include "client/views/view.hpp"

namespace assent::views {

/// A field of a plan's text while somebody types in it here. Until it is submitted it is kept in the browser's storage.
struct FieldDraft
{
    std::string text;
    std::string base;      ///< what was shown when typing began: what the edit is made over
    double changed_ms{};   ///< of the steady clock
    bool dirty{};          ///< typed, not submitted
    bool focused{};
    bool drawn{};          ///< in this frame
    Key sent;              ///< the last command made of it
    std::optional<std::string> offered;  ///< typed before the tab was closed, neither used nor discarded yet
};

class Host
{
public:
    virtual ~Host() = default;
    virtual sync::SyncCore& core() = 0;
    /// During a frame it takes effect when the frame has been drawn: what screens refer to does not change under them.
    virtual Key submit(Command command) = 0;
    virtual void dismiss(const Key& key) = 0;
    /// Typing in a long text, and taking it back (-1) or doing it again (1); at the end of the frame as well.
    virtual void write_text(const sync::FieldRef& field, std::vector<text::Splice> splices) = 0;
    virtual void undo_text(const sync::FieldRef& field, int direction) = 0;
    /// Where this person is; in a long text with the caret and the other end of the selection.
    virtual void edit_field(const std::optional<sync::FieldRef>& field, std::uint32_t caret = 0, std::uint32_t other_end = 0) = 0;
    /// Whether the command was given in this frame and waits for its end.
    virtual bool in_hand(const Key& key) const = 0;
    virtual Form& form(std::string_view name) = 0;
    virtual std::string& look(std::string_view name) = 0;
    virtual bool shortcut(std::string_view keys) = 0;
    virtual std::map<sync::FieldRef, FieldDraft>& fields() = 0;
    /// Keeps what is typed in a field, or forgets it (empty optional).
    virtual void keep_field(const sync::FieldRef& field, const std::optional<std::string>& text) = 0;
    virtual std::string_view keep(std::string text) = 0;
    /// The address now: that of the frame, with what replace() has changed since it began.
    virtual const Route& route() = 0;
    virtual void navigate(std::string path) = 0;
    virtual void replace(std::string path) = 0;
    virtual void page(const ScreenBody& body) = 0;
    virtual std::array<std::uint8_t, 16> random() = 0;
    virtual double steady_ms() = 0;
    virtual void wake_in(std::uint32_t ms) = 0;
    /// Looks for it in the organisation, after the frame.
    virtual void search(std::string text, std::vector<SearchFilter> filters) = 0;
};

/// The search over everything (search.cpp): the shell opens it from the top bar and by Ctrl+K, and draws it over every screen.
void open_search(Host& host);
/// `plan`: the one on screen or looked at last, whose screens are among the commands; may be null.
void search_dialog(ViewContext& context, const Plan* plan);

}  // namespace assent::views
