namespace Heed.Planning;

/// <summary>A choice of a declaration: an attribute's property that takes one of an enum's names. It is structure, emitted as code.</summary>
/// <param name="Path">The attribute and its property, such as <c>Encoder.Positions</c>.</param>
/// <param name="Type">The enum.</param>
/// <param name="Read">Takes the choice from a spec.</param>
/// <param name="Write">Gives a spec with another choice, by its number.</param>
public sealed record Choice(string Path, Type Type, Func<ExperimentSpec, Enum> Read, Func<ExperimentSpec, int, ExperimentSpec> Write)
{
    /// <summary>The finding of a value that has no name, or null.</summary>
    public Finding? Check(Enum value)
    {
        var names = Enum.GetNames(Type);
        return names.Contains(value.ToString())
            ? null
            : new Finding(Rules.OutOfRange, Path, Text.List(names.Select(name => $"{Type.Name}.{name}"), "or"), value.ToString());
    }
}
