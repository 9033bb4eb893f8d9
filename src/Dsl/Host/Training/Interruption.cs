using System.Runtime.InteropServices;

namespace Heed.Host;

/// <summary>Ctrl-C and termination, asked once: work ends at the next whole step. Asked again, the process ends at once.</summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] signals;
    private bool signalled;

    /// <summary>Listens from now on.</summary>
    public Interruption() => signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask),
    ];

    /// <summary>Set once an end was asked for.</summary>
    public CancellationToken Asked => source.Token;

    /// <summary>Asks for an end, too, where a stream ends: the other end of a pipe is held by the process that wants the work done.</summary>
    /// <param name="pipe">The stream; what comes through it says nothing.</param>
    public void AskAtEndOf(Stream pipe) => new Thread(() =>
    {
        while (pipe.ReadByte() >= 0)
        {
        }

        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work has ended meanwhile.
        }
    })
    { IsBackground = true }.Start();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in signals)
            signal.Dispose();
        source.Dispose();
    }

    private void Ask(PosixSignalContext signal)
    {
        // A pipe that ended meanwhile is no second signal.
        signal.Cancel = !signalled;
        signalled = true;
        source.Cancel();
    }
}
