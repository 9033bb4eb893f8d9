using Heed.Planning;

namespace Heed.Host;

/// <summary>A row that can be trained on.</summary>
/// <param name="Row">Its cells.</param>
/// <param name="Pictures">Its pictures, by <see cref="PictureColumn.Key"/>, and what they are called.</param>
internal readonly record struct GoodRow(Row Row, IReadOnlyDictionary<string, (Picture Picture, string Name)> Pictures);

/// <summary>The rows of a data file that can be trained on, as a stream.</summary>
/// <param name="file">What is read of it.</param>
internal sealed class GoodRows(TaskFile file)
{
    private static readonly Dictionary<string, (Picture Picture, string Name)> None = [];

    private readonly PictureReader[] pictures = [.. file.Pictures.Select(one => new PictureReader(one.Column, one.Image))];

    // A cell that may name several classes may name none.
    private readonly string[] filled =
    [
        .. file.Texts.Union(file.Labels.Where(label => !label.Label.Several).Select(label => label.Column)).Union(file.Numbers)
            .Union(file.Pictures.Select(picture => picture.Column)),
    ];

    /// <summary>The rows, in order.</summary>
    /// <param name="path">The data file, or that of its test.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="skip">Told of each bad row, where such rows are to be left out.</param>
    /// <exception cref="UserError">The file is not as expected, or a row is bad, and such rows are not to be skipped.</exception>
    public IEnumerable<GoodRow> Of(string path, string name, Action<UserError> skip)
    {
        Action<UserError> refuse = file.SkipBadRows ? skip : error => throw new UserError(error.Message) { IsOfBadRow = true };
        foreach (var row in new TableFile(path, name).Rows(file.Columns, refuse))
        {
            if (Flaws(row).FirstOrDefault() is { } flaw)
                refuse(new($"{name}({row.Line}): {flaw}."));
            else if (Read(row) is { } read)
                yield return new(row, read);
        }

        Dictionary<string, (Picture Picture, string Name)>? Read(Row row)
        {
            try
            {
                return pictures.Length == 0 ? None : pictures.ToDictionary(reader => reader.Key, reader => reader.Read(row, path, name));
            }
            catch (UserError flaw)
            {
                refuse(flaw);
                return null;
            }
        }
    }

    private IEnumerable<string> Flaws(Row row)
    {
        foreach (var column in filled.Where(column => string.IsNullOrWhiteSpace(row.Text(column)) && (row.Picture is null || file.Pictures.All(one => one.Column != column))))
            yield return $"expected text in column {column}; it is empty";
        foreach (var (text, tags) in file.Tagged)
            if ((Text.Words(row.Text(text)).Length, Text.Words(row.Text(tags)).Length) is var (words, found) && words != found)
                yield return $"expected in column {tags} a tag for each of the {words} words in column {text}; found {found}";
        foreach (var (key, column, label) in file.Labels.Where(one => one.Label.Classes.Count > 0))
            if (label.In(row.Text(column)).FirstOrDefault(name => !label.Classes.Contains(name)) is { } stranger)
                yield return $"expected in column {column} {Known(key, label)}; found {stranger}";
        foreach (var column in file.Numbers.Where(column => NumberColumn.Of(row.Text(column)) is null))
            yield return $"expected a number in column {column}; found {row.Text(column)}";
    }

    private string Known(string key, LabelSpec label) => file.Learned.Contains(key)
        ? $"a class that stands in the first {Figures.Whole(file.Window)} rows, too (a larger Window may hold it, and an enum names all)"
        : $"{(label.Several ? "some" : "one")} of {string.Join(", ", label.Classes)}";
}
