namespace NegPreact.Grammar;

/// <summary>
/// Nouns: singular, plural, what it names, gender (c: either sex), and a weight where it is drawn more often.
/// </summary>
internal static class Nouns
{
    public const string Text = """
        man men person m 3
        woman women person f 3
        boy boys person m 3
        girl girls person f 3
        child children person c 2
        friend friends person c 2
        father fathers person m
        mother mothers person f
        brother brothers person m
        sister sisters person f
        son sons person m
        daughter daughters person f
        gentleman gentlemen person m
        lady ladies person f 2
        king kings person m
        doctor doctors person c
        soldier soldiers person c
        servant servants person c
        captain captains person m
        stranger strangers person c
        horse horses animal n 2
        dog dogs animal n 2
        bird birds animal n
        cat cats animal n
        chair chairs thing n
        table tables thing n
        box boxes thing n
        glass glasses thing n
        picture pictures thing n
        stone stones thing n
        gun guns thing n
        lamp lamps thing n
        ring rings thing n
        book books text n
        letter letters text n
        paper papers text n
        story stories text n
        door doors door n
        window windows door n
        house houses place n 2
        room rooms place n
        town towns place n
        city cities place n
        village villages place n
        street streets place n
        garden gardens place n
        church churches place n
        road roads place n
        field fields place n
        """;
}
