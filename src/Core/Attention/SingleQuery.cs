namespace Heed.Attention;

/// <summary>
/// How the host has attention of single queries computed, <see cref="Attend.One"/>: its products are too small for a library that brings matrices
/// into another order first, or makes a kernel for each new length.
/// </summary>
public static class SingleQuery
{
    /// <summary>What stands around such products: called before them, disposed after; nothing where the host has none.</summary>
    public static Func<IDisposable>? Around { get; set; }

    /// <summary>Begins them.</summary>
    internal static IDisposable? Begin() => Around?.Invoke();
}
