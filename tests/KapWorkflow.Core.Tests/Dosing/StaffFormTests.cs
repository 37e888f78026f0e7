namespace KapWorkflow.Core.Tests;

public class A_form_that_staff_fill_in_by_a_command
{
    public static TheoryData<Type> Commands => [typeof(TakeVitals), typeof(DischargeClient)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Asks_exactly_what_the_command_takes(Type command)
    {
        var members = command.GetConstructors()[0].GetParameters().Select(parameter => parameter.Name!).Where(name => name != "Which").ToList();
        Assert.All(members, member => Assert.NotNull(StaffForms.QuestionOf(command, member)));
        Assert.Equal(StaffForms.Of(command)!.Questions.Count, members.Count);
    }

    [Fact]
    public void Is_kept_with_the_version_that_was_filled_in()
    {
        var journey = AJourney.Discharged;
        Assert.All(journey.Facts.Select(each => each.Fact).OfType<VitalsTaken>(), vitals => Assert.Equal(FormKind.Vitals, FormLibrary.ByHash(vitals.DefinitionHash!)!.Kind));
        Assert.Equal(FormKind.Discharge, FormLibrary.ByHash(journey.Facts.Select(each => each.Fact).OfType<ClientDischarged>().Single().DefinitionHash!)!.Kind);
    }
}
