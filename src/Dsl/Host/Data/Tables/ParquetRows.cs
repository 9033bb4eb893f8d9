using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace Heed.Host;

/// <summary>
/// Rows of an Apache Parquet file, by Parquet.Net: one row group in memory at a time, and of it the needed columns alone. Columns of
/// text and of numbers can be read; a missing value is an empty text. Rows are counted from 1.
/// </summary>
internal static class ParquetRows
{
    public static IEnumerable<Row> Rows(TableSource source, string[] needed, Action<UserError> refuse)
    {
        using var stream = source.Open();
        var reader = Guard(source, 1, () => ParquetReader.CreateAsync(stream).GetAwaiter().GetResult());
        source.Columns([.. reader.Schema.Fields.Select(field => field.Name)], 1, needed);
        var read = needed.Select(column => Column(source, reader.Schema.Fields.First(field => field.Name == column))).ToArray();
        var columns = needed.Index().ToDictionary(column => column.Item, column => column.Index);
        var number = 0;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            var (rows, cells) = Guard(source, number + 1, () =>
            {
                using var opened = reader.OpenRowGroupReader(group);
                return (opened.RowCount, read.Select(column => column(opened)).ToArray());
            });
            for (var row = 0; row < rows; row++)
            {
                var texts = cells.Select((column, place) => Text(source, number + 1, needed[place], column[row])).ToArray();
                number++;
                if (texts.FirstOrDefault(text => text.Flaw is not null).Flaw is { } flaw)
                    refuse(flaw);
                else
                    yield return new(number, columns, [.. texts.Select(text => text.Text)]);
            }
        }
    }

    private static (string Text, UserError? Flaw) Text(TableSource source, int row, string column, byte[]? cell) =>
        cell is null ? ("", null)
        : cell.Length <= source.Longest ? StrictText.Of(cell, source, row)
        : ("", source.At(row, null, $"expected at most {Figures.Whole(source.Longest)} bytes in column {column}, found {Figures.Whole(cell.Length)}"));

    // What reads a column of a row group, as UTF-8.
    private static Func<ParquetRowGroupReader, byte[]?[]> Column(TableSource source, Field field) => field is DataField { IsArray: false } data
        ? data.ClrType switch
        {
            var type when type == typeof(ReadOnlyMemory<char>) || type == typeof(ReadOnlyMemory<byte>) => rows => Bytes(rows, data),
            var type when type == typeof(byte) => rows => Numbers<byte>(rows, data),
            var type when type == typeof(sbyte) => rows => Numbers<sbyte>(rows, data),
            var type when type == typeof(short) => rows => Numbers<short>(rows, data),
            var type when type == typeof(ushort) => rows => Numbers<ushort>(rows, data),
            var type when type == typeof(int) => rows => Numbers<int>(rows, data),
            var type when type == typeof(uint) => rows => Numbers<uint>(rows, data),
            var type when type == typeof(long) => rows => Numbers<long>(rows, data),
            var type when type == typeof(ulong) => rows => Numbers<ulong>(rows, data),
            var type when type == typeof(float) => rows => Numbers<float>(rows, data),
            var type when type == typeof(double) => rows => Numbers<double>(rows, data),
            var type when type == typeof(decimal) => rows => Numbers<decimal>(rows, data),
            var type => throw source.At(1, null, $"expected text or numbers in column {field.Name}, found {type.Name}"),
        }
        : throw source.At(1, null, $"expected text or numbers in column {field.Name}, found lists or records");

    // Read as the library would, bytes that are no UTF-8 would become other text. So they are asked for as the bytes they are.
    private static byte[]?[] Bytes(ParquetRowGroupReader rows, DataField field)
    {
        var cells = new byte[]?[rows.RowCount];
        var bytes = new ParquetSchema(new DataField(field.Name, typeof(byte[]), field.IsNullable)).DataFields[0];
        rows.ReadAsync(bytes, cells.AsMemory()).AsTask().GetAwaiter().GetResult();
        return cells;
    }

    private static byte[]?[] Numbers<T>(ParquetRowGroupReader rows, DataField field)
        where T : struct, IFormattable
    {
        var cells = new T?[rows.RowCount];
        rows.ReadAsync<T>(field, cells.AsMemory()).AsTask().GetAwaiter().GetResult();
        return [.. cells.Select(cell => cell is { } number ? Encoding.UTF8.GetBytes(number.ToString(null, CultureInfo.InvariantCulture)) : null)];
    }

    // The library throws whatever damaged bytes lead it to.
    private static T Guard<T>(TableSource source, int row, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error)
        {
            throw source.At(row, null, $"the file is damaged or cut off here: {error.Message.TrimEnd('.')}");
        }
    }
}
