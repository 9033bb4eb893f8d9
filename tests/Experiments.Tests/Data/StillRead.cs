namespace Heed.Tests.Data;

/// <summary>A folder that a window of data may still be read into, for the one after the last that was asked for is kept as well.</summary>
internal static class StillRead
{
    /// <summary>Removes it once that has ended.</summary>
    public static void Remove(string folder)
    {
        for (var left = 100; Directory.Exists(folder); left--)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (left > 0)
            {
            }

            Thread.Sleep(20);
        }
    }
}
