namespace KapWorkflow.Core;

/// <summary>What a duty will do, in the words of the clinic.</summary>
public static class DutyWords
{
    /// <summary>Such as: e-mail to the client: your appointment is booked.</summary>
    public static string Of(Journey journey, Duty duty) => duty.Action switch
    {
        DutyAction.Tell { To: Audience.Client } tell => $"{Of(tell.Channel)} to the client: {Diary.Words(tell.Text)}",
        DutyAction.Tell { To: Audience.StaffOf of } tell => $"{Of(tell.Channel)} to {Diary.Roles(of.Role)}: {Diary.Words(tell.Text)}",
        DutyAction.Tell tell => $"{Of(tell.Channel)}: {Diary.Words(tell.Text)}",
        DutyAction.Ask ask => $"{Diary.Roles(TaskCatalogue.Of(ask.Task).Roles)} asked: {TaskCatalogue.Of(ask.Task).TitleOf(journey)}",
        DutyAction.Page page => $"the on-call contact is paged (page {page.Rung})",
        DutyAction.Record { Command: CloseJourney close } => $"the journey is closed: {Diary.Plain(close.Because)}",
        DutyAction.Record { Command: EscalateTask late } => $"the task is handed on: {(journey.Tasks.Find(late.Key) is { } task ? TaskCatalogue.Of(task.Kind).TitleOf(journey, task) : "one to come")}",
        DutyAction.Record record => $"by itself: {Commands.KindOf(record.Command).Title}",
        _ => throw new ArgumentOutOfRangeException(nameof(duty), duty.Key, "No words for this duty."),
    };

    private static string Of(Channel channel) => channel switch
    {
        Channel.Sms => "text message",
        Channel.Email => "e-mail",
        _ => "page",
    };
}
