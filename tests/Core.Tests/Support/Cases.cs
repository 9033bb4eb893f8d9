using FsCheck;
using FsCheck.Fluent;

namespace Heed.Tests;

/// <summary>What laws draw their cases from.</summary>
public static class Cases
{
    public static Arbitrary<AttentionCase> Attention() => AttentionCase.Any.ToArbitrary();

    public static Arbitrary<SpanCase> Span() => SpanCase.Any.ToArbitrary();

    public static Arbitrary<PastCase> Past() => PastCase.Any.ToArbitrary();

    public static Arbitrary<ModelCase> Model() => ModelCase.Any.ToArbitrary();

    public static Arbitrary<Seed> Seed() => Gen.Choose(0, int.MaxValue).Select(value => new Seed(value)).ToArbitrary();
}

/// <summary>A seed from the whole range, where FsCheck's own integers stay small.</summary>
public sealed record Seed(int Value)
{
    internal Draw Draw(TorchSharp.torch.ScalarType dtype = TorchSharp.torch.ScalarType.Float32) => new(Value, dtype);
}
