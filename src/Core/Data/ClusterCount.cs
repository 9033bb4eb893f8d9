namespace Heed.Data;

/// <summary>How many rows of a file have near-duplicates in it.</summary>
/// <param name="Clusters">Clusters of two rows or more.</param>
/// <param name="Rows">Rows in them.</param>
/// <param name="Largest">Rows of the largest; 0 where there is none.</param>
public readonly record struct ClusterCount(int Clusters, int Rows, int Largest)
{
    /// <summary>Counts clusters, each row's named by any number.</summary>
    public static ClusterCount Of(IEnumerable<int> clusters)
    {
        int[] sizes = [.. clusters.CountBy(cluster => cluster).Select(cluster => cluster.Value).Where(rows => rows > 1)];
        return new(sizes.Length, sizes.Sum(), sizes.DefaultIfEmpty(0).Max());
    }
}
