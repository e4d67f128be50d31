namespace NegPreact.Grammar;

/// <summary>
/// Verbs: base form, third person singular, past, past participle, -ing; then the frames: its kind (the feature "sub",
/// or "part" where the past participle stands before a noun), what it asks of its subject, what it asks of its object.
/// </summary>
internal static class Verbs
{
    /// <summary>What one may well do to oneself, as a template names it.</summary>
    public const string Reflexive = "V:see,hurt,save,blame,hide,help,kill,love,hate,forget,understand,find,stop,watch";

    public const string Text = """
        see sees saw seen seeing | trans person/animal person/animal/thing/text/door/place | that person | wh person | whether person
        know knows knew known knowing | trans person person/place | that person | wh person | whether person
        remember remembers remembered remembered remembering | trans person person/animal/thing/text/place | labile person | that person | wh person | whether person
        forget forgets forgot forgotten forgetting | trans person person/animal/thing/text/place | labile person | that person | wh person | part person thing/text/place
        understand understands understood understood understanding | trans person person/text | labile person | that person | wh person
        find finds found found finding | strict person person/animal/thing/text/place
        take takes took taken taking | strict person person/animal/thing/text
        bring brings brought brought bringing | strict person person/animal/thing/text
        hold holds held held holding | strict person person/animal/thing/text
        carry carries carried carried carrying | strict person person/animal/thing/text
        send sends sent sent sending | strict person person/animal/thing/text
        catch catches caught caught catching | strict person person/animal/thing
        touch touches touched touched touching | strict person person/animal/thing/text/door
        save saves saved saved saving | strict person person/animal/thing/text
        keep keeps kept kept keeping | strict person animal/thing/text
        want wants wanted wanted wanting | strict person animal/thing/text | control person | ecm person
        like likes liked liked liking | strict person person/animal/thing/text/place
        love loves loved loved loving | strict person person/animal/text/place
        hate hates hated hated hating | strict person person/animal/text/place
        kill kills killed killed killing | strict person person/animal
        throw throws threw thrown throwing | strict person thing/text
        blame blames blamed blamed blaming | strict person person
        leave leaves left left leaving | trans person person/animal/thing/text/place | labile person
        hear hears heard heard hearing | trans person person/animal/text | labile person | that person
        meet meets met met meeting | trans person person | labile person
        follow follows followed followed following | trans person/animal person/animal | labile person/animal
        watch watches watched watched watching | trans person person/animal/place | labile person
        help helps helped helped helping | trans person person | labile person
        hurt hurts hurt hurt hurting | trans person person/animal
        lose loses lost lost losing | trans person animal/thing/text | labile person
        hide hides hid hidden hiding | trans person person/animal/thing/text | labile person/animal | part person thing/text/door
        break breaks broke broken breaking | trans person thing/door | labile thing/door | part person thing/door
        steal steals stole stolen stealing | trans person animal/thing/text | labile person | part person animal/thing/text
        choose chooses chose chosen choosing | trans person person/animal/thing/text/place | labile person | part person animal/thing/text/place
        write writes wrote written writing | trans person text | labile person | part person text
        tear tears tore torn tearing | trans person text | labile text | part person text
        read reads read read reading | trans person text | labile person
        open opens opened opened opening | trans person door | labile door
        close closes closed closed closing | trans person door | labile door
        move moves moved moved moving | trans person animal/thing | labile person/animal/thing
        burn burns burned burned burning | trans person text/thing | labile text/thing
        stop stops stopped stopped stopping | trans person person/animal | labile person/animal
        say says said said saying | that person | wh person
        think thinks thought thought thinking | that person
        believe believes believed believed believing | that person | ecm person
        hope hopes hoped hoped hoping | that person | control person
        suppose supposes supposed supposed supposing | that person | ecm person
        expect expects expected expected expecting | that person | ecm person | control person
        wish wishes wished wished wishing | control person
        try tries tried tried trying | control person | labile person
        tell tells told told telling | objcontrol person person
        ask asks asked asked asking | objcontrol person person
        order orders ordered ordered ordering | objcontrol person person
        force forces forced forced forcing | objcontrol person person
        seem seems seemed seemed seeming | raise none
        appear appears appeared appeared appearing | raise none | intr person/animal/thing
        happen happens happened happened happening | raise none
        smile smiles smiled smiled smiling | intr person
        laugh laughs laughed laughed laughing | intr person
        sleep sleeps slept slept sleeping | intr person/animal
        come comes came come coming | intr person/animal
        go goes went gone going | intr person/animal
        arrive arrives arrived arrived arriving | intr person
        die dies died died dying | intr person/animal
        wait waits waited waited waiting | intr person
        fall falls fell fallen falling | intr person/animal/thing
        rise rises rose risen rising | intr person
        """;
}
