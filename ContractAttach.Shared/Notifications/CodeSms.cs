using ContractAttach.Contracts;

namespace ContractAttach.Notifications;

/// <summary>Writes the text message with a code: one message of the GSM alphabet, whatever the names.</summary>
public static class CodeSms
{
    /// <summary>The text: who asks, for which line, what the code allows, which of how many it is, how long it lives, and to give it only in agreement.</summary>
    public static string Write(CodeSmsFacts facts)
    {
        int room = Gsm7.SingleMessage - Gsm7.Septets(Write("", facts));
        return Write(Who(facts, room), facts);
    }

    private static string Write(string who, CodeSmsFacts facts)
    {
        (string line, string code, string which, int minutes) =
            (facts.Line, facts.Code, $"{facts.Send}/{facts.Sends}", facts.LifetimeMinutes);
        return (facts.Language, facts.Flybox) switch
        {
            (ContractLanguage.En, false) =>
                $"{who} asks to manage the contract of line {line}. Code {which}: {code}, valid {minutes} min. Give it only if you agree.",
            (ContractLanguage.En, true) =>
                $"{who} asks to manage the Flybox contract {line}. Code {which} (Messages page): {code}, valid {minutes} min. Give it only if you agree.",
            (_, false) =>
                $"{who} souhaite gérer le contrat de la ligne {line}. Code {which} : {code}, valable {minutes} min. Ne le donnez que si vous acceptez.",
            (_, true) =>
                $"{who} souhaite gérer le contrat Flybox {line}. Code {which} (page Messages) : {code}, valable {minutes} min. Ne le donnez que si vous acceptez.",
        };
    }

    /// <summary>First initial and last name, as far as there are any.</summary>
    private static string Who(CodeSmsFacts facts, int room)
    {
        string first = PersonName.ForSms(facts.FirstName);
        string last = PersonName.ForSms(facts.LastName);
        string who = (first, last) switch
        {
            ("", "") => facts.Language == ContractLanguage.En ? "A customer" : "Un client",
            (_, "") => first,
            ("", _) => last,
            _ => $"{first[0]}. {last}",
        };
        return who.Length <= room ? who : who[..Math.Max(room, 0)].TrimEnd();
    }
}
