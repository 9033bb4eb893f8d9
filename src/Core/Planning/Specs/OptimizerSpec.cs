namespace Heed.Planning;

/// <summary>The rule by which gradients change weights. A declaration has one; where none is written it is AdamW.</summary>
public abstract record OptimizerSpec
{
    private protected OptimizerSpec()
    {
    }

    /// <summary>Every optimizer with its defaults, in the order in which they are offered.</summary>
    public static IReadOnlyList<OptimizerSpec> All { get; } =
        [new AdamWSpec(), new SgdSpec(), new AdafactorSpec(), new LionSpec(), new MuonSpec()];

    /// <summary>What its attribute and the paths of its numbers call it.</summary>
    public string Name => Match(_ => "AdamW", _ => "Sgd", _ => "Adafactor", _ => "Lion", _ => "Muon");

    /// <summary>Highest learning rate, which the schedule lowers.</summary>
    public double LearningRate { get; init; }

    /// <summary>Decay λ of matrices; norms and biases do not decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Greatest norm of all gradients together; longer ones are scaled down to it.</summary>
    public double Clip { get; init; } = 1;

    /// <summary>Answers for each optimizer.</summary>
    public T Match<T>(
        Func<AdamWSpec, T> adamW, Func<SgdSpec, T> sgd, Func<AdafactorSpec, T> adafactor, Func<LionSpec, T> lion, Func<MuonSpec, T> muon) =>
        this switch
        {
            AdamWSpec spec => adamW(spec),
            SgdSpec spec => sgd(spec),
            AdafactorSpec spec => adafactor(spec),
            LionSpec spec => lion(spec),
            _ => muon((MuonSpec)this),
        };
}
