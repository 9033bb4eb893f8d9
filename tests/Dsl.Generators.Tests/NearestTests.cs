using Heed.Planning;

namespace Heed.Tests;

public class NearestTests
{
    [Theory]
    [InlineData(5, 4)]
    [InlineData(6, 4)]
    [InlineData(7, 8)]
    [InlineData(-3, 1)]
    [InlineData(1e9, 8)]
    public void A_number_is_nearest_to_itself_or_the_smaller_of_two(double received, int expected) =>
        Assert.Equal(expected, Nearest.To(received, [1, 2, 4, 8]));

    [Fact]
    public void Among_no_numbers_none_is_nearest() => Assert.Null(Nearest.To(5, Array.Empty<int>()));

    [Theory]
    [InlineData("Description", "description")]
    [InlineData("descripton", "description")]
    [InlineData("dscriptn", null)]
    [InlineData("summar", "summary")]
    [InlineData("column", null)]
    [InlineData("col1", null)]
    public void A_name_is_meant_where_a_slip_leads_to_it_and_to_no_other(string received, string? expected) =>
        Assert.Equal(expected, Nearest.To(received, new[] { "description", "summary", "col2", "col3" }));

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("flaw", "lawn", 2)]
    [InlineData("same", "same", 0)]
    public void A_distance_is_the_fewest_edits(string one, string other, int expected)
    {
        Assert.Equal(expected, Nearest.Distance(one, other));
        Assert.Equal(expected, Nearest.Distance(other, one));
    }
}
