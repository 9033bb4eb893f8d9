namespace Heed;

/// <summary>
/// Each byte of UTF-8 is a token, in place of the byte pairs that <see cref="TokenizerAttribute"/> learns: 256 of them, nothing to learn,
/// nothing lost, and texts several times as long.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BytesAttribute : Attribute;
