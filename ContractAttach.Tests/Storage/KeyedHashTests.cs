using ContractAttach.Storage;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Storage;

public sealed class KeyedHashTests
{
    private readonly KeyedHash _hash = new(Options.Create(new StorageOptions { HashKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" }));

    // Computed by: printf 'sub\0jeanne' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f -binary | basenc --base64url
    [Fact]
    public void It_is_the_same_in_every_version() =>
        Assert.Equal("6EdM_6LxvLiw49FknlYXQbq3VK-uly3uHy25gF4ZtHk", _hash.Of("sub", "jeanne"));

    [Fact]
    public void Purposes_and_values_do_not_run_into_one_another()
    {
        Assert.NotEqual(_hash.Of("sub", "jeanne"), _hash.Of("email", "jeanne"));
        Assert.NotEqual(_hash.Of("ab", "c"), _hash.Of("a", "bc"));
        Assert.Throws<ArgumentException>(() => _hash.Of("a\0b", "c"));
    }

    [Fact]
    public void It_can_stand_in_a_key() => Assert.Matches("^[A-Za-z0-9_-]{43}$", _hash.Of("mobile", "+33612345678"));
}
