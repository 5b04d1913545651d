#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/store/sqlite/open.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace assent;
using namespace assent::store;
using testing::ElementsAre;

namespace {

const PersonId ada = PersonId::derived("ada");
const PersonId bob = PersonId::derived("bob");

Account account(PersonId person, const std::string& email, const std::string& name)
{
    return {.person = person, .email = email, .name = name, .password_hash = "$argon2id$x", .created = {7}};
}

TenantEntry tenant(const std::string& slug, const std::string& name)
{
    return {.id = TenantId::derived(slug), .slug = slug, .name = name, .created = {5}};
}

identity::SessionRecord session(const std::string& token, PersonId person, std::int64_t seen = 100)
{
    return {.token_hash = sha256(as_bytes(token)),
            .person = person,
            .created = {100},
            .last_seen = {seen},
            .expires = {1000},
            .agent = "Firefox"};
}

struct SystemStoreTest : testing::Test
{
    assent::support::TemporaryFolder folder;
    std::unique_ptr<SystemStore> store = *open_system_store(folder / "system.db");

    void reopen()
    {
        store.reset();
        store = *open_system_store(folder / "system.db");
    }
};

}  // namespace

TEST_F(SystemStoreTest, organisations_are_found_by_slug_and_listed_by_name)
{
    auto partnership = tenant("alliance", "The Alliance");
    partnership.sort = TenantSort::partnership;
    ASSERT_TRUE(store->add_tenant(tenant("west", "West")));
    ASSERT_TRUE(store->add_tenant(partnership));
    ASSERT_TRUE(store->add_tenant(tenant("east", "East")));
    reopen();
    EXPECT_EQ(*store->tenant_by_slug("alliance"), partnership);
    EXPECT_THAT(*store->tenants(), ElementsAre(tenant("east", "East"), partnership, tenant("west", "West")));
    EXPECT_EQ(store->tenant_by_slug("north").error().code, Errc::not_found);
}

TEST_F(SystemStoreTest, an_organisation_needs_a_free_slug_and_a_name)
{
    ASSERT_TRUE(store->add_tenant(tenant("west", "West")));
    auto again = store->add_tenant(tenant("west", "Another"));
    EXPECT_EQ(again.error().code, Errc::conflict);
    EXPECT_EQ(again.error().field, "slug");
    auto same_id = tenant("wild", "Wild");
    same_id.id = TenantId::derived("west");
    EXPECT_EQ(store->add_tenant(same_id).error().code, Errc::conflict);
    EXPECT_EQ(store->add_tenant(tenant("..", "Up")).error().code, Errc::invalid);
    EXPECT_EQ(store->add_tenant(tenant("east", "")).error().code, Errc::invalid);
    EXPECT_EQ(store->add_tenant(tenant("east", std::string(201, 'x'))).error().code, Errc::invalid);
}

TEST_F(SystemStoreTest, an_account_is_found_by_its_address_however_it_is_written)
{
    ASSERT_TRUE(store->add_account(account(ada, "ada@example.org", "Ada")));
    reopen();
    const auto found = store->account_by_email(" Ada@EXAMPLE.org ");
    ASSERT_TRUE(found && *found);
    EXPECT_EQ(**found, account(ada, "ada@example.org", "Ada"));
    EXPECT_EQ(*store->account(ada), **found);
    EXPECT_EQ(*store->account_by_email("bob@example.org"), std::nullopt);
    EXPECT_EQ(*store->account_by_email("no address"), std::nullopt);
    EXPECT_EQ(store->account(bob).error().code, Errc::not_found);
}

TEST_F(SystemStoreTest, an_account_needs_a_free_folded_address_and_a_name)
{
    ASSERT_TRUE(store->add_account(account(ada, "ada@example.org", "Ada")));
    const auto again = store->add_account(account(bob, "ada@example.org", "Bob"));
    EXPECT_EQ(again.error().code, Errc::conflict);
    EXPECT_EQ(again.error().field, "email");
    EXPECT_EQ(store->add_account(account(bob, "Bob@example.org", "Bob")).error().code, Errc::invalid) << "not folded";
    EXPECT_EQ(store->add_account(account(bob, "bob", "Bob")).error().code, Errc::invalid);
    EXPECT_EQ(store->add_account(account(bob, "bob@example.org", "")).error().code, Errc::invalid);
}

