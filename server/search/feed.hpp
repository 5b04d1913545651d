#pragma once
// What the index has yet to hear of, for one organisation. It is told of events once they are durable and remembers which things
// they touched; what those say then is read from the state, a few at a time. A text that is being typed is so read once, however
// many edits came meanwhile, and building the index anew is touching everything. Used on the organisation's strand.

#include <cstddef>
#include <deque>
#include <optional>
#include <unordered_set>
#include <vector>

#include "server/search/entry.hpp"
#include "shared/model/event.hpp"

namespace assent::search {

struct Change
{
    Key key;
    std::optional<Entry> entry;  ///< nothing: it can be found no more
};

/// A version the public may read, or none any more.
struct Publication
{
    PlanId plan;
    std::string title;
    std::string period;
    Hash content_hash;  ///< zero: the plan is not published
};

class Feed
{
public:
    void touch_all(const Tenant& tenant);
    /// `tenant` has the event folded in already.
    void touch(const Tenant& tenant, const Event& event);
    bool waits() const { return !waiting_.empty() || !publications_.empty(); }

    /// The next changes as the state has them, at most `count` and about `bytes_max`.
    std::vector<Change> take(const Tenant& tenant, std::size_t count);
    /// One plan whose published version is to be read, if there is one.
    std::optional<Publication> take_publication(const Tenant& tenant);

private:
    struct Waiting
    {
        Key key;
        std::size_t hint{};
    };
    void touch(SearchKind kind, PlanId plan, ElementId item, std::size_t hint = 0);
    void touch(PlanId plan, const Content& content);
    void touch_element(PlanId plan, ElementId element);
    void touch_whole(const Plan& plan);

    std::deque<Waiting> waiting_;
    std::unordered_set<Key, KeyHash> known_;  // those that wait
    std::vector<PlanId> publications_;
};

}  // namespace assent::search
