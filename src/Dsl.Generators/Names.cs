namespace Heed.Generators;

/// <summary>Full names of the attributes that the generator reads.</summary>
internal static class Names
{
    public const string Experiment = "Heed.ExperimentAttribute";
    public const string Variant = "Heed.VariantAttribute";
    public const string Without = "Heed.WithoutAttribute";
    public const string Task = "Heed.TaskAttribute";
    public const string Encoder = "Heed.EncoderAttribute";
    public const string Decoder = "Heed.DecoderAttribute";
    public const string MovingAverage = "Heed.MovingAverageAttribute";
    public const string Allocate = "Heed.AllocateAttribute";
    public const string AllocateMemory = "Heed.AllocateMemoryAttribute";
    public const string AllocatePast = "Heed.AllocatePastAttribute";
    public const string Allocation = "Heed.Allocation.IAllocation";
    public const string EncoderPlace = "Heed.Allocation.IEncoderPlace";
    public const string GridPlace = "Heed.Allocation.IGridPlace";
    public const string CrossPlace = "Heed.Allocation.ICrossPlace";
    public const string CausalPlace = "Heed.Allocation.ICausalPlace";
    public const string SpatialPooling = "Heed.SpatialPoolingAttribute";
    public const string TemporalPooling = "Heed.TemporalPoolingAttribute";
    public const string Routing = "Heed.RoutingAttribute";
    public const string Latents = "Heed.LatentsAttribute";
    public const string AdaptiveSpan = "Heed.AdaptiveSpanAttribute";
    public const string TokenPruning = "Heed.TokenPruningAttribute";
    public const string TokenRetention = "Heed.TokenRetentionAttribute";
    public const string EarlyStop = "Heed.EarlyStopAttribute";
    public const string Share = "Heed.ShareAttribute";
    public const string Input = "Heed.InputAttribute";
    public const string Target = "Heed.TargetAttribute";
    public const string Text = "Heed.TextAttribute";
    public const string Image = "Heed.ImageAttribute";
    public const string Label = "Heed.LabelAttribute";
    public const string Labels = "Heed.LabelsAttribute";
    public const string Tags = "Heed.TagsAttribute";
    public const string Number = "Heed.NumberAttribute";
    public const string Masked = "Heed.MaskedAttribute";
    public const string Causal = "Heed.CausalAttribute";
    public const string CacheEviction = "Heed.CacheEvictionAttribute";

    /// <summary>Where the allocations stand that are built in.</summary>
    public const string Allocations = "Heed.Allocation";

    /// <summary>The member of an allocation that tells of its weights.</summary>
    public const string Weights = "Weights";

    /// <summary>The type of a column of pictures.</summary>
    public const string Picture = "Heed.Picture";

    /// <summary>The attribute whose numbers and choices stand under the first word of a path: Heed.EncoderAttribute for Encoder.Width.</summary>
    public static string OfPath(string path) => $"Heed.{path.Split('.')[0]}Attribute";
}
