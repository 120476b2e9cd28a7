using System.Text;
using CsCheck;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>Makes requests that nobody should send, near enough to good ones to get far.</summary>
internal static class BadRequests
{
    private static readonly Gen<string> s_odd = Any(
        "", "null", "\0", "%00", "%2F", "%2e%2e/", "../", "%ff", "%", "%zz", "é", "\u0001", "\u007f", "'", "\"", "<script>", "{{7*7}}", "$ne", "🙂", "\ud800",
        " ", "\t", "-1", "0", "1e999", "99999999999999999999", "true", "[]", "{}", "me", "other", "0612345678", "+33612345678", "12345678", "consumer", "mobile",
        "internet", "a@example.com", "' or 1=1", new string('9', 400), new string('a', 3000));

    private static readonly Gen<string> s_text = Gen.OneOf(s_odd, Gen.String[0, 12], Gen.Select(s_odd, s_odd, (one, other) => one + other));

    /// <summary>Requests on all routes.</summary>
    /// <param name="requestId">A request that the first caller has.</param>
    /// <param name="contractId">A contract that the first caller has.</param>
    public static Gen<BadRequest> For(string requestId, string contractId) => Gen.Frequency(
        (1, Gen.Select(Methods, Targets(requestId, contractId), Gen.Int[0, 3], Headers.List[0, 4], Bodies, (method, target, caller, headers, body) =>
            new BadRequest(method, target, caller, headers, body)).Where(request => !ClosesTheAccount(request))),
        (1, NearlyGood(requestId)));

    // The first caller's is needed by all the others.
    private static bool ClosesTheAccount(BadRequest request) =>
        request is { Caller: 0, Method: "DELETE" } && request.Target.Contains("account", StringComparison.OrdinalIgnoreCase);

    // A call as it should be, by whom it should be, with one value in its body that is not, or is only nearly.
    private static Gen<BadRequest> NearlyGood(string requestId)
    {
        string request = "/api/v1/attach-requests/" + requestId;
        (string Method, string Target, string[] Body)[] calls =
        [
            ("POST", "/api/v1/attach-requests",
                ["""{"segment":""", "\"consumer\"", ""","contractKind":""", "\"mobile\"", ""","identifiers":{"lineNumber":""", "\"0612345678\"", ""","customerNumber":""", "null", "}}"]),
            ("POST", "/api/v1/attach-requests",
                ["""{"segment":""", "\"professional\"", ""","contractKind":""", "\"internet\"", ""","identifiers":{"lineNumber":""", "\"FTTH123456\"", ""","customerNumber":""", "\"0123456789\"", "}}"]),
            ("POST", request + "/code", ["""{"code":""", "\"1234 5678\"", ""","lineUser":{"kind":""", "\"other\"", ""","firstName":""", "\"Léa\"", ""","lastName":""", "\"Martin\"", "}}"]),
            ("PUT", request + "/line-user", ["""{"kind":""", "\"other\"", ""","firstName":""", "\"Léa\"", ""","lastName":""", "\"Martin\"", "}"]),
            ("PUT", request + "/contact-details", ["""{"email":""", "\"a@example.com\"", ""","mobile":""", "\"+33611223344\"", "}"]),
            ("PUT", "/api/v1/account/contact-details", ["""{"email":""", "\"a@example.com\"", ""","mobile":""", "null", "}"]),
            ("POST", "/api/v1/account", ["""{"contactDetails":{"email":""", "\"a@example.com\"", ""","mobile":""", "null", "}}"]),
        ];
        Gen<string> value = Gen.Frequency((2, s_text.Select(Quote)), (1, Any("null", "true", "0", "12345678", "[]", "{}")));
        return Gen.Select(Gen.Int[0, calls.Length - 1], Gen.Int[0, 9], value, Headers.List[0, 1], (which, at, odd, headers) =>
        {
            (string method, string target, string[] body) = calls[which];
            string[] parts = [.. body];
            // The values stand at the odd places; beyond the last of them all is as it should be.
            if (2 * at + 1 < parts.Length)
                parts[2 * at + 1] = odd;
            return new BadRequest(method, target, 0, ["Content-Type: application/json", .. headers], Encoding.UTF8.GetBytes(string.Concat(parts)));
        });
    }

    private static Gen<string> Methods => Gen.Frequency(
        (12, Any("GET", "POST", "PUT", "DELETE")), (2, Any("PATCH", "HEAD", "OPTIONS", "TRACE")), (1, Any("get", "BREW", "P\u00d6ST", "")));

