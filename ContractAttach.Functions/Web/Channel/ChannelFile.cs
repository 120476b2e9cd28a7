using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ContractAttach.Functions.Web.Channel;

/// <summary>A file of the web channel, as it is served.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="Content">What it holds.</param>
public sealed record ChannelFile(string MediaType, ReadOnlyMemory<byte> Content)
{
    private readonly EntityTagHeaderValue _tag = new($"\"{Base64Url.EncodeToString(SHA256.HashData(Content.Span))}\"");

    /// <summary>The file, or 304 for who has it.</summary>
    public IResult Answer() => Results.Bytes(Content, MediaType, entityTag: _tag);
}
