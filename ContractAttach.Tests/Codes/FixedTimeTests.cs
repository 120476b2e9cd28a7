using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using ContractAttach.Attachments;
using ContractAttach.Codes;
using Xunit;

namespace ContractAttach.Tests.Codes;

/// <summary>How long a comparison takes is not to be measured with certainty: what it calls is looked up instead.</summary>
public sealed class FixedTimeTests
{
    [Theory]
    [InlineData(typeof(CodeDigest), "Same")]
    [InlineData(typeof(RequestStarter), "Recognises")]
    public void Secrets_are_compared_in_fixed_time(Type type, string method)
    {
        byte[] code = type.GetMethod(method, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)!.GetMethodBody()!.GetILAsByteArray()!;

        Assert.Contains(CallsOf(type.Assembly, nameof(CryptographicOperations.FixedTimeEquals)), call => code.AsSpan().IndexOf(call) >= 0);
    }

    // ECMA-335, III.3.19: the instruction, then the token of what it calls.
    private static List<byte[]> CallsOf(Assembly assembly, string name)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata.MemberReferences
                .Where(member => metadata.StringComparer.Equals(metadata.GetMemberReference(member).Name, name))
                .Select(member => (byte[])[(byte)OpCodes.Call.Value, .. BitConverter.GetBytes(MetadataTokens.GetToken(member))]),
        ];
    }
}
