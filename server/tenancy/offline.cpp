#include "server/tenancy/offline.hpp"

#include <algorithm>
#include <optional>

#include "server/store/sqlite/open.hpp"
#include "server/store/system_store.hpp"
#include "server/tenancy/head_publisher.hpp"
#include "shared/base/assertion.hpp"
#include "shared/workflow/checker.hpp"
#include "shared/workflow/parse.hpp"

namespace assent::tenancy {

static constexpr rooms::PeerId console = 1;

OfflineOrganisation::OfflineOrganisation(std::unique_ptr<store::TenantStore> store, std::optional<store::HeadLog> heads)
    : store_(std::move(store)), heads_(std::move(heads)), core_(std::make_unique<rooms::TenantCore>())
{}

OfflineOrganisation::~OfflineOrganisation()
{
    if (!store_ || !heads_ || store_->stopped()) return;
    const auto head = store_->head();
    publish_or_log(*heads_, tenant().slug, head.size, head.root);
}

Result<OfflineOrganisation> OfflineOrganisation::create(const std::filesystem::path& data, const std::string& slug,
                                                        const TenantCreated& created, Timestamp now)
{
    if (!store::is_slug(slug))
        return refuse(Errc::invalid,
                      "The short name must be 2 to 40 lower-case letters, digits or hyphens and begin with a letter.", "slug");
    ASSENT_TRY(auto store, store::create_tenant_store(store::tenant_path(data, slug), created.id, store::standard_options()));
    ASSENT_TRY(auto heads, open_heads(data, slug, *store));
    OfflineOrganisation organisation(std::move(store), std::move(heads));
    ASSENT_CHECK(organisation.write(
        organisation.core_->append_for_operator({created}, organisation.next_key(), now)));
    return organisation;
}

Result<OfflineOrganisation> OfflineOrganisation::open(const std::filesystem::path& data, const std::string& slug)
{
    if (!store::is_slug(slug)) return refuse(Errc::not_found, "There is no organisation of this short name.", "slug");
    ASSENT_TRY(auto store, store::open_tenant_store(store::tenant_path(data, slug), store::standard_options()));
    ASSENT_TRY(auto heads, open_heads(data, slug, *store));
    OfflineOrganisation organisation(std::move(store), std::move(heads));
    Result<void> loaded;
    ASSENT_CHECK(organisation.store_->replay(1, [&](const store::StoredEvent& event) {
        if (loaded) loaded = organisation.core_->load(event);
    }));
    ASSENT_CHECK(loaded);
    return organisation;
}

Key OfflineOrganisation::next_key()
{
    return Key::derived(core_->tenant().id.text() + "/console/" + std::to_string(core_->tenant().sequence) + '/' +
                        std::to_string(++commands_));
}

Result<void> OfflineOrganisation::write(const store::Append& append)
{
    ASSENT_CHECK(store_->append({&append, 1}));
    return {};
}

Result<void> OfflineOrganisation::add_person(const Person& person, Timestamp now)
{
    if (find_person(tenant(), person.id))
        return refuse(Errc::conflict, person.name + " belongs to " + tenant().name + " already.");
    return write(core_->append_for_operator({PersonAdded{person}}, next_key(), now));
}

Result<void> OfflineOrganisation::adopt_workflow(const std::string& name, const std::string& toml, Timestamp now)
{
    ASSENT_TRY(const auto definition, workflow::load(toml, name));
    std::string faults;
    for (const auto& fault : workflow::check(definition).faults) faults += workflow::text_of(fault, name) + '\n';
    if (!faults.empty()) return refuse(Errc::invalid, "The workflow does not pass its check:\n" + faults);
    for (const auto& existing : tenant().workflows)
        if (existing.hash == definition.hash) return {};
    return write(core_->append_for_operator({WorkflowAdopted{{definition.hash, name, definition.title, toml}}}, next_key(), now));
}

Result<void> OfflineOrganisation::submit(PersonId person, const Command& command, Timestamp now)
{
    core_->step(rooms::PeerJoined{console, person, {}}, now);
    const Bytes hello = encode(ClientMessage{Hello{protocol_version}});
    core_->step(rooms::MessageArrived{console, hello}, now);
    const Key key = next_key();
    const Bytes bytes = encode(ClientMessage{Submit{key, command}});
    auto actions = core_->step(rooms::MessageArrived{console, bytes}, now);
    Result<void> answer = refuse(Errc::malformed, "The command had no answer.");
    for (std::size_t i = 0; i < actions.size(); ++i) {
        if (const auto* append = std::get_if<rooms::WriteAppend>(&actions[i])) {
            auto receipts = store_->append({&append->append, 1});
            if (!receipts) return tl::unexpected(receipts.error());
            core_->step(rooms::AppendDone{append->ticket, receipts->front()}, now);
            answer = {};
        } else if (const auto* sent = std::get_if<rooms::SendFrame>(&actions[i])) {
            const auto message = decode_server_message(*sent->frame);
            if (!message) continue;
            if (const auto* refused = std::get_if<Refused>(&message->body); refused && refused->key == key)
                answer = refuse(static_cast<Errc>(refused->code), refused->message, refused->field);
        }
    }
    core_->step(rooms::PeerLeft{console}, now);
    return answer;
}

void OfflineOrganisation::offer_document(const Hash& hash, commands::ReadDocument document)
{
    core_->step(rooms::DocumentArrived{hash, std::move(document)}, tenant().at);
}

void OfflineOrganisation::offer_log(const Hash& hash, commands::ReadLog log)
{
    core_->step(rooms::LogArrived{hash, std::move(log)}, tenant().at);
}

Result<void> OfflineOrganisation::append(std::vector<Event> events, std::vector<commands::Kept> kept, Timestamp now)
{
    auto append = core_->append_for_operator(std::move(events), next_key(), now);
    for (const auto& item : append.events)
        if (item.payload.size() > store::StoreLimits::payload_bytes_max)
            return refuse(Errc::too_large, "This is more than one entry of the log holds (16 MB).", "file");
    for (auto& one : kept) append.blobs.push_back({one.hash, std::move(one.content)});
    return write(append);
}

Result<Bytes> OfflineOrganisation::content(const Hash& hash)
{
    return store_->blob(hash);
}

Result<OrganisationSnapshot> OrganisationSnapshot::open(const std::filesystem::path& data, const std::string& slug)
{
    if (!store::is_slug(slug) || !std::filesystem::exists(store::tenant_path(data, slug)))
        return refuse(Errc::not_found, "There is no organisation of this short name.", "slug");
    ASSENT_TRY(auto reader, store::TenantReader::open(store::tenant_path(data, slug)));
    OrganisationSnapshot snapshot(std::move(reader));
    Result<void> loaded;
    ASSENT_CHECK(snapshot.reader_.replay([&](const store::StoredEvent& event) {
        if (loaded) loaded = snapshot.core_->load(event);
    }));
    ASSENT_CHECK(loaded);
    return snapshot;
}

}  // namespace assent::tenancy
