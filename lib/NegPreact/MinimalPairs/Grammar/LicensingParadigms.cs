using static NegPreact.Grammar.Contrast;

namespace NegPreact.Grammar;

/// <summary>Like BLiMP: what licenses "ever" and "any", and where quantifiers may stand.</summary>
internal static class LicensingParadigms
{
    private const string Suite = "blimp-like";
    private const string Polarity = "npi_licensing";
    private const string Quantifiers = "quantifiers";
    private const string Number = "n=sg|pl";
    private const string Has = "Aux[form=pres num=?n sel=pp]";
    private const string Seen = "V[sub=strict form=pp obj=?o] DP[sem=?o]";
    private const string Place = "P[obj=?p] DP[sem=?p sem=door|place def=definite]";

    public static IEnumerable<Paradigm> All =>
    [
        new("npi_any", Polarity, Suite, Contrast.Word, "Det", Number,
            "{ no | the } N[num=?n sem=person] V[sub=strict form=past obj=?o] any N[num=pl sem=?o]",
            "{ few | the } N[num=pl sem=person] V[sub=strict form=past obj=?o] any N[num=pl sem=?o]"),
        new("npi_ever_absent", Polarity, Suite, Contrast.Word, "Adv", Number,
            $"DP[num=?n sem=person] {Has} {{ Adv[npi=no] | ever }} {Seen}"),
        new("npi_negation", Polarity, Suite, Contrast.Word, "not Adv", Number,
            $"DP[num=?n sem=person] {Has} {{ not | Adv:really,often,always }} ever {Seen}"),
        new("npi_negation_scope", Polarity, Suite, Move, "not", Number,
            $"DP[num=?n sem=person] who Aux#x[form=pres num=?n sel=pp] {{ V#v[sub=strict form=pp obj=person] "
            + $"NP#o[sem=person] #x not | not #v #o #x }} ever {Seen}"),
        new("npi_only", Polarity, Suite, Contrast.Word, "only even", Number,
            $"{{ only | even }} DP[num=?n sem=person] {Has} ever {Seen}"),
        new("npi_only_scope", Polarity, Suite, Move, "only", Number,
            $"{{ only DP#h[num=?n sem=person] who | #h who only }} Name V[sub=trans|strict form=past subj=person "
            + $"obj=person] {Has} ever {Seen}"),
        new("npi_question", Polarity, Suite, Contrast.Word, "whether that", Number,
            $"NP[sem=person] V[sub=whether form=past] {{ whether | that }} DP[num=?n sem=person] had ever {Seen}"),

        new("there_quantifier", Quantifiers, Suite, Contrast.Word, "Det", Number,
            $"there Be[form=past num=?n] {{ Det[def=weak num=?n init=c] | Det[def=universal num=?n] }} N[num=?n init=c "
            + $"sem=person|animal|thing] {Place}"),
        new("superlative_after_no", Quantifiers, Suite, Words, "more than at least", Number,
            "no N[num=?n sem=person] V[sub=strict form=past obj=?o] { more than | at least } "
            + "Card:two,three,four,five,ten N[num=pl sem=?o]"),
        new("superlative_subject", Quantifiers, Suite, Contrast.Word, "Det", Number,
            "{ the | no } N[num=?n sem=person] V[sub=strict form=past obj=?o] at least Card:two,three,four,five,ten "
            + "N[num=pl sem=?o]"),
    ];
}
