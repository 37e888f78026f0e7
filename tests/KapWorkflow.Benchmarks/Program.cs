using BenchmarkDotNet.Running;
using KapWorkflow.Benchmarks;

// "journeys [n]" walks whole journeys and counts; anything else goes to BenchmarkDotNet.
return args is ["journeys", ..] ? await WholeJourneys.RunAsync(args[1..]) : BenchmarkSwitcher.FromAssembly(typeof(WholeJourneys).Assembly).Run(args).Any() ? 0 : 1;
