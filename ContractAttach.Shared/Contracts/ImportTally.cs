namespace ContractAttach.Contracts;

/// <summary>Counts what became of an import's lines.</summary>
internal sealed class ImportTally
{
    private const int MostErrors = 100;

    private readonly List<ImportError> _errors = [];
    private int _imported;
    private int _replaced;
    private int _rejected;

    /// <summary>All of it.</summary>
    public ImportResult Result => new(_imported, _replaced, _rejected, _errors);

    /// <summary>Counts a line; they come in their order.</summary>
    public void Count(int line, WriteOutcome outcome)
    {
        if (outcome.Problem is null)
        {
            _imported += outcome.Replaced ? 0 : 1;
            _replaced += outcome.Replaced ? 1 : 0;
        }
        else if (_rejected++ < MostErrors)
        {
            _errors.Add(new ImportError(line, outcome.Problem));
        }
    }
}
