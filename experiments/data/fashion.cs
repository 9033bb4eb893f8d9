#!/usr/bin/env dotnet
// Makes Fashion-MNIST's files beside this one from Debian's package of it: the whole set, which git ignores, and the sample that is shipped.
//
//     dotnet run experiments/data/fashion.cs              downloads the package (31 MB; needs apt-get and dpkg, not root)
//     dotnet run experiments/data/fashion.cs -- FOLDER    takes the package that lies in FOLDER
//
// The sample is the first 200 pictures of each class, in the order of the training file.
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;

const string name = "dataset-fashion-mnist";
const int each = 200, classes = 10;
var here = Folder();
var work = Directory.CreateTempSubdirectory("heed-fashion-").FullName;
try
{
    if (args.Length == 0)
        Run("apt-get", ["download", name], work);
    var folder = args.Length == 0 ? work : args[0];
    var package = Directory.EnumerateFiles(folder, $"{name}_*.deb").Order(StringComparer.Ordinal).LastOrDefault()
        ?? throw new IOException($"No {name}_*.deb in {Path.GetFullPath(folder)}.");
    Run("dpkg", ["-x", Path.GetFullPath(package), work], work);
    var version = Run("dpkg-deb", ["-f", Path.GetFullPath(package), "Version"], work).Trim();

    var set = Path.Combine(work, "usr/share/datasets/fashion-mnist");
    foreach (var (from, to) in new[] { ("train", "train"), ("t10k", "test") })
    {
        Put($"fashion.{to}-images.idx.gz", File.ReadAllBytes(Path.Combine(set, $"{from}-images-idx3-ubyte.gz")));
        Put($"fashion.{to}-labels.idx.gz", File.ReadAllBytes(Path.Combine(set, $"{from}-labels-idx1-ubyte.gz")));
    }

    var (pictures, labels) = (Unzip(Path.Combine(set, "train-images-idx3-ubyte.gz")), Unzip(Path.Combine(set, "train-labels-idx1-ubyte.gz")));
    var size = BinaryPrimitives.ReadInt32BigEndian(pictures.AsSpan(8)) * BinaryPrimitives.ReadInt32BigEndian(pictures.AsSpan(12));
    int[] chosen =
    [
        .. Enumerable.Range(0, labels.Length - 8).GroupBy(place => labels[8 + place]).SelectMany(alike => alike.Take(each)).Order(),
    ];
    if (chosen.Length != each * classes)
        throw new IOException($"Expected {each} pictures of each of {classes} classes; found {chosen.Length} in all.");
    Put("fashion.images.idx.gz", Zip([.. Header(pictures, 16), .. chosen.SelectMany(place => pictures[(16 + (place * size))..(16 + ((place + 1) * size))])]));
    Put("fashion.labels.idx.gz", Zip([.. Header(labels, 8), .. chosen.Select(place => labels[8 + place])]));
    File.WriteAllText(Path.Combine(here, "fashion.LICENSE"), Licence(File.ReadAllText(Path.Combine(work, $"usr/share/doc/{name}/copyright"))));
    File.WriteAllText(Path.Combine(here, "fashion.NOTICE.md"), Notice(version, chosen.Length));
    Console.WriteLine($"{labels.Length - 8:N0} pictures with their test, and a sample of {chosen.Length:N0}: {Path.GetRelativePath(".", here)}/fashion.*");
    return 0;

    byte[] Header(byte[] file, int length)
    {
        var header = file[..length];
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), chosen.Length);
        return header;
    }
}
catch (IOException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
finally
{
    Directory.Delete(work, recursive: true);
}

byte[] Unzip(string path)
{
    using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
    using var content = new MemoryStream();
    stream.CopyTo(content);
    return content.ToArray();
}

byte[] Zip(byte[] content)
{
    using var zipped = new MemoryStream();
    using (var stream = new GZipStream(zipped, CompressionLevel.SmallestSize))
        stream.Write(content);
    return zipped.ToArray();
}

// Beside its place, then moved there whole.
void Put(string file, byte[] content)
{
    var path = Path.Combine(here, file);
    File.WriteAllBytes(path + ".part", content);
    File.Move(path + ".part", path, overwrite: true);
}

// The package's own words, from the stanza of the pictures and that of the licence, without the marks of its format.
static string Licence(string copyright)
{
    var stanzas = copyright.Split("\n\n");
    var holder = stanzas.First(stanza => stanza.StartsWith("Files: *", StringComparison.Ordinal)).Split('\n')
        .First(line => line.StartsWith("Copyright:", StringComparison.Ordinal))["Copyright:".Length..].Trim();
    var terms = stanzas.First(stanza => stanza.StartsWith("License: Expat\n ", StringComparison.Ordinal)).Split('\n').Skip(1)
        .Select(line => line.Trim() is "." ? "" : line.Trim());
    return $"The MIT License (MIT)\n\nCopyright {holder}\n\n{string.Join('\n', terms).Trim()}\n";
}

static string Notice(string version, int pictures) => $"""
    # fashion.images.idx.gz, fashion.labels.idx.gz

    {pictures:N0} pictures of clothing, 28 × 28 in grey, and what each is: a sample of Fashion-MNIST.

    - **Source**: the Debian package `{name}` {version}; Xiao, Rasul and Vollgraf 2017,
      <https://github.com/zalandoresearch/fashion-mnist>.
    - **Copyright**: 2017 Zalando SE.
    - **Licence**: MIT, whole in `fashion.LICENSE`.
    - **Made by** `dotnet run experiments/data/fashion.cs`: the first {each} pictures of each class of the training file, in its order; no
      picture of the test file is among them. The same script brings the whole set, `fashion.train-*` and `fashion.test-*`, as published.

    IDX files, zipped: four bytes that tell the kind, sizes as big-endian numbers, then a byte a pixel, or a byte a label.
    0 T-shirt or top, 1 trouser, 2 pullover, 3 dress, 4 coat, 5 sandal, 6 shirt, 7 sneaker, 8 bag, 9 ankle boot.

    """;

static string Run(string program, string[] arguments, string folder)
{
    try
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new IOException($"{program} {string.Join(' ', arguments)} failed, as told above.");
    }
    catch (System.ComponentModel.Win32Exception)
    {
        throw new IOException($"{program} is not here: this script needs Debian, or a system made from it.");
    }
}

static string Folder([CallerFilePath] string script = "") => Path.GetDirectoryName(script)!;
