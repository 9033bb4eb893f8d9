using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Heed.Tests;

/// <summary>Everything that can be reached from a value, field by field and item by item.</summary>
internal static class ObjectGraph
{
    /// <summary>The paths along which a value reaches a compilation or a part of one, which it would keep alive.</summary>
    public static IEnumerable<string> Impurities(object? root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(object? Value, string Path)>([(root, "")]);
        while (open.TryPop(out var next))
        {
            if (next.Value is not { } value || IsPlain(value) || !seen.Add(value))
                continue;
            if (value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel)
                yield return $"{next.Path}: {value.GetType().Name}";
            else if (value is Array items)
                Push(items.Cast<object?>().Select((item, place) => (item, $"{next.Path}[{place}]")));
            else
                Push(Fields(value.GetType()).Select(field => (field.GetValue(value), $"{next.Path}.{field.Name}")));
        }

        void Push(IEnumerable<(object?, string)> values)
        {
            foreach (var value in values)
                open.Push(value);
        }
    }

    private static bool IsPlain(object value) => value is string or Type || value.GetType() is { IsPrimitive: true } or { IsEnum: true };

    private static IEnumerable<FieldInfo> Fields(Type? type) => type is null ? [] : Fields(type.BaseType).Concat(type.GetFields(
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
}
