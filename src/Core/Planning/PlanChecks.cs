using System.Globalization;

namespace Heed.Planning;

/// <summary>Everything that a spec's values can have wrong, all of it at once.</summary>
public static class PlanChecks
{
    /// <summary>The findings of a spec, in the order of its parts.</summary>
    public static IEnumerable<Finding> Of(ExperimentSpec spec) =>
        Ranges(spec).Concat(Names(spec)).Concat(Optimizer(spec)).Concat(Tasks(spec)).Concat(FileChecks.Of(spec)).Concat(ImageChecks.Of(spec))
            .Concat(Heads(spec)).Concat(Stacks(spec)).Concat(AllocationChecks.Of(spec))
            .Concat(spec.Shares.SelectMany((share, place) => Share(spec, share, place)))
            .Concat(EvictionChecks.Of(spec));

    private static IEnumerable<Finding> Ranges(ExperimentSpec spec) =>
        Numbers.Of(spec).Select(number => number.Check(number.Read(spec))).OfType<Finding>();

    private static IEnumerable<Finding> Names(ExperimentSpec spec) =>
        Choices.Of(spec).Select(choice => choice.Check(choice.Read(spec))).OfType<Finding>();

    private static IEnumerable<Finding> Optimizer(ExperimentSpec spec)
    {
        if (spec.Optimizer is SgdSpec { Nesterov: true, Momentum: 0 })
            yield return new(Rules.Nesterov, "Sgd.Nesterov", "a Momentum above 0", "0");
    }

