using NegPreact.Results;

namespace NegPreact.Campaigns;

/// <summary>
/// The experiments of the notebooks on one model, one step after the other, cheapest first. Whatever is measured is
/// kept at once, so that the same campaign goes on where it was stopped.
/// </summary>
/// <example>
/// <code>
/// using var model = LanguageModel.Load("SmolLM2-135M-Instruct.Q4_1.gguf");
/// var campaign = Campaign.Open(model, new CampaignSettings(), CampaignStep.Chosen(tier: 1, ids: null));
/// campaign.Run(done => Console.WriteLine($"{done.Step.Title}: {done.Claims.Count} claims"));
/// </code>
/// </example>
public sealed class Campaign
{
    private static readonly ResultKind Done = new("campaign steps", 1);
    private readonly CampaignContext context;
    private readonly ResultStore store;
    private readonly ResultStore marks; // of its own, since marks are not results that a record keeps
    private readonly IReadOnlyList<CampaignStep> steps;
    private CampaignPlan? plan;

    internal Campaign(
        LanguageModel model, CampaignSettings settings, IReadOnlyList<CampaignStep> steps, ResultStore store,
        CampaignData data, CancellationToken? cancellation = null)
    {
        (this.store, this.steps) = (store, steps);
        marks = ResultStore.Open(store.Folder);
        context = new CampaignContext(new MeasuringCache(model, store, cancellation), settings, data);
    }

    /// <summary>A campaign on the published data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">What is measured on, and how much.</param>
    /// <param name="steps">What is done, in order.</param>
    /// <param name="store">Where results are kept; <see cref="StoreOf"/> the model where null.</param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    public static Campaign Open(
        LanguageModel model, CampaignSettings settings, IReadOnlyList<CampaignStep> steps, string? store = null,
        CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(steps);
        return new Campaign(
            model, settings, steps, ResultStore.Open(store ?? StoreOf(model), records: ResultRecord.All()),
            CampaignData.Published(settings), cancellation);
    }

    /// <summary>
    /// Where a model's results are kept: <c>NEGPREACT_STORE</c>, else <c>studies</c> in the user's cache, which
    /// outlives the folder that the program was built in.
    /// </summary>
    /// <param name="model">The model.</param>
    public static string StoreOf(LanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return EnvironmentSettings.Find("store") is { } named && named != "off"
            ? named
            : Path.Combine(UserCache.Folder, "studies", NameOf(model));
    }

    /// <summary>A model's name as that of a folder.</summary>
    /// <param name="model">The model.</param>
    public static string NameOf(LanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return string.Concat(model.Name.ToLowerInvariant().Select(
            c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'));
    }

    /// <summary>What has been read and measured.</summary>
    public StoreUse Use => store.Use;

    /// <summary>What it will take, by a short trial on the model.</summary>
    /// <exception cref="NegPreactException">
    /// Data that a step needs are missing; the message says what to do.
    /// </exception>
    public CampaignPlan Plan() => plan ??= CampaignPlan.Of(
        context, steps, step => marks.TryGet<int>(Done, Mark(step), out _), store.Keys.Count());

    /// <summary>Makes the steps.</summary>
    /// <param name="told">Receives each step when it is done.</param>
    /// <param name="record">
    /// The folder of a record that is written anew after each step; null for none, as for a share of the seeds, whose
    /// claims are not those of the whole.
    /// </param>
    /// <exception cref="NegPreactException">
    /// A step cannot be made, or the record is of another model or has other settings.
    /// </exception>
    public void Run(Action<CampaignProgress> told, string? record = null)
    {
        ArgumentNullException.ThrowIfNull(told);
        var writer = record is null ? null : CampaignRecord.Begin(record, context, store);
        var planned = Plan().Steps;
        var left = planned.Where(s => !s.IsDone).Sum(s => s.Seconds);
        var (spent, foreseen) = (0.0, 0.0);
        foreach (var next in planned)
        {
            var before = store.Use;
            var claims = Run(next.Step, next.Work);
            left -= next.IsDone ? 0 : next.Seconds;
            var took = store.Use.SecondsSpent - before.SecondsSpent;
            if (store.Use.Measured - before.Measured > store.Use.Read - before.Read)
                (spent, foreseen) = (spent + took, foreseen + next.Seconds);
            marks.Get(Done, Mark(next.Step), () => claims.Count);
            writer?.Write(next.Step, claims);
            told(new CampaignProgress(
                next.Step, claims, store.Use.Measured - before.Measured, TimeSpan.FromSeconds(took),
                TimeSpan.FromSeconds(left * (foreseen > 0 ? spent / foreseen : 1))));
        }
    }

    /// <summary>The claims of every step, without a word on what they will take, and recorded nowhere.</summary>
    internal IReadOnlyList<Claim> Judge() => [.. steps.SelectMany(step => Run(step, step.Work(context)))];

    private IReadOnlyList<Claim> Run(CampaignStep step, CampaignWork work)
    {
        using var progress = Progress.Start(char.ToUpperInvariant(step.Title[0]) + step.Title[1..], work.Results);
        var before = store.Use.Read + store.Use.Measured;
        store.Taken = () => progress.Report(
            Math.Min(store.Use.Read + store.Use.Measured - before, work.Results - 1));
        try
        {
            var claims = step.Run(context);
            progress.Report(work.Results);
            return [.. claims.Select(claim => Told(claim, step))];
        }
        catch (NegPreactException e)
        {
            throw new NegPreactException(e.Kind, $"Step {step.Id}: {e.Message}", e);
        }
        finally
        {
            store.Taken = null;
        }
    }

    private Claim Told(Claim claim, CampaignStep step)
    {
        string[] quick = [.. StudyNames.Quick(context.Settings.Quick).Except(claim.Notes)];
        return claim with
        {
            Id = step.Variant.Length > 0 ? $"{claim.Id}-{step.Variant}" : claim.Id, Notes = [.. claim.Notes, .. quick],
        };
    }

    private object Mark(CampaignStep step) => new
    {
        step.Id, context.Settings, context.Cache.Model.WeightsSha256, context.Cache.Model.ConfigSha256,
        context.Cache.Model.Arithmetic,
    };
}

/// <summary>A step that is done.</summary>
/// <param name="Step">The step.</param>
/// <param name="Claims">What it judged.</param>
/// <param name="Measured">How many results were measured for it.</param>
/// <param name="Took">How long that took.</param>
/// <param name="Left">How long the steps after it will take, as it seems now.</param>
public sealed record CampaignProgress(
    CampaignStep Step, IReadOnlyList<Claim> Claims, int Measured, TimeSpan Took, TimeSpan Left);
