using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>Data files as training needs them: what is worth keeping, because it takes seconds to make.</summary>
/// <param name="Vocabulary">A ready one, or learned from the training rows of all tables.</param>
/// <param name="Tables">The files, in the order in which the tasks name them.</param>
internal sealed record TokenizedTables(Vocabulary Vocabulary, IReadOnlyList<TokenizedTable> Tables)
{
    /// <summary>Reads, parts, learns and tokenizes.</summary>
    public static TokenizedTables Make(IReadOnlyList<TaskColumns> tasks, DataSettings settings, Action<string> say)
    {
        var tables = new List<(DataTable Table, Split Split)>();
        var files = TaskFile.Of(tasks);
        foreach (var file in files)
        {
            say($"Reading {file.Name}, and comparing its rows");
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
        return new(vocabulary, [.. tables.Zip(files, (one, file) => new TokenizedTable(
            one.Split,
            one.Table.Columns.ToDictionary(
                column => column.Key, column => column.Value.Select(text => Tokens(tokenization, file, column.Key, text)).ToArray()),
            one.Table.Labels,
            one.Table.Numbers,
            one.Table.Skipped)
        {
            Pictures = one.Table.Pictures,
            Words = file.Tagged.Select(tagged => tagged.Text).Distinct().ToDictionary(
                column => column, column => one.Table.Columns[column].Select(text => WordTokens.Of(text, tokenization).Firsts).ToArray()),
            Texts = vocabulary.Lossless ? new Dictionary<string, string[]>() : one.Table.Columns,
        })]);
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

    // Attention has nothing to look at in a text without tokens.
    private static int[] Tokens(Tokenization tokenization, TaskFile file, string column, string text) =>
        (file.Tagged.Any(tagged => tagged.Text == column) ? WordTokens.Of(text, tokenization).Tokens : tokenization.Encode(text)) is { Length: > 0 } ids ? ids : throw new UserError(
            $"{file.Name}: expected text in column {column} of which the vocabulary makes tokens; it makes none of '{text}'.");

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
