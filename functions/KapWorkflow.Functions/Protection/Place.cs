using System.Text;

namespace KapWorkflow.Functions;

/// <summary>Where a sealed value stands. It is bound to that place: moved to another row or property, it does not open.</summary>
public readonly record struct Place(string Table, string Partition, string Row, string Property)
{
    // Keys hold no '|', so no two places have the same bytes.
    internal byte[] AssociatedData() => Encoding.UTF8.GetBytes($"{Partition}|{Row}|{Property}");

    internal CorruptRowException Unreadable(Exception? inner = null) => new(Table, Partition, Row, Property, inner);
}
