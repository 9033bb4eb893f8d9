using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The data of an experiment, ready to train and test on.</summary>
public sealed class PreparedData
{
    private readonly IReadOnlyList<TaskColumns> columns;
    private readonly IReadOnlyList<TokenizedTable> tables;
    private readonly IReadOnlyList<Func<TaskParts>> parts;

    private PreparedData(IReadOnlyList<TaskColumns> columns, TokenizedTables data, DataSettings settings, DataCache cache)
    {
        var files = TaskFile.Of(columns);
        int[] places = [.. columns.Select(task => TaskFile.PlaceOf(task, files))];
        this.columns = columns;
        tables = [.. places.Select(place => data.Tables[place])];
        Tokenization = new(data.Vocabulary);
        Baselines = cache.Baselines;
        WindowedFile?[] windowed = [.. files.Zip(data.Tables, (file, head) => WindowedFile.Of(file, head, Tokenization, settings.Split.NearDuplicates))];
        string[] contents = [.. files.Zip(windowed, data.Tables).Select(one => Contents(one.First, one.Second, one.Third))];
        Tasks =
        [
            .. columns.Zip(tables).Select((one, place) => PreparedTask.Of(
                one.First, one.Second, settings.Longest, Vocabulary.Start(place), contents[places[place]]) with { IsReadOn = windowed[places[place]] is not null }),
        ];
        parts = [.. columns.Select((task, place) => Parts(task, place, windowed[places[place]]))];

        // A picture lies in a file of its own, and so do the labels of a file of pictures.
        static string Contents(TaskFile file, WindowedFile? read, TokenizedTable table) => string.Join("; ",
        [
            $"{read?.Print ?? FilePrint.OfAll(file.Path)}",
            .. file.Test is { } test ? [$"{FilePrint.OfAll(test.Path)}"] : Array.Empty<string>(),
            .. table.Pictures.Values.Select(pictures =>
                $"pictures {pictures.Print(table.Labels.Values.SelectMany(column => column.Rows.SelectMany(row => row)), table.Numbers.Values.SelectMany(column => column))}"),
        ]);

        // Each who reads them has parts of its own, for it goes its own way through the file.
        Func<TaskParts> Parts(TaskColumns task, int place, WindowedFile? file)
        {
            if (file is null)
                return () => new(Tasks[place].Training, null, null);
            var index = cache.Windows(columns, settings, task);
            return () => new(
                Tasks[place].Training, new(task, Tasks[place], file, Tokenization, settings.Longest, Vocabulary.Start(place)), index);
        }
    }

    /// <summary>The vocabulary at work.</summary>
    public Tokenization Tokenization { get; }

    /// <summary>The vocabulary: a ready one, or learned from the training rows of all tasks.</summary>
    public Vocabulary Vocabulary => Tokenization.Vocabulary;

    /// <summary>What baselines answered before.</summary>
    public BaselineCache Baselines { get; }

    /// <summary>The examples of each task, in the experiment's order.</summary>
    public IReadOnlyList<PreparedTask> Tasks { get; }

    /// <summary>The data that an experiment declares.</summary>
    /// <exception cref="UserError">A file is not as expected, the vocabulary too small, or a part has no rows.</exception>
    public static PreparedData Of(HostedExperiment experiment, ExperimentSpec spec)
    {
        TaskColumns[] tasks =
        [
            .. spec.Tasks.Select(task => new TaskColumns(task, Path.Combine(experiment.Folder, task.File))
            {
                Test = task.Test.Length == 0 ? null : (Path.Combine(experiment.Folder, task.Test), task.Test),
            }),
        ];
        var longest = DataSettings.LongestOf(spec);
        var settings = new DataSettings(spec.Tokenizer.Vocabulary, spec.Split, spec.Seed, longest)
        {
            Kind = spec.Tokenizer.Kind,
            ReadsText = spec.HasText,
            Ready = ReadyVocabularies.Load(spec.Tokenizer, experiment.Folder, tasks.Select(task => task.Name)),
        };
        foreach (var (whole, here) in experiment.Spec.Tasks.Zip(spec.Tasks).Where(pair => pair.First.File != pair.Second.File))
            Terminal.Say($"{here.Name}: reading its sample, {here.File}, because {whole.File} is not here. {TableSource.Script(Path.Combine(experiment.Folder, whole.File))}".TrimEnd());
        var data = Of(tasks, settings, DataCache.Default, Terminal.Say);
        foreach (var task in data.Tasks)
            Terminal.Say(
                $"{task.Name}: {task.Training.Length:N0} training, {task.Validation.Length:N0} validation, " +
                $"{task.Test.Length:N0} test examples"
                + (!task.IsReadOn ? "" : $" of the first {task.Spec.Window:N0} rows; those after them are read while training goes on")
                + (task.Truncated == 0 ? "" : $"; {task.Truncated:N0} cut short")
                + (task.Skipped == 0 ? "" : $"; {task.Skipped:N0} bad rows skipped"));
        return data;
    }