    private static IEnumerable<Finding> Tasks(ExperimentSpec spec)
    {
        if (spec.Tasks.Count == 0)
            yield return new(Rules.NoTask, "", "at least one parameter whose type is a record with [Task]", "none");
        foreach (var same in spec.Tasks.GroupBy(task => task.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
        {
            yield return new(
                Rules.SameName, $"Tasks[{spec.Tasks.ToList().FindLastIndex(same.Contains)}]",
                "a name of its own for every task", $"{same.Key} {Text.Count(same.Count(), "time")}");
        }
    }

    // A task's head stands in the model under the task's own name.
    private static IEnumerable<Finding> Heads(ExperimentSpec spec) =>
        from one in spec.Tasks.Select((task, place) => (task.Name, place))
        where spec.Tasks.Any(task => task.Kind.HasHead() && (one.Name == task.Name + "Head" || one.Name == task.Name + "Pool"))
            || spec.Tasks.Any(task => task.Image is not null && (one.Name == task.Name + "Patch" || one.Name == task.Name + "Start"))
        select new Finding(Rules.NameTaken, $"Tasks[{one.place}]", "another name", one.Name);

    private static IEnumerable<Finding> Stacks(ExperimentSpec spec)
    {
        var none = spec.Tasks.Count == 0;
        var (reads, writes) = (none || spec.Tasks.Any(task => task.Kind.Reads()), none || spec.Tasks.Any(task => task.Kind.Writes()));
        if (!reads && spec.Encoder is not null)
            yield return new(Rules.EncoderIdle, "Encoder", "a task with a text to read, or no [Encoder]", "tasks that write without reading");
        if (!writes && spec.Decoder is not null)
            yield return new(Rules.DecoderIdle, "Decoder", "a task with a text to write, or no [Decoder]", "tasks that write no text");
        if (!writes && spec.Transformer.Output == OutputEmbedding.Free)
        {
            yield return new(
                Rules.OutputIdle, "Transformer.Output", "a task with a text to write, or OutputEmbedding.Tied", "tasks that write no text");
        }

        if ((reads && spec.Encoder is null) || (writes && !none && spec.Decoder is null))
        {
            var wanted = string.Join(" and ", new[] { reads ? "[Encoder]" : "", writes ? "[Decoder]" : "" }.Where(stack => stack.Length > 0));
            var missing = !reads || !writes ? "none" : spec.Encoder is not null ? "no [Decoder]" : spec.Decoder is not null ? "no [Encoder]" : "neither";
            yield return new(Rules.NoTrunk, "", $"{wanted} on the experiment", missing);
            yield break;
        }

        var encoder = spec.Encoder is { } declared ? StackPlan.Of(declared) : null;
        if (encoder is not null)
        {
            foreach (var finding in Stack(spec, "Encoder", encoder.Width, encoder.Heads, spec.Encoder!.KeyValueHeads, ownHeads: true))
                yield return finding;
        }

        if (spec.Decoder is not { } decoder)
            yield break;
        var plan = StackPlan.Of(decoder, encoder);
        if (encoder is not null && decoder.Width > 0 && decoder.Width != encoder.Width)
        {
            yield return new(
                Rules.DecoderWidth, "Decoder.Width", $"the encoder's {Text.Number(encoder.Width)}, or nothing said", Text.Number(decoder.Width));
        }

        // A head count that the decoder takes over from the encoder is the encoder's mistake.
        foreach (var finding in Stack(spec, "Decoder", plan.Width, plan.Heads, decoder.KeyValueHeads, encoder is null || decoder.Heads > 0))
            yield return finding;
    }

    private static IEnumerable<Finding> Stack(ExperimentSpec spec, string name, int width, int heads, int keyValueHeads, bool ownHeads)
    {
        if (heads > 0 && keyValueHeads > 0 && heads % keyValueHeads != 0)
        {
            yield return new(
                Rules.KeyValueHeads, $"{name}.KeyValueHeads", $"a divisor of the {Text.Number(heads)} heads", Text.Number(keyValueHeads),
                Text.List(Divisors(heads).Select(Write), "or"))
            {
                Mend = Write(Nearest.To(keyValueHeads, Divisors(heads))),
            };
        }

        if (heads < 1 || width < 1 || !ownHeads)
            yield break;
        if (width % heads != 0)
        {
            yield return new(
                Rules.Heads, $"{name}.Heads", $"a divisor of the width {Text.Number(width)}", Text.Number(heads),
                Text.List(Divisors(width).Select(Write), "or"))
            {
                Mend = Write(Nearest.To(heads, Divisors(width))),
            };
        }
        else if (spec.Transformer.Positions == Positions.Rotary && width / heads % 2 != 0)
        {
            yield return new(
                Rules.RotaryOdd, $"{name}.Heads", "an even width for each head",
                $"{Text.Number(width / heads)} ({Text.Number(width)} / {Text.Number(heads)})")
            {
                Mend = Write(Nearest.To(heads, Divisors(width).Where(divisor => width / divisor % 2 == 0))),
            };
        }
    }

    private static IEnumerable<Finding> Share(ExperimentSpec spec, ShareSpec share, int place)
    {
        var at = $"Shares[{place}]";
        var tasks = spec.Tasks.Select(task => task.Name).ToArray();
        foreach (var (name, which) in share.Tasks.Select((name, which) => (name, which)).Where(one => !tasks.Contains(one.name)))
            yield return new(Rules.ShareStranger, $"{at}.Tasks[{which}]", "tasks of this experiment", name, Text.List(tasks));

        if (share.Projections == Projection.None)
            yield return new(Rules.ShareIdle, at, "something to share", "Projection.None", "any other value of Projection");
        if ((share.Projections & ~Projection.All) != 0)
            yield return new(Rules.OutOfRange, at, "values of Projection", share.Projections.ToString());
        if ((share.Tasks.Count == 0 ? spec.Tasks.Count : share.Tasks.Distinct().Count()) < 2)
            yield return new(Rules.ShareIdle, at, "two tasks or more that share", "one");
        if ((share.In & ~Trunk.Both) != 0 || share.In == 0)
            yield return new(Rules.OutOfRange, at + ".In", "Trunk.Encoder, Trunk.Decoder or Trunk.Both", share.In.ToString());

        TaskSpec[] sharing = [.. spec.Tasks.Where(task => share.Tasks.Count == 0 || share.Tasks.Contains(task.Name))];
        int Held(Trunk stack, int? has, Func<TaskKind, bool> passes) =>
            (share.In & stack) != 0 && (sharing.Length < 2 || sharing.Count(task => passes(task.Kind)) > 1) ? has ?? 0 : 0;
        var layers = Math.Max(
            Held(Trunk.Encoder, spec.Encoder?.Layers, kind => kind.Reads()), Held(Trunk.Decoder, spec.Decoder?.Layers, kind => kind.Writes()));
        if (layers == 0 && sharing.Length > 1 && (spec.Encoder is not null || spec.Decoder is not null) && (share.In is Trunk.Encoder or Trunk.Decoder or Trunk.Both)
            && share.Projections != Projection.None && (share.Projections & Projection.Embedding) == 0)
        {
            yield return new(
                Rules.ShareIdle, share.In == Trunk.Both ? at : at + ".In", "layers of a stack that two of the tasks pass through",
                share.In == Trunk.Both ? "tasks with no stack in common" : $"Trunk.{share.In}");
        }

        var last = share.ToLayer < 0 ? layers - 1 : share.ToLayer;
        if (layers > 0 && (share.FromLayer < 0 || share.FromLayer >= layers || share.FromLayer > last))
        {
            yield return new(
                Rules.ShareIdle, at + ".FromLayer", "a layer that there is, not after ToLayer",
                $"FromLayer {share.FromLayer}, ToLayer {share.ToLayer}", $"0 to {layers - 1}");
        }

        // One embedding serves both stacks and stands before all layers, so only a share of everything can mean it.
        if ((share.Projections & Projection.Embedding) != 0 && (share.In != Trunk.Both || share.FromLayer != 0 || share.ToLayer >= 0))
        {
            yield return new(
                Rules.ShareIdle, at, "the embedding in a [Share] of its own, without layers or stack",
                "Projection.Embedding in a [Share] with FromLayer, ToLayer or In");
        }
    }

    private static IEnumerable<int> Divisors(int number) =>
        Enumerable.Range(1, Math.Min(number, 1_024)).Where(divisor => number % divisor == 0);

    private static string? Write(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Write(int number) => number.ToString(CultureInfo.InvariantCulture);
}
