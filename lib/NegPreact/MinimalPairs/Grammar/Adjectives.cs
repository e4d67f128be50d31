namespace NegPreact.Grammar;

/// <summary>Adjectives: what they are said of, and the kind of infinitive or clause that they take.</summary>
internal static class Adjectives
{
    public const string Text = """
        old kind=plain subj=person|animal|thing|text|door|place
        little kind=plain subj=person|animal|thing|text|door|place
        strange kind=plain|that subj=person|animal|thing|text|door|place
        beautiful kind=plain subj=person|animal|thing|place
        young kind=plain subj=person|animal
        poor kind=plain subj=person|animal
        strong kind=plain subj=person|animal
        quiet kind=plain subj=person|animal|place
        happy kind=plain subj=person
        angry kind=plain subj=person
        tired kind=plain subj=person
        silent kind=plain subj=person
        rich kind=plain subj=person
        new kind=plain subj=thing|text|door|place
        small kind=plain subj=animal|thing|text|door|place
        large kind=plain subj=animal|thing|text|door|place
        white kind=plain subj=animal|thing|door
        black kind=plain subj=animal|thing|door
        dark kind=plain subj=door|place
        likely kind=raise|that
        certain kind=raise|that
        sure kind=raise
        glad kind=control subj=person
        afraid kind=control subj=person
        willing kind=control subj=person
        eager kind=control subj=person
        easy kind=tough
        hard kind=tough
        difficult kind=tough
        pleasant kind=tough
        impossible kind=tough
        clear kind=that
        true kind=that
        """;
}
