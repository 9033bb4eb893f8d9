using Heed.Planning;
using Spectre.Console;
using static Heed.Planning.AllocationCost;
using static Heed.Planning.Text;

namespace Heed.Host;

/// <summary>What each layer of an allocated stack works on and costs at a task's longest sequence, with its part of what a dense one costs.</summary>
internal static class AllocationTable
{
    /// <summary>What a row tells.</summary>
    internal static readonly string[] Columns = ["Layer", "Positions", "Keys", "Go on", "Attention cells", "FLOP", "Activations"];

    /// <summary>A table for each length that there is.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<AllocationCost> costs)
    {
        foreach (var layers in costs.GroupBy(one => (one.Stack, one.Task)))
        {
            Terminal.Say(console, $"{(layers.Key.Stack == "encoder" ? "Encoder" : "Decoder")} of {layers.Key.Task} at {Number(layers.First().Positions)} positions, the longest: each layer, and its part of what a dense one takes");
            var table = new Table().Border(TableBorder.Simple).AddColumns([.. Columns.Select(name => new TableColumn(name).RightAligned().PadLeft(0))]);
            foreach (var one in layers)
                table.AddRow([.. Cells(one, Beside)]);
            table.AddRow(["all", "", "", "", .. Cost([.. layers], Beside)]);
            Terminal.Write(console, table);
        }
    }

    /// <summary>A layer's row.</summary>
    /// <param name="one">What it costs.</param>
    /// <param name="beside">How a cost and its part of a dense one are written together.</param>
    internal static IEnumerable<string> Cells(AllocationCost one, Func<string, string, string> beside) =>
        [$"{one.Layer}", Number(one.At.Queries), Number(one.At.Keys), Number(one.At.FeedForward), .. Cost([one], beside)];

    private static string[] Cost(IReadOnlyList<AllocationCost> layers, Func<string, string, string> beside)
    {
        return
        [
            Told(layers.Sum(one => one.Cells), layers.Sum(one => one.Dense.Cells), ""),
            Told(layers.Sum(one => one.Flops), layers.Sum(one => one.Dense.Flops), ""),
            Told(layers.Sum(one => one.Bytes), layers.Sum(one => one.Dense.Bytes), "B"),
        ];

        string Told(double own, double dense, string unit) => beside($"{Prefixed(own)}{unit}", Percent(own, dense));
    }

    private static string Beside(string own, string part) => $"{own} {part,5}";
}
