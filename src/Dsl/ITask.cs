namespace Heed;

/// <summary>A record that declares a task. The compiler adds it to every record with <see cref="TaskAttribute"/>.</summary>
public interface ITask;
