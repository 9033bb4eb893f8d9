using System.IO.Compression;
using Heed.Data;
using Heed.Planning;

namespace Heed.Benchmarks;

/// <summary>What allocations are timed on: whole help pages or descriptions of packages as bytes, and sheets of pictures of garments, cut to a length.</summary>
/// <param name="experiments">The folder of the experiments, whose data are read.</param>
/// <param name="length">Bytes of a text, or patches of a picture: a power of two.</param>
/// <param name="width">Width of the stacks.</param>
/// <param name="descriptions">Whether descriptions are read where nothing is translated.</param>
public sealed class AllocatedWork(string experiments, int length, int width, bool descriptions)
{
    // Positions that are read in a pass.
    private const int Positions = 8_192;

    // Pixels along each side of a picture of garments, and of its place on a sheet.
    private const int Side = 28, Room = 32;

    private readonly (int[] English, int[] French)[] pages = [.. new AllocatedTexts(experiments, length).Pages().Take(Positions / length)];

    private readonly int[][] described = descriptions ? [.. new AllocatedTexts(experiments, length).Descriptions().Take(Positions / length)] : [];

    /// <summary>The variants that are timed, and what each is a variant of.</summary>
    /// <param name="only">Their names; all if none.</param>
    public IReadOnlyList<(Contender One, Contender Dense)> Pairs(IReadOnlyList<string> only) =>
        [.. Variants<Dense>(only), .. Variants<DenseSeer>(only), .. Variants<DenseWriter>(only), .. Variants<DenseTranslator>(only)];

    private IEnumerable<(Contender, Contender)> Variants<T>(IReadOnlyList<string> only)
        where T : IExperiment<T>
    {
        var batch = Batch(Sized(T.Spec).Tasks[0]);
        var dense = new Contender(Sized(T.Spec), T.Create, batch);
        return from variant in T.Variants
               where only.Count == 0 || only.Contains(variant.Spec.Name)
               select (new Contender(Sized(variant.Spec), variant.Create, batch), dense);
    }

    private ExperimentSpec Sized(ExperimentSpec declared)
    {
        var sized = declared with
        {
            Encoder = declared.Encoder is { } encoder ? encoder with { MaximumLength = length, Width = width } : null,
            Decoder = declared.Decoder is { } decoder ? decoder with { MaximumLength = length, Width = width } : null,
            Tokenizer = declared.Tokenizer with { Vocabulary = Vocabulary.Start(0) + 256 },
        };
        if (sized.Tasks[0].Image is not { } image)
            return sized;
        if (!int.IsPow2(length))
            throw new ArgumentException($"Expected a length that is a power of two, received {length}.");
        var rows = 1 << (int.Log2(length) / 2);
        image = image with { Height = rows * image.Patch, Width = length / rows * image.Patch };
        ColumnSpec Seen(ColumnSpec column) => column.Image is null ? column : column with { Image = image };
        return sized with { Tasks = sized.Tasks.Select(task => task with { Columns = task.Columns.Select(Seen).ToEquatableArray() }).ToEquatableArray() };
    }

    private Batch Batch(TaskSpec task)
    {
        if (task.Image is { } image)
            return Sheets(image);
        var texts = descriptions ? described : pages.Select(page => page.English);
        TokenPair[] pairs = task.Kind switch // a text that is written also has an end
        {
            TaskKind.SequenceToSequence => [.. pages.Select(page => new TokenPair(page.English, page.French[1..]))],
            TaskKind.CausalLanguageModel => [.. texts.Select(text => new TokenPair([], text[1..]))],
            _ => [.. texts.Select(text => new TokenPair(text, [0]))],
        };
        return Data.Batch.Of(task, pairs, [.. Enumerable.Range(0, pairs.Length)], Vocabulary.Start(0));
    }

    // As many pictures side by side as have room.
    private Batch Sheets(ImageSpec image)
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(experiments, DenseSeer.Spec.Tasks[0].File)), CompressionMode.Decompress);
        file.ReadExactly(new byte[16]);
        var (rows, across, down) = (Positions / length, (image.Width + Room - 1) / Room, (image.Height + Room - 1) / Room);
        var garments = new byte[rows * across * down * Side * Side];
        file.ReadExactly(garments);
        byte[] pixels = [.. from row in Enumerable.Range(0, rows) from y in Enumerable.Range(0, image.Height) from x in Enumerable.Range(0, image.Width) select Pixel(row, y, x)];
        return new(rows, image.Patches, 1, [], [], new int[rows], [.. Enumerable.Range(0, rows)]) { Pixels = pixels };

        byte Pixel(int row, int y, int x)
        {
            var garment = (row * across * down) + (y / Room * across) + (x / Room);
            return y % Room < Side && x % Room < Side ? garments[(garment * Side * Side) + (y % Room * Side) + (x % Room)] : (byte)0;
        }
    }
}
