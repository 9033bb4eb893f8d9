using FsCheck.Xunit;

namespace Heed.Tests.Emitted;

/// <summary>A property of emitted code that is tried on 500 cases, all experiments among them; on fewer where it is of one experiment.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LawAttribute : PropertyAttribute
{
    public LawAttribute()
    {
        MaxTest = 500;
        QuietOnSuccess = true;
        Arbitrary = [typeof(Cases)];
    }
}
