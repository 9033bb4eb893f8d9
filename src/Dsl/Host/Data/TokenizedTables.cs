using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>Data files as training needs them: what is worth keeping, because it takes seconds to make.</summary>
/// <param name="Vocabulary">A ready one, or learned from the training rows of all tables.</param>
/// <param name="Tables">The files, in the order in which the tasks name them.</param>
internal sealed record TokenizedTables(Vocabulary Vocabulary, IReadOnlyList<TokenizedTable> Tables)
{
    /// <summary>Bytes of a file from which on it is worth knowing that it need not be read whole.</summary>
    private const long Large = 256 << 20;

    /// <summary>Reads, parts, learns and tokenizes.</summary>
    public static TokenizedTables Make(IReadOnlyList<TaskColumns> tasks, DataSettings settings, Action<string> say)
    {
        var tables = new List<(DataTable Table, Split Split)>();
        var files = TaskFile.Of(tasks);
        foreach (var file in files)
        {
            say($"Reading {(file.Window > 0 ? $"the first {Figures.Whole(file.Window)} rows of " : "")}{file.Name}, and comparing its rows");
            if (file.Window == 0 && File.Exists(file.Path) && new FileInfo(file.Path).Length > Large)
                say($"{file.Name} is read whole into memory; [Task(\"{file.Name}\", Window = 100_000)] would read it on while training goes on.");
            var table = DataTable.Read(file, say);
            tables.Add((table, table.Part(settings.Split, settings.Seed)));
        }
        var training =
            from one in tables
            from column in one.Table.Columns.Values
            from row in one.Split.Training
            select column[row];
        var vocabulary = settings.Ready ?? Learn([.. tasks.Select(task => task.Name)], training, settings, say);
        var tokenization = new Tokenization(vocabulary);
        return new(vocabulary, [.. tables.Zip(files, (one, file) => TokenizedTable.Of(file, one.Table, one.Split, tokenization))]);
    }

    private static Vocabulary Learn(string[] starts, IEnumerable<string> training, DataSettings settings, Action<string> say)
    {
        if (settings.Kind == TokenizerKind.Bytes || !settings.ReadsText)
            return new BytePairVocabulary(starts.ToEquatableArray(), new());
        if (settings.Kind == TokenizerKind.Characters)
            return CharacterVocabulary.Learn(starts, training);
        say($"Learning {settings.Vocabulary:N0} tokens");
        return BytePairVocabulary.Learn(starts, training, settings.Vocabulary);
    }

    /// <summary>As bytes: the vocabulary's text, then each table.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(VocabularyText.Write(Vocabulary));
        writer.Write(Tables.Count);
        foreach (var table in Tables)
            table.Write(writer);
    }

    /// <summary>From bytes that <see cref="Write"/> wrote.</summary>
    public static TokenizedTables Read(BinaryReader reader) => new(
        VocabularyText.Read(reader.ReadString()),
        [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => TokenizedTable.Read(reader))]);
}
