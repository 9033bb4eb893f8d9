using Heed.Planning;
using Spectre.Console;
using static Heed.Planning.AllocationCost;
using static Heed.Planning.Text;

namespace Heed.Host;

/// <summary>What each layer of an allocated stack works on and costs at a task's longest sequence, with its part of what a dense one costs.</summary>
internal static class AllocationTable
{
    private static readonly string[] Columns = ["Layer", "Positions", "Keys", "Go on", "Attention cells", "FLOP", "Activations"];

    /// <summary>A table for each length that there is.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<AllocationCost> costs)
    {
        foreach (var layers in costs.GroupBy(one => (one.Stack, one.Task)))
        {
            Terminal.Say(console, $"{(layers.Key.Stack == "encoder" ? "Encoder" : "Decoder")} of {layers.Key.Task} at {Number(layers.First().Positions)} positions, the longest: each layer, and its part of what a dense one takes");
            var table = new Table().Border(TableBorder.Simple).AddColumns([.. Columns.Select(name => new TableColumn(name).RightAligned().PadLeft(0))]);
            foreach (var one in layers)
                table.AddRow([$"{one.Layer}", Number(one.At.Queries), Number(one.At.Keys), Number(one.At.FeedForward), .. Cost([one])]);
            table.AddRow(["all", "", "", "", .. Cost([.. layers])]);
            Terminal.Write(console, table);
        }
    }

    private static string[] Cost(IReadOnlyList<AllocationCost> layers) =>
    [
        Beside(Prefixed, layers.Sum(one => one.Cells), layers.Sum(one => one.Dense.Cells)),
        Beside(Prefixed, layers.Sum(one => one.Flops), layers.Sum(one => one.Dense.Flops)),
        Beside(bytes => $"{Prefixed(bytes)}B", layers.Sum(one => one.Bytes), layers.Sum(one => one.Dense.Bytes)),
    ];

    private static string Beside(Func<double, string> told, double own, double dense) => $"{told(own)} {Percent(own, dense),5}";
}
