namespace NegPreact.Grammar;

/// <summary>
/// One contrast, written as templates. A template is a row of places as in a rule (<c>NP[num=?n]</c>, or a word), made
/// up by the grammar:
/// <list type="bullet">
/// <item><c>{ good | bad }</c>: what only the one or the other sentence holds;</item>
/// <item><c>DP#x[…]</c>, later <c>#x</c>: the same words again; later <c>V#x[…]</c>: another form of the same
/// word;</item>
/// <item><c>N:man,woman[…]</c>: one of these words.</item>
/// </list>
/// Pairs take the templates in turn.
/// </summary>
/// <param name="Uid">Its name, which names its file too.</param>
/// <param name="Phenomenon">One of BLiMP's twelve, as BLiMP spells them.</param>
/// <param name="Suite">Which suite it is the like of: <c>blimp-like</c> or <c>tse-like</c>.</param>
/// <param name="Contrast">How the sentences of a pair differ.</param>
/// <param name="Changes">
/// The categories, or words, that change or move, as a person would name them: <c>Refl</c>, <c>no the</c>.
/// </param>
/// <param name="Balance">
/// Variables whose values pairs take in turn, so that no one form is right more often: <c>n=sg|pl m=sg|pl</c>.
/// </param>
/// <param name="Templates">The templates.</param>
public sealed record Paradigm(string Uid, string Phenomenon, string Suite, Contrast Contrast, string Changes,
    string Balance, params IReadOnlyList<string> Templates);
