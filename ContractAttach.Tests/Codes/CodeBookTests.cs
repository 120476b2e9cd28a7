using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using ContractAttach.Codes;
using Xunit;

namespace ContractAttach.Tests.Codes;

public sealed class CodeBookTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(10)]
    public void Derive_gives_what_the_construction_says(int digits)
    {
        CodeBook book = CodeBooks.One(digits);
        for (int request = 0; request < 50; request++)
        {
            CodeSeed seed = CodeBooks.Seed(request);
            Assert.Equal(ExpectedCode(seed, request % 3, digits), book.Derive(seed, request % 3));
        }
    }

    [Fact]
    public void Derive_and_Digest_are_the_same_in_every_version()
    {
        // Codes that travel while a new version is deployed must stay right. Computed by Python's hmac.
        CodeSeed seed = new("k1", "AAECAwQFBgcICQoLDA0ODw");
        Assert.Equal("32850561", CodeBooks.One().Derive(seed, 1));
        Assert.Equal("ajwxDn8bsnguThSZ85BDcV-D6eyB8g2VP8YlDBGbBbA", CodeBooks.One().Digest(seed, "01J0000000000000000000000", 1, "00123456"));
    }

    [Fact]
    public void Digest_gives_what_the_construction_says()
    {
        CodeSeed seed = CodeBooks.Seed(7);
        byte[] hash = HMACSHA256.HashData(
            CodeBooks.Key(1),
            (byte[])[.. Part("ContractAttach digest v1"), .. Part(seed.Salt), .. Number(2), .. Part("request"), .. Part("01234567")]);
        Assert.Equal(Base64Url.EncodeToString(hash), CodeBooks.One().Digest(seed, "request", 2, "01234567"));
    }

    [Fact]
    public void Derive_repeats_itself()
    {
        CodeSeed seed = CodeBooks.One().NewSeed();
        Assert.Equal(CodeBooks.One().Derive(seed, 1), CodeBooks.One().Derive(seed, 1));
    }

    [Fact]
    public void Derive_differs_by_send_salt_and_key()
    {
        CodeBook book = CodeBooks.With(10, "k1", ("k1", 1), ("k2", 2));
        string[] codes =
        [
            book.Derive(CodeBooks.Seed(1), 1), book.Derive(CodeBooks.Seed(1), 2), book.Derive(CodeBooks.Seed(1), 3),
            book.Derive(CodeBooks.Seed(2), 1), book.Derive(CodeBooks.Seed(1, "k2"), 1),
        ];
        Assert.Distinct(codes);
    }

    [Fact]
    public void Digest_differs_by_all_that_it_binds()
    {
        CodeBook book = CodeBooks.With(8, "k1", ("k1", 1), ("k2", 2));
        string[] digests =
        [
            book.Digest(CodeBooks.Seed(1), "a", 1, "00000000"), book.Digest(CodeBooks.Seed(1), "a", 1, "00000001"),
            book.Digest(CodeBooks.Seed(1), "a", 2, "00000000"), book.Digest(CodeBooks.Seed(1), "b", 1, "00000000"),
            book.Digest(CodeBooks.Seed(2), "a", 1, "00000000"), book.Digest(CodeBooks.Seed(1, "k2"), "a", 1, "00000000"),
            book.Digest(CodeBooks.Seed(1), "a0", 1, "0000000"),
        ];
        Assert.Distinct(digests);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(10)]
    public void Derive_favours_no_digit_at_any_place(int digits)
    {
        const int requests = 20_000;
        CodeBook book = CodeBooks.One(digits);
        int[,] counts = new int[digits, 10];
        for (int request = 0; request < requests; request++)
        {
            string code = book.Derive(CodeBooks.Seed(request), 1);
            Assert.Equal(digits, code.Length);
            for (int place = 0; place < digits; place++)
                counts[place, code[place] - '0']++;
        }

        for (int place = 0; place < digits; place++)
        {
            double expected = requests / 10.0;
            double chiSquare = Enumerable.Range(0, 10).Sum(digit => Math.Pow(counts[place, digit] - expected, 2) / expected);
            // 9 degrees of freedom: 1 in 100,000 lies above 39.3; the seeds are fixed, so this passes always or never.
            Assert.True(chiSquare < 39.3, $"chi-square {chiSquare} at place {place}");
        }
    }

    [Fact]
    public void NewSeed_takes_the_current_key_and_128_fresh_bits()
    {
        CodeBook book = CodeBooks.With(8, "k2", ("k1", 1), ("k2", 2));
        CodeSeed[] seeds = [.. Enumerable.Range(0, 1000).Select(_ => book.NewSeed())];
        Assert.All(seeds, seed => Assert.Equal("k2", seed.KeyId));
        Assert.All(seeds, seed => Assert.Equal(16, Base64Url.DecodeFromChars(seed.Salt).Length));
        Assert.Distinct(seeds);
    }

    [Fact]
    public void A_seed_of_a_key_that_went_is_told_from_a_wrong_code()
    {
        CodeBook book = CodeBooks.One();
        CodeSeed seed = new("gone", "salt");
        Assert.False(book.Knows(seed));
        Assert.Equal("gone", Assert.Throws<UnknownCodeKeyException>(() => book.Derive(seed, 1)).KeyId);
        Assert.Throws<UnknownCodeKeyException>(() => book.Digest(seed, "a", 1, "00000000"));
    }

    [Fact]
    public void Codes_of_an_older_key_stay_right_while_it_is_there()
    {
        CodeSeed seed = CodeBooks.One().NewSeed();
        CodeBook rotated = CodeBooks.With(8, "k2", ("k1", 1), ("k2", 2));
        Assert.True(rotated.Knows(seed));
        Assert.Equal(CodeBooks.One().Derive(seed, 1), rotated.Derive(seed, 1));
    }

    [Fact]
    public void Same_compares_all_of_a_digest()
    {
        string digest = CodeBooks.One().Digest(CodeBooks.Seed(1), "a", 1, "00000000");
        Assert.True(CodeDigest.Same(digest, new string(digest.AsSpan())));
        Assert.False(CodeDigest.Same(digest, digest[..^1]));
        Assert.False(CodeDigest.Same(digest, digest[..^1] + '!'));
        Assert.False(CodeDigest.Same(digest, ""));
    }

    /// <summary>The construction a second time, over big integers.</summary>
    private static string ExpectedCode(CodeSeed seed, int send, int digits)
    {
        BigInteger codes = BigInteger.Pow(10, digits);
        for (int counter = 0; ; counter++)
        {
            byte[] block = HMACSHA256.HashData(
                CodeBooks.Key(1),
                (byte[])[.. Part("ContractAttach code v1"), .. Part(seed.Salt), .. Number(send), .. Number(counter)]);
            foreach (byte[] chunk in block.Chunk(8))
            {
                BigInteger number = new(chunk, isUnsigned: true, isBigEndian: true);
                if (number < BigInteger.Pow(2, 64) / codes * codes)
                    return (number % codes).ToString().PadLeft(digits, '0');
            }
        }
    }

    private static byte[] Part(string text) => [.. Number(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Number(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
