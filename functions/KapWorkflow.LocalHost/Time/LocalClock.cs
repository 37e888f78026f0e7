using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.LocalHost;

/// <summary>
/// The clinic's time on this machine: held at an instant, or the system's time plus an offset. It never goes back, not even over a
/// restart: where it stands is stored before it moves, so that no fact is ever later than the clock that reads it.
/// </summary>
public sealed class LocalClock : IClock
{
    private readonly Lock _lock = new();
    private readonly IClock _system;
    private readonly string? _file;
    private Standing _standing;
    private Instant _last;

    private LocalClock(Standing standing, IClock system, string? file)
    {
        (_standing, _system, _file) = (standing, system, file);
        _last = standing.HeldAt ?? system.GetCurrentInstant() + standing.Offset;
    }

    /// <summary>Told on a thread of its own, so that a listener may use anything, after the clock was moved, held or let run; not while it merely runs.</summary>
    public event EventHandler? Changed;

    public bool IsPaused
    {
        get
        {
            lock (_lock)
                return _standing.HeldAt is not null;
        }
    }

    /// <summary>For tests and figures: stands still until it is moved, and stores nothing.</summary>
    public static LocalClock PausedAt(Instant at) => new(new(at, Duration.Zero), SystemClock.Instance, null);

    /// <summary>Goes on where it was left.</summary>
    /// <param name="file">Where it stands, one short text file. Made when there is none.</param>
    /// <param name="holdAt">Where a new clock is held; it runs on system time when null. Ignored when the file exists.</param>
    /// <param name="system">The real time.</param>
    /// <exception cref="InvalidDataException">The file is not a clock's.</exception>
    public static LocalClock Open(string file, Instant? holdAt = null, IClock? system = null)
    {
        if (File.Exists(file)) return new(Standing.Read(file), system ?? SystemClock.Instance, file);
        var clock = new LocalClock(new(holdAt, Duration.Zero), system ?? SystemClock.Instance, file);
        clock._standing.Write(file);
        return clock;
    }

    public Instant GetCurrentInstant()
    {
        lock (_lock)
            return Read();
    }

    /// <summary>Forward only: to an instant that has passed it does not move.</summary>
    public void MoveTo(Instant to)
    {
        lock (_lock)
        {
            var now = Read();
            if (to <= now) return;
            Stand(_standing.HeldAt is null ? new(null, _standing.Offset + (to - now)) : new(to, Duration.Zero));
        }
        Tell();
    }

    /// <summary>Stands still from now on.</summary>
    public void Hold()
    {
        lock (_lock)
            Stand(new(Read(), Duration.Zero));
        Tell();
    }

    /// <summary>Runs on from where it stands, at real speed.</summary>
    public void Run()
    {
        lock (_lock)
            Stand(new(null, Read() - _system.GetCurrentInstant()));
        Tell();
    }

    private void Tell() => ThreadPool.UnsafeQueueUserWorkItem(_ => Changed?.Invoke(this, EventArgs.Empty), null);

    private Instant Read() => _last = Instant.Max(_last, _standing.HeldAt ?? _system.GetCurrentInstant() + _standing.Offset);

    private void Stand(Standing standing)
    {
        if (_file is not null) standing.Write(_file);
        _standing = standing;
    }

    private sealed record Standing(Instant? HeldAt, Duration Offset)
    {
        private const string HeldKey = "heldAt";
        private const string OffsetKey = "offset";

        public static Standing Read(string file)
        {
            try
            {
                var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file)) ?? [];
                return texts.TryGetValue(HeldKey, out var held)
                    ? new(InstantPattern.ExtendedIso.Parse(held).Value, Duration.Zero)
                    : new(null, DurationPattern.Roundtrip.Parse(texts[OffsetKey]).Value);
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or UnparsableValueException)
            {
                throw new InvalidDataException($"{Path.GetFileName(file)} does not tell where the clock stands. Delete it to begin anew, together with the data it belongs to.", exception);
            }
        }

        public void Write(string file)
        {
            var (key, value) = HeldAt is { } at
                ? (HeldKey, InstantPattern.ExtendedIso.Format(at))
                : (OffsetKey, Offset.ToString("o", CultureInfo.InvariantCulture));
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            var written = file + ".new";
            File.WriteAllText(written, JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { [key] = value }));
            File.Move(written, file, overwrite: true);
        }
    }
}
