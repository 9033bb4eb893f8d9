using static Heed.Learning.Vectors;

namespace Heed.Learning;

/// <summary>
/// Minimizes a smooth function of many numbers by limited-memory BFGS (Liu and Nocedal 1989), which learns the curvature from its last
/// steps. For convex problems that are seen whole at every step; the same start gives the same bits.
/// </summary>
public static class Lbfgs
{
    private const int Memory = 10;

    /// <summary>The point where no part of the gradient is larger than the tolerance, or that is reached when the iterations are spent.</summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="evaluate">The function at a point; writes its gradient into the second array.</param>
    /// <param name="iterations">Steps at the most.</param>
    /// <param name="tolerance">What a gradient's largest part may be at the end.</param>
    public static double[] Minimize(
        IReadOnlyList<double> start, Func<double[], double[], double> evaluate, int iterations, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        double[] point = [.. start], gradient = new double[start.Count];
        var value = evaluate(point, gradient);
        var steps = new Queue<(double[] Moved, double[] Turned, double Curvature)>();
        while (iterations-- > 0 && gradient.Max(Math.Abs) > tolerance)
        {
            var direction = Direction(gradient, [.. steps]);
            var slope = Dot(direction, gradient);
            // Before anything is known of the curvature, a step of length 1 would be a guess.
            var length = steps.Count > 0 ? 1 : Math.Min(1, 1 / Math.Sqrt(-slope));
            double[] next, turned = new double[point.Length];
            double reached;
            // Armijo's rule: halve the step until it gains in proportion to its length.
            while ((reached = evaluate(next = Sum(point, length, direction), turned)) > value + (1e-4 * length * slope))
                if ((length /= 2) < 1e-12)
                    return point;
            var (moved, change) = (Sum(next, -1, point), Sum(turned, -1, gradient));
            if (Dot(moved, change) is > 0 and var curvature)
                steps.Enqueue((moved, change, curvature));
            if (steps.Count > Memory)
                steps.Dequeue();
            (point, gradient, value) = (next, turned, reached);
        }
        return point;
    }

    /// <summary>Minus the gradient times the inverse curvature, from the last steps (the two-loop recursion of the paper).</summary>
    private static double[] Direction(double[] gradient, (double[] Moved, double[] Turned, double Curvature)[] steps)
    {
        var direction = Sum(new double[gradient.Length], -1, gradient);
        var shares = new double[steps.Length];
        for (var step = steps.Length - 1; step >= 0; step--)
        {
            shares[step] = Dot(steps[step].Moved, direction) / steps[step].Curvature;
            Add(direction, -shares[step], steps[step].Turned);
        }
        var scale = steps is [.., var last] ? last.Curvature / Dot(last.Turned, last.Turned) : 1;
        for (var i = 0; i < direction.Length; i++)
            direction[i] *= scale;
        for (var step = 0; step < steps.Length; step++)
            Add(direction, shares[step] - (Dot(steps[step].Turned, direction) / steps[step].Curvature), steps[step].Moved);
        return direction;
    }

    private static double[] Sum(double[] one, double factor, double[] other)
    {
        double[] sum = [.. one];
        Add(sum, factor, other);
        return sum;
    }
}
