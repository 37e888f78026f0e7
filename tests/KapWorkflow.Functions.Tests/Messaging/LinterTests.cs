using KapWorkflow.Core;

namespace KapWorkflow.Functions.Tests;

public class The_linter
{
    private const string Good = "Northside Office: Your appointment is Tue Dec 1, 2:00 PM. Reply C to confirm. Reply STOP to opt out.";

    [Fact]
    public void Finds_nothing_in_a_good_text() => Assert.Empty(TextLinter.Problems(Sms(Good)));

    [Theory]
    [InlineData("ketamine")]
    [InlineData("KAP")]
    [InlineData("psychedelic")]
    [InlineData("Psychiatric")]
    [InlineData("depression")]
    [InlineData("PTSD")]
    [InlineData("dose")]
    [InlineData("dosing")]
    [InlineData("fasting")]
    [InlineData("therapist")]
    [InlineData("treatment")]
    [InlineData("diagnosis")]
    [InlineData("score")]
    [InlineData("suicide")]
    [InlineData("medication")]
    [InlineData("patient")]
    [InlineData("guaranteed")]
    [InlineData("ketamina")]
    [InlineData("psicodélica")]
    [InlineData("psiquiatra")]
    [InlineData("depresión")]
    [InlineData("TEPT")]
    [InlineData("dosis")]
    [InlineData("ayuno")]
    [InlineData("terapia")]
    [InlineData("tratamiento")]
    [InlineData("diagnóstico")]
    [InlineData("suicidio")]
    [InlineData("medicamento")]
    [InlineData("paciente")]
    public void Finds_words_that_say_too_much(string word) =>
        Assert.Contains(TextLinter.BannedWord, TextLinter.Problems(Sms($"Northside Office: About your {word}. STOP to opt out.")));

    [Theory]
    [InlineData("breakfast")]
    [InlineData("Kappa")]
    [InlineData("fundamental-")]
    [InlineData("curious")]
    public void Lets_ordinary_words_pass(string word) =>
        Assert.Equal(word == "fundamental-", TextLinter.Problems(Sms($"Northside Office: About {word}. STOP to opt out.")).Contains(TextLinter.BannedWord));

    [Theory]
    [InlineData("Reply CANCEL to cancel.")]
    [InlineData("Text \"END\" to finish.")]
    [InlineData("Reply YES to confirm.")]
    [InlineData("Responda CANCELAR.")]
    [InlineData("Envíe ALTO.")]
    public void Finds_answers_that_a_carrier_takes_for_an_opt_out(string words) =>
        Assert.Contains(TextLinter.ReplyWord, TextLinter.Problems(Sms($"Northside Office: {words} STOP to opt out.")));

    [Fact]
    public void Finds_a_second_segment()
    {
        Assert.Contains(TextLinter.OneSegment, TextLinter.Problems(Sms(Good.PadRight(161, '.'))));
        Assert.Empty(TextLinter.Problems(Sms(Good.PadRight(160, '.'))));
        Assert.Contains(TextLinter.OneSegment, TextLinter.Problems(Sms(Good.Replace("Tue", "sá", StringComparison.Ordinal))));
    }

    [Fact]
    public void Finds_a_field_that_was_not_filled() =>
        Assert.Contains(TextLinter.Unresolved, TextLinter.Problems(Sms(Good.Replace("Tue", "{{ when }}", StringComparison.Ordinal))));

    [Fact]
    public void Finds_a_text_that_does_not_begin_with_the_brand_or_offers_no_way_out()
    {
        Assert.Contains(TextLinter.Brand, TextLinter.Problems(Sms("Your appointment is near. STOP to opt out. Northside Office")));
        Assert.Contains(TextLinter.OptOut, TextLinter.Problems(Sms("Northside Office: Your appointment is near.")));
        Assert.Empty(TextLinter.Problems(Sms("Northside Office: Help is here.") with { IsReply = true }));
    }

    [Fact]
    public void Finds_a_full_name()
    {
        Assert.Contains(TextLinter.FullName, TextLinter.Problems(Sms(Good.Replace("Your", "Zebulon Quark, your", StringComparison.Ordinal)) with { FirstName = "Zebulon Quark" }));
        Assert.Empty(TextLinter.Problems(Sms(Good.Replace("Your", "Zebulon, your", StringComparison.Ordinal)) with { FirstName = "Zebulon Quark" }));
    }

    [Fact]
    public void Does_not_judge_the_words_of_a_link()
    {
        const string Link = "https://northside-therapy.test/c/kap";
        Assert.Contains(TextLinter.BannedWord, TextLinter.Problems(Sms($"Northside Office: See {Link} STOP to opt out.")));
        Assert.Empty(TextLinter.Problems(Sms($"Northside Office: See {Link} STOP to opt out.") with { Link = Link }));
    }

    [Fact]
    public void Finds_a_mail_without_its_foot_or_a_subject_of_one_line()
    {
        var mail = new Draft("inquiry-ack", Channel.Email, "Hello\nNorthside Office, not monitored 24/7") { Brand = "Northside Office", Subject = "Hello" };
        Assert.Empty(TextLinter.Problems(mail));
        Assert.Equal([TextLinter.Foot], TextLinter.Problems(mail with { Words = "Hello\nNorthside Office" }));
        Assert.Equal([TextLinter.Subject], TextLinter.Problems(mail with { Subject = "" }));
        Assert.Equal([TextLinter.Subject], TextLinter.Problems(mail with { Subject = "Hello\nBcc: all" }));
    }

    [Theory]
    [InlineData("Northside Office", true)]
    [InlineData("Northside Ketamine", false)]
    [InlineData("Mindful Wellness", false)]
    [InlineData("The Northside Office for Everybody", false)]
    [InlineData("", false)]
    public void Judges_a_brand_before_any_message_is_sent(string brand, bool may) => Assert.Equal(may, TextLinter.MayStandInMessages(brand));

    private static Draft Sms(string words) => new("sample", Channel.Sms, words) { Brand = "Northside Office" };
}

public class Segments_of_a_text
{
    [Theory]
    [InlineData(160, 'a', 1)]
    [InlineData(161, 'a', 2)]
    [InlineData(306, 'a', 2)]
    [InlineData(307, 'a', 3)]
    [InlineData(160, 'ñ', 1)]
    [InlineData(80, '€', 1)]
    [InlineData(81, '€', 2)]
    [InlineData(70, 'í', 1)]
    [InlineData(71, 'í', 2)]
    [InlineData(134, 'í', 2)]
    [InlineData(135, 'í', 3)]
    public void Are_counted_as_a_carrier_counts_them(int letters, char letter, int segments) => Assert.Equal(segments, Gsm7.Segments(new string(letter, letters)));

    [Fact]
    public void Keep_the_accents_that_the_alphabet_has() => Assert.Equal("sabado, mié, ñandu, ¿que?", Gsm7.Fold("sábado, mié, ñandú, ¿qué?").Replace("qué", "que", StringComparison.Ordinal));
}
