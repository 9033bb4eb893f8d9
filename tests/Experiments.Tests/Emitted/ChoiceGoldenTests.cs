using System.Text.Json;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Every choice, as it was emitted, against what was put together from PyTorch for it.</summary>
public class ChoiceGoldenTests
{
    public static TheoryData<string> Chosen { get; } =
        new(PyTorchGolden.Read("choices", "choices").EnumerateObject().Select(choice => choice.Name));

    public static TheoryData<string> Allocated { get; } = new(Allocations.GetProperty("choices").EnumerateObject().Select(choice => choice.Name));

    [Theory]
    [MemberData(nameof(Chosen))]
    public void The_emitted_passes_agree_with_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var golden = PyTorchGolden.Read("choices", "choices").GetProperty(name);
        var spec = Sized(Subject.Named(name).Spec);
        using var learner = Subject.Named(name).Learner(spec);
        var task = spec.Tasks[0].Name;
        var ids = Ids("ids");
        Load(learner, task, golden.Tensors("weights"), ids);

        var passes = new Passes(learner, task);
        var (source, target) = (Ids("source"), Ids("target"));
        var (memory, mask) = passes.Encode(source);
        Same.Close(golden.Tensor("memory"), memory);
        var states = passes.Decode(target, memory, mask);
        Same.Close(golden.Tensor("states"), states);
        Same.Close(golden.Tensor("logits"), passes.Logits(states).index_select(-1, ids));

        using var cache = passes.Remember(memory, (int)target.size(1));
        for (var t = 0; t < target.size(1); t++)
            Same.Close(golden.Tensor("logits").select(1, t), passes.DecodeNext(target.select(1, t), mask, cache).index_select(-1, ids));
    }

    [Theory]
    [MemberData(nameof(Allocated))]
    public void The_emitted_passes_of_allocated_attention_agree_with_each_row_written_out(string name)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var golden = Allocations.GetProperty("choices").GetProperty(name);
        var declared = Subject.Named(name).Spec;
        var (sized, length) = (Sized(declared), (int)Allocations.Number("length"));
        using var learner = Subject.Named(name).Learner(sized with
        {
            Encoder = sized.Encoder! with { Layers = declared.Encoder!.Layers, MaximumLength = length },
            Decoder = sized.Decoder! with { MaximumLength = length },
        });
        var task = declared.Tasks[0].Name;
        var ids = Ids("ids");
        Load(learner, task, golden.Tensors("weights"), ids);

        var passes = new Passes(learner, task);
        Tensor source = Allocations.Tensor("source").to(int64), target = (golden.TryGetProperty("target", out var longer) ? longer.Tensor() : Allocations.Tensor("target")).to(int64);
        var (memory, mask) = passes.Encode(source);
        Same.Close(golden.Tensor("memory"), memory * mask.Real.unsqueeze(-1).to(float32));
        var states = passes.Decode(target, memory, mask);
        Same.Close(golden.Tensor("states"), states);
        Same.Close(golden.Tensor("logits"), passes.Logits(states).index_select(-1, ids));
    }

    [Theory]
    [InlineData("Speaks")]
    [InlineData("SpeaksOtherwise")]
    public void The_emitted_passes_of_a_language_model_agree_with_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var golden = PyTorchGolden.Read("languages", "choices").GetProperty(name);
        var (declared, create) = name == "Speaks"
            ? (Speaks.Spec, new Func<ExperimentPlan, Device, ILearner>(Speaks.Create))
            : (SpeaksOtherwise.Spec, SpeaksOtherwise.Create);
        var (width, heads, hidden) = ((int)Number("width"), (int)Number("heads"), (int)Number("hidden"));
        var decoder = declared.Decoder! with { Layers = 1, Width = width, Heads = heads, FeedForward = hidden, MaximumLength = 6 };
        using var learner = create(Subject.Plan(declared with { Decoder = decoder with { KeyValueHeads = name == "Speaks" ? 0 : 1 } }), CPU);
        var (ids, target) = (Ids("ids"), Ids("target"));
        Load(learner, "Speak", golden.Tensors("weights"), ids);

        var passes = new Passes(learner, "Speak");
        var states = passes.Continue(target);
        Same.Close(golden.Tensor("states"), states);
        Same.Close(golden.Tensor("logits"), passes.Logits(states).index_select(-1, ids));

        using var cache = passes.Forget((int)target.size(0), (int)target.size(1));
        for (var t = 0; t < target.size(1); t++)
            Same.Close(golden.Tensor("logits").select(1, t), passes.ContinueNext(target.select(1, t), cache).index_select(-1, ids));
    }

    private static JsonElement Allocations => PyTorchGolden.Read("allocations", "choices");

    // Small enough for figures that a person can read.
    private static ExperimentSpec Sized(ExperimentSpec spec)
    {
        var (width, heads, hidden) = ((int)Number("width"), (int)Number("heads"), (int)Number("hidden"));
        return spec with
        {
            Encoder = spec.Encoder! with { Layers = 1, Width = width, Heads = heads, FeedForward = hidden, MaximumLength = 6 },
            Decoder = spec.Decoder! with { Layers = 1, Heads = 0, FeedForward = 0, MaximumLength = 6 },
        };
    }

    // Every weight that the task holds, and no other, has its figure; of token tables, the rows that are used.
    private static void Load(ILearner learner, string task, Dictionary<string, Tensor> weights, Tensor ids)
    {
        var held = learner.Model.named_parameters()
            .Where(weight => weight.name.Split('.')[0] is SharingPlan.Everyone || weight.name.Split('.')[0] == task)
            .ToDictionary(weight => weight.name[(weight.name.IndexOf('.', StringComparison.Ordinal) + 1)..], weight => weight.parameter);
        Assert.Equal(weights.Keys.Order(StringComparer.Ordinal), held.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, value) in weights)
        {
            if (name.EndsWith("embedding.weight", StringComparison.Ordinal))
                held[name].index_copy_(0, ids, value);
            else
                held[name].copy_(value);
        }
    }

    private static Tensor Ids(string name) => PyTorchGolden.Read(name, "choices").Tensor().to(int64);

    private static double Number(string name) => PyTorchGolden.Read(name, "choices").GetDouble();
}
