using static NegPreact.Grammar.Contrast;

namespace NegPreact.Grammar;

/// <summary>Like BLiMP: determiner and noun, subject and verb, and the ellipsis of a noun.</summary>
internal static class AgreementParadigms
{
    private const string Suite = "blimp-like";
    private const string Determiner = "determiner_noun_agreement";
    private const string Subject = "subject_verb_agreement";
    private const string Number = "n=sg|pl";
    private const string Seen = "NP[sem=person] V[sub=strict form=past obj=?o]";
    private const string SeenPerson = "NP[sem=person] V[sub=strict form=past obj=person]";
    private const string This = "Det[def=demonstrative num=?n]";
    private const string ThisOrThese = "{ Det#d[def=demonstrative num=?n] | Det#d[def=demonstrative num=!n] }";
    private const string Irregular = "N:man,woman,child,gentleman";
    private const string Is = "{ Be#b[form=pres|past form=?f num=?n] | Be#b[form=?f num=!n] } A[kind=plain subj=?s]";
    private const string Has = "{ Aux[form=pres num=?n sel=pp] | Aux[form=pres num=!n sel=pp] } V[sub=intr form=pp "
        + "subj=?s] TimeAdv";
    private const string Sees = "{ V#v[sub=strict form=pres num=?n subj=?s obj=?o] | V#v[sub=strict form=pres num=!n] "
        + "} DP[sem=?o]";

    public static IEnumerable<Paradigm> All =>
    [
        new("determiner_noun", Determiner, Suite, Contrast.Word, "N", Number,
        Seen + " " + This + " { N#x[num=?n sem=?o] | N#x[num=!n] }"),
        new("determiner_noun_determiner", Determiner, Suite, Contrast.Word, "Det", Number,
            Seen + " " + ThisOrThese + " N[num=?n sem=?o]"),
        new("determiner_adjective_noun", Determiner, Suite, Contrast.Word, "N", Number,
            Seen + " " + This + " A[kind=plain subj=?o] { N#x[num=?n sem=?o] | N#x[num=!n] }"),
        new("determiner_adjective_noun_determiner", Determiner, Suite, Contrast.Word, "Det", Number,
            Seen + " " + ThisOrThese + " A[kind=plain subj=?o] N[num=?n sem=?o]"),
        new("determiner_irregular_noun", Determiner, Suite, Contrast.Word, "N", Number,
            $"{SeenPerson} {This} {{ {Irregular}#x[num=?n] | N#x[num=!n] }}"),
        new("determiner_irregular_noun_determiner", Determiner, Suite, Contrast.Word, "Det", Number,
            $"{SeenPerson} {ThisOrThese} {Irregular}[num=?n]"),

        new("verb_agreement", Subject, Suite, Contrast.Word, "Be Aux V", Number, "DP[num=?n sem=person sem=?s] " + Is,
            "DP[num=?n sem=person sem=?s] " + Has, "DP[num=?n sem=person sem=?s] " + Sees),
        new("verb_agreement_irregular_noun", Subject, Suite, Contrast.Word, "Be Aux V", Number,
            $"Det[def=definite num=?n] {Irregular}[num=?n sem=?s] {Is}",
            $"Det[def=definite num=?n] {Irregular}[num=?n sem=?s] {Sees}"),
        new("verb_agreement_noun_changes", Subject, Suite, Contrast.Word, "N", Number,
            "the { N#x[num=?n sem=person|animal sem=?s] | N#x[num=!n] } Be[form=pres|past num=?n] A[kind=plain "
            + "subj=?s]",
            "the { N#x[num=?n sem=person|animal sem=?s] | N#x[num=!n] } Aux[form=pres num=?n sel=pp] V[sub=intr "
            + "form=pp subj=?s] TimeAdv"),
        new("verb_agreement_across_of", Subject, Suite, Contrast.Word, "Be Aux", "n=sg|pl m=sg|pl",
            "the N:father,mother,friend,son,brother,sister,daughter,servant[num=?n sem=?s] of DP[num=?m "
            + "sem=person] " + Is,
            "the N:father,mother,friend,son,brother,sister,daughter,servant[num=?n sem=?s] of DP[num=?m "
            + "sem=person] " + Has),
        new("verb_agreement_across_who", Subject, Suite, Contrast.Word, "Be Aux", "n=sg|pl m=sg|pl",
            "DP[num=?n sem=person sem=?s] who had V[sub=strict form=pp obj=?o] DP[num=?m sem=?o] " + Is,
            "DP[num=?n sem=person sem=?s] who had V[sub=strict form=pp obj=?o] DP[num=?m sem=?o] " + Has),

        new("ellipsis_of_noun", "ellipsis", Suite, Move, "A", "",
            "NP[sem=person] V#v[sub=strict form=past obj=?o] one { A#j[kind=plain subj=?o] N#n[num=sg sem=?o] and "
            + "NP#b[sem=person] #v Card#c | #n and #b #v #c #j }"),
        new("ellipsis_of_noun_plural", "ellipsis", Suite, Move, "A", "",
            "NP[sem=person] V#v[sub=strict form=past obj=?o] Det:two,three,many,several { A#j[kind=plain subj=?o] "
            + "N#n[num=pl sem=?o] and NP#b[sem=person] #v Card#c | #n and #b #v #c #j }"),
    ];
}
