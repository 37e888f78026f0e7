namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>
/// Never used here. The real packages have a type of this name beside Microsoft.AspNetCore.Mvc's, so an unqualified use must be
/// as ambiguous offline as it is there.
/// </summary>
[AttributeUsage(AttributeTargets.All)]
public class FromBodyAttribute : Attribute
{
    public FromBodyAttribute()
    {
    }
}
