using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("KapWorkflow.LocalHost.Tests")]
