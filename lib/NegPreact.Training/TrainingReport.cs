namespace NegPreact.Training;

/// <summary>How a training run stands.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Tokens">Training tokens seen.</param>
/// <param name="Loss">Mean training loss since the last report, nats per token.</param>
/// <param name="ValidationLoss">Validation loss, nats per token, where it was measured at this step.</param>
/// <param name="TokensPerSecond">Speed since the run (or its resumption) began.</param>
/// <param name="TimeLeft">At that speed.</param>
public sealed record TrainingReport(
    int Step, int Steps, long Tokens, double Loss, double? ValidationLoss, double TokensPerSecond, TimeSpan TimeLeft);
