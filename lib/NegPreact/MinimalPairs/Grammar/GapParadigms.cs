using static NegPreact.Grammar.Contrast;

namespace NegPreact.Grammar;

/// <summary>Like BLiMP: dependencies between a wh-word and its gap, and the islands that no gap may leave.</summary>
internal static class GapParadigms
{
    private const string Suite = "blimp-like";
    private const string Gap = "filler_gap_dependency";
    private const string Island = "island_effects";
    private const string Knew = "NP[sem=person] V[sub=wh form=past]";
    private const string Took = "V[sub=strict form=past obj=?o]";
    private const string LongSubject = "DP[sem=person] who V[sub=trans|strict form=past subj=person obj=person] "
        + "NP[sem=person]";
    private const string AnyObject = "V:find,take,bring,hold,carry,send,catch,touch,save,like";

    public static IEnumerable<Paradigm> All =>
    [
        new("wh_with_gap", Gap, Suite, Contrast.Word, "what who that", "",
        $"{Knew} {{ Wh[sem=?o] | that }} NP[sem=person] {Took}"),
        new("wh_with_gap_long", Gap, Suite, Contrast.Word, "what who that", "",
            $"{Knew} {{ Wh[sem=?o] | that }} {LongSubject} {Took}"),
        new("that_without_gap", Gap, Suite, Contrast.Word, "what who that", "",
            $"{Knew} {{ that | Wh }} NP[sem=person] {Took} DP[sem=?o]"),
        new("that_without_gap_long", Gap, Suite, Contrast.Word, "what who that", "",
            $"{Knew} {{ that | Wh }} {LongSubject} {Took} DP[sem=?o]"),
        new("wh_object_gap", Gap, Suite, Words, "DP what that", "",
            "NP[sem=person] V:see,remember,forget[sub=trans form=past obj=?o] { DP#o[sem=?o sem=thing|text|animal] "
            + "that NP#s[sem=person] V#v[sub=strict form=past obj=?o] | what #s #v #o }"),
        new("wh_subject_gap", Gap, Suite, Move, "DP", "",
            "NP[sem=person] V:see,know,remember,forget[sub=trans form=past subj=person obj=person] { DP#o[sem=person] "
            + "who | who #o } V[sub=strict form=past obj=?q] DP[sem=?q]"),

        new("adjunct_island", Island, Suite, Move, "DP", "",
            "what did DP[sem=person num=?n gen=?g] { V#v[sub=strict form=base obj=?o] Conj#c Pron#p[case=nom num=?n "
            + "gen=?g sem=person] V#w[sub=strict form=past obj=?o] DP#o[sem=?o sem=thing|text|animal] | #v #o #c "
            + "#p #w } ?"),
        new("coordinate_island", Island, Suite, Move, "V", "",
            "what did { NP#a[sem=person] and NP#b[sem=person] V#v[sub=strict form=base obj=thing|text|animal] | #a #v "
            + "and #b } ?"),
        new("relative_island", Island, Suite, Reorder, "V DP", "",
            $"what did DP[sem=person] {{ who {AnyObject}#w[form=past] DP#o[sem=person] {AnyObject}#v[form=base] | #v "
            + $"#o who #w }} ?"),
        new("left_branch_island", Island, Suite, Move, "N", "",
            "WhDet { N#x[num=?m sem=?o] did DP#s[sem=person] V#v[sub=strict form=base obj=?o] | did #s #v #x } ?"),
        new("wh_island", Island, Suite, Contrast.Word, "Pron who", "",
            "what did DP[sem=person num=?n gen=?g] V[sub=wh form=base] { Pron[case=nom num=?n gen=?g sem=person] | who "
            + "} V[sub=strict form=past obj=thing|text|animal] ?",
            "who did DP[sem=person num=?n gen=?g] V[sub=wh form=base] { Pron[case=nom num=?n gen=?g sem=person] | who "
            + "} V[sub=strict form=past obj=person] ?"),
    ];
}
