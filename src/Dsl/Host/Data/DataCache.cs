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
    private const string Version = "heed-data-7";
    private const int Kept = 16;

    /// <summary>In <c>$XDG_CACHE_HOME/heed/data</c>, else in <c>~/.cache/heed/data</c>.</summary>
    public static DataCache Default => new(Path.Combine(WeakCopy.CacheFolder, "data"));

    /// <summary>Where answers of baselines are kept.</summary>
    public BaselineCache Baselines { get; } = new(Path.Combine(folder, "baselines"));

    /// <summary>What was kept, or what is made now, and kept.</summary>
    internal TokenizedTables Get(IReadOnlyList<TaskColumns> tasks, DataSettings settings, Action<string> say)
    {
        var files = TaskFile.Of(tasks);
        // Pictures take longer to read from a cache than from their file, and fill it.
        if (!files.All(file => File.Exists(file.Path) && (file.Test is not { } test || File.Exists(test.Path)) && file.Pictures.Count == 0))
            return TokenizedTables.Make(tasks, settings, say);
        var path = Path.Combine(folder, Key(tasks, files, settings) + ".bin");
        if (KeptFile.Load(path, TokenizedTables.Read) is { } kept)
            return kept;
        var made = TokenizedTables.Make(tasks, settings, say);
        if (KeptFile.Save(path, made.Write))
            KeptFile.Forget(new DirectoryInfo(folder).GetFiles("*.bin"), Kept);
        return made;
    }

    /// <summary>
    /// What is known of the windows that a task's examples come in; of a file that some task reads pictures of nothing from before, for they
    /// change beside their table, and their rows with them.
    /// </summary>
    internal WindowIndex Windows(IReadOnlyList<TaskColumns> tasks, DataSettings settings, TaskColumns task)
    {
        var (spec, files) = (task.Spec, TaskFile.Of(tasks));
        if (files[TaskFile.PlaceOf(task, files)].Pictures.Count > 0)
            return new(task.File, null);
        var read = string.Join('\n', Key(tasks, files, settings), settings.Longest, task.Name, spec.Kind, task.Source, task.Target, spec.Pooling, spec.Positions, spec.Image);
        var path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(read))) + ".windows");
        if (!Directory.Exists(path) && Directory.Exists(folder))
            KeptFile.Forget(new DirectoryInfo(folder).GetDirectories("*.windows"), Kept);
        return new(task.File, path);
    }

    // The name holds all that the content depends on: the files' bytes, their columns, the tasks' names, the numbers, our version.
    private static string Key(IReadOnlyList<TaskColumns> tasks, IReadOnlyList<TaskFile> files, DataSettings settings)
    {
        var parts = new List<string> { Version };
        foreach (var file in files)
        {
            parts.AddRange([file.Window > 0 ? Begun(file) : FilePrint.OfAll(file.Path).Sha256, file.Test is { } test ? FilePrint.OfAll(test.Path).Sha256 : "", file.SkipBadRows ? "skip" : "stop", .. file.Texts, ""]);
            parts.AddRange([.. file.Labels.SelectMany(one => one.Label.Classes.Prepend(one.Key).Append(string.Join(' ', one.Label.Numbers))), "", .. file.Numbers, ""]);
        }
        parts.AddRange([.. tasks.Select(task => task.Name), "", settings.Kind.ToString()]);
        parts.AddRange(settings.Ready is { } ready ? [VocabularyText.Write(ready)] : []);
        parts.AddRange(new IFormattable[]
        {
            settings.Vocabulary, settings.Seed, settings.Split.Validation, settings.Split.Test, settings.Split.NearDuplicates,
        }.Select(number => number.ToString(null, CultureInfo.InvariantCulture)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    // To hash all of a file that is read in windows would take longer than to make anew what is kept of it.
    private static string Begun(TaskFile file) => string.Create(
        CultureInfo.InvariantCulture, $"{file.Window} rows of {FilePrint.Of(file.Path)}, {FilePrint.Written(file.Path).Ticks}");
}
