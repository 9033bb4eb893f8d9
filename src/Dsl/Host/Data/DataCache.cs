using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Heed.Data;

namespace Heed.Host;

/// <summary>
/// Keeps what was made of data files, by what it was made from. A help and no more: what is damaged is made again, what cannot be
/// written is not kept.
/// </summary>
/// <param name="folder">Where; made when needed.</param>
public sealed class DataCache(string folder)
{
    private const string Version = "heed-data-5";
    private const int Kept = 16;

    /// <summary>In <c>$XDG_CACHE_HOME/heed/data</c>, else in <c>~/.cache/heed/data</c>.</summary>
    public static DataCache Default => new(Path.Combine(WeakCopy.CacheFolder, "data"));

    /// <summary>What was kept, or what is made now, and kept.</summary>
    internal TokenizedTables Get(IReadOnlyList<TaskColumns> tasks, DataSettings settings, Action<string> say)
    {
        var files = TaskFile.Of(tasks);
        // Pictures take longer to read from a cache than from their file, and fill it.
        if (!files.All(file => File.Exists(file.Path) && (file.Test is not { } test || File.Exists(test.Path)) && file.Pictures.Count == 0))
            return TokenizedTables.Make(tasks, settings, say);
        var path = Path.Combine(folder, Key(tasks, files, settings));
        if (Load(path) is { } kept)
            return kept;
        var made = TokenizedTables.Make(tasks, settings, say);
        Save(path, made);
        return made;
    }

    // The name holds all that the content depends on: the files' bytes, their columns, the tasks' names, the numbers, our version.
    private static string Key(IReadOnlyList<TaskColumns> tasks, IReadOnlyList<TaskFile> files, DataSettings settings)
    {
        var parts = new List<string> { Version };
        foreach (var file in files)
        {
            parts.AddRange([Print(file.Path), file.Test is { } test ? Print(test.Path) : "", file.SkipBadRows ? "skip" : "stop", .. file.Texts, ""]);
            parts.AddRange([.. file.Labels.SelectMany(one => one.Label.Classes.Prepend(one.Key).Append(string.Join(' ', one.Label.Numbers))), "", .. file.Numbers, ""]);
        }
        parts.AddRange([.. tasks.Select(task => task.Name), "", settings.Kind.ToString()]);
        parts.AddRange(settings.Ready is { } ready ? [VocabularyText.Write(ready)] : []);
        parts.AddRange(new IFormattable[]
        {
            settings.Vocabulary, settings.Seed, settings.Split.Validation, settings.Split.Test, settings.Split.NearDuplicates,
        }.Select(number => number.ToString(null, CultureInfo.InvariantCulture)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))) + ".bin";
    }

    private static string Print(string path)
    {
        using var stream = WholeFile.Guard(path, () => File.OpenRead(path));
        return Convert.ToHexString(SHA256.HashData(stream));
    }

    private static TokenizedTables? Load(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var content = bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes);
            if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length)))
                return null;
            using var reader = new BinaryReader(new MemoryStream(bytes, 0, content.Length));
            return TokenizedTables.Read(reader);
        }
        catch (Exception damage) when (damage is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private void Save(string path, TokenizedTables made)
    {
        var aside = $"{path}.{Environment.ProcessId}";
        try
        {
            var content = new MemoryStream();
            using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
                made.Write(writer);
            content.Write(SHA256.HashData(content.ToArray()));
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(aside, content.ToArray());
            File.Move(aside, path, overwrite: true);
            foreach (var old in new DirectoryInfo(folder).GetFiles("*.bin").OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept))
                old.Delete();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(aside))
                File.Delete(aside);
        }
    }
}
