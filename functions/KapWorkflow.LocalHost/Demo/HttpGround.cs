using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KapWorkflow.Core;
using KapWorkflow.Functions;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>The app as people meet it: the form, the links in the client's messages, the staff's own interface.</summary>
/// <param name="clinic">Where.</param>
/// <param name="looking">What the walker reads journeys with; null reads as the app does. Whoever counts the app's transactions gives one that is not counted.</param>
public sealed class HttpGround(LocalClinic clinic, IJourneyStore? looking = null) : IWalkGround
{
    private readonly IJourneyStore _looking = looking ?? clinic.Services.GetRequiredService<IJourneyStore>();
    private JourneyId? _journey;

    public Instant Now => clinic.Clock.GetCurrentInstant();

    public Instant? NextStop => clinic.Engine.NextDue;

    public async Task SubmitAsync(InquiryDetails details)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["inquiringFor"] = "self",
            ["firstName"] = details.FirstName,
            ["lastName"] = details.LastName ?? "",
            ["email"] = details.Email ?? "",
            ["phone"] = details.Phone ?? "",
            ["contactBy"] = "email",
            ["smsConsent"] = "true",
            ["language"] = details.Language,
            ["timeZone"] = details.TimeZone,
            ["state"] = details.State,
            ["isAdult"] = "true",
            ["interest"] = details.Interest ?? "",
            ["howHeard"] = details.HowHeard ?? "",
            ["website"] = "",
        });
        using var answer = await clinic.Http.PostAsync("/api/inquiries", form);
        if ((int)answer.StatusCode != 303)
            throw new WalkStoppedException($"The form was answered with {(int)answer.StatusCode}.");
    }

    public async Task<LoadedJourney?> LookAsync()
    {
        await clinic.Services.GetRequiredService<Stillness>().WhenStillAsync();
        if (_journey is null)
        {
            await foreach (var glance in _looking.GlanceAsync(default))
                _journey = glance.Id;
        }
        return _journey is null ? null : await _looking.LoadAsync(_journey, default);
    }

    public Task<IReadOnlyList<Reason>> DoAsync(LoadedJourney read, NextStep.Do step) =>
        step.By.Kind == AuthorKind.Client ? ClientAsync(step.Command) : StaffAsync(read.Journey.Id, step);

    public Task AdvanceToAsync(Instant to) => clinic.Travel.AdvanceToAsync(to);

    private async Task<IReadOnlyList<Reason>> StaffAsync(JourneyId journey, NextStep.Do step)
    {
        var name = Commands.KindOf(step.Command).Name;
        var body = (JsonObject)JsonSerializer.SerializeToNode(step.Command, step.Command.GetType(), FactJson.Options)!;
        if (step.Task is not null)
            body["command"] = name;
        var address = step.Task is { } task ? $"/api/staff/tasks/{new TaskId(journey, task)}/decision" : $"/api/staff/journeys/{journey}/{name}";
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("x-kap-staff", step.By.Staff!.Value);
        using var answer = await clinic.Http.SendAsync(request);
        return await ReasonsOfAsync(answer);
    }

    /// <summary>The client tries the newest messages first: a link about an appointment does not lead to forms.</summary>
    private async Task<IReadOnlyList<Reason>> ClientAsync(Command command)
    {
        var (act, fields) = ClientActs.Of(command);
        IReadOnlyList<Reason> refused = [new Reason("demo.no-link", $"No message has a link to {command.GetType().Name}.", "")];
        foreach (var link in clinic.Inbox.All.Reverse().Select(message => ClientActs.LinkIn(message.Text)).OfType<string>())
        {
            using var form = new FormUrlEncodedContent(fields);
            using var answer = await clinic.Http.PostAsync($"{link}/{act}", form);
            refused = await ReasonsOfAsync(answer);
            if (answer.StatusCode != HttpStatusCode.NotFound)
                break;
        }
        return refused;
    }

    private static async Task<IReadOnlyList<Reason>> ReasonsOfAsync(HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode < 400)
            return [];
        var text = await answer.Content.ReadAsStringAsync();
        return [new Reason($"http.{(int)answer.StatusCode}", text.Length > 600 ? text[..600] : text, "")];
    }
}
