using System.Globalization;

namespace KapWorkflow.Core.Tests;

public class Scoring_a_measure
{
    private static readonly string[] Digits = ["0", "1", "2", "3", "4"];

    /// <summary>All 262,144 answers to the PHQ-9, against bands written out a second time.</summary>
    [Fact]
    public void Agrees_with_brute_force_for_every_answer_to_the_PHQ9()
    {
        string[] bands = [.. Enumerable.Repeat("minimal", 5), .. Enumerable.Repeat("mild", 5), .. Enumerable.Repeat("moderate", 5), .. Enumerable.Repeat("moderately severe", 5), .. Enumerable.Repeat("severe", 8)];
        Assert.Equal(0, WrongOf(FormKind.Phq9, 9, bands, (scored, code) => scored.Items["9"] == code >> 16));
    }

    /// <summary>All 16,384 answers to the GAD-7.</summary>
    [Fact]
    public void Agrees_with_brute_force_for_every_answer_to_the_GAD7()
    {
        string[] bands = [.. Enumerable.Repeat("minimal", 5), .. Enumerable.Repeat("mild", 5), .. Enumerable.Repeat("moderate", 5), .. Enumerable.Repeat("severe", 7)];
        Assert.Equal(0, WrongOf(FormKind.Gad7, 7, bands, (_, _) => true));
    }

    /// <summary>Every way to leave items out of every pattern of points that repeats, against the rule told a second time.</summary>
    [Theory]
    [InlineData(FormKind.Phq9, 9, 3, 2)]
    [InlineData(FormKind.Gad7, 7, 3, 1)]
    public void Makes_up_for_a_few_items_and_never_for_item_9(FormKind measure, int items, int highest, int few)
    {
        for (var left = 0; left < 1 << items; left++)
        {
            for (var points = 0; points <= highest; points++)
            {
                var values = Enumerable.Range(1, items).Where(item => (left >> (item - 1) & 1) == 0).ToDictionary(item => item, item => Math.Min(highest, (points + item) % (highest + 1)));
                var missing = items - values.Count;
                var itemNine = measure != FormKind.Phq9 || values.ContainsKey(9);
                int? expected = missing <= few && itemNine ? (int)Math.Round((double)values.Values.Sum() * items / values.Count, MidpointRounding.AwayFromZero) : null;
                var scored = Scoring.Score(FormLibrary.Of(measure), "en", Enumerable.Range(1, items).ToDictionary(Text, item => values.TryGetValue(item, out var value) ? Text(value) : Question.Skip));
                Assert.Equal(expected, scored.Total);
                Assert.Equal(missing == 0 ? null : missing, scored.Missing);
                Assert.Equal(expected is null, scored.Band == Scoring.Incomplete);
            }
        }
    }

    /// <summary>20,000 answers to the PCL-5, a third of them with items left out.</summary>
    [Fact]
    public void Agrees_with_a_second_scorer_for_sampled_answers_to_the_PCL5()
    {
        var draw = new Drawing(5);
        for (var sample = 0; sample < 20_000; sample++)
        {
            var gaps = sample % 3 == 0 ? draw.Below(7) : 0;
            var values = Enumerable.Range(1, 20).ToDictionary(item => item, _ => draw.Below(5));
            while (20 - values.Count < gaps)
                values.Remove(1 + draw.Below(20));
            int? expected = values.Count >= 16 ? (int)Math.Floor(((decimal)values.Values.Sum() * 20 / values.Count) + 0.5m) : null;
            var scored = Scoring.Score(FormLibrary.Of(FormKind.Pcl5), "en", Enumerable.Range(1, 20).ToDictionary(Text, item => values.TryGetValue(item, out var value) ? Text(value) : Question.Skip));
            Assert.Equal(expected, scored.Total);
            Assert.Equal(expected is null ? Scoring.Incomplete : expected < 33 ? "below the cut-off" : "at or above the cut-off", scored.Band);
            bool Met(int from, int to, int least) => values.Count(each => each.Key >= from && each.Key <= to && each.Value > 1) >= least;
            Assert.Equal(Met(1, 5, 1) && Met(6, 7, 1) && Met(8, 14, 2) && Met(15, 20, 2), Scoring.MeetsPcl5Clusters(scored.Items));
        }
    }

    [Theory]
    [InlineData(32, "below the cut-off")]
    [InlineData(33, "at or above the cut-off")]
    public void Names_the_side_of_the_cut_off(int total, string band) => Assert.Equal(band, Scoring.Band(FormKind.Pcl5, total));

