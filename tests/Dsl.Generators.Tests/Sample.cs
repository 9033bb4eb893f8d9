namespace Heed.Tests;

/// <summary>Declarations that tests vary.</summary>
internal static class Sample
{
    /// <summary>Tasks A, B and C, which translate between three columns.</summary>
    public const string Tasks = """
        [Task("pairs.tsv")] public partial record A([Input, Text("en")] string English, [Target, Text("fr")] string French);
        [Task("pairs.tsv")] public partial record B([Input, Text("fr")] string French, [Target, Text("en")] string English);
        [Task("pairs.tsv")] public partial record C([Input, Text("en")] string English, [Target, Text("de")] string German);
        """;

    /// <summary>Tasks T and U, which tell classes.</summary>
    public const string Labelled = """
        [Task("pairs.tsv")] public partial record T([Input, Text("en")] string English, [Target, Label("de", Pooling = Pooling.Attention)] string Kind);
        [Task("pairs.tsv")] public partial record U([Input, Text("fr")] string French, [Target, Label("de")] DayOfWeek Day);
        """;

    /// <summary>A task of each other kind: a masked and a causal language model, a number, any number of classes, and tags of words.</summary>
    public const string Kinds = """
        [Task("pairs.tsv")] public partial record M([Masked(Rate = 0.2), Text("en")] string English);
        [Task("pairs.tsv")] public partial record L([Causal, Text("fr")] string French);
        [Task("pairs.tsv")] public partial record N([Input, Text("en")] string English, [Target, Number("de", Pooling = Pooling.First)] double Length);
        [Task("pairs.tsv")] public partial record S([Input, Text("en")] string English, [Target, Labels("de", Separator = ';')] string[] Topics);
        [Task("pairs.tsv")] public partial record W([Input, Text("en")] string English, [Target, Tags("de")] string[] Marks);
        """;

    /// <summary>An allocation of one's own that reads rows and columns.</summary>
    public const string ByColumn = """

        namespace Own
        {
            public class ByColumn : Heed.Allocation.IGridPlace
            {
                public static long Left(long length, double ratio) => length;
                public static Heed.Allocation.Reduction Reduce(Heed.Allocation.Sequence sequence, System.Func<TorchSharp.torch.Tensor> received, double ratio, Heed.Allocation.HeldWeights weights) => null!;
            }
        }
        """;

    /// <summary>An allocation of one's own, of any place, that holds a weight.</summary>
    public static string Learns(string name) => $$"""

        namespace Own
        {
            public class {{name}} : Heed.Allocation.IEncoderPlace, Heed.Allocation.ICrossPlace, Heed.Allocation.ICausalPlace
            {
                public static long Left(long length, double ratio) => length;
                public static System.Collections.Generic.IReadOnlyList<Heed.Planning.LearnedWeight> Weights(int width, double ratio, int longest) => new Heed.Planning.LearnedWeight[] { new Heed.Planning.LearnedWeight.Vector("gate", width) };
                public static Heed.Allocation.Reduction Reduce(Heed.Allocation.Sequence sequence, System.Func<TorchSharp.torch.Tensor> received, double ratio, Heed.Allocation.HeldWeights weights) => null!;
            }
        }
        """;

    /// <summary>A task P, which tells classes of pictures.</summary>
    public const string Seen = """
        [Task("seen.idx")] public partial record P([Input, Image("image", Width = 8, Height = 8, Patch = 4)] Picture Seen, [Target, Label("label", Pooling = Pooling.First)] int Kind);
        """;

    /// <summary>A use that compiles only where an experiment has its emitted half.</summary>
    public const string Use = """
        internal static class Program
        {
            public static void Main() => Run<Pair>();

            private static void Run<T>() where T : IExperiment<T>
            {
            }
        }
        """;

    /// <summary>The file that the tasks read, as the build knows it.</summary>
    public static MemoryText Data { get; } = new("/experiments/pairs.tsv", "en\tfr\tde\nyes\toui\tja\n");

    /// <summary>An experiment named Pair over tasks, with attributes of its own.</summary>
    public static string Pair(string attributes = "[Encoder, Decoder]", string tasks = "A A, B B") => $"""
        [Experiment]
        {attributes}
        public partial record Pair({tasks});
        {Tasks}
        {(tasks.Contains("T T") || tasks.Contains("U U") ? Labelled : "")}
        {(tasks.Split(", ").Any(task => task is "M M" or "L L" or "N N" or "S S" or "W W") ? Kinds : "")}
        {(tasks.Contains("P P") ? Seen : "")}
        {Use}
        """;

    /// <summary>What the generator makes of <see cref="Pair"/>.</summary>
    public static Run Emit(string attributes = "[Encoder, Decoder]", string tasks = "A A, B B") =>
        Harness.Run(Pair(attributes, tasks), Data, new MemoryText("/experiments/seen.idx"));
}
