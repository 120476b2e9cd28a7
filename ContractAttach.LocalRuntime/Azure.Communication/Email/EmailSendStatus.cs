namespace Azure.Communication.Email;

/// <summary>How far the sending of an e-mail is.</summary>
public readonly struct EmailSendStatus : IEquatable<EmailSendStatus>
{
    private readonly string _value;

    /// <summary>A status by its name.</summary>
    /// <param name="value">The name.</param>
    public EmailSendStatus(string value) => _value = value;

    /// <summary>Not begun.</summary>
    public static EmailSendStatus NotStarted { get; } = new("NotStarted");

    /// <summary>Under way.</summary>
    public static EmailSendStatus Running { get; } = new("Running");

    /// <summary>Handed on.</summary>
    public static EmailSendStatus Succeeded { get; } = new("Succeeded");

    /// <summary>Refused.</summary>
    public static EmailSendStatus Failed { get; } = new("Failed");

    /// <summary>Given up.</summary>
    public static EmailSendStatus Canceled { get; } = new("Canceled");

    /// <summary>A status by its name.</summary>
    /// <param name="value">The name.</param>
    public static implicit operator EmailSendStatus(string value) => new(value);

    /// <summary>Whether two are the same, in any case.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are.</returns>
    public static bool operator ==(EmailSendStatus left, EmailSendStatus right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they do.</returns>
    public static bool operator !=(EmailSendStatus left, EmailSendStatus right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(EmailSendStatus other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EmailSendStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    /// <inheritdoc/>
    public override string ToString() => _value;
}
