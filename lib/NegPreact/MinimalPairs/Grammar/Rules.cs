namespace NegPreact.Grammar;

/// <summary>
/// The rules. AGR stands for what a finite verb shares with its subject; REST for what a verb phrase hands up
/// unchanged.
/// </summary>
internal static class Rules
{
    private const string Agreement = "num=?n gen=?x subj=?s";
    private const string Rest = "gap=?g expl=?e npi=?p sup=?u";

    // A gap passes up through verb phrases and that-clauses and through nothing else: coordinate, adjunct, relative and
    // wh-clauses are islands. Reflexives tie "gen" and "num" of a verb phrase to its own subject: that is Principle A.
    // An unlicensed polarity item (npi=yes) stops at the clause unless the subject, a negation or a question licenses
    // it.
    private const string Text = """
        Sent -> S
        Sent -> S and S
        Sent -> Q ?
        1 S[gap=?g] -> NP[case=nom num=?n gen=?x sem=?s expl=?e] VP[form=pres|past AGR expl=?e gap=?g sup=*]
        S[gap=?g] -> NP[case=nom num=?n gen=?x sem=?s lic=yes] VP[form=pres|past AGR gap=?g npi=*]
        S -> it Be[form=pres|past] Refl[num=?n gen=?x sem=?o] that NP[case=nom num=?n gen=?x sem=?s] VP[form=pres|past AGR gap=?o]
        OpenS -> NP[case=nom num=?n gen=?x sem=?s] VP[form=pres|past AGR npi=*]
        Q -> Wh[sem=?o] Aux[form=pres|past num=?n sel=?z] NP[case=nom num=?n gen=?x sem=?s] VP[form=?z AGR gap=?o]
        Q -> WhDet[num=?m] N[num=?m sem=?o] Aux[form=pres|past num=?n sel=?z] NP[case=nom num=?n gen=?x sem=?s] VP[form=?z AGR gap=?o]
        WhClause -> Wh[sem=?o] S[gap=?o]
        WhClause -> Wh[sem=?s] VP[form=pres|past num=sg subj=?s]

        5 NP[num=?n gen=?x sem=?s def=?d lic=?l npi=?p] -> DP[num=?n gen=?x sem=?s def=?d lic=?l npi=?p]
        1 NP[num=sg gen=?x sem=person def=definite] -> Name[gen=?x]
        NP[num=?n gen=?x sem=?s case=?c def=definite] -> Pron[num=?n gen=?x sem=?s case=?c]
        NP[expl=there sem=none] -> there
        NP[expl=it sem=none num=sg] -> it
        NP[num=pl def=weak] -> Card
        NP[num=pl sem=?s case=?c] -> NP[sem=?s case=?c] and NP[sem=?s case=?c]
        NP[num=?n gen=?x sem=?s lic=yes] -> only NP[num=?n gen=?x sem=?s]
        NP[num=?n gen=?x sem=?s] -> even NP[num=?n gen=?x sem=?s]
        NP[num=pl sem=?s case=acc sup=yes] -> at least Card N[num=pl sem=?s]
        NP[num=pl sem=?s case=acc] -> more than Card N[num=pl sem=?s]
        1 DP[num=?n gen=?x sem=?s def=?d lic=?l npi=?p] -> Det[num=?n def=?d lic=?l npi=?p init=?i] Nbar[num=?n gen=?x sem=?s init=?i]
        DP[num=?n gen=?x sem=?s def=?d lic=?l] -> DP[num=?n gen=?x sem=?s def=?d lic=?l] PP
        DP[num=?n gen=?x sem=?s def=?d lic=?l] -> DP[num=?n gen=?x sem=?s def=?d lic=?l] of NP[case=acc sem=person]
        DP[num=?n gen=?x sem=?s def=?d lic=?l] -> DP[num=?n gen=?x sem=?s def=?d lic=?l] RelClause[AGR]
        4 Nbar[num=?n gen=?x sem=?s init=?i] -> N[num=?n gen=?x sem=?s init=?i]
        1 Nbar[num=?n gen=?x sem=?s init=?i] -> A[kind=plain subj=?s init=?i] N[num=?n gen=?x sem=?s]
        Nbar[num=?n gen=?x sem=?s init=?i] -> Part[obj=?s init=?i] N[num=?n gen=?x sem=?s]
        RelClause[AGR] -> Rel[sem=?s] VP[form=pres|past AGR]
        RelClause[subj=?s] -> Rel[sem=?s] S[gap=?s]
        RelClause[subj=?s] -> S[gap=?s]
        1 PP -> P[obj=?o] NP[case=acc sem=?o]

        1 VP[form=?f AGR] -> V[sub=intr form=?f num=?n subj=?s]
        VP[form=?f AGR] -> V[sub=labile form=?f num=?n subj=?s]
        3 VP[form=?f AGR npi=?p sup=?u] -> V[sub=trans|strict form=?f num=?n subj=?s obj=?o] NP[case=acc sem=?o npi=?p sup=?u]
        VP[form=?f AGR gap=?o] -> V[sub=trans|strict form=?f num=?n subj=?s obj=?o]
        VP[form=?f AGR] -> V[sub=trans|strict form=?f num=?n subj=?s obj=?o] Refl[num=?n gen=?x sem=?o]
        VP[form=?f AGR gap=?g] -> V[sub=that form=?f num=?n subj=?s] that S[gap=?g]
        VP[form=?f AGR gap=?g] -> V[sub=that form=?f num=?n subj=?s] S[gap=?g]
        VP[form=?f AGR] -> V[sub=wh form=?f num=?n subj=?s] WhClause
        VP[form=?f AGR] -> V[sub=whether form=?f num=?n subj=?s] whether OpenS
        VP[form=?f AGR gap=?g expl=?e] -> V[sub=raise form=?f num=?n] to VP[form=base AGR gap=?g expl=?e]
        VP[form=?f AGR gap=?g] -> V[sub=control form=?f num=?n subj=?s] to VP[form=base AGR gap=?g]
        VP[form=?f AGR] -> V[sub=ecm form=?f num=?n subj=?s] NP[case=acc sem=?o num=?m gen=?y expl=?e] to VP[form=base num=?m gen=?y subj=?o expl=?e]
        VP[form=?f AGR] -> V[sub=objcontrol form=?f num=?n subj=?s obj=?o] NP[case=acc sem=?o num=?m gen=?y] to VP[form=base num=?m gen=?y subj=?o]
        VP[form=?f AGR expl=it] -> V[sub=raise form=?f num=?n] that S
        1 VP[form=?f AGR] -> Be[form=?f num=?n] A[kind=plain subj=?s]
        VP[form=?f AGR] -> Be[form=?f num=?n] PP
        VP[form=?f AGR] -> Be[form=?f num=?n] Passive[subj=?s]
        VP[form=?f num=?n subj=none expl=there] -> Be[form=?f num=?n] NP[num=?n def=weak] PP
        VP[form=?f AGR gap=?g expl=?e] -> Be[form=?f num=?n] A[kind=raise] to VP[form=base AGR gap=?g expl=?e]
        VP[form=?f AGR gap=?g] -> Be[form=?f num=?n] A[kind=control subj=?s] to VP[form=base AGR gap=?g]
        VP[form=?f AGR] -> Be[form=?f num=?n] A[kind=tough] to VP[form=base subj=person gap=?s]
        VP[form=?f num=?n subj=none expl=it] -> Be[form=?f num=?n] A[kind=that] that S
        Passive[subj=?s] -> V[sub=trans|strict form=pp obj=?s]
        Passive[subj=?s] -> V[sub=trans|strict form=pp obj=?s subj=?o] by NP[case=acc sem=?o]
        VP[form=?f AGR REST] -> Aux[form=?f num=?n sel=?z] VP[form=?z AGR REST]
        VP[form=?f AGR gap=?g expl=?e] -> Aux[form=?f num=?n sel=?z] not VP[form=?z AGR gap=?g expl=?e npi=*]
        VP[form=?f AGR REST] -> Adv VP[form=?f AGR REST]
        VP[form=?f AGR gap=?g expl=?e npi=yes sup=?u] -> Adv[npi=yes] VP[form=?f AGR gap=?g expl=?e npi=* sup=?u]
        VP[form=?f AGR REST] -> VP[form=?f AGR REST] PP
        VP[form=?f AGR REST] -> VP[form=?f AGR REST] TimeAdv
        VP[form=?f AGR REST] -> VP[form=?f AGR REST] Conj S
        VP[form=pres|past AGR] -> VP[form=pres|past AGR] and VP[form=pres|past AGR]
        """;

    /// <summary>Every rule, in the order written.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Rule.Parse(line.Replace("AGR", Agreement).Replace("REST", Rest))),
    ];
}
