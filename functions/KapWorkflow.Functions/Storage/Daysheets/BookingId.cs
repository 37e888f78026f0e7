using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>An appointment's version on the daysheet, such as `jr_….dosing-2.v1`: a move makes another booking.</summary>
public sealed record BookingId
{
    private BookingId(JourneyId journey, AppointmentRef appointment, int version) => (Journey, Appointment, Version) = (journey, appointment, version);

    public JourneyId Journey { get; }

    public AppointmentRef Appointment { get; }

    public int Version { get; }

    public static BookingId Of(JourneyId journey, AppointmentRef appointment, int version) => new(journey, appointment, version);

    public static bool TryParse(string? text, [NotNullWhen(true)] out BookingId? id)
    {
        id = null;
        if (text?.Split('.') is not [var first, var second, ['v', .. var third]]
            || !JourneyId.TryParse(first, out var journey)
            || !int.TryParse(third, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || version < 1)
            return false;
        try
        {
            id = new(journey, AppointmentRef.Parse(second), version);
        }
        catch (FormatException)
        {
            return false;
        }
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Journey}.{Appointment}.v{Version}");
}
