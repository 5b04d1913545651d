#include "client/app/application.hpp"

#include <algorithm>

#include "client/app/json.hpp"
#include "client/app/request.hpp"
#include "client/views/fields.hpp"

namespace assent::app {

// ---- from the page --------------------------------------------------------------------------------------------------------

void Application::on_start(std::string_view path)
{
    go(parse_route(path));
    after();
}

void Application::on_route(std::string_view path)
{
    go(parse_route(path));
    after();
}

void Application::go(Route route)
{
    if (core_ && route.slug != route_.slug) {  // another organisation: a page of its own
        leave_to(print(route));
        return;
    }
    route_ = std::move(route);
    if (route_.slug.empty()) return;  // draw() says so
    if (!core_) {
        core_ = std::make_unique<sync::SyncCore>(route_.slug, *this, *this, [this] { return random(); });
        core_->start(now_ms());
    }
    if (is_of_plan(route_.screen)) last_plan_ = route_.plan;
    core_->open_plan(is_of_plan(route_.screen) ? route_.plan : PlanId{});
}

void Application::on_open()
{
    if (core_) core_->on_open(now_ms());
    after();
}

void Application::on_message(Bytes message)
{
    if (!core_) return;
    core_->on_message(message, now_ms());
    const auto& copy = core_->copy();
    if (copy.welcomed && copy.person != drafts_of_) {
        drafts_of_ = copy.person;
        listings_.push_back(Listing::drafts);
        stored_list(drafts_.begin(route_.slug, copy.person));
    }
    after();
}

void Application::on_close(std::uint16_t code, std::string_view reason)
{
    if (!core_) return;
    core_->on_close(code, reason, now_ms());
    check_session();
    after();
}

/// A browser does not say why a connection was refused; whether the session has ended is asked of the server.
void Application::check_session()
{
    if (checking_session_ || !core_ || core_->copy().connection != sync::Connection::waiting) return;
    checking_session_ = true;
    request("GET", "/api/me", [this](int status, const std::string& body) {
        checking_session_ = false;
        if (status == 401) core_->on_signed_out();
        const auto answer = status == 200 ? parse_json(body) : std::nullopt;
        if (answer && std::none_of((*answer)["organisations"].items.begin(), (*answer)["organisations"].items.end(),
                                   [&](const Json& each) { return each["slug"].text == route_.slug; }))
            core_->on_refused("There is no such organisation here, or you do not belong to it.");
        request_frame();
        after();
    });
}

void Application::on_stored(std::string_view key, Bytes value)
{
    if (listings_.empty() || !core_) return;
    if (listings_.front() == Listing::work)
        core_->on_stored(key, value);
    else
        drafts_.restore(key, value);
}

void Application::on_stored_end()
{
    if (listings_.empty() || !core_) return;
    const auto listing = listings_.front();
    listings_.pop_front();
    if (listing == Listing::work) core_->on_stored_end(now_ms());
    request_frame();
    after();
}

void Application::on_visibility(bool visible)
{
    if (!core_) return;
    if (visible)
        core_->on_awake(now_ms());
    else
        views::submit_drafts(*this, true);
    after();
}

void Application::on_online(bool online)
{
    if (core_ && online) core_->on_awake(now_ms());
    after();
}

void Application::on_wake() { after(); }

void Application::after()
{
    if (!core_) return;
    const auto now = now_ms();
    core_->tick(now);
    if (const auto next = core_->next_tick_ms()) app::wake_in(static_cast<std::uint32_t>(std::clamp<std::int64_t>(*next - now, 1, 60'000)));
    set_unsent(core_->copy().unsent_count() + drafts_.unsaved_fields());
}

// ---- from the core ----------------------------------------------------------------------------------------------------------

void Application::connect() { app::connect("/ws?organisation=" + percent_encode(route_.slug)); }
bool Application::send(BytesView message) { return app::send(message); }
void Application::disconnect(std::uint16_t code, std::string_view reason) { app::disconnect(code, reason); }
void Application::put(const std::string& key, BytesView value) { stored_put(key, value); }
void Application::remove(const std::string& key) { stored_delete(key); }

void Application::list(const std::string& prefix)
{
    listings_.push_back(Listing::work);
    stored_list(prefix);
}

// ---- from the screens ---------------------------------------------------------------------------------------------------------

Key Application::submit(Command command)
{
    request_frame();
    if (context_) {
        submitted_.emplace_back(Key{random()}, std::move(command));
        return submitted_.back().first;
    }
    const Key key = core_->submit(std::move(command), now_ms());
    after();
    return key;
}

void Application::dismiss(const Key& key)
{
    request_frame();
    if (context_)
        dismissed_.push_back(key);
    else
        core_->dismiss(key);
}

void Application::write_text(const sync::FieldRef& field, std::vector<text::Splice> splices)
{
    typed_.push_back({field, std::move(splices), 0, 0, 0});
    request_frame();
}

void Application::undo_text(const sync::FieldRef& field, int direction)
{
    typed_.push_back({field, {}, direction, 0, 0});
    request_frame();
}

void Application::edit_field(const std::optional<sync::FieldRef>& field, std::uint32_t caret, std::uint32_t other_end)
{
    // After what was typed: the caret is counted in the text that holds it.
    if (context_)
        typed_.push_back({field, {}, 0, caret, other_end});
    else
        core_->edit_field(field, now_ms(), caret, other_end);
}

void Application::search(std::string text, std::vector<SearchFilter> filters)
{
    searched_.emplace(std::move(text), std::move(filters));
    request_frame();
}

bool Application::in_hand(const Key& key) const
{
    return std::any_of(submitted_.begin(), submitted_.end(), [&](const auto& each) { return each.first == key; });
}

void Application::finish_frame()
{
    context_ = nullptr;
    const auto typed = std::move(typed_);
    typed_.clear();
    for (const auto& each : typed) {
        if (each.undo != 0)
            core_->undo_text(*each.field, each.undo, now_ms());
        else if (!each.splices.empty())
            core_->write_text(*each.field, each.splices, now_ms());
        else
            core_->edit_field(each.field, now_ms(), each.caret, each.other_end);
    }
    for (const auto& key : dismissed_) core_->dismiss(key);
    dismissed_.clear();
    static constexpr std::uint32_t hits_of_one_kind = 6;
    if (auto searched = std::exchange(searched_, std::nullopt))
        core_->search(std::move(searched->first), std::move(searched->second), hits_of_one_kind);
    auto submitted = std::move(submitted_);
    submitted_.clear();
    for (auto& [key, command] : submitted) core_->submit(std::move(command), now_ms(), key);
    views::submit_drafts(*this, false);
    drafts_.write();
    after();
}

std::string& Application::look(std::string_view name)
{
    const auto found = looks_.find(name);
    return found != looks_.end() ? found->second : looks_[std::string(name)];
}

bool Application::on_shortcut(std::string_view keys)
{
    const auto found = shortcuts_.find(keys);
    if (found == shortcuts_.end()) return false;
    ++found->second;
    return true;
}

bool Application::shortcut(std::string_view keys)
{
    const auto before = shortcuts_before_.find(keys);
    int presses = before == shortcuts_before_.end() ? 0 : before->second;
    const bool pressed = presses > 0;
    shortcuts_[std::string(keys)] = pressed ? presses - 1 : 0;
    return pressed;
}

void Application::keep_field(const sync::FieldRef& field, const std::optional<std::string>& text) { drafts_.keep_field(field, text); }

std::string_view Application::keep(std::string text) { return kept_.emplace_back(std::move(text)); }

void Application::navigate(std::string path) { app::navigate(path); }

void Application::replace(std::string path)
{
    app::navigate(path, History::replace);
    go(parse_route(path));
    request_frame();
}

std::array<std::uint8_t, 16> Application::random()
{
    std::array<std::uint8_t, 16> bytes{};
    random_bytes(bytes);
    return bytes;
}

}  // namespace assent::app
