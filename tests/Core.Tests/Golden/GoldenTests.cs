using Heed.Attention;
using Heed.Layers;
using Heed.Learning;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class GoldenTests
{
    [Fact]
    public void Attention_with_padding_agrees_with_PyTorch_weights_included()
    {
        using var scope = NewDisposeScope();
        var golden = PyTorchGolden.Read("attention");
        var heads = (int)golden.Number("heads");
        var parameters = golden.Tensors("parameters");
        Tensor Project(string name, Tensor x) => Linear.Apply(
            x, new(new Parameter(parameters[$"attention.{name}.weight"]), new Parameter(parameters[$"attention.{name}.bias"])));
        var (query, memory) = (golden.Tensor("query"), golden.Tensor("memory"));
        Tensor Split(string name, Tensor x) => Heads.Split(Project(name, x), heads);
        var (q, k, v) = (Split("query", query), Split("key", memory), Split("value", memory));
        var mask = AttentionMask.Padding(golden.Tensor("tokens").to(int64));
        Same.Close(golden.Tensor("output"), Project("output", Heads.Join(Attend.Fast(q, k, v, mask))));
        var observed = Attend.Observed(q, k, v, mask);
        Same.Close(golden.Tensor("weights"), observed.Weights);
        Same.Close(Attend.Fast(q, k, v, mask), observed.Output);
    }

    [Fact]
    public void An_encoder_decoder_block_agrees_with_PyTorch_gradients_included()
    {
        using var scope = NewDisposeScope();
        var golden = PyTorchGolden.Read("block");
        var (source, target) = (golden.Tensor("source"), golden.Tensor("target"));
        using var model = new TinyTransformer(
            (int)source.size(2), (int)golden.Number("heads"), (int)golden.Number("hidden"), rotary: false, seed: 1, ScalarType.Float32);
        var parameters = golden.Tensors("parameters");
        Assert.Equal(parameters.Keys.Order(StringComparer.Ordinal), model.state_dict().Keys.Order(StringComparer.Ordinal));
        using (no_grad())
        {
            foreach (var (name, own) in model.named_parameters())
                own.copy_(parameters[name]);
        }

        var mask = AttentionMask.Padding(golden.Tensor("tokens").to(int64));
        var memory = model.Encode(source, mask);
        Same.Close(golden.Tensor("memory"), memory);
        var output = model.Decode(target, memory, mask);
        Same.Close(golden.Tensor("output"), output);
        (output * golden.Tensor("mix")).sum().backward();
        var gradients = golden.Tensors("gradients");
        Assert.All(model.named_parameters(), own => Same.Close(gradients[own.name], own.parameter.grad!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Five_steps_of_AdamW_with_decay_and_clipping_agree_with_PyTorch(bool fused)
    {
        using var scope = NewDisposeScope();
        var golden = PyTorchGolden.Read("adamw");
        var settings = golden.GetProperty("settings");
        (string Name, Parameter Value)[] parameters = [.. golden.Tensors("start").Select(start => (start.Key, new Parameter(start.Value)))];
        var constants = new AdamWSpec
        {
            Beta1 = settings.Number("beta1"),
            Beta2 = settings.Number("beta2"),
            Epsilon = settings.Number("epsilon"),
            WeightDecay = settings.Number("decay"),
        };
        using var optimizer = new AdamW(parameters, constants, fused);
        foreach (var step in golden.GetProperty("steps").EnumerateArray())
        {
            var (gradients, values) = (step.Tensors("gradients"), step.Tensors("values"));
            foreach (var (name, value) in parameters)
                value.grad = gradients[name];
            Assert.Equal(step.Number("norm"), optimizer.Step(step.Number("rate"), settings.Number("clip")).item<float>(), 1e-5);
            Assert.All(parameters, own => Same.Close(values[own.Name], own.Value));
        }
    }
}
