using Heed.Data;

namespace Heed.Host;

/// <summary>Data files as training needs them: what is worth keeping, because it takes seconds to make.</summary>
/// <param name="Vocabulary">Learned from the training rows of all tables.</param>
/// <param name="Tables">The files, in the order in which the tasks name them.</param>
internal sealed record TokenizedTables(Vocabulary Vocabulary, IReadOnlyList<TokenizedTable> Tables)
{
    /// <summary>Reads, parts, learns and tokenizes.</summary>
    public static TokenizedTables Make(IReadOnlyList<TaskColumns> tasks, DataSettings settings, Action<string> say)
    {
        var tables = new List<(DataTable Table, Split Split)>();
        foreach (var file in TaskFile.Of(tasks))
        {
            say($"Reading {file.Name}, and comparing its rows");
            var table = DataTable.Read(file, say);
            tables.Add((table, table.Part(settings.Split, settings.Seed)));
        }
        say($"Learning {settings.Vocabulary:N0} tokens");
        var training =
            from one in tables
            from column in one.Table.Columns.Values
            from row in one.Split.Training
            select column[row];
        var vocabulary = Vocabulary.Learn([.. tasks.Select(task => task.Name)], training, settings.Vocabulary);
        var tokenization = new Tokenization(vocabulary);
        return new(vocabulary, [.. tables.Select(one => new TokenizedTable(
            one.Split,
            one.Table.Columns.ToDictionary(column => column.Key, column => column.Value.Select(tokenization.Encode).ToArray()),
            one.Table.Labels,
            one.Table.Skipped))]);
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
