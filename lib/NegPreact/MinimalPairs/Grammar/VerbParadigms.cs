
namespace NegPreact.Grammar;

/// <summary>Like BLiMP: argument structure, control and raising, irregular forms.</summary>
internal static class VerbParadigms
{
    private const string Suite = "blimp-like";
    private const string Arguments = "argument_structure";
    private const string Raising = "control_raising";
    private const string Forms = "irregular_forms";
    private const string Number = "n=sg|pl";
    private const string Place = "P[obj=?p] DP[sem=?p sem=door|place def=definite]";
    // "he loved", "he held" can be said
    private const string NeedsObject = "V:find,take,bring,send,touch,want,like,blame,keep";
    private const string NeedsMind = "V:find,want,like,love,hate,blame,send"; // a gun can kill, a box can hold
    private const string TwoForms = "V:know,see,take,write,forget,hide,break,steal,choose,tear,throw";

    public static IEnumerable<Paradigm> All =>
    [
        new("transitive", Arguments, Suite, Contrast.Word, "V", "",
        "NP[sem=person] { V[sub=strict form=past obj=?o] | V[sub=intr form=past] } DP[sem=?o]"),
        new("intransitive", Arguments, Suite, Contrast.Word, "V", "",
            $"NP[sem=person] {{ V[sub=intr form=past subj=person] | {NeedsObject}[sub=strict form=past] }}",
            $"NP[sem=person] had {{ V[sub=intr form=pp subj=person] | {NeedsObject}[sub=strict form=pp] }} TimeAdv"),
        new("causative", Arguments, Suite, Contrast.Word, "V", "", "NP[sem=person] { "
            + "V:open,close,move,break,burn,tear[sub=trans form=past obj=?o] | V[sub=intr form=past] } DP[sem=?o]"),
        new("passive", Arguments, Suite, Contrast.Word, "V", Number,
            "DP[num=?n sem=?o] Be[form=past num=?n] { V[sub=strict form=pp obj=?o] | V[sub=intr form=pp] } by "
            + "NP[sem=person]"),
        new("animate_subject", Arguments, Suite, Contrast.Word, "N", Number,
            $"the {{ N[num=?n sem=person] | N[num=?n sem=thing|text|door] }} {NeedsMind}[sub=strict form=past obj=?o] "
            + $"DP[sem=?o]",
            $"the {{ N[num=?n sem=person] | N[num=?n sem=thing|text|door] }} had {NeedsMind}[sub=strict form=pp "
            + $"obj=?o] DP[sem=?o]"),

        new("there_subject_raising", Raising, Suite, Contrast.Word, "V A", "",
            "there { V[sub=raise form=past] | V[sub=control form=past] } to be DP[def=weak "
            + "sem=person|animal|thing] " + Place,
            "there was { A[kind=raise] | A[kind=control] } to be DP[num=sg def=weak sem=person|animal|thing] " + Place),
        new("there_object_raising", Raising, Suite, Contrast.Word, "V", "",
            "NP[sem=person] { V[sub=ecm form=past] | V[sub=objcontrol form=past] } there to be DP[def=weak "
            + "sem=person|animal|thing] " + Place),
        new("it_subject_raising", Raising, Suite, Contrast.Word, "V", "",
            "it { V[sub=raise form=past] | V[sub=that form=past] } that NP[sem=person sem=?s num=?n] VP[form=past "
            + "subj=?s num=?n]"),
        new("tough_or_raising", Raising, Suite, Contrast.Word, "A", Number,
            "DP[num=?n sem=?o] Be[form=past num=?n] { A[kind=tough] | A[kind=raise] } to "
            + "V:find,take,bring,hold,carry,catch,touch,save,love,hate,keep[sub=strict form=base obj=?o]"),
        new("raising_or_tough", Raising, Suite, Contrast.Word, "A", Number, "DP[num=?n sem=person] Be[form=past "
            + "num=?n] { A[kind=raise] | A[kind=tough] } to V[sub=strict form=base obj=?o] DP[sem=?o]"),

        new("irregular_participle", Forms, Suite, Contrast.Word, "V", "",
            $"NP[sem=person] had {{ {TwoForms}#v[sub=trans|strict form=pp obj=?o] | V#v[form=past] }} DP[sem=?o]",
            $"NP[sem=person] {{ {TwoForms}#v[sub=trans|strict form=past obj=?o] | V#v[form=pp] }} DP[sem=?o]"),
        new("irregular_participle_adjective", Forms, Suite, Contrast.Word, "Part V", Number,
            "Det[def=definite|demonstrative num=?n] { Part#p[obj=?o] | V#p[form=past] } N[num=?n sem=?o] "
            + "Be[form=pres|past num=?n] P[obj=place] DP[sem=place def=definite]"),
    ];
}
