namespace Heed.Planning;

/// <summary>How tokens of an answer are chosen. It decides nothing about weights. A declaration has one; where none is written it is greedy.</summary>
public abstract record DecodingSpec
{
    private protected DecodingSpec()
    {
    }

    /// <summary>Every way to decode with its defaults, in the order in which they are offered.</summary>
    public static IReadOnlyList<DecodingSpec> All { get; } = [new GreedySpec(), new BeamSpec(), new SamplingSpec()];

    /// <summary>What its attribute and the paths of its numbers call it.</summary>
    public string Name => Match(_ => "Greedy", _ => "Beam", _ => "Sampling");

    /// <summary>Answers that grow side by side for each question.</summary>
    public int Beams => Match(_ => 1, beam => beam.Width, _ => 1);

    /// <summary>
    /// Makes tokens that an answer holds already less likely: their positive logits are divided by θ, negative ones multiplied (Keskar et
    /// al. 2019, CTRL, section 4.1, which divides either); 1 for none.
    /// </summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>What becomes of the weights while answers are written.</summary>
    public WeightRounding Rounding { get; init; }

    /// <summary>Answers for each way.</summary>
    public T Match<T>(Func<GreedySpec, T> greedy, Func<BeamSpec, T> beam, Func<SamplingSpec, T> sampling) => this switch
    {
        GreedySpec spec => greedy(spec),
        BeamSpec spec => beam(spec),
        _ => sampling((SamplingSpec)this),
    };
}
