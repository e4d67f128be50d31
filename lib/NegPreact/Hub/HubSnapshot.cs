namespace NegPreact.Hub;

/// <summary>A model's files in the cache.</summary>
/// <param name="Id">What was asked for.</param>
/// <param name="Commit">The commit that the revision means.</param>
/// <param name="Folder">The folder of the files, in Hugging Face layout.</param>
public sealed record HubSnapshot(HubModelId Id, string Commit, string Folder);
