#!/usr/bin/env dotnet
// Makes passages.tsv.gz beside this file: the help of each part of the office suite, in each of two languages, page after page as one text, cut
// between words into passages of the same length.
//
//     dotnet run experiments/data/passages.cs              passages of up to 2,046 bytes, which fit into 2,048 positions
//     dotnet run experiments/data/passages.cs -- 510       passages of that many bytes
//
// It reads help.en-fr.tsv.gz, whose licence and source are told beside it, and fetches nothing.
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

if (args.Length > 1 || !int.TryParse(args.FirstOrDefault("2046"), out var length) || length < 16)
{
    Console.Error.WriteLine($"expected the bytes of a passage, a whole number of at least 16; received {string.Join(' ', args)}");
    return 2;
}

var folder = Place.Folder();
using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "help.en-fr.tsv.gz")), CompressionMode.Decompress));
var columns = reader.ReadLine()!.Split('\t').ToList();
var rows = new List<string[]>();
while (reader.ReadLine() is { } line)
    rows.Add(line.Split('\t'));

string[] languages = ["en", "fr"];
var passages = (
    from language in languages
    from part in rows.GroupBy(row => row[columns.IndexOf("module")])
    let words = part.SelectMany(row => row[columns.IndexOf(language)].Split(' '))
    from passage in Cut(words, length)
    select (Text: passage, Module: part.Key)).ToList();
var table = Path.Combine(folder, "passages.tsv.gz");
using (var writer = new StreamWriter(new GZipStream(File.Create(table + ".part"), CompressionLevel.SmallestSize), new UTF8Encoding(false)))
{
    writer.Write("text\tmodule\n");
    foreach (var (text, module) in passages)
        writer.Write($"{text}\t{module}\n");
}

File.Move(table + ".part", table, overwrite: true); // now that it is whole
Console.WriteLine(
    $"{passages.Count:N0} passages of up to {length:N0} bytes, of {passages.Select(one => one.Module).Distinct().Count()} parts: " +
    Path.GetRelativePath(".", table));
return 0;

// As many whole words as the bytes hold; what is left at the end is too short to be one.
static IEnumerable<string> Cut(IEnumerable<string> words, int bytes)
{
    var (passage, size) = (new List<string>(), -1);
    foreach (var word in words)
    {
        var more = 1 + Encoding.UTF8.GetByteCount(word);
        if (size + more > bytes && passage.Count > 0)
        {
            yield return string.Join(' ', passage);
            (passage, size) = ([], -1);
        }

        passage.Add(word);
        size += more;
    }
}

internal static class Place
{
    public static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
