namespace Heed;

/// <summary>A variant has none of the attributes of this class, or derived from it, that its base has.</summary>
/// <typeparam name="TAttribute">The attribute, such as <see cref="ShareAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class WithoutAttribute<TAttribute> : Attribute
    where TAttribute : Attribute;