    private static Gen<string> Targets(string requestId, string contractId)
    {
        string request = "/api/v1/attach-requests/" + requestId;
        Gen<string> known = Any(
            "/api/v1/account", "/api/v1/account/contact-details", "/api/v1/attach-requests", request, request + "/code", request + "/code/resend", request + "/line-user",
            request + "/contact-details", "/api/v1/contracts", "/api/v1/contracts/" + contractId, "/api/v1/operator/contracts", "/api/v1/operator/contracts/no-such",
            "/api/v1/operator/audit?contractId=" + contractId, "/health/live", "/health/ready", "/api/v1/regroupings", $"/api/v1/contracts/{contractId}/proxies",
            $"/api/v1/contracts/{contractId}/proxies/{requestId}", "/revocations/" + requestId, "/hooks/sms-delivery-reports");
        Gen<string> odd = s_text.Select(OnTheWire);
        return Gen.Frequency(
            (8, known),
            (2, Gen.Select(known, odd, (path, text) => path + "?" + text)),
            (2, Gen.Select(known, odd, odd, (path, name, value) => $"{path}?status={name}&wait={value}")),
            (2, Gen.Select(known, odd, (path, text) => path + "/" + text)),
            (2, Gen.Select(odd, (text) => "/api/v1/attach-requests/" + text)),
            (2, Gen.Select(odd, (text) => $"/api/v1/attach-requests/{text}/code")),
            (2, Gen.Select(odd, (text) => "/api/v1/contracts/" + text)),
            (1, Gen.Select(known, (path) => path.ToUpperInvariant())),
            (1, Gen.Select(known, (path) => path.Replace("/", "//", StringComparison.Ordinal))),
            (1, odd.Select(text => "/" + text)),
            (1, Gen.Int[1, 9000].Select(length => "/api/v1/" + new string('x', length))));
    }

    private static Gen<string> Headers => Gen.OneOf(
        s_text.Select(text => "Content-Type: " + OnTheWire(text)),
        Any("application/json; charset=utf-16", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "application/json;;;=").Select(type => "Content-Type: " + type),
        Any("gzip", "br", "identity", "zip, gzip").Select(encoding => "Content-Encoding: " + encoding),
        Any("Bearer", "Bearer ", "Bearer a.b.c", "bearer ..", "Basic YTpi", "Bearer \u00e9", "Bearer " + new string('x', 5000), "Bearer eyJhbGciOiJub25lIn0.e30.", "Digest").Select(value => "Authorization: " + value),
        s_text.Select(text => "Accept-Language: " + OnTheWire(text)),
        s_text.Select(text => "x-correlator: " + OnTheWire(text)),
        s_text.Select(text => "Accept: " + OnTheWire(text)),
        s_text.Select(text => "Prefer: wait=" + OnTheWire(text)),
        s_text.Select(text => "Idempotency-Key: " + OnTheWire(text)),
        s_text.Select(text => "traceparent: " + OnTheWire(text)),
        Any("Expect: 100-continue", "Expect: nothing", "Content-Length: -1", "Content-Length: 1", "Content-Length: 99999999", "Transfer-Encoding: chunked",
            "Transfer-Encoding: nothing", "Host: another", "X-Forwarded-For: \u0001", "no header", ": empty", "Range: bytes=0-1", "Upgrade: h2c", "X-HTTP-Method-Override: DELETE"));

    private static Gen<byte[]> Bodies => Gen.Frequency(
        (2, Gen.Const(Array.Empty<byte>())),
        (8, Objects.Select(Encoding.UTF8.GetBytes)),
        (2, Gen.Select(Objects.Select(Encoding.UTF8.GetBytes), Gen.Int[0, 200], (json, at) => json[..Math.Min(at, json.Length)])),
        (2, Gen.Select(Objects.Select(Encoding.UTF8.GetBytes), Gen.Int[0, 200], Gen.Byte, Spoil)),
        (1, Gen.Byte.Array[0, 300]),
        (1, Gen.Int[1, 3000].Select(depth => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"lineUser\":", depth))))),
        (1, Gen.Int[1, 3000].Select(depth => Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth)))),
        (1, Gen.Int[65_000, 70_000].Select(length => Encoding.ASCII.GetBytes(new string(' ', length)))));

    /// <summary>JSON that has the API's own names, here and there with the wrong things in them, or twice.</summary>
    private static Gen<string> Objects => Gen.Recursive<string>((depth, inner) =>
    {
        Gen<string> leaf = Gen.OneOf(
            s_text.Select(Quote),
            Any("null", "true", "0", "-1", "1e999", "12345678", new string('9', 400), "0.1", "[]", "{}", "NaN"),
            Any("consumer", "professional", "mobile", "open", "internet", "fixed", "me", "other", "12345678", "0712345678", "FTTH123456", "0123456789", "a@example.com", "Léa").Select(Quote));
        Gen<string> value = depth < 3 ? Gen.Frequency((3, leaf), (2, inner)) : leaf;
        Gen<string> name = Gen.Frequency(
            (12, Any("segment", "contractKind", "identifiers", "lineNumber", "customerNumber", "lineUser", "kind", "firstName", "lastName", "contactDetails", "email", "mobile", "code",
                "contractId", "offer", "range", "status", "holder", "lines", "number", "device")),
            (1, s_text));
        return Gen.Select(name, value, (key, item) => $"{Quote(key)}:{item}").List[0, 6].Select(members => "{" + string.Join(',', members) + "}");
    });

    private static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static byte[] Spoil(byte[] json, int at, byte with)
    {
        byte[] spoilt = [.. json];
        spoilt[at % spoilt.Length] = with;
        return spoilt;
    }

    // Odd characters go out as they are, those beyond a byte as their UTF-8; only what ends a line or splits the request line is kept out.
    private static string OnTheWire(string text) =>
        Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)).Replace('\r', '?').Replace('\n', '?').Replace(' ', '+');

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
