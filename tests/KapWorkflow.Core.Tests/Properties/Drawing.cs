namespace KapWorkflow.Core.Tests;

/// <summary>Draws from a seed, the same on every machine and in every release of .NET (splitmix64).</summary>
public sealed class Drawing(ulong seed)
{
    private ulong _state = seed;

    public uint Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (uint)((mixed ^ (mixed >> 31)) >> 32);
    }

    public int Below(int count) => (int)(Next() % (uint)count);

    public bool OneIn(int count) => Below(count) == 0;

    public bool Percent(int chance) => Below(100) < chance;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
