#!/usr/bin/env dotnet
// Makes help.en-fr.tsv.gz, help.marks.tsv.gz, help.LICENSE and help.NOTICE.md, beside this file, from Debian's packages of
// LibreOffice's help.
//
//     dotnet run experiments/data/help.cs              downloads the packages (8 MB; needs apt-get and dpkg, not root)
//     dotnet run experiments/data/help.cs -- FOLDER    takes the packages that lie in FOLDER
//
// The pages of both languages have the same paths, and the paragraphs of a page the same HTML ids: the alignment is exact. The marks are
// those of the English pages: what they set off as a menu entry, as what is typed, and so on.
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
    var packages = names.Select(name => Package(args.Length == 0 ? work : Path.GetFullPath(args[0]), name)).ToArray();
    foreach (var package in packages)
        Run("dpkg", ["-x", package, work], work);
    var versions = packages.Select(package => Run("dpkg-deb", ["-f", package, "Version"], work).Trim());

    var help = Path.Combine(work, "usr/share/libreoffice/help");
    var pairs = Pairs(Path.Combine(help, "en-US"), Path.Combine(help, "fr")).ToList();
    Write("help.en-fr.tsv.gz", "en\tfr\tpage\tmodule", pairs.Select(pair => $"{pair.English}\t{pair.French}\t{pair.Page}\t{pair.Page.Split('/')[1]}"));
    var marked = Marked(Path.Combine(help, "en-US")).ToList();
    Write("help.marks.tsv.gz", "en\ttags\tpage", marked.Select(one => $"{one.Words}\t{one.Tags}\t{one.Page}"));
    File.Copy("/usr/share/common-licenses/MPL-2.0", Path.Combine(here, "help.LICENSE"), overwrite: true);
    File.WriteAllText(Path.Combine(here, "help.NOTICE.md"), Notice(names.Zip(versions), pairs.Count, marked.Count));
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

void Write(string file, string columns, IEnumerable<string> rows)
{
    var (table, count) = (Path.Combine(here, file), 0);
    using (var writer = new StreamWriter(new GZipStream(File.Create(table + ".part"), CompressionLevel.SmallestSize), new UTF8Encoding(false)))
    {
        writer.Write(columns + "\n");
        foreach (var row in rows)
        {
            writer.Write(row + "\n");
            count++;
        }
    }

    File.Move(table + ".part", table, overwrite: true); // now that it is whole
    Console.WriteLine($"{count:N0} rows, {new FileInfo(table).Length:N0} bytes: {Path.GetRelativePath(".", table)}");
}

// Unique paragraphs in the order of their pages that have both marked and unmarked words: in others an author marked nothing, or all.
static IEnumerable<(string Words, string Tags, string Page)> Marked(string english)
{
    var seen = new HashSet<string>();
    foreach (var page in Pages(english))
        foreach (var (words, tags) in HelpPage.Marks(File.ReadAllText(Path.Combine(english, page))))
            if (tags.Contains("O") && tags.Any(tag => tag != "O") && seen.Add(string.Join(' ', words)))
                yield return (string.Join(' ', words), string.Join(' ', tags), Path.ChangeExtension(page, null));
}

static IEnumerable<string> Pages(string folder) =>
    Directory.EnumerateFiles(folder, "*.html", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal);

