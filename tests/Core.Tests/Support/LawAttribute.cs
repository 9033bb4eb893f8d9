using FsCheck.Xunit;

namespace Heed.Tests;

/// <summary>A property that is tried on 1,000 cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LawAttribute : PropertyAttribute
{
    public LawAttribute()
    {
        MaxTest = 1_000;
        QuietOnSuccess = true;
        Arbitrary = [typeof(Cases), typeof(DataCases), typeof(MetricCases)];
    }
}