    /// <summary>Every score has a band, every band is one unbroken stretch, and none overlap.</summary>
    [Theory]
    [InlineData(FormKind.Phq9, 27, 5)]
    [InlineData(FormKind.Gad7, 21, 4)]
    [InlineData(FormKind.Pcl5, 80, 2)]
    public void Has_a_band_for_every_score(FormKind measure, int highest, int bands)
    {
        var named = Enumerable.Range(0, highest + 1).Select(total => Scoring.Band(measure, total)).ToList();
        Assert.All(named, Assert.NotEmpty);
        Assert.Equal(bands, named.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(bands - 1, named.Zip(named.Skip(1)).Count(pair => pair.First != pair.Second));
    }

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
    public void Gives_no_total_to_half_an_answer_however_little_is_missing()
    {
        var half = Answers.To(FormKind.Gad7);
        half.Remove("7");
        Assert.Equal((null, Scoring.Incomplete), (Scoring.Score(FormLibrary.Of(FormKind.Gad7), "en", half).Total, Scoring.Score(FormLibrary.Of(FormKind.Gad7), "en", half).Band));
    }

    [Fact]
    public void Lets_nobody_leave_out_item_9_or_a_question_of_the_risk_screen()
    {
        Assert.Equal("form.9", Assert.Single(FormLibrary.Of(FormKind.Phq9).Problems(Answers.To(FormKind.Phq9, "9", Question.Skip))).Code);
        Assert.All(FormLibrary.All.Where(form => form.Kind == FormKind.Cssrs).SelectMany(form => form.Questions), question => Assert.False(question.MaySkip || question.Fits(Question.Skip)));
        Assert.Empty(FormLibrary.Of(FormKind.Phq9).Problems(Answers.To(FormKind.Phq9, "8", Question.Skip)));
    }

    /// <summary>Every answer to the seven questions of the screener, against the table of care-pathway §6.2 written out a second time.</summary>
    [Theory]
    [InlineData(FormVariant.Standard)]
    [InlineData(FormVariant.SinceLast)]
    public void Agrees_with_the_table_for_every_answer_to_the_risk_screen(FormVariant variant)
    {
        string[] ids = ["1", "2", "3", "4", "5", "6", "6-recent"];
        string[] high = variant == FormVariant.SinceLast ? ["4", "5", "6", "6-recent"] : ["4", "5", "6-recent"];
        for (var code = 0; code < 1 << 7; code++)
        {
            var yes = ids.Where((_, index) => (code >> index & 1) == 1).ToHashSet(StringComparer.Ordinal);
            var expected = yes.Overlaps(high) ? CssrsLevel.High
                : yes.Overlaps(["3", "6"]) ? CssrsLevel.Moderate
                : yes.Overlaps(["1", "2"]) ? CssrsLevel.Low
                : CssrsLevel.None;
            Assert.Equal(expected, Scoring.Level(ids.ToDictionary(id => id, id => yes.Contains(id) ? 1 : 0), variant));
        }
    }

    [Fact]
    public void Asks_for_no_method_or_plan_when_there_were_no_thoughts()
    {
        var screen = FormLibrary.Of(FormKind.Cssrs);
        Assert.Equal(["1", "2", "6"], screen.Asked(Answers.To(screen)).Select(question => question.Id));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], screen.Asked(Answers.To(FormKind.Cssrs, "2", "yes")).Select(question => question.Id));
        Assert.Equal(["1", "2", "6", "6-recent"], screen.Asked(Answers.To(FormKind.Cssrs, "6", "yes")).Select(question => question.Id));
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

    private static int WrongOf(FormKind measure, int items, string[] bands, Func<MeasureTaken, int, bool> also)
    {
        var definition = FormLibrary.Of(measure);
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        var wrong = 0;
        for (var code = 0; code < 1 << (2 * items); code++)
        {
            var sum = 0;
            for (var item = 0; item < items; item++)
            {
                var points = (code >> (2 * item)) & 3;
                sum += points;
                answers[definition.Questions[item].Id] = Digits[points];
            }
            var scored = Scoring.Score(definition, "en", answers);
            if (scored.Total != sum || scored.Band != bands[sum] || scored.Missing is not null || !also(scored, code))
                wrong++;
        }
        return wrong;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

public class A_screener
{
    [Fact]
    public void Counts_every_yes_of_STOP_BANG_and_asks_for_a_review_from_three()
    {
        var form = FormLibrary.Of(FormKind.StopBang);
        Assert.Equal(8, form.Questions.Count);
        for (var code = 0; code < 1 << 8; code++)
        {
            var answers = form.Questions.Select((question, index) => (question.Id, Yes: (code >> index & 1) == 1)).ToDictionary(each => each.Id, each => each.Yes ? "yes" : "no");
            Assert.Equal(int.PopCount(code), Screeners.StopBang(answers));
            Assert.Equal(int.PopCount(code) > 2, Screeners.StopBangNeedsReview(answers));
        }
    }

    [Fact]
    public void Asks_for_a_review_of_alcohol_from_four_for_men_and_three_for_others()
    {
        for (var code = 0; code < 125; code++)
        {
            string[] points = [.. new[] { code % 5, code / 5 % 5, code / 25 }.Select(each => each.ToString(CultureInfo.InvariantCulture))];
            foreach (var limits in new[] { "men", "women", "other" })
            {
                var answers = new Dictionary<string, string> { ["often"] = points[0], ["many"] = points[1], ["six"] = points[2], ["limits"] = limits };
                var sum = code % 5 + code / 5 % 5 + code / 25;
                Assert.Equal(sum, Screeners.AuditC(answers));
                Assert.Equal(limits == "men" ? sum > 3 : sum > 2, Screeners.AuditCNeedsReview(answers));
            }
        }
    }

    [Fact]
    public void Asks_nothing_more_of_somebody_who_never_drinks() => Assert.Equal(
        ["often", "limits"], FormLibrary.Of(FormKind.AuditC).Asked(Answers.To(FormKind.AuditC)).Select(question => question.Id));
}
