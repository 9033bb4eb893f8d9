using System.Runtime.CompilerServices;
using Heed.Host;

namespace Heed;

/// <summary>Where an experiment file starts.</summary>
public static class Experiment
{
    /// <summary>Does what the command line asks of an experiment; without a verb it trains, evaluates and reports.</summary>
    /// <typeparam name="T">The experiment's record.</typeparam>
    /// <param name="args">The command line.</param>
    /// <param name="file">The experiment's own file, filled in by the compiler; data files are found beside it, or beside the program of a bundle.</param>
    /// <returns>The exit code: 0 done, 2 a mistake that the user can mend, 1 anything else.</returns>
    public static int Run<T>(string[] args, [CallerFilePath] string file = "")
        where T : IExperiment<T> => CommandLine.Run(HostedExperiment.Of<T>(file, Bundle.Here), args);
}
