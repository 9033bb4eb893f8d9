using System.Globalization;
using System.Reflection;
using Heed.Planning;

namespace Heed.Tests;

/// <summary>What an attribute promises is what a spec holds, by default and when it is written.</summary>
public class DefaultsTests
{
    // Every property of every attribute that an author can write: Encoder.Width and the like.
    private static readonly (Type Attribute, PropertyInfo Property)[] Written =
    [
        .. typeof(ExperimentAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsGenericType && !type.IsAbstract)
            .SelectMany(type => type.GetProperties().Where(property => property.CanWrite).Select(property => (type, property))),
    ];

    // What the first task of the sample has as its target, and no other task: there it is text. Then the second's.
    private const string Target = "[Target, Text(\"fr\")]", Second = "[Target, Text(\"en\")]";

    // A task of pictures beside, whose properties are an attribute's as well.
    private const string Seen = "[Task(\"seen.tsv\")] public partial record Seen([Input, {0}] Picture Picture, [Target, Label(\"label\")] string Label);";

    // One optimizer and one way to decode at most stand in a declaration, so each is tried in one of its own.
    public static TheoryData<string> Optimizers { get; } = new(OptimizerSpec.All.Select(optimizer => optimizer.Name));

    public static TheoryData<string> OneOfEach { get; } = new(
        OptimizerSpec.All.Select(optimizer => optimizer.Name + " Beam").Concat(DecodingSpec.All.Select(decoding => "AdamW " + decoding.Name)).Distinct());

    // Allocations that may stand together, each in one declaration; and layers of those of the first two are not computed again.
    private static readonly IReadOnlyDictionary<string, Type[]> Together = new Dictionary<string, Type[]>
    {
        ["Beam"] = [typeof(SpatialPoolingAttribute), typeof(TemporalPoolingAttribute), typeof(TokenPruningAttribute), typeof(CacheEvictionAttribute)],
        ["Sampling"] = [typeof(RoutingAttribute), typeof(LatentsAttribute), typeof(TokenRetentionAttribute)],
        ["Greedy"] = [typeof(AdaptiveSpanAttribute)],
    };

    [Fact]
    public void Every_allocation_has_its_turn() => Assert.Equal(
        Written.Select(one => one.Attribute).Where(type => type.IsSubclassOf(typeof(AllocationAttribute))).ToHashSet(),
        Together.Values.SelectMany(types => types).ToHashSet());

    private static readonly ExperimentSpec Defaults = new()
    {
        Encoder = new(),
        Decoder = new(),
        MovingAverage = new(),
        SpatialPooling = new(),
        TemporalPooling = new(),
        Routing = new(),
        Latents = new(),
        AdaptiveSpan = new(),
        TokenPruning = new(),
        TokenRetention = new(),
        EarlyStop = new(),
        CacheEviction = new(),
        Shares = new(new ShareSpec()),
        Tasks = new(
            new TaskSpec { Columns = new(new ColumnSpec("French", "fr", ColumnRole.Target) { Label = new() }) },
            new TaskSpec { Columns = new(new ColumnSpec("English", "en", ColumnRole.Target)) },
            new TaskSpec { Columns = new(new ColumnSpec("German", "de", ColumnRole.Target) { Label = new() { Several = true } }) },
            new TaskSpec { Columns = new(new ColumnSpec("German", "de", ColumnRole.Target) { Number = new() }) },
            new TaskSpec { Columns = new(new ColumnSpec("English", "en", ColumnRole.Masked) { Mask = new() }) },
            new TaskSpec { Columns = new(new ColumnSpec("Picture", "image", ColumnRole.Input) { Image = new() }) }),
    };

    [Fact]
    public void Attributes_and_specs_have_the_same_defaults() => Assert.All(Written, one =>
        Assert.Equal(In(Defaults, one.Attribute, one.Property), one.Property.GetValue(New(one.Attribute))));

