using System.Text.Json;

namespace Heed.Host;

/// <summary>
/// Rows of a JSON Lines file: an object a line, a property a column. The first object names the columns; a later one may have others
/// beside them. Text and numbers can be read, a number as it is written.
/// </summary>
internal static class JsonLinesRows
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static IEnumerable<Row> Rows(TableSource source, string[] needed, Action<UserError> refuse)
    {
        var columns = needed.Index().ToDictionary(column => column.Item, column => column.Index);
        var (empty, first) = (true, true);
        foreach (var line in TextLine.Of(source))
        {
            empty = false;
            if (Cells(source, line, needed, ref first, out var flaw) is { } cells)
                yield return new(line.Number, columns, cells);
            else
                refuse(flaw!);
        }

        if (empty)
            throw new UserError($"{source.Name}: expected a JSON object a line; the file is empty.");
    }

    private static string[]? Cells(TableSource source, TextLine line, string[] needed, ref bool first, out UserError? flaw)
    {
        flaw = line.Flaw;
        if (flaw is not null)
            return null;
        try
        {
            using var parsed = JsonDocument.Parse(line.Text, Strict);
            var row = parsed.RootElement;
            if (row.ValueKind != JsonValueKind.Object)
            {
                flaw = source.At(line.Number, null, $"expected a JSON object, found {Kind(row)}");
                return null;
            }

            if (first)
                source.Columns([.. row.EnumerateObject().Select(property => property.Name)], line.Number, needed);
            first = false;
            return [.. needed.Select(column => Cell(source, line.Number, row, column))];
        }
        catch (JsonException error)
        {
            // Its message ends in a place that counts from 0.
            var reason = error.Message.Split(" LineNumber")[0].Split(" Path:")[0].TrimEnd('.');
            flaw = source.At(line.Number, error.BytePositionInLine + 1, $"expected a JSON object: {reason}");
        }
        catch (InvalidOperationException)
        {
            flaw = source.At(line.Number, null, "expected a JSON object; half of a character's pair of \\u escapes is missing in the name of a property");
        }
        catch (UserError error) when (!first)
        {
            flaw = error;
        }

        return null;
    }

    private static string Cell(TableSource source, int line, JsonElement row, string column)
    {
        if (!row.TryGetProperty(column, out var value))
        {
            var there = string.Join(", ", row.EnumerateObject().Select(property => property.Name));
            throw source.At(line, null, $"expected a property {column}; there are {there}");
        }

        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.Null => "",
                _ => throw source.At(line, null, $"expected text or a number in column {column}, found {Kind(value)}"),
            };
        }
        catch (InvalidOperationException)
        {
            throw source.At(line, null, $"expected text in column {column}; half of a character's pair of \\u escapes is missing");
        }
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
