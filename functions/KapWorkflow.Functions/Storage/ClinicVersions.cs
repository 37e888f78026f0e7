using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace KapWorkflow.Functions;

/// <summary>Every version of the clinic's settings that a decision was ever made under, so that the decision can be understood years later.</summary>
public sealed class ClinicVersions(ITables tables, string practice)
{
    private const int PartBytes = 60 * 1024;
    private readonly ITable _clinics = tables.Open(TableNames.Clinics);

    /// <summary>The first text of a version stays: a version names its content.</summary>
    public Task RememberAsync(string version, string json, CancellationToken cancellationToken = default)
    {
        var packed = Pack(json);
        var parts = packed.Chunk(PartBytes).Select((part, n) => KeyValuePair.Create(PartName(n), (object)part));
        return _clinics.AddIfAbsentAsync(Row.Of(practice, version, null, parts), cancellationToken);
    }

    public async Task<string?> FindAsync(string version, CancellationToken cancellationToken = default)
    {
        if (await _clinics.GetAsync(practice, version, cancellationToken) is not { } row) return null;
        try
        {
            return Unpack([.. Enumerable.Range(0, row.Values.Count).SelectMany(n => row.Bytes(PartName(n)))]);
        }
        catch (InvalidDataException cause)
        {
            throw new CorruptRowException(row.Table, row.Partition, row.Key, PartName(0), cause);
        }
    }

    private static string PartName(int n) => "part" + n.ToString(CultureInfo.InvariantCulture);

    private static byte[] Pack(string json)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) brotli.Write(Encoding.UTF8.GetBytes(json));
        return packed.ToArray();
    }

    private static string Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
