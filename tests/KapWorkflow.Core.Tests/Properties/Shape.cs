using System.Collections.Concurrent;
using System.Reflection;

namespace KapWorkflow.Core.Tests;

/// <summary>How a record is made: its longest constructor, and which of its members may be null.</summary>
public sealed record Shape(ConstructorInfo Make, IReadOnlyList<ParameterInfo> Members, IReadOnlyList<bool> MayBeNull)
{
    private static readonly ConcurrentDictionary<Type, Shape> Known = new();

    public static Shape Of(Type type) => Known.GetOrAdd(type, static type =>
    {
        var make = type.GetConstructors().MaxBy(each => each.GetParameters().Length)!;
        var nullability = new NullabilityInfoContext();
        return new Shape(make, make.GetParameters(), [.. make.GetParameters().Select(each => Nullable.GetUnderlyingType(each.ParameterType) is not null || nullability.Create(each).WriteState == NullabilityState.Nullable)]);
    });

    public object With(Func<ParameterInfo, bool, object?> value) => Make.Invoke([.. Members.Select((member, index) => value(member, MayBeNull[index]))]);
}
