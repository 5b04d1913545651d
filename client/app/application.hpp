#pragma once
// The client program: ties the page (platform.hpp), the optimistic copy (sync/core.hpp) and the screens (views/) together.
// One organisation at a time; going to another loads the page anew.

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "client/app/drafts.hpp"
#include "client/app/platform.hpp"
#include "client/app/routes.hpp"
#include "client/sync/core.hpp"
#include "client/views/host.hpp"
#include "client/views/waiting.hpp"

namespace assent::app {

class Application : public Program, public views::Host, public sync::Link, public sync::Outbox
{
public:
    // ---- from the page
    void draw() override;
    void on_start(std::string_view path) override;
    void on_route(std::string_view path) override;
    void on_open() override;
    void on_message(Bytes message) override;
    void on_close(std::uint16_t code, std::string_view reason) override;
    void on_stored(std::string_view key, Bytes value) override;
    void on_stored_end() override;
    void on_visibility(bool visible) override;
    void on_online(bool online) override;
    void on_wake() override;
    bool on_shortcut(std::string_view keys) override;

    // ---- from the core
    void connect() override;
    bool send(BytesView message) override;
    void disconnect(std::uint16_t code, std::string_view reason) override;
    void put(const std::string& key, BytesView value) override;
    void remove(const std::string& key) override;
    void list(const std::string& prefix) override;

    // ---- from the screens
    sync::SyncCore& core() override { return *core_; }
    Key submit(Command command) override;
    void dismiss(const Key& key) override;
    void write_text(const sync::FieldRef& field, std::vector<text::Splice> splices) override;
    void undo_text(const sync::FieldRef& field, int direction) override;
    void edit_field(const std::optional<sync::FieldRef>& field, std::uint32_t caret, std::uint32_t other_end) override;
    bool in_hand(const Key& key) const override;
    views::Form& form(std::string_view name) override { return drafts_.form(name); }
    std::string& look(std::string_view name) override;
    bool shortcut(std::string_view keys) override;
    std::map<sync::FieldRef, views::FieldDraft>& fields() override { return drafts_.fields(); }
    void keep_field(const sync::FieldRef& field, const std::optional<std::string>& text) override;
    std::string_view keep(std::string text) override;
    const Route& route() override { return route_; }
    void navigate(std::string path) override;
    void replace(std::string path) override;
    void page(const views::ScreenBody& body) override;
    std::array<std::uint8_t, 16> random() override;
    double steady_ms() override { return app::steady_ms(); }
    void wake_in(std::uint32_t ms) override { app::wake_in(ms); }
    void search(std::string text, std::vector<SearchFilter> filters) override;

private:
    enum class Listing { work, drafts };

    void go(Route route);
    void after();  ///< of everything that happens: the next wake-up, unsent work, the plan on screen
    void finish_frame();
    void check_session();
    void draw_screen(views::ViewContext& context);
    void draw_lost();
    void draw_waiting();
    void draw_signed_out();
    ui::PageChrome chrome();
    void obey_menu(const std::string& key);
    void sign_out(std::string_view path);
    void refusals();
    const Plan* plan_of_chrome() const;

    std::unique_ptr<sync::SyncCore> core_;
    views::Drafts drafts_;
    PersonId drafts_of_;
    std::deque<Listing> listings_;
    Route route_;
    PlanId last_plan_;
    std::map<std::string, std::string, std::less<>> looks_;
    std::deque<std::string> kept_;
    std::map<std::string, int, std::less<>> shortcuts_;  ///< those the last frame asked for, and how often each was pressed since
    std::map<std::string, int, std::less<>> shortcuts_before_;
    std::string title_;
    views::ViewContext* context_{};  ///< during a frame
    /// Typing, a step back or forward, or the caret that went elsewhere.
    struct Typed
    {
        std::optional<sync::FieldRef> field;
        std::vector<text::Splice> splices;
        int undo{};
        std::uint32_t caret{};
        std::uint32_t other_end{};
    };
    // What was done in the frame being drawn.
    std::vector<Typed> typed_;
    std::vector<std::pair<Key, Command>> submitted_;
    std::vector<Key> dismissed_;
    std::optional<std::pair<std::string, std::vector<SearchFilter>>> searched_;
    std::vector<views::Waiting> waiting_;
    std::uint64_t waiting_as_of_{~0ULL};
    bool checking_session_{};
};

}  // namespace assent::app
