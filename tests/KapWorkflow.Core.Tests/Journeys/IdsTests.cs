namespace KapWorkflow.Core.Tests;

public class An_id
{
    [Theory]
    [InlineData("jr_aaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("jr_abcdefghijklmnopqrstuvwxyz", true)]
    [InlineData("jr_aaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("jr_aaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("jr_Aaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("jr_0aaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("jr_aaaaaaaaaaaaaaaaaaaaaaaaaa\n", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Of_a_journey_is_jr_and_26_characters(string? text, bool valid) => Assert.Equal(valid, JourneyId.TryParse(text, out _));

    [Theory]
    [InlineData("st_theo", true)]
    [InlineData("st_theo-2", true)]
    [InlineData("st_", false)]
    [InlineData("st_Theo", false)]
    [InlineData("st_theo\n", false)]
    [InlineData("theo", false)]
    public void Of_staff_is_st_and_lower_case(string text, bool valid) => Assert.Equal(valid, StaffId.TryParse(text, out _));

    [Theory]
    [InlineData("dosing-2", true)]
    [InlineData("Dosing-2", true)]
    [InlineData("dosing-0", false)]
    [InlineData("dosing--1", false)]
    [InlineData("dosing", false)]
    [InlineData("2-2", false)]
    [InlineData("picnic-1", false)]
    public void Of_an_appointment_is_its_purpose_and_number(string text, bool valid)
    {
        if (valid)
            Assert.Equal("dosing-2", AppointmentRef.Parse(text).ToString());
        else
            Assert.Throws<FormatException>(() => AppointmentRef.Parse(text));
    }

    [Theory]
    [InlineData("jr_aaaaaaaaaaaaaaaaaaaaaaaaaa.alert:1:answer", "alert:1:answer")]
    [InlineData("jr_aaaaaaaaaaaaaaaaaaaaaaaaaa.a.b", "a.b")]
    public void Of_a_task_is_the_journeys_and_the_duty_s_key(string text, string key)
    {
        Assert.True(TaskId.TryParse(text, out var id));
        Assert.Equal(key, id.Key);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData("jr_aaaaaaaaaaaaaaaaaaaaaaaaaa.")]
    [InlineData("jr_short.key")]
    [InlineData("key")]
    [InlineData(null)]
    public void Of_a_task_is_refused_in_any_other_shape(string? text) => Assert.False(TaskId.TryParse(text, out _));
}
