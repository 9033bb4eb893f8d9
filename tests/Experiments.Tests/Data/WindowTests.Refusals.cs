using Heed.Host;
using Heed.Planning;
using Xunit;
using Declared = Heed.Tests.Commands.Words;

namespace Heed.Tests.Data;

/// <summary>What of a file that is read on is refused, skipped or told.</summary>
public partial class WindowTests
{
    [Fact]
    public void A_bad_row_after_the_first_window_stops_where_it_is_read_or_is_skipped_and_counted()
    {
        var rows = Rows(150, 7);
        var path = Write(rows, "some.tsv");
        var lines = File.ReadAllLines(path).ToList();
        lines.Insert(100, "one cell");
        File.WriteAllLines(path, lines);
        var batches = Prepare(path, 40).Batches(Plan);
        batches.At(Prepare(path, 40).StepsInMemory(Plan) + 1);
        Assert.Equal("some.tsv(101): expected 2 columns (from, to), found 1.", Assert.Throws<UserError>(() => Read(batches)).Message);
        var skipping = Prepare(path, 40, skip: true);
        var expected = Prepare(Write(rows, "good.tsv"), 40).Batches(Plan);
        Assert.All(Enumerable.Range(1, 60), step => Assert.Equal(Written(expected.At(step)), Written(skipping.Batches(Plan).At(step))));
        Assert.Equal(1, skipping.ReadOn(Plan, 500)[0]!.Skipped);
    }

    [Fact]
    public void A_first_window_that_cannot_be_parted_is_refused_by_name() => Assert.StartsWith(
        "some.tsv: expected rows for training, validation and test; none is left for training. Its first window is too small for its parts",
        Assert.Throws<UserError>(() => Prepare(Write(Rows(150, 1), "some.tsv"), 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_large_file_that_is_read_whole_is_told_that_it_need_not_be()
    {
        var said = new List<string>();
        foreach (var (size, window, told) in new[] { (256L << 20, 0, false), ((256L << 20) + 1, 0, true), ((256L << 20) + 1, 40, false) })
        {
            using (var file = File.Create(Path.Combine(folder, "large.tsv")))
                file.SetLength(size);
            said.Clear();
            Assert.Throws<UserError>(() => Prepare([Task("Shout", Path.Combine(folder, "large.tsv"), window, false, new("To", "to", ColumnRole.Target))], said.Add));
            Assert.Equal(told, said.Contains("large.tsv is read whole into memory; [Task(\"large.tsv\", Window = 100_000)] would read it on while training goes on."));
        }
    }

    [Fact]
    public void A_class_that_the_first_window_lacks_is_a_bad_row_where_none_were_declared()
    {
        string[] tones = [.. Enumerable.Range(0, 150).Select(row => row == 120 ? "Shrill" : row % 2 == 0 ? "Loud" : "Quiet")];
        var path = Write([.. Rows(150, 8).Zip(tones, (row, tone) => (row.From, tone))], "tones.tsv");
        var plan = HostedExperiment.Plan(Declared.Spec with { BatchTokens = 240 });
        Assert.Equal(
            "tones.tsv(122): expected in column to a class that stands in the first 40 rows, too (a larger Window may hold it, and an enum names all); found Shrill.",
            Assert.Throws<UserError>(() => Read(Prepare([Tone(false)]).Batches(plan))).Message);
        Assert.Equal(1, Prepare([Tone(true)]).ReadOn(plan, 500)[0]!.Skipped);
        var declared = Prepare([Tone(false, "Loud", "Quiet", "Shrill")]);
        Assert.Contains(Enumerable.Range(1, 60).SelectMany(step => declared.Batches(plan).At(step)), batch => batch.Labels.Contains(2));

        TaskColumns Tone(bool skip, params string[] classes) => Task(
            "OfTone", path, 40, skip, new("To", "to", ColumnRole.Target) { Label = new() { Classes = classes.ToEquatableArray() } });
    }

    [Fact]
    public void A_file_that_changes_meanwhile_is_refused()
    {
        var path = Write(Rows(150, 9), "some.tsv");
        var (touched, grown) = (Prepare(path, 40), Prepare(path, 40));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(1));
        Read(touched.Batches(Plan));
        File.AppendAllText(path, "one more\trow\n");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(2));
        Assert.StartsWith(
            "some.tsv: expected the file that training began with, of ", Assert.Throws<UserError>(() => Read(grown.Batches(Plan))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_print_tells_every_change_of_size_and_of_a_small_file_every_byte()
    {
        var path = Path.Combine(folder, "bytes");
        var bytes = new byte[10_000_000];
        File.WriteAllBytes(path, bytes);
        var print = FilePrint.Of(path);
        Assert.Equal(print, FilePrint.Of(path));
        foreach (var place in new[] { 0, bytes.Length - 1 })
        {
            bytes[place] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.NotEqual(print, FilePrint.Of(path));
            bytes[place] ^= 1;
        }

        File.WriteAllBytes(path, bytes[1..]);
        Assert.NotEqual(print, FilePrint.Of(path));
        var small = Enumerable.Range(0, 200_001).Select(place =>
        {
            if (place % 20_000 != 0)
                return null;
            var other = new byte[200_001];
            other[place] = 1;
            File.WriteAllBytes(path, other);
            return FilePrint.Of(path);
        }).OfType<FilePrint>().ToList();
        Assert.Equal(small.Count, small.Distinct().Count());
    }
}
