#include "server/search/feed.hpp"

#include <random>

#include <gtest/gtest.h>

#include "server/search/index.hpp"

namespace assent::search {
namespace {

const PlanId plan = PlanId::derived("plan");

class Organisation
{
public:
    Organisation()
    {
        happens(PlanCreated{plan, "Plan", "2026/27", {}, "draft", "", "", {}, {}, {}});
        happens(ForumAdded{{ForumId::derived("forum"), "Forum", "", "", ""}});
    }

    void happens(const Event& event)
    {
        apply(tenant, {++sequence, {static_cast<std::int64_t>(sequence)}, {}}, event);
        feed.touch(tenant, event);
    }

    void edit(Edit edit) { happens(ContentEdited{plan, {std::move(edit)}}); }
    const Content& content() const { return tenant.plans[0].content; }

    Tenant tenant;
    Feed feed;
    std::uint64_t sequence{};
};

Section section(const std::string& name)
{
    return {ElementId::derived(name), "1", 1, name, "Words of " + name, {}, 0};
}

TEST(FeedTest, many_edits_of_a_text_are_read_once_as_it_is_then)
{
    Organisation organisation;
    organisation.edit(AddSection{section("one"), {}});
    static_cast<void>(organisation.feed.take(organisation.tenant, 100));
    for (int i = 0; i < 20; ++i) {
        ChangeText typing;
        typing.element = ElementId::derived("one");
        typing.field = TextField::text;
        typing.splices = {{0, 0, "x"}};
        organisation.edit(typing);
    }
    std::size_t read = 0;
    for (const auto& change : organisation.feed.take(organisation.tenant, 100))
        if (change.entry) {
            ++read;
            EXPECT_EQ(change.entry->text, std::string(20, 'x') + "Words of one");
        }
    EXPECT_EQ(read, 1u);
    EXPECT_FALSE(organisation.feed.waits());
}

TEST(FeedTest, gives_no_more_at_once_than_asked)
{
    Organisation organisation;
    for (int i = 0; i < 10; ++i) organisation.edit(AddSection{section(std::to_string(i)), {}});
    EXPECT_EQ(organisation.feed.take(organisation.tenant, 4).size(), 4u);
    EXPECT_TRUE(organisation.feed.waits());
}

TEST(FeedTest, what_was_removed_is_said_to_be_gone)
{
    Organisation organisation;
    organisation.edit(AddSection{section("one"), {}});
    static_cast<void>(organisation.feed.take(organisation.tenant, 100));
    organisation.edit(RemoveElement{ElementId::derived("one"), "one"});
    bool gone = false;
    for (const auto& change : organisation.feed.take(organisation.tenant, 100))
        if (change.key == Key{SearchKind::section, plan, ElementId::derived("one")}) gone = !change.entry;
    EXPECT_TRUE(gone);
}

TEST(FeedTest, a_published_plan_is_given_with_its_version)
{
    Organisation organisation;
    Version version;
    version.id = VersionId::derived("v");
    version.number = "1.0";
    version.content_hash = sha256(as_bytes("frozen"));
    organisation.happens(VersionCut{plan, version});
    EXPECT_FALSE(organisation.feed.take_publication(organisation.tenant));
    organisation.happens(TransitionTaken{plan, "publish", "draft", "published", "", false, version.id});
    const auto publication = organisation.feed.take_publication(organisation.tenant);
    ASSERT_TRUE(publication);
    EXPECT_EQ(publication->content_hash, version.content_hash);
    EXPECT_FALSE(organisation.feed.take_publication(organisation.tenant));
}

/// Any of what can happen to things that can be found.
Event some_event(std::mt19937_64& random, const Organisation& organisation)
{
    const auto pick = [&](std::uint64_t below) { return random() % below; };
    const auto name = [&] { return "w" + std::to_string(pick(30)); };
    const auto& content = organisation.content();
    const auto& items = organisation.tenant.plans[0].feedback;
    const auto element = [&] {
        if (const auto n = content.sections.size() + content.intentions.size(); n > 0) {
            const auto i = pick(n);
            return i < content.sections.size() ? content.sections[i].id : content.intentions[i - content.sections.size()].id;
        }
        return ElementId::derived("nobody");
    };
    switch (pick(9)) {
    case 0: return ContentEdited{plan, {AddSection{section(std::to_string(random())), {}}}};
    case 1: {
        Intention intention;
        intention.id = ElementId::derived(std::to_string(random()));
        intention.reference = "W-" + std::to_string(pick(100));
        intention.text = name();
        return ContentEdited{plan, {AddIntention{intention, {}}}};
    }
    case 2: return ContentEdited{plan, {SetText{element(), TextField::text, 0, name() + " " + name()}}};
    case 3: return ContentEdited{plan, {RemoveElement{element(), ""}}};
    case 4: {
        FeedbackItem item;
        item.id = FeedbackId::derived(std::to_string(random()));
        item.number = static_cast<std::uint32_t>(items.size() + 1);
        item.verbatim = name();
        return FeedbackLogged{plan, item};
    }
    case 5: return FeedbackAnswered{plan, items.empty() ? FeedbackId{} : items[pick(items.size())].id, Disposition::noted, name(), ""};
    case 6: return FeedbackClosed{plan, items.empty() ? FeedbackId{} : items[pick(items.size())].id};
    case 7: return PersonAdded{{PersonId::derived(std::to_string(random())), name(), "", "", "", {}, true}};
    default: return TransitionTaken{plan, "step", "draft", name(), "", true, {}};
    }
}

void feed_into(Index& index, Feed& feed, const Tenant& tenant, std::size_t count)
{
    if (const auto changes = feed.take(tenant, count); !changes.empty()) ASSERT_TRUE(index.apply(changes));
}

TEST(FeedTest, the_index_after_any_events_is_the_index_built_anew)
{
    const char* given = std::getenv("ASSENT_SEED");
    const std::uint64_t first = given ? std::strtoull(given, nullptr, 10) : 1;
    for (std::uint64_t seed = first; seed < first + (given ? 1 : 20); ++seed) {
        std::mt19937_64 random(seed);
        Organisation organisation;
        Index kept;
        for (int i = 0; i < 150; ++i) {
            organisation.happens(some_event(random, organisation));
            if (random() % 4 == 0) feed_into(kept, organisation.feed, organisation.tenant, 1 + random() % 5);
        }
        while (organisation.feed.waits()) feed_into(kept, organisation.feed, organisation.tenant, 50);

        Feed all;
        all.touch_all(organisation.tenant);
        Index anew;
        while (all.waits()) feed_into(anew, all, organisation.tenant, 50);
        ASSERT_EQ(kept.dump(), anew.dump()) << "ASSENT_SEED=" << seed;
    }
}

}  // namespace
}  // namespace assent::search
