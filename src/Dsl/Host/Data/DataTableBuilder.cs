namespace Heed.Host;

/// <summary>Gathers rows of a data file, column by column.</summary>
/// <param name="file">What is read of it.</param>
internal sealed class DataTableBuilder(TaskFile file)
{
    private readonly Dictionary<string, List<string>> cells = file.Columns.ToDictionary(column => column, _ => new List<string>());
    private readonly List<int> lines = [];
    private readonly PictureReader[] pictures = [.. file.Pictures.Select(one => new PictureReader(one.Column, one.Image))];

    /// <summary>Rows gathered.</summary>
    public int Rows => lines.Count;

    /// <summary>Takes a row in.</summary>
    public void Add(GoodRow row)
    {
        lines.Add(row.Row.Line);
        foreach (var (column, list) in cells)
            list.Add(row.Row.Text(column));
        foreach (var reader in pictures)
            reader.Add(row.Pictures[reader.Key]);
    }

    /// <summary>All rows that were gathered.</summary>
    /// <param name="skipped">Bad rows that were left out.</param>
    public DataTable Table(int skipped) => new(
        file.Texts.ToDictionary(column => column, column => cells[column].ToArray()),
        file.Labels.ToDictionary(label => label.Key, label => LabelColumn.Of(cells[label.Column], label.Label)),
        file.Numbers.ToDictionary(column => column, column => cells[column].Select(cell => NumberColumn.Of(cell)!.Value).ToArray()),
        skipped)
    {
        Lines = [.. lines],
        Pictures = pictures.ToDictionary(reader => reader.Key, reader => reader.Column()),
    };
}
