namespace Heed.Host;

/// <summary>The shared libraries that this process has loaded (from <c>/proc/self/maps</c>).</summary>
public static class LoadedLibraries
{
    /// <summary>The full path of a loaded library, by file name; null where none of that name is loaded.</summary>
    public static string? PathOf(string fileName) => All().FirstOrDefault(path => Path.GetFileName(path) == fileName);

    /// <summary>The full path of the library that goes by a name such as <c>libstdc++.so.6</c>, which may carry more digits.</summary>
    public static string? PathOfVersioned(string name) =>
        All().FirstOrDefault(path => $"{Path.GetFileName(path)}.".StartsWith(name + ".", StringComparison.Ordinal));

    /// <summary>How many different files of a name are loaded.</summary>
    public static int Count(string fileName) => All().Where(path => Path.GetFileName(path) == fileName).Distinct().Count();

    private static IEnumerable<string> All() =>
        from line in File.ReadLines("/proc/self/maps")
        let slash = line.IndexOf('/', StringComparison.Ordinal)
        where slash > 0
        select line[slash..];
}
