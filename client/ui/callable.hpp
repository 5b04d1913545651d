#pragma once
// What a container calls. Like std::function, but a lambda costs one small function and no class with a table of its own:
// screens are made of a thousand of them, and std::function's made a quarter of what the browser had to load.
#include <type_traits>
#include <utility>

namespace assent::ui {

/// Owns what it calls; copies share it.
template <class... Args>
class Callable {
public:
    Callable() = default;
    template <class F>
        requires(!std::is_same_v<std::remove_cvref_t<F>, Callable> && std::is_invocable_v<std::remove_cvref_t<F>&, Args...>)
    Callable(F&& f)  // NOLINT(google-explicit-constructor): a lambda is meant to become one
        : block_{new Held<std::remove_cvref_t<F>>(std::forward<F>(f))}
    {
    }
    Callable(const Callable& other) : block_{other.block_}
    {
        if (block_) ++block_->uses;
    }
    Callable(Callable&& other) noexcept : block_{std::exchange(other.block_, nullptr)} {}
    Callable& operator=(Callable other) noexcept
    {
        std::swap(block_, other.block_);
        return *this;
    }
    ~Callable()
    {
        if (block_ && --block_->uses == 0) block_->destroy(block_);
    }
    explicit operator bool() const { return block_ != nullptr; }
    /// Does nothing when empty.
    void operator()(Args... args) const
    {
        if (block_) block_->call(*block_, std::forward<Args>(args)...);
    }

private:
    struct Block {
        void (*call)(Block&, Args...);
        void (*destroy)(Block*);
        unsigned uses{1};
    };
    template <class F>
    struct Held : Block {
        F f;
        template <class G>
        explicit Held(G&& g) : f(std::forward<G>(g))
        {
            this->call = [](Block& block, Args... args) { static_cast<void>(static_cast<Held&>(block).f(std::forward<Args>(args)...)); };
            // Most capture references only: they share one function.
            if constexpr (std::is_trivially_destructible_v<F>)
                this->destroy = [](Block* block) { ::operator delete(static_cast<void*>(block)); };
            else
                this->destroy = [](Block* block) { delete static_cast<Held*>(block); };
        }
    };

    Block* block_{};
};

}  // namespace assent::ui
