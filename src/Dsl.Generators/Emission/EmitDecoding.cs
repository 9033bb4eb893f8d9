using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>A way to decode → the body of a learner's method that writes answers.</summary>
internal static class EmitDecoding
{
    private const string Bounds = "new(batch.Rows, Vocabulary.Start(task), Vocabulary.End, maximumLength, only, device)";

    /// <summary>From a batch to the tokens of each answer.</summary>
    public static string Write(ExperimentSpec spec) => $"""
        var w = Weights(task);
        var source = Ids.Of(batch.Source, batch.Rows, device); // [b s]
        var mask = AttentionMask.Padding(source); // [b 1 1 s]
        var memory = model.Encode(w, source, mask, Dropout.Off, AttentionRecorder.Off); // [b s d]
        {string.Concat(EmitReductions.Attend(spec, recorder: "").Select(line => line + "\n"))}{spec.Decoding.Match(
            _ => $"""
                using var cache = model.Remember(w, memory, maximumLength);
                return Greedy.Decode(
                    newest => model.DecodeNext(w, newest, mask, cache), (GreedySpec)spec.Decoding,
                    {Bounds});
                """,
            _ => $"""
                var beam = (BeamSpec)spec.Decoding;
                using var cache = model.Remember(w, memory, maximumLength, beam.Width);
                return Beam.Decode(
                    newest => model.DecodeNext(w, newest, mask, cache), cache.Select, beam,
                    {Bounds});
                """,
            _ => $"""
                var sampling = (SamplingSpec)spec.Decoding;
                using var cache = model.Remember(w, memory, maximumLength);
                return Sampling.Decode(
                    newest => model.DecodeNext(w, newest, mask, cache), sampling, Sampling.Keys(spec.Seed, sampling, task, batch),
                    {Bounds});
                """)}
        """;

    /// <summary>From texts that are begun to the tokens that each goes on with.</summary>
    public static string Continue(DecodingSpec decoding)
    {
        var beam = decoding is BeamSpec;
        var past = beam ? "batch.Rows * width, batch.TargetLength + maximumLength" : "batch.Rows, batch.TargetLength + maximumLength";
        var bounds = $"new(Prompt.Hear(next, batch, {(beam ? "width" : "1")}, device), Vocabulary.End, maximumLength, only, device)";
        return $"""
            {(beam ? "var width = ((BeamSpec)spec.Decoding).Width;\n" : "")}using var past = model.Forget({past});
            Func<Tensor, Tensor> next = newest => model.ContinueNext(LanguageWeights(task), newest, past);
            {decoding.Match(
                _ => $"return Greedy.Decode(next, (GreedySpec)spec.Decoding, {bounds});",
                _ => $"return Beam.Decode(next, past.Select, (BeamSpec)spec.Decoding, {bounds});",
                _ => $"""
                    return Sampling.Decode(
                        next, (SamplingSpec)spec.Decoding, Sampling.Keys(spec.Seed, (SamplingSpec)spec.Decoding, task, batch),
                        {bounds});
                    """)}
            """;
    }

    /// <summary>What a cache for it is given beside encoder states: a parameter, and how often it holds each example.</summary>
    public static (string Parameter, string Rows) Cache(DecodingSpec decoding) =>
        decoding.Match(_ => ("", "memory.size(0)"), _ => (", int beams", "memory.size(0) * beams"), _ => ("", "memory.size(0)"));
}
