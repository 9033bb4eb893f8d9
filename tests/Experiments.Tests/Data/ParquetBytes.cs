using Parquet;
using Parquet.Schema;

namespace Heed.Tests.Data;

/// <summary>Parquet files of two columns, en of text and fr of numbers.</summary>
internal static class ParquetBytes
{
    public static Task<byte[]> Of(string?[] texts, double?[] numbers, int groups = 1) => Of(
        new(new DataField<string>("en"), new DataField<double?>("fr")), groups, async (rows, columns) =>
        {
            await rows.WriteAsync(columns[0], texts!);
            await rows.WriteAsync<double>(columns[1], numbers);
        });

    /// <summary>The same with any bytes where text should be.</summary>
    public static Task<byte[]> OfBytes(string first, string second, byte[][] one, byte[][] other) => Of(
        new(new DataField<byte[]>(first), new DataField<byte[]>(second)), 1, async (rows, columns) =>
        {
            await rows.WriteAsync(columns[0], one);
            await rows.WriteAsync(columns[1], other);
        });

    private static async Task<byte[]> Of(ParquetSchema schema, int groups, Func<ParquetRowGroupWriter, DataField[], Task> write)
    {
        using var bytes = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, bytes))
        {
            for (var group = 0; group < groups; group++)
            {
                using var rows = writer.CreateRowGroup();
                await write(rows, schema.DataFields);
                rows.CompleteValidate();
            }
        }

        return bytes.ToArray();
    }
}
