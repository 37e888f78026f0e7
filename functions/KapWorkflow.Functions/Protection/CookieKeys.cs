using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace KapWorkflow.Functions;

/// <summary>
/// The keys of ASP.NET Core's data protection, sealed under the master key, so that a cookie given by one instance holds at another.
/// The interface is synchronous and is asked a few times a day; blocking on it is what its other implementations do.
/// </summary>
public sealed class CookieKeys(ITables tables, KeyRing ring) : IXmlRepository
{
    private const string Partition = "cookies";
    private const string Purpose = "cookies";
    private readonly ITable _keys = tables.Open(TableNames.CookieKeys);

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. _keys.ReadAllAsync(RowRange.Of(Partition)).GetAwaiter().GetResult().Select(row => XElement.Parse(ring.OpenFor(Purpose, row.Bytes("xml"), PlaceOf(row.Key))))];

    public void StoreElement(XElement element, string friendlyName)
    {
        var key = Attempt.New();
        var row = new Row(Partition, key) { ["xml"] = ring.SealFor(Purpose, element.ToString(SaveOptions.DisableFormatting), PlaceOf(key)) };
        _keys.AddIfAbsentAsync(row).GetAwaiter().GetResult();
    }

    private static Place PlaceOf(string key) => new(TableNames.CookieKeys, Partition, key, "xml");
}
