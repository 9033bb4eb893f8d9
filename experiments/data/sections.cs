#!/usr/bin/env dotnet
// Makes sections.tsv.gz beside this file: what Debian's packages say of themselves, and the section of the archive each stands in.
//
//     dotnet run experiments/data/sections.cs              fetches the package lists (25 MB; needs apt-get on Debian, not root)
//     dotnet run experiments/data/sections.cs -- FOLDER    takes the lists that lie in FOLDER
//
// The texts are not shipped: each is under its package's own licence. The lists are kept in a folder of their own, so that the
// system's are left as they are.
using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

const int fewest = 1_000;
var work = Directory.CreateTempSubdirectory("heed-sections-").FullName;
try
{
    if (args.Length == 0)
        Fetch(work);
    var lists = Directory.GetFiles(args.Length == 0 ? work : args[0]).Order(StringComparer.Ordinal).ToArray();
    var sections = new Dictionary<string, string>();
    foreach (var entry in Entries(lists, "_Packages"))
        if (entry.TryGetValue("Description-md5", out var sum) && entry.TryGetValue("Section", out var section))
            sections.TryAdd(sum, section.Split('/')[^1]);
    var rows = Entries(lists, "_Translation-en")
        .Where(entry => sections.ContainsKey(entry["Description-md5"]))
        .Select(entry => (Section: sections[entry["Description-md5"]], Text: Description.Plain(entry["Description-en"], entry["Package"])))
        .Where(row => row.Text.Length > 0)
        .DistinctBy(row => row.Text)
        .ToList();
    rows = [.. rows.GroupBy(row => row.Section).Where(section => section.Count() >= fewest).SelectMany(section => section)
        .OrderBy(row => row.Text, StringComparer.Ordinal)];
    if (rows.Count == 0)
        throw new IOException("No descriptions were found in the package lists.");

    var table = Path.Combine(Description.Folder(), "sections.tsv.gz");
    using (var writer = new StreamWriter(new GZipStream(File.Create(table + ".part"), CompressionLevel.SmallestSize), new UTF8Encoding(false)))
    {
        writer.Write("description\tsection\n");
        foreach (var (section, text) in rows)
            writer.Write($"{text}\t{section}\n");
    }

    File.Move(table + ".part", table, overwrite: true); // now that it is whole
    Console.WriteLine($"{rows.Count:N0} descriptions of {rows.Select(row => row.Section).Distinct().Count()} sections: {Path.GetRelativePath(".", table)}");
    return 0;
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

// apt keeps its lists in this folder alone, uncompressed, descriptions in English with them.
static void Fetch(string folder)
{
    Directory.CreateDirectory(Path.Combine(folder, "partial"));
    string[] options = [$"Dir::State::lists={folder}", "Acquire::Languages=en", "Acquire::GzipIndexes=false"];
    try
    {
        using var process = Process.Start("apt-get", [.. options.SelectMany(option => new[] { "-o", option }), "-qq", "update"]);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new IOException("apt-get update failed, as told above.");
    }
    catch (System.ComponentModel.Win32Exception)
    {
        throw new IOException("apt-get is not here: this script needs Debian, or a system made from it.");
    }
}

// The entries of lists: fields by name, further lines joined by line breaks; an entry ends at an empty line.
static IEnumerable<Dictionary<string, string>> Entries(IEnumerable<string> lists, string kind)
{
    foreach (var list in lists.Where(list => list.EndsWith(kind, StringComparison.Ordinal)))
    {
        var (entry, last) = (new Dictionary<string, string>(), "");
        foreach (var line in File.ReadLines(list).Append(""))
        {
            if (line.Length == 0 && entry.Count > 0)
            {
                yield return entry;
                entry = [];
            }
            else if (line.StartsWith(' '))
            {
                entry[last] += "\n" + line;
            }
            else if (line.Split(':', 2) is [var name, var value])
            {
                (last, entry[name]) = (name, value.Trim());
            }
        }
    }
}

/// <summary>A description as Debian's lists write it: a synopsis, then paragraphs, parted by lines of a single full stop.</summary>
internal static partial class Description
{
    /// <summary>The whole on one line; the package's own name, which may hold the section's, is left out.</summary>
    public static string Plain(string description, string package) => Space().Replace(
        Regex.Replace(description.Replace("\n .\n", "\n", StringComparison.Ordinal), $@"(?<!\w){Regex.Escape(package)}(?!\w)", "it"), " ").Trim();

    /// <summary>Where this script lies.</summary>
    public static string Folder([CallerFilePath] string script = "") => Path.GetDirectoryName(script)!;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
