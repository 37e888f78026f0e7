using System.Runtime.CompilerServices;

namespace KapWorkflow.Functions.Tests;

/// <summary>A file that people have read and approved. KAP_APPROVE=1 writes it anew; the diff is what is reviewed.</summary>
internal static class Golden
{
    public static async Task HoldsAsync(string fileName, string actual, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, fileName);
        if (Environment.GetEnvironmentVariable("KAP_APPROVE") == "1")
            await File.WriteAllTextAsync(file, actual);
        Assert.Equal(await File.ReadAllTextAsync(file), actual);
    }
}
