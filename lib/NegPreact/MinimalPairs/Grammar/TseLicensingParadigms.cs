using static NegPreact.Grammar.Contrast;

namespace NegPreact.Grammar;

/// <summary>
/// The reflexives and polarity items of targeted syntactic evaluation (Marvin and Linzen 2018), in our own words.
/// </summary>
internal static class TseLicensingParadigms
{
    private const string Suite = "tse-like";
    private const string Both = "n=sg|pl g=m|f";
    private const string Seen = "V[sub=trans|strict form=past subj=person obj=person]";
    private const string Hurt = Verbs.Reflexive + "[sub=trans|strict form=past subj=person obj=person]";
    private const string The = "the N[num=?n gen=?g sem=person]";
    // of the same gender, so that number alone decides
    private const string TheOther = "the N[num=!n gen=?g sem=person]";
    private const string Themselves = "{ Refl[num=?n gen=?g sem=person] | Refl[num=!n gen=?g sem=person] }";
    private const string Has = "Aux[form=pres num=?n sel=pp] ever V[sub=strict form=pp obj=?o] DP[sem=?o]";

    public static IEnumerable<Paradigm> All =>
    [
        new("tse_reflexive_simple", "anaphor_agreement", Suite, Contrast.Word, "Refl", Both,
        $"{The} {Hurt} {Themselves}"),
        new("tse_reflexive_sentential_complement", "anaphor_agreement", Suite, Contrast.Word, "Refl", Both,
            $"{TheOther} V[sub=that form=past] that {The} {Hurt} {Themselves}"),
        new("tse_reflexive_object_relative", "anaphor_agreement", Suite, Contrast.Word, "Refl", Both,
            $"{The} that {TheOther} {Seen} {Hurt} {Themselves}"),
        new("tse_npi_simple", "npi_licensing", Suite, Contrast.Word, "Det", "n=sg|pl",
            $"{{ no | the }} N[num=?n sem=person] {Has}"),
        new("tse_npi_object_relative", "npi_licensing", Suite, Reorder, "Det", "n=sg|pl",
            $"{{ no N#a[num=?n sem=person] that the | the #a that no }} N[sem=person] {Seen} {Has}"),
    ];
}
