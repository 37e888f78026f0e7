using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>
/// Any command with any arguments, made from the command's own shape: a new command is tried without anybody having thought of it.
/// Arguments are such as somebody in front of this journey might choose, and now and then such as nobody should.
/// </summary>
public sealed class Anything(Drawing draw, Walk walk)
{
    private static readonly string[] CrisisWords = ["I want to kill myself", "no quiero vivir"];

    private static readonly JourneyId Twin = JourneyId.Parse("jr_bbbbbbbbbbbbbbbbbbbbbbbbbb");

    private FormKind? _form;

    private static readonly string[] AtTheChair = ["check-in", "vitals", "vitals", "strike-vitals", "decide-held-session", "give-dose", "discharge", "adverse-event", "sign-dose-order"];

    private static readonly string[] AboutAlerts = ["safety-contact", "decide-welfare", "review-worsening", "resolve-alert", "acknowledge-alert"];

    public Command Some() => Of(
        IsAtTheChair && draw.OneIn(2) ? Commands.Find(draw.Of(AtTheChair))!
        : walk.Journey.Alerts.Unresolved.Any() && draw.OneIn(3) ? Commands.Find(draw.Of(AboutAlerts))!
        : draw.Of(Commands.All));

    private bool IsAtTheChair => walk.Journey.Course.Cycles.Values.Any(cycle => cycle.IsUnderWay)
        || (walk.Journey.Appointments.Next(AppointmentPurpose.Dosing) is { } next && Duration.FromTicks(Math.Abs((next.Start - walk.Now).BclCompatibleTicks)) < Duration.FromHours(3));

    public Command Of(CommandKind kind) => (Command)Make(kind.Type);

    /// <summary>Somebody who may give it, most of the time: otherwise the walks go nowhere.</summary>
    public Author SomebodyFor(Command command)
    {
        if (draw.OneIn(8))
            return draw.Of(Crowd.Everybody);
        if (command is ReleaseTask release && walk.Journey.Tasks.Find(release.Key)?.ClaimedBy is { } holder && walk.Clinic.Find(holder) is { } member)
            return Author.Of(holder, member.Roles);
        var kind = Commands.KindOf(command);
        var able = Crowd.Staff.Where(kind.Allows).ToList();
        return kind.ByClient && draw.OneIn(2) ? Author.Client
            : able.Count > 0 ? draw.Of(able)
            : kind.ByClient ? Author.Client
            : command is ReceiveMessage ? Author.Provider : command is ReceiveInquiry or RepeatInquiry ? Author.Website : Author.System;
    }

    /// <summary>Something in a person's own words: never harmless to let it out, rarely an alarm.</summary>
    public string Words() => draw.OneIn(12) ? "" : draw.OneIn(14) ? $"{Canary.Words}, {draw.Of(CrisisWords)}" : Canary.Words;

    private object Make(Type type) => Shape.Of(type).With((member, mayBeNull) =>
        mayBeNull && draw.OneIn(2) ? null : Value(member.ParameterType, member.Name!, type));

