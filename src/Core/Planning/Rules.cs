namespace Heed.Planning;

/// <summary>A rule that declarations keep, under an id that never changes its meaning.</summary>
/// <param name="Id">HEEDnnn.</param>
/// <param name="Title">What is wrong when the rule is broken.</param>
/// <param name="Warns">Whether a broken rule only warns, and the host decides.</param>
public sealed record Rule(string Id, string Title, bool Warns = false);

/// <summary>All rules, in the order of their ids. An id is never used again.</summary>
public static class Rules
{
    /// <summary>Generated code can only be added to a partial record.</summary>
    public static Rule NotPartial { get; } = new("HEED001", "The record is not partial");

    /// <summary>An inherited declaration would silently run the base's model.</summary>
    public static Rule Derives { get; } = new("HEED002", "An experiment derives from another record");

    /// <summary>Emitted types stand beside the record, so it can be neither nested nor generic.</summary>
    public static Rule NotPlain { get; } = new("HEED003", "The declaration is not a plain top-level record");

    /// <summary>An experiment's parameters are its tasks.</summary>
    public static Rule NoTask { get; } = new("HEED004", "An experiment has no task");

    /// <summary>Every parameter of an experiment is a record with [Task].</summary>
    public static Rule NotATask { get; } = new("HEED005", "A parameter of an experiment is not a task");

    /// <summary>Tasks are told apart by name, in weights, metrics and commands.</summary>
    public static Rule SameName { get; } = new("HEED006", "Two tasks have one name");

    /// <summary>A task reads exactly one input.</summary>
    public static Rule Inputs { get; } = new("HEED007", "A task does not have exactly one input");

    /// <summary>A task has exactly one target.</summary>
    public static Rule Targets { get; } = new("HEED008", "A task does not have exactly one target");

    /// <summary>Every parameter of a task says which column it is, of what kind, and what for.</summary>
    public static Rule NoColumn { get; } =
        new("HEED009", "A parameter of a task names no column, has the wrong type for its kind, or is neither input nor target");

    /// <summary>Each head takes an equal part of the width.</summary>
    public static Rule Heads { get; } = new("HEED010", "Heads do not divide the width");

    /// <summary>Every number has a range.</summary>
    public static Rule OutOfRange { get; } = new("HEED011", "A value is out of range");

    /// <summary>Columns are named by the data file's first line.</summary>
    public static Rule ColumnMissing { get; } = new("HEED012", "The data file has no such column");

    /// <summary>The data may be brought later by its script, so this warns; a run without it stops.</summary>
    public static Rule DataMissing { get; } = new("HEED013", "The data file is missing", Warns: true);

    /// <summary>A share is between tasks of the experiment.</summary>
    public static Rule ShareStranger { get; } = new("HEED014", "A share names a type that is not a task of this experiment");

    /// <summary>A share that reaches nothing would be declared and silently do nothing.</summary>
    public static Rule ShareIdle { get; } = new("HEED015", "A share has no effect");

    /// <summary>Rotary positions turn pairs of coordinates.</summary>
    public static Rule RotaryOdd { get; } = new("HEED016", "Rotary positions need an even head width");

    /// <summary>A text target is written by a decoder, from what an encoder read.</summary>
    public static Rule NoTrunk { get; } = new("HEED017", "A text-to-text task lacks its encoder or decoder");

    /// <summary>Emitted code stands beside the author's records, and must mean its own types and members by their names.</summary>
    public static Rule NameTaken { get; } = new("HEED018", "A name is taken by the emitted code");

    /// <summary>Every head that has keys and values of its own serves as many heads as the next.</summary>
    public static Rule KeyValueHeads { get; } = new("HEED020", "Key-value heads do not divide the heads");

    /// <summary>Weights are changed by one rule.</summary>
    public static Rule Optimizers { get; } = new("HEED025", "An experiment has more than one optimizer");

    /// <summary>Looking ahead along a momentum that is not kept would be declared and silently do nothing.</summary>
    public static Rule Nesterov { get; } = new("HEED026", "Nesterov's step needs a momentum");

    /// <summary>A data file is read by what its name says it is.</summary>
    public static Rule UnknownFormat { get; } = new("HEED030", "The data file has no format that can be read");

    /// <summary>Tasks that read one file share its rows and how they are parted.</summary>
    public static Rule BadRows { get; } = new("HEED031", "Tasks that read one file differ in what becomes of its bad rows");

    /// <summary>All text of an experiment has one vocabulary.</summary>
    public static Rule Tokenizers { get; } = new("HEED032", "An experiment has more than one tokenizer");

    /// <summary>A stack that no task reads or writes with would be declared and silently do nothing.</summary>
    public static Rule DecoderIdle { get; } = new("HEED035", "A decoder that no task writes with");

    /// <summary>A stack that no task reads with would be declared and silently do nothing.</summary>
    public static Rule EncoderIdle { get; } = new("HEED034", "An encoder that no task reads with");

