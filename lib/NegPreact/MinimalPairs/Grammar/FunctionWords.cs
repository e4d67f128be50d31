namespace NegPreact.Grammar;

/// <summary>
/// Names and function words: category, words that share the features, features, weight (1 where it is not given).
/// </summary>
internal static class FunctionWords
{
    public const string Text = """
        Name John,Tom,Peter,Jack,George,Henry gen=m
        Name Mary,Jane,Anne,Helen,Lucy,Margaret gen=f
        Det the num=sg|pl def=definite weight=12
        Det a num=sg def=weak init=c weight=4
        Det an num=sg def=weak init=v weight=1
        Det this num=sg def=demonstrative lemma=this
        Det these num=pl def=demonstrative lemma=this
        Det that num=sg def=demonstrative lemma=that
        Det those num=pl def=demonstrative lemma=that
        Det one num=sg def=weak weight=0
        Det some,many,two,three num=pl def=weak weight=1
        Det several,four,five num=pl def=weak weight=0
        Det every,each num=sg def=universal weight=0
        Det all,most,both num=pl def=universal weight=0
        Det no num=sg|pl def=weak lic=yes weight=0
        Det few num=pl def=weak lic=yes weight=0
        Det any num=sg|pl def=weak npi=yes weight=0
        Card two,three,four,five,ten,many,several
        Pron he num=sg gen=m|c case=nom sem=person
        Pron she num=sg gen=f|c case=nom sem=person
        Pron it num=sg gen=n sem=animal|thing|text|door|place
        Pron they num=pl case=nom sem=person|animal|thing|text|door|place
        Pron him num=sg gen=m|c case=acc sem=person
        Pron her num=sg gen=f|c case=acc sem=person
        Pron them num=pl case=acc sem=person|animal|thing|text|door|place
        Refl himself num=sg gen=m|c sem=person
        Refl herself num=sg gen=f|c sem=person
        Refl itself num=sg gen=n sem=animal|thing|text|door|place
        Refl themselves num=pl sem=person|animal
        Wh who sem=person
        Wh what sem=animal|thing|text|door|place
        WhDet whose,which
        Rel who sem=person
        Rel that sem=person|animal|thing|text|door|place
        P in obj=place
        P near obj=person|animal|thing|door|place
        P behind obj=person|animal|thing|door|place
        P with obj=person
        Be is form=pres num=sg lemma=be
        Be are form=pres num=pl lemma=be
        Be was form=past num=sg lemma=be weight=3
        Be were form=past num=pl lemma=be weight=3
        Be be form=base lemma=be
        Be been form=pp lemma=be
        Aux is form=pres num=sg sel=ing lemma=be
        Aux are form=pres num=pl sel=ing lemma=be
        Aux was form=past num=sg sel=ing lemma=be weight=3
        Aux were form=past num=pl sel=ing lemma=be weight=3
        Aux has form=pres num=sg sel=pp lemma=have
        Aux have form=pres num=pl sel=pp lemma=have
        Aux have form=base sel=pp lemma=have
        Aux had form=past sel=pp lemma=have
        Aux does form=pres num=sg sel=base lemma=do
        Aux do form=pres num=pl sel=base lemma=do
        Aux did form=past sel=base lemma=do
        Aux would,could,might,must,will,can form=past sel=base
        Adv really,often,always,never npi=no
        Adv ever npi=yes
        TimeAdv again,here,there
        Conj before,after,because,when,while
        """;
}
