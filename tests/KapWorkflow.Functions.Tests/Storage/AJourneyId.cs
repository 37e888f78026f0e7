using System.Globalization;
using KapWorkflow.Core;

namespace KapWorkflow.Functions.Tests;

internal static class AJourneyId
{
    /// <summary>jr_aaaa…b for 1, jr_aaaa…c for 2, and so on.</summary>
    public static JourneyId Number(int n) =>
        JourneyId.Parse("jr_" + string.Concat(n.ToString("D26", CultureInfo.InvariantCulture).Select(digit => (char)('a' + (digit - '0')))));
}