    /// <summary>A class is told by its name.</summary>
    public static Rule LabelType { get; } = new("HEED036", "A label is of a type that names no classes");

    /// <summary>A language model's one text is both what it reads and what it should say.</summary>
    public static Rule LanguageModel { get; } = new("HEED037", "A language model has more than its one text");

    /// <summary>An output table that nothing writes with would be declared and silently do nothing.</summary>
    public static Rule OutputIdle { get; } = new("HEED038", "An output table that no task writes with");

    /// <summary>The decoder attends to the encoder's states, and shares its embedding.</summary>
    public static Rule DecoderWidth { get; } = new("HEED039", "Encoder and decoder differ in width");

    /// <summary>A variant changes what an experiment declares.</summary>
    public static Rule VariantBase { get; } = new("HEED040", "A variant of something that is no experiment");

    /// <summary>Leaving out what is not there would be declared and silently do nothing.</summary>
    public static Rule WithoutIdle { get; } = new("HEED041", "A Without leaves out nothing");

    /// <summary>A variant that is its base would be compared with itself.</summary>
    public static Rule VariantSame { get; } = new("HEED042", "A variant changes nothing");

    /// <summary>What is compared has the tasks, the seeds and the budget in common.</summary>
    public static Rule VariantOwn { get; } = new("HEED043", "A variant declares what is its base's to declare");

    /// <summary>A picture is cut into whole patches.</summary>
    public static Rule PatchSize { get; } = new("HEED060", "A patch does not divide its picture");

    /// <summary>Patches take the place of tokens, and are mapped by weights of one size.</summary>
    public static Rule PatchesFit { get; } = new("HEED061", "The patches of a picture do not fit the model");

    /// <summary>A picture goes in, and classes or a number are told of it.</summary>
    public static Rule PictureRole { get; } = new("HEED062", "A picture stands where none can");

    /// <summary>A tokenizer that no text goes through would be declared and silently do nothing.</summary>
    public static Rule TokenizerIdle { get; } = new("HEED063", "A tokenizer that no task reads text with");

    /// <summary>Tasks that read one file share how it is parted, and none trains on what another is tested on.</summary>
    public static Rule TestFiles { get; } = new("HEED064", "Tasks do not agree on their test or sample");

    /// <summary>A number that parts nothing would be declared and silently do nothing.</summary>
    public static Rule SplitIdle { get; } = new("HEED065", "A number of the split that parts nothing");

    /// <summary>Tasks that read one file share its rows and how they are parted.</summary>
    public static Rule Windows { get; } = new("HEED066", "Tasks that read one file differ in how much of it is in memory at a time");

    /// <summary>Answers of one experiment are decoded in one way.</summary>
    public static Rule Decodings { get; } = new("HEED070", "An experiment has more than one way to decode");

    /// <summary>A way to decode that no task writes by would be declared and silently do nothing.</summary>
    public static Rule DecodingIdle { get; } = new("HEED071", "A way to decode that no task writes by");

    /// <summary>Only what is written can be held to a list.</summary>
    public static Rule OnlyIdle { get; } = new("HEED072", "A list of what may be written stands where nothing is written");

    /// <summary>Attention of no layer would be allocated otherwise than without it.</summary>
    public static Rule AllocationIdle { get; } = new("HEED080", "An allocation that no layer allocates by");

    /// <summary>A window that holds the longest sequence leaves attention a single key; where more is recent than is held, nothing can go.</summary>
    public static Rule AllocationEmpties { get; } = new("HEED081", "An allocation that leaves nothing to choose from");

    /// <summary>What a layer's attention leaves is one sequence.</summary>
    public static Rule AllocationsMeet { get; } = new("HEED083", "Two allocations of one layer's positions");

    /// <summary>A layer that is computed again reads what it read at first, and not what it left.</summary>
    public static Rule AllocationRecomputed { get; } = new("HEED084", "An allocation in layers that are computed again");

    /// <summary>Latents ask before the first layer, which is where other positions than added ones first count.</summary>
    public static Rule AllocationUnplaced { get; } = new("HEED085", "Latents that ask words in no order");

    /// <summary>All rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        NotPartial, Derives, NotPlain, NoTask, NotATask, SameName, Inputs, Targets, NoColumn, Heads, OutOfRange,
        ColumnMissing, DataMissing, ShareStranger, ShareIdle, RotaryOdd, NoTrunk, NameTaken, KeyValueHeads, Optimizers, Nesterov, UnknownFormat, BadRows,
        Tokenizers, EncoderIdle, DecoderIdle, LabelType, LanguageModel, OutputIdle, DecoderWidth, VariantBase, WithoutIdle, VariantSame, VariantOwn,
        PatchSize, PatchesFit, PictureRole, TokenizerIdle, TestFiles, SplitIdle, Windows, Decodings, DecodingIdle, OnlyIdle, AllocationIdle,
        AllocationEmpties, AllocationsMeet, AllocationRecomputed, AllocationUnplaced,
    ];
}
