namespace KapWorkflow.Core.Tests;

/// <summary>Every command in every state is answered: with facts, or with reasons that a person can act on.</summary>
public static class TheAnswers
{
    public static IEnumerable<string> Broken(Trace trace)
    {
        foreach (var given in trace.Given)
        {
            if (given.Answer is not Decision.Refused refused)
                continue;
            if (refused.Reasons.Count == 0)
                yield return $"{given.Command.GetType().Name} after {given.Sequence} was refused without a reason";
            foreach (var reason in refused.Reasons.Where(reason => string.IsNullOrWhiteSpace(reason.Code) || string.IsNullOrWhiteSpace(reason.Text) || string.IsNullOrWhiteSpace(reason.NextStep)))
                yield return $"{given.Command.GetType().Name} after {given.Sequence} was refused with {reason}";
        }
        foreach (var duty in trace.Plans.SelectMany(plan => plan.DueNow))
        {
            if (duty.Action is DutyAction.Record record && !Commands.KindOf(record.Command).Allows(Author.System))
                yield return $"the clock owes {duty.Key}, which is not for it to do";
        }
    }
}
