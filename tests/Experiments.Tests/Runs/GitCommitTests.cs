using Heed.Host;
using Xunit;

namespace Heed.Tests.Runs;

public sealed class GitCommitTests : IDisposable
{
    private const string First = "0123456789abcdef0123456789abcdef01234567", Second = "89abcdef0123456789abcdef0123456789abcdef";

    private readonly string root = Directory.CreateTempSubdirectory("heed-git-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_detached_head_names_its_commit_itself_and_folders_below_belong_to_the_repository()
    {
        Write(".git/HEAD", First);
        Assert.Equal(First, GitCommit.Of(Directory.CreateDirectory(Path.Combine(root, "a", "b")).FullName));
    }

    [Fact]
    public void A_branch_is_looked_up_and_a_loose_one_is_newer_than_a_packed_one()
    {
        Write(".git/HEAD", "ref: refs/heads/some/branch");
        Write(".git/packed-refs", $"# pack-refs with: peeled\n{First} refs/heads/some/branch\n");
        Assert.Equal(First, GitCommit.Of(root));
        Write(".git/refs/heads/some/branch", Second);
        Assert.Equal(Second, GitCommit.Of(root));
    }

    [Fact]
    public void A_worktree_has_its_own_head_and_the_branches_of_its_repository()
    {
        Write("main/.git/refs/heads/side", Second);
        Write("main/.git/worktrees/side/HEAD", "ref: refs/heads/side");
        Write("main/.git/worktrees/side/commondir", "../..");
        Write("side/.git", "gitdir: ../main/.git/worktrees/side");
        Assert.Equal(Second, GitCommit.Of(Path.Combine(root, "side")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ref: refs/heads/unborn")]
    public void Where_nothing_tells_there_is_none(string? head)
    {
        if (head is not null)
            Write(".git/HEAD", head);
        Assert.Null(GitCommit.Of(root));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text + "\n");
    }
}