    [Fact]
    public void Attributes_of_a_type_of_ones_own_and_specs_have_the_same_defaults()
    {
        (object Attribute, AllocatorSpec Spec)[] pairs =
        [
            (new AllocateAttribute<Allocation.MeanWindows>(), new ReductionSpec()), (new AllocateMemoryAttribute<Allocation.MeanWindows>(), new MemorySpec()),
            (new AllocatePastAttribute<Allocation.MeanWindows>(), new PastSpec()),
        ];
        Assert.All(pairs, pair => Assert.All(
            pair.Attribute.GetType().GetProperties().Where(property => property.CanWrite),
            property => Assert.Equal(pair.Spec.GetType().GetProperty(property.Name)!.GetValue(pair.Spec), property.GetValue(pair.Attribute))));
    }

    [Fact]
    public void Every_number_is_an_attributes_property() => Assert.Empty(
        OptimizerSpec.All.SelectMany(optimizer => Numbers.Of(Defaults with { Tasks = new(), Optimizer = optimizer }))
            .Concat(DecodingSpec.All.SelectMany(decoding => Numbers.Of(Defaults with { Tasks = new(), Decoding = decoding })))
            .Select(number => number.Path)
            .Except(Written.Select(one => $"{Feature(one.Attribute)}.{one.Property.Name}")));

    [Theory]
    [MemberData(nameof(OneOfEach))]
    public void No_property_is_declared_and_ignored(string choice)
    {
        var (optimizer, decoding) = (choice.Split(' ')[0], choice.Split(' ')[1]);
        var written = Written
            .Where(one => !one.Attribute.IsSubclassOf(typeof(OptimizerAttribute)) || Feature(one.Attribute) == optimizer)
            .Where(one => !one.Attribute.IsSubclassOf(typeof(DecodingAttribute)) || Feature(one.Attribute) == decoding)
            .Where(one => !one.Attribute.IsSubclassOf(typeof(AllocationAttribute)) || Together[decoding].Contains(one.Attribute))
            .Where(one => one.Property.Name != nameof(TransformerAttribute.GradientCheckpointing) || decoding == "Greedy")
            .ToArray();
        Type[] ofColumns =
            [typeof(TaskAttribute), typeof(TextAttribute), typeof(LabelAttribute), typeof(LabelsAttribute), typeof(NumberAttribute), typeof(MaskedAttribute), typeof(ImageAttribute)];
        var attributes = written.Select(one => one.Attribute).Distinct().Except(ofColumns).Select(one => Attribute(one, written));
        var run = Harness.Run(
            $"""
            {string.Join("\n", attributes)}
            public partial record Pair(A A, B B, S S, N N, M M, Seen Seen);
            {Seen.Replace("{0}", Attribute(typeof(ImageAttribute))[1..^1], StringComparison.Ordinal)}
            {Attribute(typeof(TaskAttribute))} public partial record S([Input, Text("en")] string English, [Target, {Attribute(typeof(LabelsAttribute))[1..]} string[] German);
            {Attribute(typeof(TaskAttribute))} public partial record N([Input, Text("en")] string English, [Target, {Attribute(typeof(NumberAttribute))[1..]} double German);
            {Attribute(typeof(TaskAttribute))} public partial record M([{Attribute(typeof(MaskedAttribute))[1..^1]}, Text("en")] string English);
            {Sample.Tasks.Replace("[Task(\"pairs.tsv\")]", Attribute(typeof(TaskAttribute)), StringComparison.Ordinal).Replace(Target, $"[Target, {Attribute(typeof(LabelAttribute))[1..]}", StringComparison.Ordinal).Replace(Second, $"[Target, {Attribute(typeof(TextAttribute))[1..]}", StringComparison.Ordinal)}
            """,
            Sample.Data, new MemoryText("/experiments/seen.tsv", "image\tlabel\n"), new MemoryText("/experiments/more.tsv", "en\tfr\tde\n"));
        Assert.Empty(run.Result.Diagnostics);
        var spec = (ExperimentSpec)run.Load().GetType("Pair")!.GetProperty("Spec")!.GetValue(null)!;
        Assert.All(written, one => Assert.Equal(Other(one.Attribute, one.Property), In(spec, one.Attribute, one.Property)));
        Assert.All(written, one => Assert.NotEqual(In(Defaults, one.Attribute, one.Property), In(spec, one.Attribute, one.Property)));
    }

    private static string Feature(Type attribute) => attribute.Name[..^nameof(Attribute).Length];

