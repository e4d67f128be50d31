namespace NegPreact.Notebooks.Export;

/// <summary>Writes a text file that appears whole or not at all; one of that name stays until then.</summary>
internal static class WholeFile
{
    public static void Write(string path, string text)
    {
        var unfinished = path + ".new";
        try
        {
            File.WriteAllText(unfinished, text);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