// Unique pairs in the order of page path, then of the English page; what was left untranslated, or has no word, is left out.
static IEnumerable<(string English, string French, string Page)> Pairs(string english, string french)
{
    var seen = new HashSet<(string, string)>();
    foreach (var page in Pages(english).Where(page => File.Exists(Path.Combine(french, page))))
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

static string Notice(IEnumerable<(string Name, string Version)> packages, int pairs, int marked) => $"""
    # help.en-fr.tsv.gz and help.marks.tsv.gz

    {pairs:N0} English-French pairs of headings and paragraphs from LibreOffice's help, and {marked:N0} English ones with a tag for each word.

    - **Source**: the Debian packages {string.Join(" and ", packages.Select(package => $"`{package.Name}` {package.Version}"))}.
    - **Copyright**: 2000, 2010 Oracle and/or its affiliates; 2000, 2010 LibreOffice contributors and/or their affiliates.
    - **Licence**: Mozilla Public License 2.0, whole in `help.LICENSE`. The source form of the texts is LibreOffice's
      `helpcontent2` and `translations`: <https://git.libreoffice.org/help>, <https://git.libreoffice.org/translations>.
    - **Made by** `dotnet run experiments/data/help.cs`. Paragraphs are paired by page and HTML id; tags are taken off, entities
      decoded, every run of white space (no-break spaces too) is one space. Left out: pairs seen before, English without a letter,
      and paragraphs that are the same in both languages.

    Tab-separated UTF-8 with a header line: `en`, `fr`, `page`, the page's path in the help, and `module`, the part of the suite that it
    is about: the path's second name, such as `scalc`; `shared` is about several.

    `help.marks.tsv.gz` has `en`, `tags` and `page`: for each word of `en` (words are what spaces part) a tag that says how the help sets it
    off: `B-` and the mark for the first word of what is marked, `I-` for its others, `O` for words that are not. The marks are the classes of
    the help's own HTML: `emph` (names of the user interface, mostly), `menuitem`, `literal`, `input`, `keycode` and `widget`. Left out:
    paragraphs seen before, without a mark, or marked from end to end, and what stands there for macOS alone.

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

    /// <summary>Words of the headings and paragraphs, in order, with a tag each; a word is what most of its letters and digits are.</summary>
    public static IEnumerable<(string[] Words, string[] Tags)> Marks(string html) =>
        from segment in Segment().Matches(html).DistinctBy(segment => segment.Groups["id"].Value)
        let words = Words(segment.Groups["inner"].Value)
        where words.Count > 0
        let marks = words.Select(Mark).Prepend(null).ToArray()
        select (
            words.Select(word => string.Concat(word.Select(one => one.Letter))).ToArray(),
            marks.Zip(marks.Skip(1), (before, mark) => mark is null ? "O" : $"{(mark == before ? "I" : "B")}-{mark.Class}").ToArray());

    /// <summary>What is marked, and how; two marks of one class are different objects, and differ.</summary>
    private sealed class Marking(string name)
    {
        public string Class => name;
    }

    private static Marking? Mark(List<(char Letter, Marking? Mark)> word)
    {
        var told = word.Where(one => char.IsLetterOrDigit(one.Letter)).DefaultIfEmpty(word[0]).ToLookup(one => one.Mark);
        return told.MaxBy(same => same.Count())!.Key;
    }

    // The characters of each word, with what marks them: the innermost of the marks around. Marks that touch are one.
    private static List<List<(char Letter, Marking? Mark)>> Words(string inner)
    {
        var (words, open) = (new List<List<(char, Marking?)>>(), new Stack<(string Class, Marking? Mark)>());
        var (inWord, last) = (false, default(Marking));
        foreach (Match part in Part().Matches(inner))
        {
            if (part.Groups["text"].Success)
            {
                if (open.Any(span => span.Class == "MAC"))
                    continue;
                last = open.Select(span => span.Mark).FirstOrDefault(mark => mark is not null);
                foreach (var letter in WebUtility.HtmlDecode(part.Value))
                {
                    if (!char.IsWhiteSpace(letter) && !inWord)
                        words.Add([]);
                    inWord = !char.IsWhiteSpace(letter);
                    if (inWord)
                        words[^1].Add((letter, last));
                }
            }
            else if (part.Groups["break"].Success)
            {
                inWord = false;
            }
            else if (part.Groups["open"].Success)
            {
                var name = part.Groups["class"].Value;
                open.Push((name, !Set.Contains(name) ? null : last?.Class == name ? last : new(name)));
            }
            else if (part.Groups["close"].Success)
            {
                open.TryPop(out _);
            }
        }

        return words;
    }

    private static readonly string[] Set = ["emph", "menuitem", "literal", "input", "keycode", "widget"];

    [GeneratedRegex("""(?<text>[^<]+)|(?<break><br[^>]*>)|(?<open><span\b[^>]*?(\bclass="(?<class>\w+)"[^>]*)?>)|(?<close></span>)|<[^>]*>""")]
    private static partial Regex Part();

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
