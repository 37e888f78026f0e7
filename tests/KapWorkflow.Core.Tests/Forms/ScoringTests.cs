using System.Globalization;

namespace KapWorkflow.Core.Tests;

public class Scoring_a_measure
{
    /// <summary>All 262,144 answers to the PHQ-9, against bands written out a second time.</summary>
    [Fact]
    public void Agrees_with_brute_force_for_every_answer_to_the_PHQ9()
    {
        string[] bands = [.. Enumerable.Repeat("minimal", 5), .. Enumerable.Repeat("mild", 5), .. Enumerable.Repeat("moderate", 5), .. Enumerable.Repeat("moderately severe", 5), .. Enumerable.Repeat("severe", 8)];
        var definition = FormLibrary.Of(FormKind.Phq9);
        string[] digits = ["0", "1", "2", "3"];
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        var wrong = 0;
        for (var code = 0; code < 1 << 18; code++)
        {
            var sum = 0;
            for (var item = 0; item < 9; item++)
            {
                var points = (code >> (2 * item)) & 3;
                sum += points;
                answers[definition.Questions[item].Id] = digits[points];
            }
            var scored = Scoring.Score(definition, "en", answers);
            if (scored.Total != sum || scored.Band != bands[sum] || scored.Items["9"] != code >> 16)
                wrong++;
        }
        Assert.Equal(0, wrong);
    }

    [Theory]
    [InlineData(FormKind.Gad7, 4, "minimal")]
    [InlineData(FormKind.Gad7, 5, "mild")]
    [InlineData(FormKind.Gad7, 9, "mild")]
    [InlineData(FormKind.Gad7, 10, "moderate")]
    [InlineData(FormKind.Gad7, 14, "moderate")]
    [InlineData(FormKind.Gad7, 15, "severe")]
    [InlineData(FormKind.Gad7, 21, "severe")]
    [InlineData(FormKind.Pcl5, 32, "below the cut-off")]
    [InlineData(FormKind.Pcl5, 33, "at or above the cut-off")]
    public void Names_the_band(FormKind measure, int total, string band) => Assert.Equal(band, Scoring.Band(measure, total));

    [Theory]
    [InlineData(FormKind.Phq9, 9, 27)]
    [InlineData(FormKind.Gad7, 7, 21)]
    [InlineData(FormKind.Pcl5, 20, 80)]
    public void Knows_as_many_items_as_the_instrument_has(FormKind measure, int items, int highest)
    {
        var definition = FormLibrary.Of(measure);
        Assert.Equal(items, definition.Questions.Count);
        Assert.Equal(highest, definition.Questions.Sum(question => question.Highest));
    }

    [Fact]
    public void Gives_no_total_to_half_an_answer()
    {
        var half = Answers.To(FormKind.Gad7);
        half.Remove("7");
        Assert.Null(Scoring.Score(FormLibrary.Of(FormKind.Gad7), "en", half).Total);
    }

    /// <summary>Every answer to the seven questions of the screener, against the table of care-pathway §6.2 written out a second time.</summary>
    [Fact]
    public void Agrees_with_the_table_for_every_answer_to_the_risk_screen()
    {
        string[] ids = ["1", "2", "3", "4", "5", "6", "6-recent"];
        for (var code = 0; code < 1 << 7; code++)
        {
            var yes = ids.Where((_, index) => (code >> index & 1) == 1).ToHashSet(StringComparer.Ordinal);
            var expected = yes.Overlaps(["4", "5", "6-recent"]) ? CssrsLevel.High
                : yes.Overlaps(["3", "6"]) ? CssrsLevel.Moderate
                : yes.Overlaps(["1", "2"]) ? CssrsLevel.Low
                : CssrsLevel.None;
            Assert.Equal(expected, Scoring.Level(ids.ToDictionary(id => id, id => yes.Contains(id) ? 1 : 0)));
        }
    }

    [Theory]
    [InlineData("4")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("yes")]
    public void Refuses_an_answer_that_is_not_on_the_scale(string answer) => Assert.Equal(
        "form.3", Assert.Single(FormLibrary.Of(FormKind.Phq9).Problems(Answers.To(FormKind.Phq9, "3", answer))).Code);

    [Fact]
    public void Refuses_a_question_the_form_does_not_have() => Assert.Equal(
        "form.unknown", Assert.Single(FormLibrary.Of(FormKind.Phq9).Problems(Answers.To(FormKind.Phq9, 10.ToString(CultureInfo.InvariantCulture), "1"))).Code);
}
