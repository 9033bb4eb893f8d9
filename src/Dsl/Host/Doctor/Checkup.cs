namespace Heed.Host;

/// <summary>How a check of the doctor ended.</summary>
public enum Verdict
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Experiments run, but slower or not for long.</summary>
    Warning,

    /// <summary>Experiments do not run until this is mended.</summary>
    Failure,
}

/// <summary>What one check found.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Found">What is there.</param>
/// <param name="Mend">What to do about it; none where all is well.</param>
public sealed record Checkup(string Name, Verdict Verdict, string Found, string? Mend = null)
{
    /// <summary>A finding that is good, or of the verdict given together with its mend.</summary>
    public static Checkup If(bool good, string name, string found, string mend, Verdict otherwise = Verdict.Warning) =>
        good ? new(name, Verdict.Good, found) : new(name, otherwise, found, mend);
}
