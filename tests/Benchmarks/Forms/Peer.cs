using System.Diagnostics;
using System.Text.Json;

namespace Heed.Benchmarks;

/// <summary>PyTorch from Debian's packages, on the same model and batches, at the settings that were found to be its best.</summary>
internal static class Peer
{
    private const string Python = "/usr/bin/python3", Malloc = "/usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4";

    /// <summary>What has to be installed for it.</summary>
    public const string Missing = "not here: apt install python3-torch libopenblas0-openmp libtcmalloc-minimal4";

    /// <summary>Whether it can run.</summary>
    public static bool Exists { get; } = File.Exists(Python) && File.Exists(Malloc) && Runs();

    /// <summary>The command that measures it. OpenBLAS does not know newer processors of AMD; tcmalloc keeps what was freed.</summary>
    public static ProcessStartInfo Command(string file, Sizes sizes)
    {
        var beside = file + ".sizes";
        File.WriteAllText(beside, JsonSerializer.Serialize(sizes));
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "Forms", "peer.py"), file, beside]);
        start.Environment["OPENBLAS_CORETYPE"] = "SKYLAKEX";
        start.Environment["LD_PRELOAD"] = Malloc;
        return start;
    }

    private static bool Runs()
    {
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import torch"]) { RedirectStandardError = true });
        process!.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
