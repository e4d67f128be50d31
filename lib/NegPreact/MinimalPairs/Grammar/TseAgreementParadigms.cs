
namespace NegPreact.Grammar;

/// <summary>
/// The agreement constructions of targeted syntactic evaluation (Marvin and Linzen 2018), in our own words.
/// </summary>
internal static class TseAgreementParadigms
{
    private const string Suite = "tse-like";
    private const string Subject = "subject_verb_agreement";
    private const string Numbers = "n=sg|pl m=sg|pl";
    private const string The = "the N[num=?n sem=person sem=?s]";
    private const string TheOther = "the N[num=?m sem=person]";
    private const string Is = "{ Be#b[form=pres|past form=?f num=?n] | Be#b[form=?f num=!n] } A[kind=plain subj=?s]";
    private const string Laughs = "{ V#v[sub=intr form=pres num=?n subj=?s] | V#v[sub=intr form=pres num=!n subj=?s] }";
    private const string Seen = "V[sub=trans|strict form=past subj=person obj=person]";
    private const string WithinVerb = "{ V#v[sub=strict form=pres num=?n obj=?o] | V#v[sub=strict form=pres num=!n "
        + "obj=?o] } Be[form=past num=?m] A[kind=plain subj=?o]";

    public static IEnumerable<Paradigm> All =>
    [
        Paradigm("simple", "n=sg|pl", The + " " + Is, The + " " + Laughs + " TimeAdv",
        "DP[num=?n sem=person sem=?s] " + Is),
        Paradigm("sentential_complement", Numbers, $"{TheOther} V[sub=that form=past] that {The} {Is}",
            $"{TheOther} V[sub=that form=past] {The} {Is}"),
        Paradigm("short_coordination", "n=sg|pl", $"{The} Be[form=pres num=?n] A[kind=plain subj=?s] and {Laughs}",
            $"{The} V[sub=intr form=pres num=?n subj=?s] and {Is.Replace("pres|past", "pres")}"),
        Paradigm("long_coordination", Numbers,
            $"{The} V[sub=strict form=pres num=?n obj=?o] DP[num=?m sem=?o] and {Is.Replace("pres|past", "pres")}",
            $"{The} V[sub=strict form=pres num=?n obj=?o] DP[num=?m sem=?o] and {Laughs}"),
        Paradigm("preposition_person", Numbers, $"{The} P[obj=person] {TheOther} {Is}",
            $"{The} P[obj=person] {TheOther} {Laughs}"),
        Paradigm("preposition_thing", Numbers,
            $"the N[num=?n sem=thing|text|animal sem=?s] P[obj=?p] the N[num=?m sem=?p sem=thing|door|place] {Is}"),
        Paradigm("subject_relative", Numbers, $"{The} who {Seen} {TheOther} {Is}",
            $"{The} that {Seen} {TheOther} {Laughs}"),
        Paradigm("object_relative", Numbers, $"{The} that {TheOther} {Seen} {Is}",
            $"{The} that {TheOther} {Seen} {Laughs}"),
        Paradigm("object_relative_reduced", Numbers, $"{The} {TheOther} {Seen} {Is}",
            $"{The} {TheOther} {Seen} {Laughs}"),
        Paradigm("within_object_relative", Numbers,
            $"the N[num=?m sem=person|animal|thing|text sem=?o] that the N[num=?n sem=person] {WithinVerb}"),
        Paradigm("within_object_relative_reduced", Numbers,
            $"the N[num=?m sem=person|animal|thing|text sem=?o] the N[num=?n sem=person] {WithinVerb}"),
    ];

    private static Paradigm Paradigm(string name, string balance, params string[] templates) =>
        new("tse_agreement_" + name, Subject, Suite, Contrast.Word, "Be V", balance, templates);
}
