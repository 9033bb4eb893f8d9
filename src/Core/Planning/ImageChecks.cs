namespace Heed.Planning;

/// <summary>Everything that columns of pictures can have wrong.</summary>
internal static class ImageChecks
{
    /// <summary>The findings of a spec's pictures, task by task.</summary>
    public static IEnumerable<Finding> Of(ExperimentSpec spec) => spec.Tasks.Where(task => task.Image is not null).SelectMany(task => Of(spec, task, task.Image!));

    private static IEnumerable<Finding> Of(ExperimentSpec spec, TaskSpec task, ImageSpec image)
    {
        if (!task.Kind.Pools() && task.Columns.Any(column => column.Role == ColumnRole.Target))
        {
            yield return new(
                Rules.PictureRole, $"{task.Name}.Image", "a [Label], [Labels] or a [Number] to tell of a picture",
                task.Kind == TaskKind.Tagging ? "[Tags]: a picture has no words" : "a [Text]: no decoder reads pictures yet");
        }

        if (image.Channels is not (1 or 3))
            yield return new(Rules.OutOfRange, $"{task.Name}.Channels", "1 for grey, or 3 for red, green and blue", Text.Number(image.Channels));
        if (image.Width < 1 || image.Height < 1 || image.Patch < 1)
            yield break;
        if (image.Shift >= Math.Min(image.Width, image.Height))
            yield return new(Rules.OutOfRange, $"{task.Name}.Shift", "less than the picture's sides", Text.Number(image.Shift));
        if (image.Width % image.Patch != 0 || image.Height % image.Patch != 0)
        {
            var divisors = Enumerable.Range(1, Math.Min(image.Width, image.Height)).Where(side => image.Width % side == 0 && image.Height % side == 0);
            yield return new(
                Rules.PatchSize, $"{task.Name}.Patch", $"a divisor of {Text.Number(image.Width)} and {Text.Number(image.Height)}",
                Text.Number(image.Patch), Text.List(divisors.Select(side => Text.Number(side)), "or"));
        }
        else if (spec.Encoder is { } encoder && task.Positions > encoder.MaximumLength)
        {
            yield return new(
                Rules.PatchesFit, $"{task.Name}.Patch", $"at most {Text.Number(encoder.MaximumLength)} positions (Encoder.MaximumLength)",
                Text.Number(task.Positions!.Value));
        }

        // Who holds the embedding holds the map of patches too, so that it must be of one size.
        var sharing = new SharingPlan(spec.Tasks.Select(other => other.Name).ToEquatableArray(), spec.Shares);
        var holders = sharing.Holders(Projection.Embedding, Trunk.Both, 0, task.Name);
        if (spec.Tasks.FirstOrDefault(other => other.Image is not null && holders.Contains(other.Name)) is { Image: { } first } before
            && first.PatchSize != image.PatchSize)
        {
            yield return new(
                Rules.PatchesFit, $"{task.Name}.Patch", $"patches of {Text.Number(first.PatchSize)} numbers, as {before.Name} has, with which it shares the embedding",
                Text.Number(image.PatchSize));
        }
    }
}
