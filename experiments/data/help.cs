#!/usr/bin/env dotnet
// Makes help.en-fr.tsv.gz, help.LICENSE and help.NOTICE.md, beside this file, from Debian's packages of LibreOffice's help.
//
//     dotnet run experiments/data/help.cs              downloads the packages (8 MB; needs apt-get and dpkg, not root)
//     dotnet run experiments/data/help.cs -- FOLDER    takes the packages that lie in FOLDER
//
// The pages of both languages have the same paths, and the paragraphs of a page the same HTML ids: the alignment is exact.
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

string[] names = ["libreoffice-help-en-us", "libreoffice-help-fr"];
var here = HelpPage.Folder();
var work = Directory.CreateTempSubdirectory("heed-help-").FullName;
try
{
    if (args.Length == 0)
        Run("apt-get", ["download", .. names], work);
    var packages = names.Select(name => Package(args.Length == 0 ? work : args[0], name)).ToArray();
    foreach (var package in packages)
        Run("dpkg", ["-x", package, work], work);
    var versions = packages.Select(package => Run("dpkg-deb", ["-f", package, "Version"], work).Trim());

    var help = Path.Combine(work, "usr/share/libreoffice/help");
    var pairs = Pairs(Path.Combine(help, "en-US"), Path.Combine(help, "fr")).ToList();
    var table = Path.Combine(here, "help.en-fr.tsv.gz");
    using (var writer = new StreamWriter(new GZipStream(File.Create(table), CompressionLevel.SmallestSize), new UTF8Encoding(false)))
    {
        writer.Write("en\tfr\tpage\tmodule\n");
        foreach (var (english, french, page) in pairs)
            writer.Write($"{english}\t{french}\t{page}\t{page.Split('/')[1]}\n");
    }
    File.Copy("/usr/share/common-licenses/MPL-2.0", Path.Combine(here, "help.LICENSE"), overwrite: true);
    File.WriteAllText(Path.Combine(here, "help.NOTICE.md"), Notice(names.Zip(versions), pairs.Count));
    Console.WriteLine($"{pairs.Count:N0} pairs, {new FileInfo(table).Length:N0} bytes: {Path.GetRelativePath(".", table)}");
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

// Unique pairs in the order of page path, then of the English page; what was left untranslated, or has no word, is left out.
static IEnumerable<(string English, string French, string Page)> Pairs(string english, string french)
{
    var seen = new HashSet<(string, string)>();
    var pages = Directory.EnumerateFiles(english, "*.html", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(english, file)).Order(StringComparer.Ordinal);
    foreach (var page in pages.Where(page => File.Exists(Path.Combine(french, page))))
    {
        var translated = HelpPage.Segments(File.ReadAllText(Path.Combine(french, page))).ToDictionary();
        foreach (var (id, text) in HelpPage.Segments(File.ReadAllText(Path.Combine(english, page))))
            if (translated.TryGetValue(id, out var other) && other != text && text.Any(char.IsAsciiLetter) && seen.Add((text, other)))
                yield return (text, other, Path.ChangeExtension(page, null));
    }
}

static string Package(string folder, string name) =>
    Directory.EnumerateFiles(folder, $"{name}_*.deb").Order(StringComparer.Ordinal).LastOrDefault()
    ?? throw new IOException($"No {name}_*.deb in {Path.GetFullPath(folder)}.");

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

static string Notice(IEnumerable<(string Name, string Version)> packages, int pairs) => $"""
    # help.en-fr.tsv.gz

    {pairs:N0} English-French pairs of headings and paragraphs from LibreOffice's help.

    - **Source**: the Debian packages {string.Join(" and ", packages.Select(package => $"`{package.Name}` {package.Version}"))}.
    - **Copyright**: 2000, 2010 Oracle and/or its affiliates; 2000, 2010 LibreOffice contributors and/or their affiliates.
    - **Licence**: Mozilla Public License 2.0, whole in `help.LICENSE`. The source form of the texts is LibreOffice's
      `helpcontent2` and `translations`: <https://git.libreoffice.org/help>, <https://git.libreoffice.org/translations>.
    - **Made by** `dotnet run experiments/data/help.cs`. Paragraphs are paired by page and HTML id; tags are taken off, entities
      decoded, every run of white space (no-break spaces too) is one space. Left out: pairs seen before, English without a letter,
      and paragraphs that are the same in both languages.

    Tab-separated UTF-8 with a header line: `en`, `fr`, `page`, the page's path in the help, and `module`, the part of the suite that it
    is about: the path's second name, such as `scalc`; `shared` is about several.

    """;

/// <summary>A page of the help as LibreOffice's own build writes it: regular enough to be read by pattern.</summary>
internal static partial class HelpPage
{
    /// <summary>Ids and plain texts of the headings and paragraphs, in order; of two with one id the first.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Segments(string html) =>
        Segment().Matches(html)
            .DistinctBy(segment => segment.Groups["id"].Value)
            .Select(segment => KeyValuePair.Create(segment.Groups["id"].Value, Plain(segment.Groups["inner"].Value)))
            .Where(segment => segment.Value.Length > 0);

    /// <summary>Where this script lies.</summary>
    public static string Folder([CallerFilePath] string script = "") => Path.GetDirectoryName(script)!;

    private static string Plain(string inner) =>
        Space().Replace(WebUtility.HtmlDecode(Tag().Replace(Break().Replace(inner, " "), "")), " ").Trim();

    [GeneratedRegex("""<(?<tag>p|h[1-6])\b[^>]*?\bid="(?<id>(par|hd)_id[^"]*)"[^>]*>(?<inner>.*?)</\k<tag>>""", RegexOptions.Singleline)]
    private static partial Regex Segment();

    [GeneratedRegex("<br[^>]*>")]
    private static partial Regex Break();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
