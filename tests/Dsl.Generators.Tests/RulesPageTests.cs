using System.Text.RegularExpressions;
using Heed.Generators.Diagnostics;
using Heed.Planning;

namespace Heed.Tests;

/// <summary>The page that diagnostics point at: it says of every rule what breaks it and what mends it, and both are true.</summary>
public partial class RulesPageTests
{
    private static readonly string Page = File.ReadAllText(new Uri(RulesPage.LinkOf(Rules.NotPartial)!).LocalPath);

    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Fact]
    public void Every_rule_has_its_heading_and_none_is_left_of_another() =>
        Assert.Equal(Rules.All.Select(rule => rule.Id), Heading().Matches(Page).Select(heading => heading.Groups[1].Value));

    [Fact]
    public void A_link_opens_without_a_network_at_the_rules_heading() => Assert.All(Rules.All, rule =>
    {
        var link = new Uri(RulesPage.LinkOf(rule)!);
        Assert.True(link.IsFile && File.Exists(link.LocalPath));
        Assert.Equal("#" + rule.Id.ToLowerInvariant(), link.Fragment);
    });

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_example_breaks_its_rule_and_no_other_and_its_mend_breaks_none(string id)
    {
        var section = Section(id);
        Assert.StartsWith($"**{Rules.All.Single(rule => rule.Id == id).Title}.**", Unwrapped(section), StringComparison.Ordinal);
        var (breaks, mended) = Blocks(section) is [var first, var second] ? (first, second) : throw new InvalidOperationException("two examples");
        Assert.Equal([id], Told(breaks));
        Assert.Empty(Told(mended));
    }

    private static IEnumerable<string> Told(string example) => Harness
        .Unchecked(example + "\n" + Blocks(Page[..Page.IndexOf("\n## ", StringComparison.Ordinal)])[0], Sample.Data).Result.Diagnostics
        .Select(found => found.Id).Distinct();

    private static string Section(string id) => Page.Split($"\n## {id}\n")[1].Split("\n## ")[0].Trim();

    private static string Unwrapped(string text) => text.ReplaceLineEndings(" ");

    private static List<string> Blocks(string text) => [.. Block().Matches(text).Select(block => block.Groups[1].Value)];

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
