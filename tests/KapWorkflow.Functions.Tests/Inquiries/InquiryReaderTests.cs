using KapWorkflow.Core;

namespace KapWorkflow.Functions.Tests;

public class Reading_an_inquiry
{
    [Fact]
    public void Keeps_what_was_typed_in_the_shape_the_clinic_uses()
    {
        var details = AnInquiry.Details(typed =>
        {
            typed["firstName"] = "  Zebulon ";
            typed["state"] = "or";
            typed["question"] = "One\r\ntwo";
        });
        Assert.Equal(
            new InquiryDetails(InquiringFor.Self, "Zebulon", "zebulon@example.org", "+15035550142", ContactBy.Email, true, "en", "America/Los_Angeles", "OR", true)
            {
                LastName = "Quark",
                Question = "One\ntwo",
            },
            details);
    }

    [Fact]
    public void Names_every_problem_at_once()
    {
        var wrong = Assert.IsType<InquiryReading.Wrong>(AnInquiry.Read(typed =>
        {
            typed.Clear();
            typed["contactBy"] = "pigeon";
            typed["email"] = "nobody";
            typed["phone"] = "12";
            typed["state"] = "Oregon";
            typed["timeZone"] = "Mars/Olympus";
            typed["language"] = "fr";
            typed["smsConsent"] = "perhaps";
            typed["lastName"] = new string('q', 101);
            typed["favouriteColour"] = "green";
        }));
        Assert.Equal(
            ["contactBy", "email", "favouriteColour", "firstName", "inquiringFor", "isAdult", "language", "lastName", "phone", "smsConsent", "state", "timeZone"],
            wrong.Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
        Assert.All(wrong.Problems, problem => Assert.DoesNotContain("nobody", problem.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_them_in_Spanish_too() =>
        Assert.Contains(new FieldProblem("firstName", "Por favor, responda a esto."), ((InquiryReading.Wrong)AnInquiry.Read(typed => typed.Remove("firstName"), "es")).Problems);

    [Theory]
    [InlineData("someone-else")]
    [InlineData("professional")]
    public void Takes_no_leave_to_text_a_client_from_somebody_else(string inquiringFor) =>
        Assert.False(AnInquiry.Details(typed => typed["inquiringFor"] = inquiringFor).SmsConsent);

    [Theory]
    [InlineData("email", "email")]
    [InlineData("sms", "phone")]
    [InlineData("phone", "phone")]
    public void Needs_the_address_for_the_way_somebody_wants_to_be_reached(string contactBy, string missing)
    {
        var wrong = Assert.IsType<InquiryReading.Wrong>(AnInquiry.Read(typed =>
        {
            typed["contactBy"] = contactBy;
            typed.Remove(missing);
        }));
        Assert.Equal(missing, Assert.Single(wrong.Problems).Field);
    }

    [Fact]
    public void Texts_nobody_who_did_not_agree()
    {
        var wrong = Assert.IsType<InquiryReading.Wrong>(AnInquiry.Read(typed => (typed["contactBy"], typed["smsConsent"]) = ("sms", "false")));
        Assert.Equal("smsConsent", Assert.Single(wrong.Problems).Field);
    }

    [Theory]
    [InlineData("503-555-0142", "+15035550142")]
    [InlineData("+44 20 7946 0958", "+442079460958")]
    [InlineData("1 (503) 555 0142", "+15035550142")]
    public void Writes_telephone_numbers_in_one_way(string typed, string kept) => Assert.Equal(kept, AnInquiry.Details(form => form["phone"] = typed).Phone);

    [Theory]
    [InlineData("503-555-0142 ext 7")]
    [InlineData("555-0142")]
    [InlineData("call me")]
    public void Refuses_a_number_nobody_can_dial(string typed) => Assert.IsType<InquiryReading.Wrong>(AnInquiry.Read(form => form["phone"] = typed));

    [Theory]
    [InlineData("zebulon@example")]
    [InlineData("zebulon quark@example.org")]
    [InlineData("Zebulon <zebulon@example.org>")]
    [InlineData("a@b.org,c@d.org")]
    public void Refuses_what_is_no_single_plain_address(string typed) => Assert.IsType<InquiryReading.Wrong>(AnInquiry.Read(form => form["email"] = typed));

    [Fact]
    public void Knows_the_same_content_again_however_it_was_typed()
    {
        var one = (InquiryReading.Read)AnInquiry.Read();
        var same = (InquiryReading.Read)AnInquiry.Read(typed => (typed["phone"], typed["state"], typed["smsConsent"]) = ("+1 503 555 0142", "or", "yes"));
        var other = (InquiryReading.Read)AnInquiry.Read(typed => typed["question"] = "And in January?");
        Assert.Equal(one.Canonical, same.Canonical);
        Assert.NotEqual(one.Canonical, other.Canonical);
    }

    [Fact]
    public void Takes_the_practices_zone_and_the_pages_language_where_none_is_given()
    {
        var details = AnInquiry.Details(typed => { typed.Remove("timeZone"); typed.Remove("language"); typed.Remove("smsConsent"); });
        Assert.Equal(("America/Los_Angeles", "en", false), (details.TimeZone, details.Language, details.SmsConsent));
    }
}
