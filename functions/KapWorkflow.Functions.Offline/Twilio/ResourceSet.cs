#nullable disable
using System.Collections;

namespace Twilio.Base;

public abstract class Resource
{
}

public interface IOptions<T>
    where T : Resource
{
}

public abstract class ReadOptions<T> : IOptions<T>
    where T : Resource
{
    public int? PageSize { get; set; }

    public long? Limit { get; set; }

    public abstract List<KeyValuePair<string, string>> GetParams();
}

/// <summary>Goes on to the next pages while it is enumerated, unless <see cref="AutoPaging"/> is switched off; that blocks the thread, as it does in the package.</summary>
public class ResourceSet<T> : IEnumerable<T>
    where T : Resource
{
    private readonly Func<string, (List<T> Records, string Next)> _read;
    private readonly long? _limit;
    private readonly List<T> _records;
    private readonly string _next;

    internal ResourceSet((List<T> Records, string Next) page, long? limit, Func<string, (List<T> Records, string Next)> read)
    {
        (_records, _next) = page;
        _limit = limit;
        _read = read;
        AutoPaging = true;
    }

    public bool AutoPaging { get; set; }

    public IEnumerator<T> GetEnumerator()
    {
        var (records, next, given) = (_records, _next, 0L);
        while (true)
        {
            foreach (var record in records)
            {
                if (given++ >= (_limit ?? long.MaxValue))
                    yield break;
                yield return record;
            }
            if (!AutoPaging || string.IsNullOrEmpty(next))
                yield break;
            (records, next) = _read(next);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
