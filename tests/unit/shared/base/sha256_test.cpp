#include "shared/base/sha256.hpp"

#include <gtest/gtest.h>

#include "shared/base/id.hpp"

using namespace assent;

// Vectors of FIPS 180-4 and of the NIST CSRC examples.
TEST(Sha256Test, gives_the_published_values)
{
    EXPECT_EQ(sha256(as_bytes("")).hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256(as_bytes("abc")).hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).hex(),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256(as_bytes(std::string(1'000'000, 'a'))).hex(),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256Test, does_not_depend_on_how_the_input_is_cut)
{
    const std::string text(200, 'x');
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        Sha256 hash;
        hash.update(as_bytes(text.substr(0, cut))).update(as_bytes(text.substr(cut)));
        EXPECT_EQ(hash.finish(), sha256(as_bytes(text))) << cut;
    }
}

TEST(Sha256Test, agrees_with_another_implementation_at_every_length_around_the_blocks)
{
    // By Python's hashlib: the hash of the hashes of 300 inputs, the nth of n bytes (7 i + n) mod 256.
    Sha256 all;
    for (unsigned n = 0; n < 300; ++n) {
        Bytes input(n);
        for (unsigned i = 0; i < n; ++i) input[i] = static_cast<std::uint8_t>(7 * i + n);
        all.update(sha256(input).bytes);
    }
    EXPECT_EQ(all.finish().hex(), "d5238871a46ac4a1a75ac3fb19d645b0b3b9e5f35f5f720e2b240d605c6b694e");
}

TEST(IdTest, reads_back_what_it_wrote_and_refuses_anything_else)
{
    const auto id = Key::derived("one");
    EXPECT_EQ(Key::parse(id.text()), id);
    EXPECT_FALSE(Key::parse(""));
    EXPECT_FALSE(Key::parse(id.text() + "00"));
    EXPECT_FALSE(Key::parse(std::string(32, 'g')));
    EXPECT_FALSE(Key::parse(id.text().substr(1)));
}
