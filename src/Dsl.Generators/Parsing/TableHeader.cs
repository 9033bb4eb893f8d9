using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace Heed.Generators.Parsing;

/// <summary>The columns that the start of a data file names.</summary>
internal static class TableHeader
{
    /// <summary>The cells of the first line.</summary>
    public static IEnumerable<string> OfTabSeparated(string start) => FirstLine(start).Split(['\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The cells of the first row (RFC 4180): one in quotes may hold commas, line breaks, and quotes that are doubled.</summary>
    public static IEnumerable<string> OfCommaSeparated(string start)
    {
        var (columns, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var place = 0; place < start.Length && (quoted || start[place] != '\n'); place++)
        {
            var quote = start[place] == '"';
            if (quote && quoted && place + 1 < start.Length && start[place + 1] == '"')
                cell.Append(start[++place]);
            else if (quote)
                quoted = !quoted;
            else if (start[place] == ',' && !quoted)
                (columns, cell) = ([.. columns, cell.ToString()], new());
            else
                cell.Append(start[place]);
        }

        return [.. columns, cell.ToString().TrimEnd('\r')];
    }

    /// <summary>The properties of the object on the first line.</summary>
    public static IEnumerable<string> OfJsonLines(string start)
    {
        try
        {
            // The framework's own reader of JSON shows it as XML: a property is an element below the root.
            using var reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(FirstLine(start)), XmlDictionaryReaderQuotas.Max);
            var columns = new List<string>();
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.Depth == 1)
                    columns.Add(reader.GetAttribute("item") ?? reader.LocalName);
            }

            return columns;
        }
        catch (XmlException)
        {
            return [];
        }
    }

    private static string FirstLine(string start) => start.Split('\n')[0].TrimEnd('\r');
}
