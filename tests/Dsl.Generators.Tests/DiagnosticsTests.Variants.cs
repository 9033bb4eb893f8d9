namespace Heed.Tests;

/// <summary>The rules of variants.</summary>
public partial class DiagnosticsTests
{
    private const string Shared = "[Encoder(Layers = 2), Decoder(Heads = 8), Share(Projection.Key), Lion]";

    [Theory]
    [InlineData("A")]
    [InlineData("Missing<int>")]
    [InlineData("Second")]
    public void HEED040_a_variant_of_something_that_is_no_experiment(string named)
    {
        var marked = new Marked(Sample.Pair() + $$"""
            [Variant<[|{{named}}|]>] public partial record Other;
            [Variant<Pair>, Share(Projection.Key)] public partial record Second;
            public class Missing<T>;
            """);
        marked.Expect(
            Harness.Run(marked.Source, Sample.Data),
            ("HEED040", $"A variant of something that is no experiment: expected a record with [Experiment], received {named}"));
    }

    [Theory]
    [InlineData("MuonAttribute", "EncoderAttribute, DecoderAttribute, ShareAttribute and LionAttribute")]
    [InlineData("ShareAttribute<A, B>", "EncoderAttribute, DecoderAttribute, ShareAttribute and LionAttribute")]
    [InlineData("ExperimentAttribute", "EncoderAttribute, DecoderAttribute, ShareAttribute and LionAttribute")]
    public void HEED041_leaving_out_what_the_base_does_not_have(string attribute, string valid) => Refused(
        Sample.Pair(Shared) + $"[Variant<Pair>, Without<[|{attribute}|]>, Without<OptimizerAttribute>] public partial record Other;",
        ("HEED041", "A Without leaves out nothing: expected an attribute of Pair beside [Experiment], " +
            $"received {attribute.Split('<')[0]}; valid: {valid}"));

    [Fact]
    public void HEED041_leaving_out_from_what_is_no_variant() => Refused(
        Sample.Pair("[Encoder, Decoder, Without<[|ShareAttribute|]>]"),
        ("HEED041", "A Without leaves out nothing: expected [Variant<...>] on Pair, whose base has something to leave out, " +
            "received an experiment of its own"));

    [Theory]
    [InlineData("")]
    [InlineData(", Encoder(Layers = 2)")]
    [InlineData(", Without<ShareAttribute>, Share(Projection.Key)")]
    public void HEED042_a_variant_that_changes_nothing(string attributes) => Refused(
        Sample.Pair(Shared) + $"[Variant<Pair>{attributes}] public partial record [|Other|];",
        ("HEED042", "A variant changes nothing: expected something left out, or written otherwise than on Pair, received nothing of the kind"));

    [Fact]
    public void HEED043_a_variant_with_tasks_or_numbers_of_its_own() => Refused(
        Sample.Pair(Shared) + "[Variant<Pair>, [|Experiment|](Steps = 5), Lion(Beta1 = 0.5)] public partial record Other(A [|First|]);",
        ("HEED043", "A variant declares what is its base's to declare: expected seed, steps and batches of Pair, received [Experiment]"),
        ("HEED043", "A variant declares what is its base's to declare: expected the tasks of Pair, received a parameter First"));

    [Fact]
    public void A_mistake_of_a_variant_stands_on_its_own_token_or_on_its_name() => Refused(
        Sample.Pair(Shared) + """
            [Variant<Pair>, Encoder(Heads = [|5|])] public partial record Wide;
            [Variant<Pair>, Encoder(Width = 60)] public partial record [|Thin|];
            [Variant<Pair>, Without<DecoderAttribute>] public partial record [|Deaf|];
            [Variant<Pair>, Sgd, [|Muon|]] public partial record Twice;
            [Variant<Pair>, Lion(Beta1 = 0.5)] public partial record [|Spec|];
            """,
        ("HEED010", "Heads do not divide the width: expected a divisor of the width 256, received 5; valid: 1, 2, 4, 8, 16, 32, 64, 128 or 256"),
        ("HEED010", "Heads do not divide the width: expected a divisor of the width 60, received 8; valid: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60"),
        ("HEED017", "A text-to-text task lacks its encoder or decoder: expected [Encoder] and [Decoder] on the experiment, received no [Decoder]"),
        ("HEED025", "An experiment has more than one optimizer: expected one of them at the most, received [Sgd] and [Muon]"),
        ("HEED018", "A name is taken by the emitted code: expected another name, received Spec"));

    [Fact]
    public void A_mistake_of_the_base_is_told_once() => Refused(
        Sample.Pair("[Encoder(Heads = [|5|], Width = 64), Decoder, Sgd, [|Lion|]]") + "[Variant<Pair>, Share(Projection.Key)] public partial record Other;",
        ("HEED010", $"Heads do not divide the width: expected a divisor of the width 64, received 5; valid: {Divisors64}"),
        ("HEED025", "An experiment has more than one optimizer: expected one of them at the most, received [Sgd] and [Lion]"));
}
