using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>What is ordered, excepted and decided about a course.</summary>
public static partial class Diary
{
    private static string? OfTheCourse(Fact fact, string who) => fact switch
    {
        DoseOrderSigned order => $"{who} ({order.Licence}) signed the dose order: {order.Dose}, {Plain(order.Route)}{(order.BeyondPlan == true ? ", beyond the plan that was cleared" : "")}.{Note(order.Note)}",
        MedicineConfirmed confirmed => $"{who} confirmed that the medicine is here.{Note(confirmed.Note)}",
        ShorterGapAllowed allowed => $"{who} ({allowed.Licence}) allowed the next session to be booked sooner than usual: {allowed.Reason}",
        _ => AfterTheDose(fact, who),
    };

    private static string? AfterTheDose(Fact fact, string who) => fact switch
    {
        DischargeItemExcepted excepted => $"{who} ({excepted.Licence}) let one item of the discharge pass, {Plain(excepted.Item)}: {excepted.Reason}",
        SessionInterrupted interrupted => $"{who} recorded that the session was broken off after the dose: {interrupted.Reason}",
        ClientTransferred transferred => $"{who} recorded that the client left with an ambulance: {transferred.Note}",
        EscortMissing => $"{who} reported that the escort does not come; the client stays.",
        EscortNamed named => $"{who} named another escort: {named.EscortName}, {named.EscortPhone}.",
        AdverseEventRecorded adverse => string.Create(CultureInfo.InvariantCulture, $"{who} recorded an adverse event of grade {adverse.Grade}{(adverse.ByTelephone == true ? ", by telephone" : "")}: {adverse.Note}"),
        IncidentReportFiled filed => $"{who} filed the incident report: {filed.Report}",
        SilenceDecided silence => $"{who} decided about the silence: {Plain(silence.Step)}: {silence.Reason}",
        IntegrationExcepted excepted => $"{who} ({excepted.Licence}) let the course go on without the integration: {excepted.Reason}",
        CoursePlanned planned => string.Create(CultureInfo.InvariantCulture, $"{who} planned {planned.Doses} doses: {planned.Reason}"),
        FeeDecided fee => $"{who} decided about a fee for the {Of(fee.Which)}: {(fee.Outcome == FeeOutcome.None ? "none" : "it is asked for")}: {fee.Reason}",
        MessagesReleased released => $"{who} let automated messages go on: {released.Reason}",
        _ => null,
    };
}
