using System.Text.RegularExpressions;

namespace Heed.Host;

/// <summary>Which commit of a git repository is checked out, read from git's own files: git need not be there.</summary>
public static partial class GitCommit
{
    /// <summary>The commit's id; null where the folder lies in no repository, or nothing tells.</summary>
    public static string? Of(string folder)
    {
        try
        {
            return Ancestors(Path.GetFullPath(folder)).Select(Repository).OfType<string>().Select(Head).FirstOrDefault();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
            yield return Path.Combine(at, ".git");
    }

    // In a worktree .git is a file that names the folder.
    private static string? Repository(string git) =>
        Directory.Exists(git) ? git
        : File.Exists(git) && After("gitdir: ", git) is { } named ? Path.Combine(Path.GetDirectoryName(git)!, named)
        : null;

    // HEAD names a commit, or a branch whose file, here or in the repository that a worktree belongs to, names it.
    private static string? Head(string git)
    {
        var head = Path.Combine(git, "HEAD");
        if (After("ref: ", head) is not { } branch)
            return Commit(head);
        var common = Path.Combine(git, "commondir") is var file && File.Exists(file) ? Path.Combine(git, File.ReadAllText(file).Trim()) : git;
        var packed = Path.Combine(common, "packed-refs");
        return Commit(Path.Combine(git, branch)) ?? Commit(Path.Combine(common, branch))
            ?? (File.Exists(packed) ? File.ReadLines(packed) : [])
                .Where(line => line.EndsWith(" " + branch, StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).FirstOrDefault();
    }

    private static string? After(string start, string file) =>
        File.Exists(file) && File.ReadAllText(file).Trim() is var text && text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : null;

    private static string? Commit(string file) =>
        File.Exists(file) && File.ReadAllText(file).Trim() is var text && Id().IsMatch(text) ? text : null;

    [GeneratedRegex("^[0-9a-f]{40,64}$")]
    private static partial Regex Id();
}
