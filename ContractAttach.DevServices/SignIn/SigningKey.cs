using System.Security.Cryptography;
using ContractAttach.DevServices.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace ContractAttach.DevServices.SignIn;

/// <summary>The RS256 key that tokens are signed with: made at the first start, readable by its owner only.</summary>
internal sealed class SigningKey : IDisposable
{
    private const int Bits = 2048;
    private readonly RSA _rsa;

    private SigningKey(RSA rsa)
    {
        _rsa = rsa;
        RSAParameters numbers = rsa.ExportParameters(includePrivateParameters: false);
        Public = new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.RSA,
            Use = "sig",
            Alg = SecurityAlgorithms.RsaSha256,
            N = Base64UrlEncoder.Encode(numbers.Modulus),
            E = Base64UrlEncoder.Encode(numbers.Exponent),
        };
        Public.Kid = Base64UrlEncoder.Encode(Public.ComputeJwkThumbprint());
        Credentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = Public.Kid }, SecurityAlgorithms.RsaSha256);
    }

    /// <summary>What the world may know of it.</summary>
    public JsonWebKey Public { get; }

    /// <summary>What signs.</summary>
    public SigningCredentials Credentials { get; }

    /// <summary>The key of a data directory.</summary>
    /// <exception cref="CannotStartException">The file is there but is no key.</exception>
    public static SigningKey LoadOrCreate(string directory)
    {
        string path = Path.Combine(directory, "signin-key.pem");
        RSA rsa = RSA.Create(Bits);
        try
        {
            if (File.Exists(path))
                rsa.ImportFromPem(File.ReadAllText(path));
            else
                Write(path, rsa.ExportPkcs8PrivateKeyPem());
            return new SigningKey(rsa);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            rsa.Dispose();
            throw new CannotStartException($"The signing key in {path} cannot be used: delete the file to have a new one ({exception.Message}).", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rsa.Dispose();

    private static void Write(string path, string pem)
    {
        // Complete under its name or not there at all, even when killed in between.
        string unfinished = $"{path}.new";
        FileStreamOptions ownerOnly = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            ownerOnly.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (StreamWriter writer = new(unfinished, ownerOnly))
            writer.Write(pem);
        File.Move(unfinished, path, overwrite: true);
    }
}
