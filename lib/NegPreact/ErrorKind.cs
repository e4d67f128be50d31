namespace NegPreact;

/// <summary>What kind of error a <see cref="NegPreactException"/> is; each kind has a page in <c>docs/errors</c>.</summary>
public enum ErrorKind
{
    /// <summary>There is no such model folder, or one of the files of a model is missing in it.</summary>
    ModelFolder,

    /// <summary>A safetensors file, or the index of several, is damaged, cut off or malformed.</summary>
    WeightsFile,

    /// <summary>The index of the weights and the files that it names do not agree, or there are two sets of weights.</summary>
    WeightShards,

    /// <summary>A link or a name in an index leads out of the model's folder.</summary>
    UnsafeLink,

    /// <summary>The weights are pickles, which can run code when they are opened.</summary>
    Pickle,

    /// <summary>The file is the small text that Git leaves where Git LFS did not run.</summary>
    GitLfs,

    /// <summary>A weight or a measured value is NaN or infinite.</summary>
    NonFinite,

    /// <summary>The weights do not have the tensors, or the shapes, that config.json calls for.</summary>
    TensorMismatch,

    /// <summary>A tensor was asked for, or is to be written, that is not there or cannot be had in that form.</summary>
    TensorRequest,

    /// <summary>The model computes something that this library does not implement.</summary>
    Architecture,

    /// <summary>config.json is no JSON, or a field of it is missing, wrong, unknown or in contradiction to another.</summary>
    ConfigField,

    /// <summary>CUDA was asked for and cannot be used.</summary>
    Device,

    /// <summary>The memory of the GPU, or of the machine, is too small.</summary>
    DeviceMemory,

    /// <summary>There is no tokenizer where text is to be worked with.</summary>
    TokenizerMissing,

    /// <summary>The tokenizer's files are damaged or contradict themselves.</summary>
    TokenizerFile,

    /// <summary>The tokenizer is sound, but of a sort that this library cannot run.</summary>
    TokenizerUnsupported,

    /// <summary>Text, tokenizer and model do not fit each other: a token or a character that one of them does not know.</summary>
    Vocabulary,

    /// <summary>A token that marks where a text begins or ends is needed, and the tokenizer has none.</summary>
    TextBoundary,

    /// <summary>The text is empty, or too short for what was asked.</summary>
    TextTooShort,

    /// <summary>The text is longer than the model can read at once.</summary>
    TextTooLong,

    /// <summary>There is no such file or folder of data, or nothing in it.</summary>
    DataMissing,

    /// <summary>A file of data is damaged, or not written as its format asks.</summary>
    DataFile,

    /// <summary>A rule, a word or a template of the built-in grammar or tasks does not give what was asked.</summary>
    Grammar,

    /// <summary>A set of neurons does not fit the model, or cannot be chosen as was asked.</summary>
    NeuronSet,

    /// <summary>No control can be found that matches the chosen neurons.</summary>
    Control,

    /// <summary>What was measured leaves nothing to compare.</summary>
    NothingToCompare,

    /// <summary>A result was asked for a part that the experiment did not measure.</summary>
    NotMeasured,

    /// <summary>A statistic was given numbers for which it is not defined.</summary>
    Statistics,

    /// <summary>An option or a setting has a value that cannot be used.</summary>
    Settings,

    /// <summary>A chart or a table was given data that it cannot show.</summary>
    Figure,

    /// <summary>A claim, or the file of claims of the last run, cannot be found or read.</summary>
    Claims,

    /// <summary>The stored outputs of a reference implementation cannot be compared with.</summary>
    Reference,

    /// <summary>The states of a training cannot be followed or compared.</summary>
    Checkpoints,

    /// <summary>A tokenizer, a model or a tagger cannot be trained as was asked.</summary>
    Training,

    /// <summary>The tagger's files, or what was given to tagger, parser or alignment, cannot be used.</summary>
    Tagger,

    /// <summary>A model of another format cannot be converted.</summary>
    Conversion,

    /// <summary>The plan of a sweep, or the part of it that was asked for, cannot be measured.</summary>
    SweepPlan,

    /// <summary>The folder of a sweep cannot be gone on with or merged.</summary>
    SweepFolder,

    /// <summary>A name is none of a model of the Hub, or the repository holds no model.</summary>
    HubModel,

    /// <summary>The Hub refuses a model: it is gated, private, not there, or the access token is not right.</summary>
    HubAccess,

    /// <summary>Nothing may be fetched, and the cache does not have all that is needed.</summary>
    HubOffline,

    /// <summary>A download did not come to its end.</summary>
    HubDownload,

    /// <summary>What answers is not the Hub, or its address cannot be used.</summary>
    HubServer,

    /// <summary>A cache folder cannot be written to.</summary>
    CacheFolder,

    /// <summary>The disk has too little room.</summary>
    DiskSpace,

    /// <summary>A file cannot be opened, read or written.</summary>
    FileAccess,

    /// <summary>libtorch, or a library that it needs, cannot be loaded.</summary>
    NativeLibrary,

    /// <summary>There is no libtorch for this system or processor.</summary>
    UnsupportedSystem,

    /// <summary>The program runs outside the repository, whose data it needs.</summary>
    Repository,
}
