#pragma warning disable
using Heed.Data;
using Heed.Measuring;
using Heed.Planning;

namespace Heed.Host;

public sealed class PreparedData
{
    public required Tokenization Tokenization { get; init; }
    public Vocabulary Vocabulary => Tokenization.Vocabulary;
    public required List<(List<TextPair> Pairs, Split Split, TokenPair[] Tokens)> Tasks { get; init; }
    public static PreparedData Of(HostedExperiment e, ExperimentSpec spec)
    {
        var splits = new Dictionary<string, Split>();
        var pairs = spec.Tasks.Select((task, place) => new TableFile(Path.Combine(e.Folder, task.File), task.File).Rows([.. task.Columns.Select(c => c.Column)]).Select(r => e.Read(place, r)).ToList()).ToList();
        foreach (var (task, p) in spec.Tasks.Zip(pairs))
            if (!splits.ContainsKey(task.File))
            {
                IReadOnlyList<string>[] cols = [[.. p.Select(x => x.Source)], [.. p.Select(x => x.Target)]];
                splits[task.File] = Split.ByClusters(NearDuplicates.Clusters(cols, spec.Split.NearDuplicates), [.. p.Select(x => x.Source + x.Target)], spec.Split.Validation, spec.Split.Test, spec.Seed);
            }
        var vocabulary = Vocabulary.Learn([.. spec.Tasks.Select(t => t.Name)], spec.Tasks.Zip(pairs).SelectMany(x => splits[x.First.File].Training.SelectMany(r => new[] { x.Second[r].Source, x.Second[r].Target })), spec.Tokenizer.Vocabulary);
        var tk = new Tokenization(vocabulary);
        var longest = new PairLength(spec.Encoder!.MaximumLength, spec.Decoder!.MaximumLength);
        return new() { Tokenization = tk, Tasks = [.. spec.Tasks.Zip(pairs, (t, p) => (p, splits[t.File], p.Select(x => new TokenPair(tk.Encode(x.Source), tk.Encode(x.Target)).Truncate(longest)).ToArray()))] };
    }

    public IReadOnlyList<TestExample> Test(int task)
    {
        var (pairs, split, tokens) = Tasks[task];
        var r = Baselines.Retrieve([.. split.Training.Select(x => pairs[x].Source)], [.. split.Training.Select(x => pairs[x].Target)], split.Test.Select(x => pairs[x].Source));
        return [.. split.Test.Zip(r, (x, n) => new TestExample(pairs[x], tokens[x], n.Answer, n.HasTwin))];
    }

    public TrainingBatches Batches(ExperimentPlan plan)
    {
        var spec = plan.Spec;
        var seqs = spec.Tasks.Select((t, i) => (Pairs: (TokenPair[])[.. Tasks[i].Split.Training.Select(x => Tasks[i].Tokens[x])], i, t.Name)).Select(x => (x.Pairs, x.i, Seq: new BatchSequence([.. x.Pairs.Select(p => p.Length)], spec.BatchTokens, spec.Seed, x.Name))).ToList();
        return new(step => [.. seqs.Select(s => Batch.Collate(s.Pairs, s.Seq.At(step - 1), Vocabulary.Start(s.i)))],
            [.. spec.Tasks.Select((t, i) => { TokenPair[] v = [.. Tasks[i].Split.Validation.Select(x => Tasks[i].Tokens[x])]; return (IReadOnlyList<Batch>)[.. Batching.Epoch([.. v.Select(p => p.Length)], spec.BatchTokens, 0, 0).Select(b => Batch.Collate(v, b, Vocabulary.Start(i)))]; })]);
    }
}
