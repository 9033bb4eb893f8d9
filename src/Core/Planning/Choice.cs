namespace Heed.Planning;

/// <summary>A choice of a declaration: an attribute's property that is one of an enum's names, or true or false. It is structure, emitted as code.</summary>
/// <param name="Path">The attribute and its property, such as <c>Transformer.Positions</c>.</param>
/// <param name="Type">The enum, or bool.</param>
/// <param name="Read">Takes the choice from a spec.</param>
/// <param name="Write">Gives a spec with another choice, by its number; true is 1.</param>
public sealed record Choice(string Path, Type Type, Func<ExperimentSpec, object> Read, Func<ExperimentSpec, int, ExperimentSpec> Write)
{
    /// <summary>The finding of a value that has no name, or null.</summary>
    public Finding? Check(object value) => value is bool || Enum.GetNames(Type).Contains(value.ToString())
        ? null
        : new Finding(Rules.OutOfRange, Path, Text.List(Enum.GetNames(Type).Select(name => $"{Type.Name}.{name}"), "or"), value.ToString()!);

    /// <summary>A value as code writes it.</summary>
    public string Literal(object value) => value is bool flag ? (flag ? "true" : "false") : $"{Type.Name}.{value}";
}
