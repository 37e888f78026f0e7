using System.Runtime.CompilerServices;

namespace KapWorkflow.Core.Tests;

/// <summary>The source tree these tests were compiled from.</summary>
public static class TheRepository
{
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>From the build output upwards; where paths are mapped away, from the source file.</summary>
    private static string Find([CallerFilePath] string source = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, System.IO.Path.GetDirectoryName(source)! })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "KapWorkflow.sln")))
                    return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("KapWorkflow.sln is not above the tests.");
    }
}
