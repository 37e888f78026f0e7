namespace KapWorkflow.Core.Tests;

public class Every_setting
{
    [Fact]
    public void Of_the_care_pathway_says_what_it_means()
    {
        var groups = typeof(Clinic).GetProperties().Where(property => property.PropertyType.Name.EndsWith("Settings", StringComparison.Ordinal)).Select(property => property.PropertyType);
        var silent = groups.SelectMany(group => group.GetProperties()).Where(property => property.SetMethod is not null).Except(Setting.All.Select(setting => setting.Property));
        Assert.Empty(silent.Select(property => $"{property.DeclaringType!.Name}.{property.Name} has no [Setting]"));
        Assert.All(Setting.All, setting => Assert.True(setting.Says.What.Length > 10, setting.Path));
        Assert.True(Setting.All.Count > 70);
    }

    [Fact]
    public void That_is_a_number_has_a_unit_and_a_range_that_holds_its_default()
    {
        Assert.All(Setting.All.Where(setting => setting.Default is int or IReadOnlyList<int>), setting => Assert.False(string.IsNullOrEmpty(setting.Says.Unit), setting.Path));
        Assert.All(Setting.All.Where(setting => setting.Says.Unit is not null), setting =>
        {
            Assert.True(setting.Says.Least < setting.Says.Most, setting.Path);
            Assert.All(setting.Default is int number ? [number] : (IReadOnlyList<int>)setting.Default!, each => Assert.InRange(each, setting.Says.Least, setting.Says.Most));
        });
    }

    [Fact]
    public void Names_the_section_of_the_care_pathway_it_comes_from() =>
        Assert.All(Setting.All, setting => Assert.Matches("^§[0-9]+", setting.Says.Source ?? setting.Path));

    [Fact]
    public void That_is_out_of_its_range_is_named_with_it()
    {
        var clinic = AClinic.Open with { Integration = AClinic.Open.Integration with { Minutes = 5 }, Scheduling = AClinic.Open.Scheduling with { ReminderDays = [1, 3] } };
        Assert.Equal(
            ["scheduling.reminderDays: must fall, each between 1 and 14", "integration.minutes: must be between 10 and 240"],
            ClinicJson.Read(ClinicJson.Write(clinic)).Problems);
    }
}
