using Heed.Measuring;

namespace Heed.Host;

/// <summary>The training example that is most like a test example.</summary>
/// <param name="Example">Its place among the training examples.</param>
/// <param name="IsTwin">Whether it is nearly the same; of pictures, the very same.</param>
public readonly record struct Neighbour(int Example, bool IsTwin)
{
    /// <summary>The neighbours of texts, by their words.</summary>
    /// <param name="training">Where they are looked for.</param>
    /// <param name="test">Whose they are.</param>
    /// <param name="cache">Keeps them.</param>
    public static Neighbour[] Among(string[] training, string[] test, BaselineCache cache) => cache.Get<Neighbour>(
        "nearest text", [BaselineCache.Bytes(training), BaselineCache.Bytes(test)],
        () => [.. Baselines.Retrieve(training, test).Select(found => new Neighbour(found.Example, found.HasTwin))]);

    /// <summary>The neighbours of pictures, by their pixels.</summary>
    /// <param name="training">Where they are looked for.</param>
    /// <param name="test">Whose they are.</param>
    /// <param name="cache">Keeps them.</param>
    public static Neighbour[] Among(ReadOnlyMemory<byte>[] training, ReadOnlyMemory<byte>[] test, BaselineCache cache) => cache.Get<Neighbour>(
        "nearest picture", [training, test],
        () => [.. NearestPicture.Find(training, test).Select(found => new Neighbour(found.Example, found.Distance == 0))]);
}
