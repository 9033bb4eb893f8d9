namespace Heed.Planning;

/// <summary>How a data file holds its rows; its name's end says which.</summary>
public enum TableFormat
{
    /// <summary>Cells parted by tabs, a row a line, the columns named by the first; <c>.tsv</c>, or <c>.tsv.gz</c>.</summary>
    TabSeparated,

    /// <summary>Cells parted by commas and quoted where need be (RFC 4180), the columns named first; <c>.csv</c>, or <c>.csv.gz</c>.</summary>
    CommaSeparated,

    /// <summary>A JSON object a line, a property a column; <c>.jsonl</c>, or <c>.jsonl.gz</c>.</summary>
    JsonLines,

    /// <summary>Apache Parquet; <c>.parquet</c>.</summary>
    Parquet,

    /// <summary>
    /// Pictures as MNIST has them, their labels in a second file that is called <c>labels</c> (and <c>idx1</c>) where the first is called
    /// <c>images</c> (and <c>idx3</c>): columns <c>image</c> and <c>label</c>; <c>.idx</c> or <c>-ubyte</c>, plain or <c>.gz</c>.
    /// </summary>
    Idx,
}

/// <summary>What a file's name says of its format.</summary>
public static class TableFormats
{
    /// <summary>The names that say something, in words.</summary>
    public const string Known = "a file that ends in .tsv, .csv or .jsonl, each plain or with .gz, in .parquet, or in .idx or -ubyte (pictures), plain or with .gz";

    private static readonly (string End, TableFormat Format)[] Ends =
    [
        (".tsv", TableFormat.TabSeparated), (".csv", TableFormat.CommaSeparated), (".jsonl", TableFormat.JsonLines),
        (".idx", TableFormat.Idx), ("-ubyte", TableFormat.Idx),
    ];

    /// <summary>The format of a file, or null where its name says none.</summary>
    public static TableFormat? Of(string file)
    {
        if (EndsWith(file, ".parquet"))
            return TableFormat.Parquet;
        var plain = IsZipped(file) ? file.Substring(0, file.Length - ".gz".Length) : file;
        return Ends.Where(known => EndsWith(plain, known.End)).Select(known => (TableFormat?)known.Format).FirstOrDefault();
    }

    /// <summary>Whether a file is compressed as a whole.</summary>
    public static bool IsZipped(string file) => EndsWith(file, ".gz");

    private static bool EndsWith(string file, string end) => file.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
