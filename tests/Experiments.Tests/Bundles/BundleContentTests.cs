using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.Versioning;
using Heed.Host;
using Heed.Planning;
using Heed.Tests.Commands;
using Xunit;

namespace Heed.Tests.Bundles;

[UnsupportedOSPlatform("windows")]
public sealed class BundleContentTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("heed-bundle-content-").FullName;

    public BundleContentTests() => Put("words.cs", "words.tsv");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_holds_each_file_that_a_task_reads_once_with_its_papers_and_the_experiments_own()
    {
        Put("words.LICENSE", "words.fr.tsv", "words.de.tsv");
        Assert.Equal(["words.LICENSE", "words.cs", "words.tsv"], Read(Words.Spec));
        Assert.Equal(["words.LICENSE", "words.cs", "words.fr.tsv", "words.tsv"], Read(Reading(task => task with { Test = "words.fr.tsv" })));
    }

    [Fact]
    public void It_holds_vocabularies_and_the_lists_that_answers_are_made_of()
    {
        Put("vocabularies/vocab.txt", "only.txt");
        var spec = Reading(task => task.With(column => column.Role == ColumnRole.Target ? column with { Only = "only.txt" } : column)) with
        {
            Tokenizer = new() { Kind = TokenizerKind.WordPiece, Files = new[] { "vocabularies/vocab.txt" }.ToEquatableArray() },
        };
        Assert.Equal(["only.txt", "vocabularies/vocab.txt", "words.cs", "words.tsv"], Read(spec));
    }

    [Fact]
    public void It_holds_the_sample_where_the_whole_is_not_here()
    {
        var spec = Reading(task => task with { File = "whole.tsv", Test = "test.tsv", Sample = "words.tsv" });
        Assert.Equal(["words.cs", "words.tsv"], Read(spec));
        Put("whole.tsv", "test.tsv");
        Assert.Equal(["test.tsv", "whole.tsv", "words.cs"], Read(spec));
    }

    [Fact]
    public void It_holds_what_variants_read()
    {
        Put("other.tsv");
        var other = new HostedExperiment(Reading(task => task with { File = "other.tsv" }), Words.Create, Path.Combine(folder, "words.cs"));
        Assert.Equal(["other.tsv", "words.cs", "words.tsv"], Names(BundleContent.Read(Hosted(Words.Spec) with { Variants = [other] })));
    }

    [Fact]
    public void It_holds_the_pictures_that_a_table_names_and_the_labels_beside_those_of_an_IDX_file()
    {
        Put("pictures/a.png", "pictures/deep/b.jpg", "outside.png", "some.images.idx", "some.labels.idx");
        File.WriteAllText(Path.Combine(folder, "pictures", "table.csv"), "image,label\na.png,1\ndeep/b.jpg,2\nlost.png,2\n../outside.png,1\n");
        Assert.Equal(["pictures/a.png", "pictures/deep/b.jpg", "pictures/table.csv", "words.cs"], Read(OfPictures("pictures/table.csv")));
        Assert.Equal(["some.images.idx", "some.labels.idx", "words.cs"], Read(OfPictures("some.images.idx")));

        static ExperimentSpec OfPictures(string file) => Reading(task => task with
        {
            File = file,
            Columns = new ColumnSpec[]
            {
                new("Picture", "image", ColumnRole.Input) { Image = new() { Width = 4, Height = 4, Patch = 2 } },
                new("Kind", "label", ColumnRole.Target) { Label = new() },
            }.ToEquatableArray(),
        });
    }

    [Theory]
    [InlineData("lost.tsv", "lost.tsv: the experiment reads it, and there is no such file. This brings it: dotnet run")]
    [InlineData("../words.tsv", "../words.tsv: expected a file in")]
    [InlineData("/words.tsv", "/words.tsv: expected a file in")]
    public void What_is_not_here_or_has_no_place_is_refused(string file, string message)
    {
        Put("lost.cs");
        var error = Assert.Throws<UserError>(() => Read(Reading(task => task with { File = file })));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_code_is_that_of_the_experiment_and_its_variants()
    {
        Put("generated/words/a/b/Words.Model.g.cs", "generated/words/a/b/Louder.Model.g.cs", "generated/words/a/b/Renamed.Model.g.cs", "generated/other/a/b/Words.Model.g.cs");
        var louder = Hosted(Words.Spec with { Name = "Louder" });
        Assert.Equal(
            ["generated/words/a/b/Words.Model.g.cs", "generated/words/a/b/Louder.Model.g.cs"],
            Names(BundleContent.Code(Hosted(Words.Spec) with { Variants = [louder] })));
    }

    [Fact]
    public void Its_program_comes_with_the_bindings_and_without_what_only_tools_read()
    {
        Put("published/words", "published/words.pdb", "published/Heed.Core.xml", "published/libother.so");
        var files = BundleContent.Program(Path.Combine(folder, "published"), "words");
        Assert.Equal(
            ["libother.so", "words", "runtimes/linux-x64/native/libLibTorchSharp.so", "runtimes/linux-x64/native/libSkiaSharp.so"], Names(files));
        Assert.All(files, file => Assert.Equal(file.Name == "words", file.Starts));
        Assert.All(files, file => Assert.True(File.Exists(file.Source)));
    }

    [Fact]
    public void An_archive_unpacks_to_one_folder_that_everyone_can_read()
    {
        Put("secret.tsv");
        File.SetUnixFileMode(Path.Combine(folder, "secret.tsv"), UnixFileMode.UserRead);
        var longName = string.Join('/', Enumerable.Repeat("a-folder-of-some-length", 9)) + "/file";
        using var archive = new MemoryStream();
        BundleArchive.Write(archive, "words", [new("words", Path.Combine(folder, "words.cs")) { Starts = true }, new(longName, Path.Combine(folder, "secret.tsv"))]);
        archive.Position = 0;
        using var tar = new TarReader(new GZipStream(archive, CompressionMode.Decompress));
        Assert.Equal(("words/words", "rwxr-xr-x", "words.cs"), Next());
        Assert.Equal(("words/" + longName, "rw-r--r--", "secret.tsv"), Next());
        Assert.Null(tar.GetNextEntry());

        (string Name, string Mode, string Text) Next()
        {
            var entry = tar.GetNextEntry()!;
            using var text = new StreamReader(entry.DataStream!);
            return (entry.Name, string.Concat("rwxrwxrwx".Select((letter, place) => ((int)entry.Mode >> (8 - place) & 1) == 1 ? letter : '-')), text.ReadToEnd());
        }
    }

    // Each file holds its own name.
    private void Put(params string[] files)
    {
        foreach (var path in files.Select(file => Path.Combine(folder, file)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Path.GetFileName(path));
        }
    }

    private static ExperimentSpec Reading(Func<TaskSpec, TaskSpec> change) =>
        Words.Spec with { Tasks = Words.Spec.Tasks.Select(change).ToEquatableArray() };

    private HostedExperiment Hosted(ExperimentSpec spec) => new(spec, Words.Create, Path.Combine(folder, "words.cs"));

    private IEnumerable<string> Read(ExperimentSpec spec) => Names(BundleContent.Read(Hosted(spec)));

    private static IEnumerable<string> Names(IEnumerable<BundleFile> files) => files.Select(file => file.Name);
}
