using NegPreact;
using NegPreact.Gpu;

if (args is not [var step, .. var rest] || Options.Parse(rest) is not { } options)
{
    await Console.Error.WriteLineAsync(
        "usage: NegPreact.Gpu parity|built-in|speed|distances|verdict|report --out FILE [--device cpu|cuda] "
        + "[--compute float32|bfloat16] [--shape NAME] [--tokens N] [--within GB] [FOLDER…]");
    return 2;
}

try
{
    return step switch
    {
        "parity" => ParityStep.Run(options),
        "built-in" => BuiltInStep.Run(options),
        "speed" => SpeedStep.Run(options),
        "distances" => DistanceStep.Run(options),
        "verdict" => VerdictStep.Run(options),
        "report" => Report.Print(options.Out),
        _ => throw new NegPreactException(
            ErrorKind.Settings, $"There is no step '{step}'; run without arguments for a list."),
    };
}
catch (NegPreactException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