    private object? Value(Type type, string name, Type owner)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => String(name, owner),
            _ when type == typeof(bool) => !draw.OneIn(8),
            _ when type == typeof(int) => Number(name),
            _ when type == typeof(decimal) => (decimal)Number(name),
            _ when type == typeof(double) => (double)Number(name),
            _ when type.IsEnum => Choice(type),
            _ when type == typeof(AppointmentRef) => Which(),
            _ when type == typeof(StaffId) => Person(name),
            _ when type == typeof(JourneyId) => draw.OneIn(5) ? Walk.Id : Twin,
            _ when type == typeof(Instant) => walk.Now + Duration.FromHours(draw.Below(200) - 20),
            _ when type == typeof(LocalDate) && name == "TakenOn" => Today.PlusDays(1 - draw.Below(20)),
            _ when type == typeof(LocalDate) => Today.PlusDays(draw.Below(100) - 3),
            _ when type == typeof(LocalDateTime) => When(),
            _ when type == typeof(LocalTime) => new LocalTime(draw.Below(24), 0),
            _ when type == typeof(InquiryDetails) => draw.Of(Canary.Inquiries),
            _ when type == typeof(IReadOnlyDictionary<string, string>) => AnswersTo(_form ?? FormKind.Phq9),
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => List(type.GenericTypeArguments[0], name, owner),
            _ when type.IsSubclassOf(typeof(Command)) || type.IsAbstract => null,
            _ => Make(type),
        };
    }

    private Array List(Type of, string name, Type owner)
    {
        var list = Array.CreateInstance(of, draw.Below(3));
        for (var index = 0; index < list.Length; index++)
            list.SetValue(Value(of, name, owner), index);
        return list;
    }

    private string String(string name, Type owner) => name switch
    {
        "Key" or "TaskKey" => owner.Name.Contains("Alert", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"alert:{1 + draw.Below(Math.Max(1, walk.Journey.Alerts.All.Count))}")
            : owner == typeof(OpenTask) ? $"by-hand:{draw.Below(1000)}"
            : walk.Journey.Tasks.Open.Select(task => task.Key).ToList() is { Count: > 0 } open && !draw.OneIn(6) ? draw.Of(open)
            : walk.Journey.Tasks.All.Keys.FirstOrDefault() ?? "nothing",
        "Code" => Conditions.Of(walk.Journey, walk.Clinic, walk.Now).Select(flag => flag.Code).ToList() is { Count: > 0 } raised && !draw.OneIn(5) ? draw.Of(raised) : "NE2",
        "Condition" => draw.OneIn(8) ? "XX9" : draw.Of(Contraindications.All).Code,
        "About" => "words",
        "Language" => draw.OneIn(20) ? "fr" : draw.OneIn(4) ? "es" : "en",
        "TimeZone" => draw.OneIn(12) ? "Mars/Olympus" : draw.Of(Canary.Zones),
        "Email" => Canary.Email,
        "Phone" => Canary.Phone,
        "State" => draw.OneIn(6) ? Words() : "MA",
        "SignedName" => draw.OneIn(20) ? " " : Canary.Name,
        "Room" => draw.OneIn(8) ? "cellar" : draw.Of(walk.Clinic.Rooms).Id,
        _ => Words(),
    };

    private int Number(string name) => name switch
    {
        "Systolic" => draw.OneIn(3) ? 40 + draw.Below(230) : 112 + draw.Below(20),
        "Diastolic" => draw.OneIn(5) ? 20 + draw.Below(150) : 70 + draw.Below(12),
        "Pulse" => draw.OneIn(6) ? draw.Below(260) : 68,
        "Spo2" => draw.OneIn(6) ? 45 + draw.Below(60) : 98,
        "PulseMin" => 40 + draw.Below(30),
        "PulseMax" => 75 + draw.Below(80),
        "Spo2Min" => 84 + draw.Below(17),
        "TemperatureTenths" => 365 + draw.Below(40),
        "Grade" => draw.Below(6),
        _ => draw.Below(10),
    };

    /// <summary>The first, which is the good news in most families, more often than any other.</summary>
    private object Choice(Type type)
    {
        var values = type.GetEnumValues();
        var value = values.GetValue(draw.OneIn(3) ? 0 : draw.Below(values.Length))!;
        if (value is FormKind form)
            _form = form;
        return value;
    }

    private AppointmentRef Which()
    {
        var all = walk.Journey.Appointments.All.Values.Select(each => each.Which).ToList();
        if (all.Count == 0 || draw.OneIn(20))
            return new AppointmentRef((AppointmentPurpose)draw.Below(5), 1 + draw.Below(4));
        List<AppointmentRef?> likely = [.. walk.Journey.Appointments.Ahead.Select(each => each.Which), walk.Journey.Course.Last?.Which];
        return draw.OneIn(4) ? draw.Of(all) : draw.Of(likely) ?? draw.Of(all);
    }

    private StaffId Person(string name)
    {
        var role = name.Contains("Prescriber", StringComparison.Ordinal) ? Role.Prescriber : name.Contains("Therapist", StringComparison.Ordinal) ? Role.Therapist : Role.None;
        if (role == Role.None || draw.OneIn(6))
            return draw.OneIn(10) ? StaffId.Parse("st_nobody") : draw.Of(walk.Clinic.Staff).Id;
        return role == Role.Therapist ? AClinic.Theo : AClinic.Priya;
    }

    private LocalDate Today => PracticeTime.Local(walk.Now, walk.Clinic.Zone).Date;

    /// <summary>An hour of the next fortnight, rarely at night or in the past.</summary>
    private LocalDateTime When() => Today.PlusDays(draw.OneIn(20) ? -1 : draw.OneIn(10) ? draw.Below(90) : draw.Below(15)) + new LocalTime(draw.OneIn(12) ? draw.Below(24) : 9 + draw.Below(8), draw.OneIn(3) ? 30 : 0);

    private Dictionary<string, string> AnswersTo(FormKind form)
    {
        var answers = Answers.To(form, points: draw.Below(4));
        foreach (var question in FormLibrary.Of(form).Questions)
        {
            if (draw.OneIn(24))
                answers.Remove(question.Id);
            else if (draw.OneIn(24) && question.Kind == AnswerKind.YesNo)
                answers[question.Id] = "yes";
            else if (question.Kind is AnswerKind.Text or AnswerKind.LongText)
                answers[question.Id] = Words();
        }
        if (form == FormKind.Phq9 && draw.OneIn(8))
            answers["9"] = draw.Below(4).ToString(CultureInfo.InvariantCulture);
        if (draw.OneIn(24))
            answers["nonsense"] = "1";
        return answers;
    }
}
