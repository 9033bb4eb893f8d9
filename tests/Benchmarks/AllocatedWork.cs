using System.IO.Compression;
using System.Text;
using Heed.Data;
using Heed.Planning;

namespace Heed.Benchmarks;

/// <summary>What allocations are timed on: whole help pages as bytes, and sheets of pictures of garments, cut to a length.</summary>
/// <param name="experiments">The folder of the experiments, whose data are read.</param>
/// <param name="length">Bytes of a page, or patches of a picture: a power of two.</param>
/// <param name="width">Width of the stacks.</param>
public sealed class AllocatedWork(string experiments, int length, int width)
{
    // Positions that are read in a pass.
    private const int Positions = 8_192;

    // Pixels along each side of a picture of garments, and of its place on a sheet.
    private const int Side = 28, Room = 32;

    private readonly (int[] English, int[] French)[] pages = [.. Pages(Path.Combine(experiments, Dense.Spec.Tasks[0].File), length).Take(Positions / length)];

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
        TokenPair[] pairs =
        [
            .. pages.Select(page => task.Kind switch
            {
                TaskKind.SequenceToSequence => new TokenPair(page.English, page.French[1..]), // a text that is written also has an end
                TaskKind.CausalLanguageModel => new([], page.English[1..]),
                _ => new(page.English, [0]),
            }),
        ];
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

    // Those that are long enough in both languages, cut.
    private static IEnumerable<(int[] English, int[] French)> Pages(string file, int length)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var columns = reader.ReadLine()!.Split('\t').ToList();
        int english = columns.IndexOf("en"), french = columns.IndexOf("fr"), page = columns.IndexOf("page");
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
            rows.Add(line.Split('\t'));
        return
            from rest in rows.GroupBy(row => row[page])
            let first = Bytes(rest, english)
            let second = Bytes(rest, french)
            where first.Length >= length && second.Length >= length
            select (first[..length], second[..length]);

        static int[] Bytes(IEnumerable<string[]> rest, int column) =>
            [.. Encoding.UTF8.GetBytes(string.Join(' ', rest.Select(row => row[column]))).Select(value => Vocabulary.Start(0) + value)];
    }
}
