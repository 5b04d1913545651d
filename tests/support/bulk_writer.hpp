#pragma once
// Fills an organisation's log quickly while no server runs: the program's own core decides every command, and hundreds are
// written in one transaction.

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/rooms/tenant_core.hpp"
#include "server/store/sqlite/open.hpp"

namespace assent::support {

class BulkWriter
{
public:
    /// Everything is done in the name of the organisation's first person.
    BulkWriter(const std::filesystem::path& data, const std::string& slug)
        : lock_(need(store::DataLock::take(data))),
          store_(need(store::open_tenant_store(store::tenant_path(data, slug), store::standard_options())))
    {
        need(store_->replay(1, [&](const store::StoredEvent& event) { need(core_.load(event)); }));
        person_ = core_.tenant().people.at(0).id;
        core_.step(rooms::PeerJoined{peer, person_, {}}, now());
        say({Hello{protocol_version}});
    }
    ~BulkWriter()
    {
        if (!waiting_.empty()) flush();
    }

    /// Throws what the organisation says if it refuses.
    void must(const Command& command)
    {
        const Key key = Key::derived("bulk " + std::to_string(++commands_));
        for (auto& action : say({Submit{key, command}})) {
            if (auto* write = std::get_if<rooms::WriteAppend>(&action)) {
                waiting_.push_back(std::move(*write));
            } else if (auto* sent = std::get_if<rooms::SendFrame>(&action)) {
                const auto message = decode_server_message(*sent->frame);
                const auto* refused = message ? std::get_if<Refused>(&message->body) : nullptr;
                if (refused) throw std::runtime_error("Refused: " + refused->message);
            }
        }
        // A refusal that waits for the appends before it would only be heard of at the flush.
        if (waiting_.size() >= 250) flush();
    }

    void flush()
    {
        std::vector<store::Append> batch;
        for (auto& write : waiting_) batch.push_back(std::move(write.append));
        const auto receipts = need(store_->append(batch));
        need(store_->maintain());
        for (std::size_t i = 0; i < waiting_.size(); ++i)
            for (auto& action : core_.step(rooms::AppendDone{waiting_[i].ticket, receipts[i]}, now()))
                if (auto* sent = std::get_if<rooms::SendFrame>(&action)) {
                    const auto message = decode_server_message(*sent->frame);
                    const auto* refused = message ? std::get_if<Refused>(&message->body) : nullptr;
                    if (refused) throw std::runtime_error("Refused: " + refused->message);
                }
        waiting_.clear();
    }

    const Tenant& tenant() const { return core_.tenant(); }
    PersonId person() const { return person_; }

private:
    static constexpr rooms::PeerId peer = 1;

    template<class T>
    static T need(Result<T> result)
    {
        if (!result) throw std::runtime_error(result.error().message);
        if constexpr (!std::is_void_v<T>) return std::move(*result);
    }

    Timestamp now() { return {core_.tenant().at.micros + 1}; }

    std::vector<rooms::Action> say(const ClientMessage& message)
    {
        const Bytes bytes = encode(message);
        return core_.step(rooms::MessageArrived{peer, bytes}, now());
    }

    store::DataLock lock_;
    std::unique_ptr<store::TenantStore> store_;
    rooms::TenantCore core_;
    PersonId person_;
    std::vector<rooms::WriteAppend> waiting_;
    std::uint64_t commands_{};
};

/// A plan of `intentions` that is being socialised, with a version and `items` of feedback on it.
struct LargePlan
{
    PlanId plan = PlanId::derived("large plan");
    VersionId version = VersionId::derived("large version");

    static LargePlan write(BulkWriter& to, std::size_t intentions, std::size_t items)
    {
        const LargePlan large;
        const Date day = Date::of(2026, 11, 25);
        const std::string words = "Commission a community pathway with one point of contact, so that people wait for their first "
                                  "appointment no longer than six weeks and are seen near to where they live. ";
        to.must(CreatePlan{large.plan, "A large plan", "2026/27", {}});
        EditContent edit{large.plan, {}};
        ElementId last;
        for (std::size_t i = 0; i < intentions; ++i) {
            Intention intention;
            intention.id = ElementId::derived("intention " + std::to_string(i));
            intention.reference = "INT-" + std::to_string(i);
            intention.programme_area = "Programme " + std::to_string(i % 12);
            intention.service_area = "Service " + std::to_string(i % 60);
            intention.text = words + words + words + std::to_string(i);
            intention.providers = {"Acute trust", "Community trust"};
            edit.edits.emplace_back(AddIntention{intention, last});
            last = intention.id;
            if (edit.edits.size() == 50 || i + 1 == intentions) {
                to.must(edit);
                edit.edits.clear();
            }
        }
        to.must(CutVersion{large.plan, large.version, "0.1", {"First draft"}});
        const ForumId forum = ForumId::derived("large forum");
        to.must(AddForum{{forum, "Health forum", "", "", ""}});
        to.must(PlanForum{large.plan, {forum, day, "Owner"}});
        to.flush();
        to.must(TakeTransition{large.plan, "start_socialisation", "draft", ""});
        for (std::size_t i = 0; i < items; ++i) {
            FeedbackItem item;
            item.id = FeedbackId::derived("item " + std::to_string(i));
            item.version = large.version;
            item.received = day;
            item.channel = "event";
            item.name = "Somebody " + std::to_string(i);
            item.organisation = "Patient group";
            item.stakeholder_type = "Patients and public";
            item.verbatim = "How will this be paid for, and who decides when the money runs out? " + std::to_string(i);
            to.must(LogFeedback{large.plan, item});
        }
        to.flush();
        return large;
    }
};

}  // namespace assent::support
