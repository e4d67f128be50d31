using static NegPreact.Grammar.Contrast;

namespace NegPreact.Grammar;

/// <summary>Like BLiMP: the form of anaphors and where their antecedents may stand.</summary>
internal static class BindingParadigms
{
    private const string Suite = "blimp-like";
    private const string Gender = "g=m|f";
    private const string Both = "n=sg|pl g=m|f";
    private const string Hurts = Verbs.Reflexive + "[sub=trans|strict form=past subj=person obj=person]";
    private const string Sees = "V[sub=trans|strict form=past subj=person obj=person]";
    private const string HimselfOrHerself = "{ Refl[num=sg gen=?g] | Refl[num=sg gen=m|f gen=!g] }";
    private const string Other = "num=sg gen=m|f gen=!g";

    public static IEnumerable<Paradigm> All =>
    [
        new("anaphor_number", "anaphor_agreement", Suite, Contrast.Word, "Refl", Both, $"DP[num=?n gen=?g sem=person "
        + $"def=definite|demonstrative] {Hurts} {{ Refl[num=?n gen=?g sem=person] | Refl[num=!n gen=?g sem=person] }}"),
        new("anaphor_gender", "anaphor_agreement", Suite, Contrast.Word, "Refl", Gender,
            $"NP[num=sg gen=?g sem=person] {Hurts} {HimselfOrHerself}"),

        new("binding_command", "binding", Suite, Contrast.Word, "Refl", Gender,
            $"DP[num=sg gen=?g sem=person] who {Sees} NP[{Other} sem=person] {Hurts} {HimselfOrHerself}"),
        new("binding_domain", "binding", Suite, Contrast.Word, "Refl Pron", Gender,
            $"NP[num=sg gen=?g sem=person] V[sub=that form=past] that NP[{Other} sem=person] {Hurts} {{ Pron[case=acc "
            + $"num=sg gen=?g] | Refl[num=sg gen=?g] }}"),
        new("binding_domain_gender", "binding", Suite, Contrast.Word, "Refl", Gender, $"NP[{Other} sem=person] "
            + $"V[sub=that form=past] that NP[num=sg gen=?g sem=person] {Hurts} {HimselfOrHerself}"),
        new("binding_case", "binding", Suite, Contrast.Word, "Refl Pron", Both,
            "DP[num=?n gen=?g sem=person] V[sub=that form=past] that { Pron[case=nom num=?n gen=?g sem=person] | "
            + "Refl[num=?n gen=?g sem=person] } had V[sub=strict form=pp obj=?o] DP[sem=?o]"),
        new("binding_reconstruction", "binding", Suite, Move, "DP", Both,
            $"it was Refl[num=?n gen=?g sem=person] that {{ DP#s[num=?n gen=?g sem=person] "
            + $"{Verbs.Reflexive}#v[sub=trans|strict form=past subj=person obj=person] | #v #s }}"),
    ];
}
