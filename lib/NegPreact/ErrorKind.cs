namespace NegPreact;

/// <summary>
/// What kind of error a <see cref="NegPreactException"/> is; each kind has a page in <c>docs/errors</c>.
/// </summary>
public enum ErrorKind
{
    /// <summary>There is no such model folder, or one of the model's files is missing from it.</summary>
    ModelFolder,

    /// <summary>A safetensors file, or the index of several, is damaged, cut off or malformed.</summary>
    WeightsFile,

    /// <summary>A GGUF file is damaged or cut off, or stores its weights in a type that is not read.</summary>
    GgufFile,

    /// <summary>
    /// The index of the weights and the files that it names do not agree, or there are two sets of weights.
    /// </summary>
    WeightShards,

    /// <summary>A link or a name in an index leads out of the model's folder.</summary>
    UnsafeLink,

    /// <summary>The weights are pickles, which can run code when they are opened.</summary>
    Pickle,

    /// <summary>The file is the small text file that Git leaves if Git LFS did not run.</summary>
    GitLfs,

    /// <summary>A weight or a measured value is NaN or infinite.</summary>
    NonFinite,

    /// <summary>The weights do not have the tensors, or the shapes, that config.json calls for.</summary>
    TensorMismatch,

    /// <summary>A tensor to be read or written is not there or is not available in that form.</summary>
    TensorRequest,

    /// <summary>The model computes something that this library does not implement.</summary>
    Architecture,

    /// <summary>
    /// config.json is not JSON, or one of its fields is missing, wrong, unknown or contradicts another.
    /// </summary>
    ConfigField,

    /// <summary>CUDA was requested but cannot be used.</summary>
    Device,

    /// <summary>The memory of the GPU, or of the machine, is too small.</summary>
    DeviceMemory,

    /// <summary>Text is to be processed, but there is no tokenizer.</summary>
    TokenizerMissing,

    /// <summary>The tokenizer's files are damaged or contradict themselves.</summary>
    TokenizerFile,

    /// <summary>The tokenizer is intact, but of a type that this library cannot run.</summary>
    TokenizerUnsupported,

    /// <summary>Text, tokenizer and model do not match: one of them does not know a token or a character.</summary>
    Vocabulary,

    /// <summary>A token that marks the beginning or end of a text is needed, but the tokenizer has none.</summary>
    TextBoundary,

    /// <summary>The text is empty, or too short for what was asked.</summary>
    TextTooShort,

    /// <summary>The text is longer than the model can read at once.</summary>
    TextTooLong,

    /// <summary>There is no such data file or folder, or there is nothing in it.</summary>
    DataMissing,

    /// <summary>A data file is damaged, or does not follow its format.</summary>
    DataFile,

    /// <summary>A rule, a word or a template of the built-in grammar or tasks cannot give what was asked for.</summary>
    Grammar,

    /// <summary>A set of neurons does not fit the model, or cannot be chosen as requested.</summary>
    NeuronSet,

    /// <summary>No control can be found that matches the chosen neurons.</summary>
    Control,

    /// <summary>The measurements leave nothing to compare.</summary>
    NothingToCompare,

    /// <summary>A result was asked for something that the experiment did not measure.</summary>
    NotMeasured,

    /// <summary>A number that a notebook built by hand is not the library's.</summary>
    ByHand,

    /// <summary>A statistic was given numbers for which it is not defined.</summary>
    Statistics,

    /// <summary>An option or a setting has a value that cannot be used.</summary>
    Settings,

    /// <summary>A chart or a table was given data that it cannot show.</summary>
    Figure,

    /// <summary>A claim, or the file of claims of the last run, cannot be found or read.</summary>
    Claims,

    /// <summary>The stored outputs of a reference implementation cannot be used for a comparison.</summary>
    Reference,

    /// <summary>The checkpoints of a training run cannot be followed or compared.</summary>
    Checkpoints,

    /// <summary>A tokenizer, a model or a tagger cannot be trained as requested.</summary>
    Training,

    /// <summary>The tagger's files, or the input of the tagger, parser or alignment, cannot be used.</summary>
    Tagger,

    /// <summary>A model of another format cannot be converted.</summary>
    Conversion,

    /// <summary>The plan of a sweep, or the requested part of it, cannot be measured.</summary>
    SweepPlan,

    /// <summary>The folder of a sweep cannot be continued or merged.</summary>
    SweepFolder,

    /// <summary>A record of results cannot be read or continued, or was changed since it was written.</summary>
    Record,

    /// <summary>A name is not that of a model on the Hub, or the repository holds no model.</summary>
    HubModel,

    /// <summary>The Hub refuses a model: it is gated, private or missing, or the access token is wrong.</summary>
    HubAccess,

    /// <summary>Fetching is not allowed, and the cache does not have everything that is needed.</summary>
    HubOffline,

    /// <summary>A download did not finish.</summary>
    HubDownload,

    /// <summary>The server that answers is not the Hub, or its address cannot be used.</summary>
    HubServer,

    /// <summary>A cache folder cannot be written to.</summary>
    CacheFolder,

    /// <summary>The disk does not have enough space.</summary>
    DiskSpace,

    /// <summary>A file cannot be opened, read or written.</summary>
    FileAccess,

    /// <summary>libtorch, or a library that it needs, cannot be loaded.</summary>
    NativeLibrary,

    /// <summary>There is no libtorch for this system or processor.</summary>
    UnsupportedSystem,

    /// <summary>The program runs outside the repository, whose data it needs.</summary>
    Repository,

    /// <summary>The program itself is at fault.</summary>
    Fault,
}
