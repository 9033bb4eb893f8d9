using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Heed.Host;

/// <summary>Lines of cells as CSV (RFC 4180, with line feeds).</summary>
internal static class CsvText
{
    public static string Of(IEnumerable<IReadOnlyList<string>> lines)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }))
        {
            foreach (var line in lines)
            {
                foreach (var cell in line)
                    csv.WriteField(cell);
                csv.NextRecord();
            }
        }

        return text.ToString();
    }
}
