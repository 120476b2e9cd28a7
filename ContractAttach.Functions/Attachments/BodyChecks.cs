using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;
using ContractAttach.Functions.Accounts;
using ContractAttach.Functions.Web;

namespace ContractAttach.Functions.Attachments;

/// <summary>Makes the words of the business of what a body says, or notes what is wrong with it.</summary>
internal static class BodyChecks
{
    /// <summary>The contract asked for; null where anything is wrong with it.</summary>
    public static StartRequest? Check(AttachBody body, FieldErrors errors)
    {
        if (body.Segment is null)
            errors.Add("segment", FieldMessages.Segment);
        if (body.ContractKind is null)
            errors.Add("contractKind", FieldMessages.ContractKind);
        LineUser? lineUser = body.LineUser is null ? null : Check(body.LineUser, errors, "lineUser.");
        ContactDetails? contactDetails = body.ContactDetails is null ? null : Check(body.ContactDetails, errors, "contactDetails.");
        if (body is not { Segment: { } segment, ContractKind: { } kind })
            return null;

        string? line = Line(kind, body.Identifiers?.LineNumber, errors);
        string? customerNumber = null;
        if (kind is ContractKind.Internet or ContractKind.Fixed)
        {
            if (CustomerNumber.TryNormalise(body.Identifiers?.CustomerNumber, out string number))
                customerNumber = number;
            else
                errors.Add("identifiers.customerNumber", FieldMessages.CustomerNumber);
        }

        return line is null ? null : new StartRequest(segment, kind, line, customerNumber, lineUser, contactDetails);
    }

    /// <summary>Who uses the line; null where anything is wrong with it.</summary>
    public static LineUser? Check(LineUserBody body, FieldErrors errors, string prefix = "")
    {
        switch (body.Kind)
        {
            case LineUserKind.Me:
                return new LineUser(LineUserKind.Me, null, null);
            case LineUserKind.Other:
                string? first = Name(body.FirstName, prefix + "firstName", errors);
                string? last = Name(body.LastName, prefix + "lastName", errors);
                return first is null || last is null ? null : new LineUser(LineUserKind.Other, first, last);
            default:
                errors.Add(prefix + "kind", FieldMessages.LineUserKind);
                return null;
        }
    }

    /// <summary>Contact details; null where anything is wrong with them.</summary>
    public static ContactDetails? Check(ContactDetailsBody body, FieldErrors errors, string prefix = "")
    {
        bool good = EmailAddress.TryNormalise(body.Email, out string email);
        if (!good)
            errors.Add(prefix + "email", FieldMessages.Email);
        string? mobile = null;
        if (!string.IsNullOrWhiteSpace(body.Mobile))
        {
            if (LineNumber.TryNormalise(body.Mobile, out string number) && LineNumber.IsMobile(number))
                mobile = number;
            else
                errors.Add(prefix + "mobile", FieldMessages.Mobile);
            good &= mobile is not null;
        }

        return good ? new ContactDetails(email, mobile) : null;
    }

    private static string? Line(ContractKind kind, string? text, FieldErrors errors)
    {
        const string Field = "identifiers.lineNumber";
        switch (kind)
        {
            // Of an internet contract either: what can be a fixed number is one.
            case ContractKind.Internet or ContractKind.Fixed when LineNumber.TryNormalise(text, out string number) && LineNumber.IsFixed(number):
                return number;
            case ContractKind.Internet when LineNumber.TryNormaliseInternet(text, out string reference):
                return reference;
            case ContractKind.Internet:
                errors.Add(Field, FieldMessages.InternetLine);
                return null;
            case ContractKind.Fixed:
                errors.Add(Field, FieldMessages.FixedLine);
                return null;
            default:
                if (LineNumber.TryNormalise(text, out string mobile) && LineNumber.IsMobile(mobile))
                    return mobile;
                errors.Add(Field, FieldMessages.MobileLine);
                return null;
        }
    }

    private static string? Name(string? text, string field, FieldErrors errors)
    {
        if (PersonalName.TryNormalise(text, out string name))
            return name;
        errors.Add(field, FieldMessages.Name);
        return null;
    }
}