TEST_F(SystemStoreTest, a_password_is_changed_and_an_account_closed_with_its_sessions)
{
    ASSERT_TRUE(store->add_account(account(ada, "ada@example.org", "Ada")));
    ASSERT_TRUE(store->insert_session(session("a", ada)));
    ASSERT_TRUE(store->set_password_hash(ada, "$argon2id$y"));
    EXPECT_EQ(store->account(ada)->password_hash, "$argon2id$y");
    EXPECT_EQ(store->set_password_hash(bob, "x").error().code, Errc::not_found);

    ASSERT_TRUE(store->set_active(ada, false));
    EXPECT_FALSE(store->account(ada)->active);
    EXPECT_TRUE(store->sessions_of(ada)->empty());
    ASSERT_TRUE(store->set_active(ada, true));
    EXPECT_TRUE(store->account(ada)->active);
    EXPECT_EQ(store->set_active(bob, false).error().code, Errc::not_found);
}

TEST_F(SystemStoreTest, a_person_may_belong_to_several_organisations_and_leave_them)
{
    ASSERT_TRUE(store->add_account(account(ada, "ada@example.org", "Ada")));
    ASSERT_TRUE(store->add_account(account(bob, "bob@example.org", "Bob")));
    for (const char* slug : {"west", "east"}) {
        ASSERT_TRUE(store->add_tenant(tenant(slug, slug)));
        ASSERT_TRUE(store->add_membership(bob, slug));
    }
    ASSERT_TRUE(store->add_membership(ada, "west"));
    ASSERT_TRUE(store->add_membership(ada, "west")) << "twice is done";
    EXPECT_THAT(*store->tenants_of(bob), ElementsAre(tenant("east", "east"), tenant("west", "west")));
    EXPECT_THAT(*store->accounts_of("west"), ElementsAre(account(ada, "ada@example.org", "Ada"), account(bob, "bob@example.org", "Bob")));
    EXPECT_TRUE(*store->is_member(ada, "west"));
    EXPECT_FALSE(*store->is_member(ada, "east"));

    ASSERT_TRUE(store->remove_membership(bob, "west"));
    EXPECT_FALSE(*store->is_member(bob, "west"));
    EXPECT_EQ(store->add_membership(PersonId::derived("carol"), "west").error().code, Errc::not_found);
    EXPECT_EQ(store->add_membership(ada, "north").error().code, Errc::not_found);
    EXPECT_FALSE(store->stopped());
}

TEST_F(SystemStoreTest, sessions_are_kept_touched_listed_and_removed)
{
    ASSERT_TRUE(store->add_account(account(ada, "ada@example.org", "Ada")));
    ASSERT_TRUE(store->add_account(account(bob, "bob@example.org", "Bob")));
    ASSERT_TRUE(store->insert_session(session("a", ada, 100)));
    ASSERT_TRUE(store->insert_session(session("b", ada, 200)));
    ASSERT_TRUE(store->insert_session(session("c", bob, 300)));
    EXPECT_FALSE(store->insert_session(session("c", ada))) << "a token is one session's";
    EXPECT_FALSE(store->insert_session(session("d", PersonId::derived("carol"))));
    reopen();
    EXPECT_EQ(**store->find_session(session("a", ada).token_hash), session("a", ada, 100));
    EXPECT_EQ(*store->find_session(sha256({})), std::nullopt);
    ASSERT_TRUE(store->touch_session(session("a", ada).token_hash, {400}));
    EXPECT_THAT(*store->sessions_of(ada), ElementsAre(session("a", ada, 400), session("b", ada, 200)));

    ASSERT_TRUE(store->remove_sessions_expired({0}, {200}));
    EXPECT_THAT(*store->sessions_of(ada), ElementsAre(session("a", ada, 400)));
    ASSERT_TRUE(store->remove_session(session("c", bob).token_hash));
    EXPECT_TRUE(store->sessions_of(bob)->empty());
    ASSERT_TRUE(store->remove_sessions_of(ada));
    EXPECT_TRUE(store->sessions_of(ada)->empty());
    ASSERT_TRUE(store->insert_session(session("e", ada)));
    ASSERT_TRUE(store->remove_sessions_expired({1000}, {0}));
    EXPECT_TRUE(store->sessions_of(ada)->empty());
}

TEST_F(SystemStoreTest, a_backup_opens_as_a_system_store)
{
    ASSERT_TRUE(store->add_tenant(tenant("west", "West")));
    ASSERT_TRUE(store->backup_to(folder / "copy.db"));
    EXPECT_EQ(store->backup_to(folder / "copy.db").error().code, Errc::conflict);
    EXPECT_EQ((*open_system_store(folder / "copy.db"))->tenants()->size(), 1u);
}

TEST(SlugTest, only_safe_file_names_pass)
{
    for (const char* good : {"ab", "north-west", "ccg1", "a1-b2-c3"}) EXPECT_TRUE(is_slug(good)) << good;
    for (const char* bad : {"", "a", "A1", "1a", "-ab", "ab-", "a--b", "a.b", "a/b", "..", "a b", "caf\xc3\xa9",
                            "abcdefghijabcdefghijabcdefghijabcdefghija"})
        EXPECT_FALSE(is_slug(bad)) << bad;
}
