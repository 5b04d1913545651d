#pragma once
// A browser and a server for one person, as far as the core of the client's copy is concerned: what it sent, what the
// device keeps, and the server's messages given back to it by hand.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/sync/core.hpp"

namespace assent::sync {

inline const PersonId ada = PersonId::derived("ada");
inline const PersonId ben = PersonId::derived("ben");
inline const PlanId plan_id = PlanId::derived("plan");
inline const ElementId diabetes = ElementId::derived("diabetes");
inline const ElementId intro = ElementId::derived("intro");

/// IndexedDB of one browser: survives the tab.
struct Device : Outbox
{
    std::map<std::string, Bytes> kept;
    std::vector<std::string> listed;
    void put(const std::string& key, BytesView value) override { kept[key] = Bytes(value.begin(), value.end()); }
    void remove(const std::string& key) override { kept.erase(key); }
    void list(const std::string& prefix) override { listed.push_back(prefix); }
};

struct Wire : Link
{
    int connects{};
    bool open{};
    std::vector<ClientMessage> sent;
    void connect() override { ++connects; }
    bool send(BytesView message) override
    {
        if (!open) return false;
        sent.push_back(*decode_client_message(message));
        return true;
    }
    void disconnect(std::uint16_t, std::string_view) override { open = false; }

    template<class T>
    std::vector<T> all() const
    {
        std::vector<T> found;
        for (const auto& message : sent)
            if (const auto* one = std::get_if<T>(&message.body)) found.push_back(*one);
        return found;
    }
};

inline Content some_content()
{
    Content content;
    content.sections.push_back({intro, "1", 1, "Introduction", "First words.", PartStatus::agreed, 0});
    Intention intention;
    intention.id = diabetes;
    intention.reference = "PLN-07";
    intention.service_area = "Diabetes pathway";
    intention.text = "One pathway.";
    content.intentions.push_back(intention);
    return content;
}

inline Tenant some_tenant()
{
    Tenant tenant;
    tenant.slug = "luton";
    tenant.name = "Luton CCG";
    tenant.people = {{ada, "Ada Marsh", "ada@example.org", "Planner", "", {Role::author}, true},
                     {ben, "Ben Okafor", "ben@example.org", "Planner", "", {Role::author}, true}};
    Plan plan;
    plan.id = plan_id;
    plan.title = "Commissioning intentions";
    plan.content_loaded = false;
    tenant.plans.push_back(plan);
    tenant.sequence = 10;
    return tenant;
}

inline SetText change(const std::string& from, const std::string& to)
{
    return {diabetes, TextField::text, digest_of(from), to};
}

inline EditContent edit(const std::string& from, const std::string& to) { return {plan_id, {change(from, to)}}; }

class Bench
{
public:
    explicit Bench(std::shared_ptr<Device> device = std::make_shared<Device>(), std::uint8_t seed = 1)
        : device_(std::move(device)), seed_(seed),
          core_("luton", wire_, *device_, [this] {
              std::array<std::uint8_t, 16> bytes{};
              bytes[0] = 0x80;
              bytes[1] = seed_;
              bytes[2] = ++drawn_;
              return bytes;
          })
    {
    }

    Wire& wire() { return wire_; }
    Device& device() { return *device_; }
    SyncCore& core() { return core_; }
    const Copy& copy() const { return core_.copy(); }

    void give(const ServerMessage& message) { core_.on_message(encode(message), now); }

    void open_line()
    {
        wire_.open = true;
        core_.on_open(now);
    }

    /// A live connection of `person`, with the plan open and its text here.
    void go_live(PersonId person = ada)
    {
        if (wire_.connects == 0) core_.start(now);
        open_line();
        give({Welcome{person, some_tenant(), {{"luton", "Luton CCG"}}, {}}});
        answer_list();
        core_.open_plan(plan_id);
        give({PlanText{plan_id, 10, some_content()}});
    }

    void answer_list()
    {
        while (!device_->listed.empty()) {
            const auto prefix = device_->listed.front();
            device_->listed.erase(device_->listed.begin());
            const auto kept = device_->kept;
            for (const auto& [key, value] : kept)
                if (key.compare(0, prefix.size(), prefix) == 0) core_.on_stored(key, value);
            core_.on_stored_end(now);
        }
    }

    void drop_line()
    {
        wire_.open = false;
        core_.on_close(1006, "", now);
    }

    Accepted receipt(Key key, std::uint64_t first, std::uint32_t count = 1)
    {
        return {key, first, count, first + count, {}, Timestamp{1'000'000}};
    }

    void publish(std::uint64_t sequence, PersonId actor, Event event)
    {
        give({Published{{sequence, Timestamp{static_cast<std::int64_t>(sequence)}, actor}, std::move(event)}});
    }

    std::string shown_text() const
    {
        const auto* content = copy().text(plan_id);
        return content ? text_of(*content, diabetes, TextField::text).value_or("?") : "(none)";
    }

    std::int64_t now{1'000};

private:
    std::shared_ptr<Device> device_;
    Wire wire_;
    std::uint8_t seed_;
    std::uint8_t drawn_{};
    SyncCore core_;
};

}  // namespace assent::sync
