namespace Heed.Planning;

/// <summary>What most likely was meant by a value that is wrong.</summary>
public static class Nearest
{
    /// <summary>Edits that a slip takes at the most.</summary>
    private const int Slip = 2;

    /// <summary>The valid number that is nearest, the smaller of two; null where there is none.</summary>
    public static int? To(double received, IEnumerable<int> valid) =>
        valid.OrderBy(number => Math.Abs(number - received)).ThenBy(number => number).Select(number => (int?)number).FirstOrDefault();

    /// <summary>
    /// The valid name that is the same but for case, or but for at most two edits and less than half of its letters; null where none is, or
    /// several are equally near.
    /// </summary>
    public static string? To(string received, IEnumerable<string> valid)
    {
        var near = valid
            .Select(name => (Name: name, Distance: Distance(received.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(one => one.Distance <= Slip && 2 * one.Distance < one.Name.Length)
            .OrderBy(one => one.Distance).ToList();
        return near.Count == 0 || (near.Count > 1 && near[1].Distance == near[0].Distance) ? null : near[0].Name;
    }

    /// <summary>Letters put in, taken out or changed, at the least (Levenshtein 1966).</summary>
    public static int Distance(string one, string other)
    {
        int[] above = [.. Enumerable.Range(0, other.Length + 1)];
        for (var row = 1; row <= one.Length; row++)
        {
            var line = new int[other.Length + 1];
            line[0] = row;
            for (var column = 1; column <= other.Length; column++)
            {
                var change = above[column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1);
                line[column] = Math.Min(change, 1 + Math.Min(above[column], line[column - 1]));
            }

            above = line;
        }

        return above[other.Length];
    }
}