    /// <summary>Reads, checks, parts and tokenizes; or takes what the cache kept from the last time.</summary>
    /// <param name="tasks">The tasks, in the experiment's order.</param>
    /// <param name="settings">What is to become of their files.</param>
    /// <param name="cache">Where the result is kept.</param>
    /// <param name="say">Told what is being done, where it takes seconds.</param>
    /// <exception cref="UserError">A file is not as expected, the vocabulary too small, or a part has no rows.</exception>
    public static PreparedData Of(IReadOnlyList<TaskColumns> tasks, DataSettings settings, DataCache cache, Action<string> say)
    {
        if (settings.Kind == TokenizerKind.BytePairs && settings.ReadsText && settings.Vocabulary < BytePairVocabulary.Smallest(tasks.Count))
            throw new UserError(
                $"Tokenizer.Vocabulary = {settings.Vocabulary}: expected at least {BytePairVocabulary.Smallest(tasks.Count)}: " +
                $"padding, end, a start for each task ({tasks.Count}), and the 256 bytes.");
        var data = new PreparedData(tasks, cache.Get(tasks, settings, say), settings, cache);
        foreach (var (task, examples) in tasks.Zip(data.Tasks))
            if (examples.EmptyPart is { } part)
                throw new UserError(
                    $"{task.File}: expected rows for training, validation and test; none is left for {part}. " +
                    $"{(task.Spec.Window > 0 ? "Its first window" : "The file")} is too small for its parts, or its rows are too much alike: see Split.");
        return data;
    }

    /// <summary>What training reads: of every task its batches of a step, and all validation examples.</summary>
    public TrainingBatches Batches(ExperimentPlan plan)
    {
        var sequence = Sequence(plan);
        return new(
            step =>
            [
                .. from chosen in sequence.At(step)
                   let pairs = sequence.Pairs(chosen)
                   let batch = Collate(chosen.Task, pairs, chosen.Examples, chosen.Key)
                   select Tasks[chosen.Task].Spec.Image is { } image ? batch.Augmented(pairs, image, chosen.Key) : batch,
            ],
            [.. Tasks.Select((task, place) => Validation(task, place, plan.Spec.BatchTokens))]);
    }

    /// <summary>The sizes of the batches that training reads in a step, from 1, and of which task each is; none is put together.</summary>
    public Func<long, IEnumerable<(int Task, BatchSize Size)>> Sizes(ExperimentPlan plan)
    {
        var sequence = Sequence(plan);
        return step => sequence.At(step).Select(chosen => (chosen.Task, sequence.Size(chosen)));
    }

    /// <summary>The first steps, of which every batch is of rows that are in memory from the start; at least 1.</summary>
    public int StepsInMemory(ExperimentPlan plan) => Sequence(plan).StepsInMemory;

    /// <summary>What a run of so many steps read on of each task's file; null for one that was in memory whole.</summary>
    public IReadOnlyList<ReadOn?> ReadOn(ExperimentPlan plan, long steps) => Sequence(plan).ReadOn(steps);

