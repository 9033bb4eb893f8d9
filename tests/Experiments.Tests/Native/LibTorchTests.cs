using Heed.Host;
using TorchSharp;
using Xunit;

namespace Heed.Tests.Native;

public sealed class LibTorchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("heed-libtorch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Libtorch_is_loaded_once_from_where_it_lies()
    {
        var loaded = LibTorch.Load();
        Assert.All(Enumerable.Range(0, 8).AsParallel().Select(_ => LibTorch.Load()), again => Assert.Same(loaded, again));
        Assert.StartsWith(LibTorchFolder.WantedVersion, loaded.Version, StringComparison.Ordinal);
        Assert.Equal(1, LoadedLibraries.Count("libtorch_cpu.so"));
        Assert.Empty(Directory.GetFiles(AppContext.BaseDirectory, "libtorch*", SearchOption.AllDirectories));
        Assert.Equal(6f, torch.tensor(new[] { 1f, 2f, 3f }).sum().item<float>());
    }

    [Theory]
    [InlineData("build-version", "2.10.0+cpu\n", "2.10.0+cpu")]
    [InlineData("version.py", "from typing import Optional\n__version__ = '2.10.1+cu128'\ndebug = False\n", "2.10.1+cu128")]
    [InlineData("version.py", "__version__: str = \"2.10.0a0\"\n", "2.10.0a0")]
    [InlineData("lib/libtorch_cpu.so.2.10.0", "", "2.10.0")]
    public void The_version_is_read_from_what_lies_beside(string file, string text, string version)
    {
        Put("lib/libtorch_cpu.so", "");
        Put(file, text);
        var named = LibTorchFolder.Named(folder);
        Assert.Equal((Path.Combine(folder, "lib"), version), (named.Path, named.Version));
    }

    [Fact]
    public void The_version_of_a_package_is_read_from_its_nuspec()
    {
        Put("runtimes/linux-x64/native/libtorch_cpu.so", "");
        Put("libtorch-cuda-12.8-linux-x64.nuspec", "<package><metadata><version>2.10.0</version></metadata></package>");
        Assert.Equal("2.10.0", LibTorchFolder.Named(Path.Combine(folder, "runtimes/linux-x64/native")).Version);
    }

    [Theory]
    [InlineData("1.13.0a0")]
    [InlineData("2.1.0")]
    [InlineData("2.100.0")]
    public void Another_version_is_refused_and_said_what_it_is(string version)
    {
        Put("torch/lib/libtorch_cpu.so", "");
        Put("torch/version.py", $"__version__ = '{version}'");
        var message = Assert.Throws<UserError>(() => LibTorchFolder.Named(folder)).Message;
        Assert.Contains($"HEED_LIBTORCH={folder} holds libtorch {version}; expected 2.10", message, StringComparison.Ordinal);
        Assert.Contains("unset HEED_LIBTORCH", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_libtorch_or_without_version_is_refused()
    {
        string Refusal() => Assert.Throws<UserError>(() => LibTorchFolder.Named(folder)).Message;
        Assert.Contains("holds no libtorch_cpu.so", Refusal(), StringComparison.Ordinal);
        Put("libtorch_cpu.so", "");
        Assert.Contains("of unknown version", Refusal(), StringComparison.Ordinal);
    }

    private void Put(string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
