namespace Heed.Planning;

/// <summary>A weight that an allocation holds and training changes, by a name of its own.</summary>
/// <param name="Name">What the allocation asks for it by; without dots, one of a kind among those of the allocation.</param>
public abstract record LearnedWeight(string Name)
{
    /// <summary>The tensors of it that checkpoints keep: what follows where it is held, and shapes.</summary>
    public IReadOnlyList<(string Name, EquatableArray<int> Shape)> Tensors => Match<IReadOnlyList<(string, EquatableArray<int>)>>(
        linear => [($"{Name}.weight", new(linear.Outputs, linear.Inputs)), ($"{Name}.bias", new(linear.Outputs))],
        norm => [($"{Name}.scale", new(norm.Width)), ($"{Name}.shift", new(norm.Width))],
        vector => [($"{Name}.weight", new(vector.Width))],
        embedding => [($"{Name}.weight", new(embedding.Count, embedding.Width))],
        projection => [($"{Name}.weight", new(projection.Count, projection.Length))]);

    /// <summary>Its sizes, each of which is to be 1 or more.</summary>
    public IEnumerable<int> Sizes => Match<int[]>(
        linear => [linear.Inputs, linear.Outputs], norm => [norm.Width], vector => [vector.Width], embedding => [embedding.Count, embedding.Width],
        projection => [projection.Count, projection.Length, projection.Each]);

    /// <summary>Answers for each kind.</summary>
    public T Match<T>(Func<Linear, T> linear, Func<Norm, T> norm, Func<Vector, T> vector, Func<Embedding, T> embedding, Func<Projection, T> projection) => this switch
    {
        Linear one => linear(one),
        Norm one => norm(one),
        Vector one => vector(one),
        Embedding one => embedding(one),
        _ => projection((Projection)this),
    };

    /// <summary>An affine map: a matrix that begins as those of the model do, and a bias of zeros.</summary>
    /// <param name="Name">What it is asked for by.</param>
    /// <param name="Inputs">Numbers that go in.</param>
    /// <param name="Outputs">Numbers that come out.</param>
    public sealed record Linear(string Name, int Inputs, int Outputs) : LearnedWeight(Name);

    /// <summary>A layer normalisation: a scale of ones, and a shift of zeros.</summary>
    /// <param name="Name">What it is asked for by.</param>
    /// <param name="Width">Numbers that it normalises.</param>
    public sealed record Norm(string Name, int Width) : LearnedWeight(Name);

    /// <summary>A vector, zeros at first.</summary>
    /// <param name="Name">What it is asked for by.</param>
    /// <param name="Width">Its numbers.</param>
    public sealed record Vector(string Name, int Width) : LearnedWeight(Name);

    /// <summary>Vectors, normal of variance 1/width at first.</summary>
    /// <param name="Name">What they are asked for by.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Width">The numbers of each.</param>
    public sealed record Embedding(string Name, int Count, int Width) : LearnedWeight(Name);

    /// <summary>Mixtures of positions, [count length]: at first the means of so many after one another.</summary>
    /// <param name="Name">What they are asked for by.</param>
    /// <param name="Count">How many mixtures.</param>
    /// <param name="Length">Positions of the longest sequence.</param>
    /// <param name="Each">Positions of a mean.</param>
    public sealed record Projection(string Name, int Count, int Length, int Each) : LearnedWeight(Name);
}
