using System.Buffers;
using System.Globalization;
using System.Text;

namespace ContractAttach.Notifications;

/// <summary>
/// The alphabet of text messages: GSM 7 bit default alphabet and its extension table, 3GPP TS 23.038 sections 6.2.1 and
/// 6.2.1.1. One character outside of it makes the whole message UCS-2, and 70 characters long instead of 160.
/// </summary>
public static class Gsm7
{
    /// <summary>Septets of a message that is not split.</summary>
    public const int SingleMessage = 160;

    /// <summary>Septets of each of several messages that are joined: 3GPP TS 23.040 section 9.2.3.24.1.</summary>
    public const int JoinedMessage = 153;

    private const string Default =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>Each costs an escape before it: two septets.</summary>
    private const string Extension = "^{}\\[~]|€\f";

    /// <summary>A base letter, then the letters outside the alphabet that are read as it.</summary>
    private static readonly string[] Folds =
    [
        "AÀÁÂÃĀĂĄẠẢẤẦẨẪẬẮẰẲẴẶ", "aáâãāăąạảấầẩẫậắằẳẵặ", "CĆĈĊČ", "cçćĉċč", "DÐĎĐ", "dðďđ",
        "EÈÊËĒĔĖĘĚẸẺẼẾỀỂỄỆ", "eêëēĕėęěẹẻẽếềểễệ", "GĜĞĠĢ", "gĝğġģ", "HĤĦ", "hĥħ", "IÌÍÎÏĨĪĬĮİỈỊ", "iíîïĩīĭįıỉị",
        "JĴ", "jĵ", "KĶ", "kķĸ", "LĹĻĽĿŁ", "lĺļľŀł", "NŃŅŇŊ", "nńņňŋ", "OÒÓÔÕŌŎŐƠỌỎỐỒỔỖỘỚỜỞỠỢ", "oóôõōŏőơọỏốồổỗộớờởỡợ",
        "RŔŖŘ", "rŕŗř", "SŚŜŞŠȘ", "sśŝşšșſ", "TŢŤŦȚ", "tţťŧț", "UÙÚÛŨŪŬŮŰŲƯỤỦỨỪỬỮỰ", "uúûũūŭůűųưụủứừửữự",
        "WŴ", "wŵ", "YÝŶŸỲỴỶỸ", "yýÿŷỳỵỷỹ", "ZŹŻŽ", "zźżž",
    ];

    private static readonly SearchValues<char> Alphabet = SearchValues.Create(Default + Extension);
    private static readonly SearchValues<char> Extended = SearchValues.Create(Extension);
    private static readonly Dictionary<char, char> Bases =
        Folds.SelectMany(fold => fold.Skip(1).Select(letter => (letter, fold[0]))).ToDictionary();

    /// <summary>Whether the text can be written in the alphabet.</summary>
    public static bool IsGsm7(string text) => !text.AsSpan().ContainsAnyExcept(Alphabet);

    /// <summary>Septets that a text in the alphabet takes.</summary>
    public static int Septets(string text) => text.Length + text.Count(Extended.Contains);

    /// <summary>
    /// The text in the alphabet: accents that it lacks are folded to the base letter, typographic signs to plain ones,
    /// no-break spaces to spaces; what has no likeness is dropped.
    /// </summary>
    public static string Fold(string text)
    {
        StringBuilder folded = new(text.Length);
        foreach (char c in text)
        {
            if (Alphabet.Contains(c))
                folded.Append(c);
            else if (Bases.TryGetValue(c, out char letter))
                folded.Append(letter);
            else
                folded.Append(Likeness(c));
        }

        return folded.ToString();
    }

    private static string Likeness(char c) => c switch
    {
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "Th",
        '’' or '‘' or 'ʼ' or '´' or '`' => "'",
        '“' or '”' or '«' or '»' => "\"",
        '…' => "...",
        _ => char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.SpaceSeparator => " ",
            UnicodeCategory.DashPunctuation => "-",
            _ => "",
        },
    };
}