    /// <summary>Examples of a task side by side.</summary>
    /// <param name="task">The task's place in the experiment.</param>
    /// <param name="pairs">All examples of a part.</param>
    /// <param name="examples">Which of them.</param>
    /// <param name="key">What chooses the tokens that are hidden, where the task is to tell them.</param>
    public Batch Collate(int task, TokenPair[] pairs, int[] examples, ulong key = 0) => Batch.Of(
        Tasks[task].Spec, pairs, examples, Vocabulary.Start(task),
        Tasks[task].Spec.Mask is { } mask ? new(mask.Rate, Vocabulary.Start(task), Vocabulary.FirstText, Vocabulary.Texts) : null, key);

    /// <summary>Some test examples of a task, in batches.</summary>
    public IReadOnlyList<Batch> TestBatches(int task, int[] places, int budget) =>
    [
        .. Batching.Epoch(Lengths([.. places.Select(place => Tasks[task].Test[place])]), budget, key: 0, epoch: 0)
            .Select(examples => Collate(task, Tasks[task].Test, [.. examples.Select(example => places[example])])),
    ];

    /// <summary>
    /// A task's test examples, each with what retrieval among the training examples answers. Takes a second: to be asked for once, by
    /// who reports.
    /// </summary>
    public IReadOnlyList<TestExample> Test(int task)
    {
        var (training, test) = (TrainingTexts(task), Texts(task, tables[task].Split.Test));
        var nearest = columns[task].Image is null
            ? Neighbour.Among([.. training.Select(text => text.Source)], [.. test.Select(text => text.Source)], Baselines)
            : Neighbour.Among(TrainingPictures(task), [.. Tasks[task].Test.Select(pair => pair.Picture!.Pixels)], Baselines);
        return [.. test.Zip(Tasks[task].Test, nearest).Select(one => new TestExample(one.First, one.Second, training[one.Third.Example].Target, one.Third.IsTwin))];
    }

    /// <summary>The files that were read, each once.</summary>
    internal IReadOnlyList<(TaskColumns Task, TokenizedTable Table)> Files() =>
        [.. columns.Zip(tables).DistinctBy(one => Path.GetFullPath(one.First.Path))];

    /// <summary>A task's training examples, as text; the target of a task that tells classes is its class's name.</summary>
    public IReadOnlyList<TextPair> TrainingTexts(int task) => Texts(task, tables[task].Split.Training);

    /// <summary>The pixels of a task's training examples, [n h·w·c]; the task reads pictures.</summary>
    public ReadOnlyMemory<byte>[] TrainingPictures(int task) => [.. Tasks[task].Training.Select(pair => pair.Picture!.Pixels)];

    private TrainingSequence Sequence(ExperimentPlan plan) => new(plan.Spec, Tasks.Zip(parts, (task, make) => (task, make())));

    private IReadOnlyList<Batch> Validation(PreparedTask task, int place, int budget) =>
    [
        .. Batching.Epoch(Lengths(task.Validation), budget, key: 0, epoch: 0).Select(examples => Collate(place, task.Validation, examples)),
    ];

    private static PairLength[] Lengths(TokenPair[] pairs) => [.. pairs.Select(pair => pair.Length)];

    // Where tokens do not decode to the very text they were made of, the text is kept beside them: the files are not needed again.
    private List<TextPair> Texts(int task, int[] rows) =>
    [
        .. rows.Select(row => new TextPair(Text(task, columns[task].Source, row), Target(task, row))),
    ];

    private string Target(int task, int row) => Tasks[task].Spec.Kind switch
    {
        TaskKind.Regression => NumberColumn.Whole(tables[task].Numbers[columns[task].Target][row]),
        TaskKind.Classification or TaskKind.MultiLabel or TaskKind.Tagging => Tasks[task].Spec.Label!.Written(tables[task].Labels[columns[task].Classes].Rows[row]),
        _ => Text(task, columns[task].Target, row),
    };

    private string Text(int task, string column, int row) =>
        columns[task].Image is { } image && column == columns[task].Source ? tables[task].Pictures[PictureColumn.Key(column, image)].Names[row]
        : tables[task].Text(column, row, Tokenization);
}
