namespace NegPreact.Generation;

/// <summary>
/// Beginnings of sentences, the words that end them, and words that might end them too and are never set against those.
/// </summary>
internal static class Frames
{
    private static readonly string[] Subjects = ["he", "she", "the man", "the woman", "the boy", "the girl"];

    // $ is a subject; every beginning ends where a singular noun must follow, so that all choices are grammatical
    private const string Text = """
        When the wind rose, the waves grew high and water came into the | boat ship |
        The sailors rowed hard, but they could not reach the | shore island ship boat |
        After many days at sea the captain saw land and turned the | ship boat |
        $ was tired of standing and sat down in the | chair | garden field church carriage grass court tree boat shop street
        It was too dark to see, so $ struck a match and lit the | lamp candle | paper letter book
        The plates and the cups were put on the | table |
        The child was sleepy, and so $ put it into the | bed |
        The glass was broken, and the cold air came in at the | window |
        The rider jumped down from the saddle and patted the | horse | son child
        Something was barking in the yard, and it was the | dog |
        Every morning $ took the milk from the | cow | shop table
        From its nest in the branches came the song of the | bird |
        The thief was caught, and for a year he sat in the | prison |
        The lawyers had spoken, and the sentence was read by the | judge | king queen
        Nobody saw the murder, and nobody could prove the | crime |
        The general led his men forward against the | enemy army | king castle palace city wall crowd prison sailor
        Many men were killed and many wounded in the | battle war | forest castle city palace storm street crowd carriage prison court head face arm foot heart eye shoulder finger
        The hunter saw the deer, took aim and fired the | gun |
        On Sunday the bells rang, and the people went into the | church |
        When the dying man wished to confess, they sent for the | priest | judge lawyer brother doctor
        $ dipped it in the ink and began to write with the | pen |
        The postman knocked at the door and handed in the | letter paper book | money
        $ could hardly read the small print of the | book page paper | leaf
        $ licked the stamp and put it on the | letter |
        The children sat down around the fire and begged to be told the | story | price
        $ read to the end of it and then turned the | page | horse leaf
        $ was thirsty and asked for a drink of the | water wine milk tea |
        The baker had been at his oven since dawn, making the | bread |
        $ was hungry and sat down at the table to eat the | dinner supper breakfast bread meat | bird flower
        The butcher took his knife and cut the | meat |
        The kettle was boiling, and $ made the | tea | bed
        The squirrel jumped about in the branches of the | tree |
        The bee flew away with honey from the | flower |
        To come to the other side they had to swim the | river |
        It was a long climb, and $ was tired at the top of the | hill | castle palace church
        The path went in among the dark trees of the | forest | palace castle
        The merchant sold cloth to all who came into the | shop | court castle palace church bed
        The coachman shut the door, took the reins and drove the | carriage |
        Many thousands of people live within the walls of the | city | castle palace prison
        Cabs and carts went up and down the pavement of the | street |
        It was night, and over the hills $ saw the silver | moon star | crown candle lamp
        There was no shade at noon, and $ was burnt by the | sun | lamp candle gun army enemy war king
        $ had no umbrella, and the clothes were wet with the | rain snow | milk wine water
        It was winter, and the whole garden was white with the | snow |
        The miser counted the coins and locked up the | money gold | dog wife letter paper
        The coat was too dear, and $ could not pay the | price | judge lawyer doctor queen enemy sailor soldier witness patient
        To be safe from thieves, $ put the savings in the | bank | bed book coat wall dress shirt pocket
        The child was very ill, and $ sent a servant to fetch the | doctor | priest lawyer mother father letter paper money wine dinner coat dress candle
        The skin was hot and the tongue was dry with the | fever | wine
        The tooth ached, and $ could hardly bear the | pain | water wine story
        The people bowed before the throne and the sceptre of the | king queen | priest judge enemy
        On the day of the new reign they set on his head the | crown |
        The fiddles were tuned, and the young people got up for the | dance | king queen doctor priest judge war
        $ played the piano and filled the whole room with the | music song |
        $ opened a wide mouth and began to sing the | song | prayer story letter
        It was cold outside, and $ put on the warm | coat dress shirt |
        $ took out the coin that lay deep in the | pocket | garden forest church grass
        For the ball the dressmaker sewed a new white | dress |
        $ rocked the cradle all night to quiet the | baby | dog
        They were married in spring, and he was proud of his young | wife |
        The widow wore black and wept for the dead | husband son brother father mother sister | king queen priest captain soldier
        The shoe was too small and hurt the | foot |
        $ put the golden ring upon the | finger | letter table
        $ wept, and a tear fell from the | eye |
        The barber came with his scissors to cut the | hair | paper tree flower bread meat dress
        $ blushed, and the blood rose to the | face head heart |
        """;

    /// <summary>Every beginning, with the subjects that it may have (one that is empty where it has none).</summary>
    public static IReadOnlyList<Frame> All { get; } = [.. Topics.Lines(Text).Select(Read)];

    private static Frame Read(string line)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        var texts = (parts[0].Contains('$') ? Subjects : [""]).Select(s => parts[0].Replace("$", s)).Select(
            t => char.ToUpperInvariant(t[0]) + t[1..]);
        return new Frame([.. texts], parts[1].Split(' '), parts[2].Split(' '));
    }
}

/// <summary>The beginning of a sentence.</summary>
/// <param name="Texts">Its wordings, one a subject.</param>
/// <param name="Fits">The words that end it.</param>
/// <param name="Might">Words that might end it too.</param>
internal sealed record Frame(IReadOnlyList<string> Texts, IReadOnlyList<string> Fits, IReadOnlyList<string> Might);
