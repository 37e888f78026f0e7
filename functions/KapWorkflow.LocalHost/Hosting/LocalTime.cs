using NodaTime;
namespace KapWorkflow.LocalHost;
internal static class LocalTime
{
    public static IServiceCollection AddLocalTime(this IServiceCollection services, LocalClinicOptions options) => services
        .AddSingleton<IClock>(SystemClock.Instance).AddSingleton(TimeProvider.System).AddSingleton<Stillness>().AddSingleton<IClinicTime, Temp>();
    private sealed class Temp : IClinicTime
    {
        public Instant Now => SystemClock.Instance.GetCurrentInstant();
        public bool IsHeld => false; public Instant? NextStop => null;
        public Task SkipToNextAsync(CancellationToken cancellation) => Task.CompletedTask; public Task GoToAsync(Instant at, CancellationToken cancellation) => Task.CompletedTask; public void Hold(bool isOn) { }
    }
}
