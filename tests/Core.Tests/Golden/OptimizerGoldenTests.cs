using System.Text.Json;
using Heed.Learning;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>Five steps with decay and clipping, of matrices, an embedding and a bias.</summary>
public class OptimizerGoldenTests
{
    [Theory]
    [InlineData("sgd", false)]
    [InlineData("nesterov", true)]
    public void Sgd_agrees_with_PyTorch(string part, bool nesterov) => Agrees(part, (parameters, settings) => new Sgd(
        parameters, new() { Momentum = settings.Number("momentum"), Nesterov = nesterov, WeightDecay = settings.Number("decay") }));

    [Fact]
    public void Adafactor_agrees_with_its_algorithms_4_and_5() => Agrees("adafactor", (parameters, settings) => new Adafactor(parameters, new()
    {
        DecayRate = settings.Number("decay_rate"),
        Epsilon1 = settings.Number("epsilon1"),
        Epsilon2 = settings.Number("epsilon2"),
        ClipThreshold = settings.Number("threshold"),
        WeightDecay = settings.Number("decay"),
    }));

    [Fact]
    public void Lion_agrees_with_its_algorithm_2() => Agrees("lion", (parameters, settings) => new Lion(
        parameters, new() { Beta1 = settings.Number("beta1"), Beta2 = settings.Number("beta2"), WeightDecay = settings.Number("decay") }));

    [Fact]
    public void Muon_agrees_with_its_description() => Agrees("muon", (parameters, settings) => new Muon(parameters, new()
    {
        LearningRate = settings.Number("rate"),
        Momentum = settings.Number("momentum"),
        Iterations = (int)settings.Number("iterations"),
        WeightDecay = settings.Number("decay"),
        AdamWLearningRate = settings.Number("adamw_rate"),
        Beta1 = settings.Number("beta1"),
        Beta2 = settings.Number("beta2"),
        Epsilon = settings.Number("epsilon"),
    }));

    private static void Agrees(string part, Func<(string Name, Parameter Value)[], JsonElement, Optimizer> make)
    {
        using var scope = NewDisposeScope();
        var golden = PyTorchGolden.Read(part, "training");
        var settings = golden.GetProperty("settings");
        (string Name, Parameter Value)[] parameters = [.. golden.Tensors("start").Select(start => (start.Key, new Parameter(start.Value)))];
        using var optimizer = make(parameters, settings);
        foreach (var step in golden.GetProperty("steps").EnumerateArray())
        {
            var (gradients, values) = (step.Tensors("gradients"), step.Tensors("values"));
            foreach (var (name, value) in parameters)
                value.grad = gradients[name];
            optimizer.Step(step.Number("rate"), settings.Number("clip"));
            Assert.All(parameters, own => Same.Close(values[own.Name], own.Value));
        }
    }
}
