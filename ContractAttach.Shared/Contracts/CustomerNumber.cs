namespace ContractAttach.Contracts;

/// <summary>The customer number printed on a bill: 10 digits.</summary>
public static class CustomerNumber
{
    private const int Digits = 10;

    /// <summary>Drops the spaces; false where the rest is not 10 digits.</summary>
    public static bool TryNormalise(string? text, out string number)
    {
        number = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)));
        return number.Length == Digits && number.All(char.IsAsciiDigit);
    }
}
