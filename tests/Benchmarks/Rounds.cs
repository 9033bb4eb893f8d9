namespace Heed.Benchmarks;

/// <summary>Measures forms in turn, so that what else the machine does falls on all alike.</summary>
internal static class Rounds
{
    public static IReadOnlyList<Result> Measure(Workload work, IReadOnlyList<Form> forms, int rounds)
    {
        var file = Path.GetTempFileName();
        try
        {
            work.Write(file);
            var measured = forms.ToDictionary(form => form, _ => new List<Measurement>());
            for (var round = 0; round < rounds; round++)
            {
                foreach (var form in forms)
                {
                    Console.Error.WriteLine($"{work.Name}: round {round + 1} of {rounds}, {form.Name}");
                    measured[form].Add(form.Measure(file, work));
                }
            }

            return Result.BesideCeilings([.. forms.Select(form => Result.Of(work, form, measured[form]))]);
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".sizes");
        }
    }
}
