namespace NegPreact.Grammar;

/// <summary>The paradigms of data/pairs.</summary>
public static class Paradigms
{
    /// <summary>How many pairs of each are in data/pairs.</summary>
    public const int PairsEach = 200;

    /// <summary>Every paradigm: BLiMP's twelve phenomena, then the TSE constructions.</summary>
    public static IReadOnlyList<Paradigm> All { get; } =
    [
        .. AgreementParadigms.All,
        .. VerbParadigms.All,
        .. BindingParadigms.All,
        .. GapParadigms.All,
        .. LicensingParadigms.All,
        .. TseAgreementParadigms.All,
        .. TseLicensingParadigms.All,
    ];
}
