using System.Reflection;

/// <summary>
/// .NET calls this in any program that is started with <c>DOTNET_STARTUP_HOOKS</c> naming this assembly, so that a test
/// can bring about what cannot happen: <c>NEGPREACT_TESTED_FAULT</c> says where.
/// </summary>
internal static class StartupHook
{
    /// <summary>The variable.</summary>
    public const string Variable = "NEGPREACT_TESTED_FAULT";

    public static void Initialize()
    {
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case "thread":
                new Thread(() =>
                {
                    // The program has said what is to be done about it; where .NET keeps that has no other name.
                    var told = typeof(AppContext).GetField(
                        "UnhandledException", BindingFlags.NonPublic | BindingFlags.Static)!;
                    while (told.GetValue(null) is null)
                        Thread.Sleep(10);
                    throw new InvalidOperationException("a thread has failed");
                }).Start();
                break;
            case "output":
                Console.SetOut(new FailingWriter(() => new InvalidOperationException("\e[31mno\noutput")));
                break;
            case "memory":
                Console.SetOut(new FailingWriter(() => new InsufficientMemoryException()));
                break;
            case "disk":
                Console.SetOut(new FailingWriter(() => new IOException("No space left on device")));
                break;
            default:
                break;
        }
    }

    private sealed class FailingWriter(Func<Exception> fault) : StringWriter
    {
        public override void Write(char value) => throw fault();

        public override void Write(string? value) => throw fault();

        public override void Write(char[] buffer, int index, int count) => throw fault();

        public override void Write(ReadOnlySpan<char> buffer) => throw fault();
    }
}
