namespace Heed.Planning;

/// <summary>The numbers of a task's pictures, such as <c>Garment.Patch</c>, and the one choice: what <see cref="Numbers"/> and <see cref="Choices"/> have of each.</summary>
internal static class ImageNumbers
{
    private const int Largest = 4_096;

    public static IEnumerable<Number> Of(TaskSpec task) =>
    [
        Whole(task.Name, "Width", 1, Largest, image => image.Width, (image, value) => image with { Width = value }),
        Whole(task.Name, "Height", 1, Largest, image => image.Height, (image, value) => image with { Height = value }),
        Whole(task.Name, "Channels", 1, 3, image => image.Channels, (image, value) => image with { Channels = value }),
        Whole(task.Name, "Patch", 1, Largest, image => image.Patch, (image, value) => image with { Patch = value }),
        Whole(task.Name, "Shift", 0, Largest, image => image.Shift, (image, value) => image with { Shift = value }),
    ];

    public static Choice Flip(TaskSpec task) => new(
        $"{task.Name}.Flip", typeof(bool), spec => Image(spec, task.Name).Flip,
        (spec, value) => Change(spec, task.Name, image => image with { Flip = value == 1 }));

    private static Number Whole(
        string task, string name, int minimum, int maximum, Func<ImageSpec, int> read, Func<ImageSpec, int, ImageSpec> write) => new(
        $"{task}.{name}", minimum, maximum, Whole: true,
        spec => read(Image(spec, task)), (spec, value) => Change(spec, task, image => write(image, (int)value)));

    private static ImageSpec Image(ExperimentSpec spec, string task) => spec.Tasks.First(other => other.Name == task).Image!;

    private static ExperimentSpec Change(ExperimentSpec spec, string task, Func<ImageSpec, ImageSpec> change) => spec with
    {
        Tasks = spec.Tasks.Select(other => other.Name != task ? other : other.With(column =>
            column.Image is { } image ? column with { Image = change(image) } : column)).ToEquatableArray(),
    };
}