    private static object New(Type attribute)
    {
        var parameters = attribute.GetConstructors().Single().GetParameters().Select(one => one.ParameterType);
        return Activator.CreateInstance(attribute, [.. parameters.Select(type => type == typeof(string) ? "" : (object)Projection.Key)])!;
    }

    // The same property of a spec.
    private static object? In(ExperimentSpec spec, Type attribute, PropertyInfo property)
    {
        object part = Feature(attribute) switch
        {
            "Experiment" => spec,
            "Share" => spec.Shares[0],
            "Task" => spec.Tasks[0],
            "Label" => spec.Tasks[0].Target.Label!,
            "Text" => spec.Tasks.Skip(1).First().Target,
            "Labels" => spec.Tasks[2].Target.Label!,
            "Number" => spec.Tasks[3].Target.Number!,
            "Masked" => spec.Tasks[4].Target.Mask!,
            "Image" => spec.Tasks[5].Image!,
            var feature when attribute.IsSubclassOf(typeof(OptimizerAttribute)) =>
                spec.Optimizer.Name == feature ? spec.Optimizer : OptimizerSpec.All.Single(optimizer => optimizer.Name == feature),
            var feature when attribute.IsSubclassOf(typeof(DecodingAttribute)) =>
                spec.Decoding.Name == feature ? spec.Decoding : DecodingSpec.All.Single(decoding => decoding.Name == feature),
            var feature => typeof(ExperimentSpec).GetProperty(feature)!.GetValue(spec)!,
        };
        return part.GetType().GetProperty(property.Name)!.GetValue(part);
    }

    // A valid value that is not the default.
    private static object Other(Type attribute, PropertyInfo property) => property.GetValue(New(attribute)) switch
    {
        // A picture has sides of one patch or more, of which some are left wherever it is pooled, and is not moved out of itself.
        int when attribute == typeof(ImageAttribute) => property.Name switch { "Width" => 84, "Height" => 27, "Channels" or "Patch" => 3, _ => 2 },
        // The width that the encoder has then.
        int when attribute == typeof(DecoderAttribute) && property.Name == "Width" => 2 * new EncoderSpec().Width,
        // Less than the picture has patches along a side.
        int when property.Name is "Ratio" or "Stride" => 3,
        // In layers that pool no steps and no squares.
        int when attribute == typeof(RoutingAttribute) => property.Name == "Every" ? 8 : 1,
        // In the last layer, after all that pool.
        int when attribute == typeof(TokenPruningAttribute) || attribute == typeof(TokenRetentionAttribute) => (2 * new EncoderSpec().Layers) - 1,
        int number => number > 0 ? 2 * number : 2,
        double number => number > 0 ? number / 2 : 2,
        bool flag => !flag,
        char => ';',
        string when attribute == typeof(TaskAttribute) => "more.tsv",
        string => "words.txt",
        Enum choice => Enum.GetValues(choice.GetType()).Cast<Enum>().First(other => !other.Equals(choice)),
        var other => throw new NotSupportedException($"{property.Name} is {other}: say here what else it can be."),
    };

    private static string Attribute(Type attribute) => Attribute(attribute, Written);

    private static string Attribute(Type attribute, (Type Attribute, PropertyInfo Property)[] written)
    {
        IEnumerable<string> positional = Feature(attribute) switch
        {
            "Task" => ["\"pairs.tsv\""],
            "Label" => ["\"fr\""],
            "Labels" or "Number" => ["\"de\""],
            "Text" => ["\"en\""],
            "Image" => ["\"image\""],
            "Share" => ["Projection.Key"],
            _ => [],
        };
        var named = written.Where(one => one.Attribute == attribute)
            .Select(one => $"{one.Property.Name} = {Literal(Other(attribute, one.Property))}");
        return $"[{Feature(attribute)}({string.Join(", ", positional.Concat(named))})]";
    }

    private static string Literal(object value) =>
        value is Enum choice ? $"{choice.GetType().Name}.{choice}"
        : value is char letter ? $"'{letter}'"
        : value is string text ? $"\"{text}\""
        : value is bool truth ? (truth ? "true" : "false")
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
