using System.Runtime.CompilerServices;

namespace Heed.Tests;

/// <summary>
/// Holds text against <c>Class.Test.verified.txt</c> beside the test. The build property Snapshots says who compares: Plain, this
/// file; Verify, the package Verify.Xunit. Tests and snapshots are the same under either.
/// </summary>
internal static class Snapshot
{
#if VERIFY
    public static Task Matches(string text, [CallerFilePath] string file = "") => VerifyXunit.Verifier.Verify(text, null, file).ToTask();
#else
    /// <summary>Asserts that text is what was verified; what was received is left beside it where it is not.</summary>
    public static Task Matches(string text, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        var snapshot = $"{Path.ChangeExtension(file, null)}.{test}";
        var (verified, received) = (snapshot + ".verified.txt", snapshot + ".received.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n").TrimEnd('\n') : "";
        if (expected == text)
        {
            File.Delete(received);
            return Task.CompletedTask;
        }

        File.WriteAllText(received, text);
        var (old, right) = (Path.GetFileName(verified), Path.GetFileName(received));
        Assert.Fail($"{old} differs; if the new one is right, move {right} over it.\n{Differences(expected, text)}");
        return Task.CompletedTask;
    }

    // Lines that one of the two has and the other has not, in order.
    private static string Differences(string expected, string received)
    {
        var (before, after) = (expected.Split('\n'), received.Split('\n'));
        return string.Join('\n', before.Except(after).Select(line => "- " + line).Concat(after.Except(before).Select(line => "+ " + line)));
    }
#endif
}
