using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class What_a_text_promises
{
    [Theory]
    [InlineData(true, ContactBy.Phone, "en", "We will call you")]
    [InlineData(true, ContactBy.Email, "en", "We will get in touch with you")]
    [InlineData(false, ContactBy.Email, "en", "We will write to you")]
    [InlineData(true, ContactBy.Phone, "es", "Le llamaremos")]
    [InlineData(true, ContactBy.Email, "es", "Nos comunicaremos con usted")]
    [InlineData(false, ContactBy.Email, "es", "Le escribiremos")]
    public void Is_a_call_only_where_there_is_a_number_to_call(bool phone, ContactBy by, string language, string promise)
    {
        var journey = AMessage.Journey(language);
        journey = journey with
        {
            Contact = journey.Contact with { Phone = phone ? journey.Contact.Phone : null },
            Inquiry = new Inquiry(new InquiryDetails(InquiringFor.Self, "Zebulon", "zebulon@example.test", null, by, false, language, "America/Denver", "CO", true), new Stamp(1, AMessage.Start)),
        };
        Assert.Contains(promise, Mail(Text.InquiryAck, journey), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public void Is_a_call_in_no_other_mail_to_whoever_left_no_number(string language)
    {
        var journey = AMessage.Journey(language);
        journey = journey with { Contact = journey.Contact with { Phone = null } };
        string[] calls = ["we will call", "call you", "llamarle", "llamaremos"];
        foreach (var text in Text.All.Where(text => text.Email && text != Text.PageOnCall && text != Text.StaffTask))
            Assert.DoesNotContain(calls, words => Mail(text, journey).Contains(words, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("en", "guide")]
    [InlineData("es", "guía")]
    public void Is_no_guide_for_there_is_none(string language, string guide)
    {
        foreach (var text in Text.All.Where(text => text.Email && text != Text.PageOnCall && text != Text.StaffTask))
            Assert.DoesNotContain(guide, Mail(text, AMessage.Journey(language)), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The form says the same: we write only to you, whoever it is for.</summary>
    [Theory]
    [InlineData("en", "We answer only you, and do not get in touch with that person")]
    [InlineData("es", "Le respondemos solo a usted, y no nos comunicamos con esa persona")]
    public void To_somebody_who_asks_for_another_is_to_answer_them_alone(string language, string promise)
    {
        Assert.Contains(promise, Mail(Text.InquiryThirdParty, AMessage.Journey(language)), StringComparison.Ordinal);
        var asking = InquiryForm.Groups(Fields.None, [], language, AMessage.Clinic).SelectMany(group => group.Fields).Single(field => field.Name == InquiryFields.InquiringFor);
        Assert.Equal(language == "es" ? "Le escribimos solo a usted, sea para quien sea." : "We write only to you, whoever it is for.", asking.Hint);
    }

    private static string Mail(Text text, Journey journey) =>
        Assert.IsType<Composed.Mail>(AMessage.Composer().Compose(AMessage.Tell(text, Channel.Email), journey, AMessage.Clinic, AMessage.Link)).Text;
}

public class A_time_zone
{
    [Fact]
    public void Is_called_by_the_name_that_people_use()
    {
        Assert.Equal(("Eastern time", "hora del este"), (ZoneWords.Of("America/New_York", "en"), ZoneWords.Of("America/New_York", "es")));
        Assert.Equal(("Mexico City time", "hora de Ciudad de México"), (ZoneWords.Of("America/Mexico_City", "en"), ZoneWords.Of("America/Mexico_City", "es")));
    }

    [Fact]
    public void Is_never_called_as_computers_call_it() => Assert.All(
        DateTimeZoneProviders.Tzdb.Ids.SelectMany(zone => new[] { ZoneWords.Of(zone, "en"), ZoneWords.Of(zone, "es") }),
        words => Assert.DoesNotContain(words, letter => letter is '/' or '_'));
}
