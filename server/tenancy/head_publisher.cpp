#include "server/tenancy/head_publisher.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include "server/tenancy/clock.hpp"

namespace assent::tenancy {

using std::chrono::milliseconds;

Result<std::optional<store::HeadLog>> open_heads(const std::filesystem::path& data, const std::string& slug,
                                                 store::TenantStore& store, const std::filesystem::path& witness)
{
    auto heads = store::HeadLog::open(data, slug, store, wall_now(), witness);
    if (heads) return std::optional(*std::move(heads));
    if (heads.error().code == Errc::conflict) return tl::unexpected(heads.error());
    spdlog::error("heads are not signed slug={} reason=\"{}\"", slug, heads.error().message);
    return std::nullopt;
}

bool publish_or_log(store::HeadLog& heads, const std::string& slug, std::uint64_t size, const Hash& root)
{
    const auto published = heads.publish(size, root, wall_now());
    if (!published) spdlog::error("head not published slug={} reason=\"{}\"", slug, published.error().message);
    return published.has_value();
}

void HeadPublisher::committed(std::uint64_t size, const Hash& root)
{
    size_ = size;
    root_ = root;
    if (is_due_) return;
    const auto since_last = std::chrono::steady_clock::now() - last_;
    publish_in(std::max<std::chrono::steady_clock::duration>(milliseconds(pace_.first_after_ms), milliseconds(pace_.busy_every_ms) - since_last));
}

void HeadPublisher::publish_in(std::chrono::steady_clock::duration wait)
{
    is_due_ = true;
    timer_.expires_after(wait);
    timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
        const auto self = weak.lock();
        if (!error && self) self->publish();
    });
}

void HeadPublisher::publish()
{
    last_ = std::chrono::steady_clock::now();
    // The thread never holds the last reference to this object, which waits for it.
    boost::asio::post(thread_, [weak = weak_from_this(), strand = strand_, heads = heads_, slug = slug_, size = size_, root = root_] {
        const bool worked = publish_or_log(*heads, slug, size, root);
        boost::asio::post(strand, [weak, worked, size] {
            if (const auto self = weak.lock()) self->published(worked, size);
        });
    });
}

void HeadPublisher::published(bool worked, std::uint64_t size)
{
    is_due_ = false;
    if (!worked)
        publish_in(milliseconds(pace_.failed_again_ms));
    else if (size_ != size)
        publish_in(milliseconds(pace_.busy_every_ms));
}

void HeadPublisher::finish()
{
    thread_.join();
    if (size_ != 0) publish_or_log(*heads_, slug_, size_, root_);
}

}  // namespace assent::tenancy
