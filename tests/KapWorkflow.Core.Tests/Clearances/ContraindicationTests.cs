namespace KapWorkflow.Core.Tests;

public class The_table_of_contraindications
{
    [Fact]
    public void Holds_every_code_of_the_care_pathway() => Assert.Equal(
        "CV1 CV2 CV3 CV4 CV5 NE1 NE2 EY1 PS1 PS2 PS3 PS4 PS5 PS6 PS7 PS8 SU1 SU2 SU3 OB1 OB2 OB3 HE1 GU1 EN1 RE1 RE2 BM1 AL1 RE3 AG1 AG2 LO1 LO2",
        string.Join(' ', Contraindications.All.Select(row => row.Code)));

    [Theory]
    [InlineData(Severity.NoException, "CV3 PS1 PS2 PS3 PS8 OB1 AL1 AG1")]
    [InlineData(Severity.Blocks, "CV1 CV2 CV4 NE1 EY1 PS6 SU1 SU2 OB2 HE1 GU1 EN1 RE1 LO1 LO2")]
    [InlineData(Severity.Review, "CV5 NE2 PS4 PS5 PS7 SU3 OB3 RE2 BM1 RE3 AG2")]
    public void Weighs_each_as_the_care_pathway_does(Severity severity, string codes) =>
        Assert.Equal(codes, string.Join(' ', Contraindications.All.Where(row => row.Severity == severity).Select(row => row.Code)));

    [Fact]
    public void Asks_only_for_answers_that_the_forms_can_give()
    {
        foreach (var (row, by) in Contraindications.All.SelectMany(row => row.RaisedBy.Where(by => by.Form is not null).Select(by => (row, by))))
        {
            var question = FormLibrary.Of(by.Form!.Value).Find(by.Question!);
            Assert.True(question is not null, $"{row.Code}: {by.Form} has no question {by.Question}");
            Assert.All(by.Is!, answer => Assert.True(question.Fits(answer), $"{row.Code}: {by.Question} cannot be {answer}"));
        }
    }

    [Fact]
    public void Has_a_class_and_a_question_for_every_medicine_of_the_care_pathway()
    {
        Assert.Equal(Enum.GetValues<MedicineClass>().Where(each => each != MedicineClass.Other).Order(), Contraindications.Medicines.Select(each => each.Class).Order());
        Assert.All(Contraindications.Medicines, each => Assert.NotNull(FormLibrary.Of(FormKind.Medicines).Find(Medication.QuestionOf(each.Class))));
        Assert.All(SuspensionRules.Answers, each => Assert.True(FormLibrary.Of(each.Form).Find(each.Question)?.Fits(each.Is), $"{each.Form}: {each.Question}"));
    }

    [Fact]
    public void Is_read_strictly_and_every_problem_is_named()
    {
        var (read, problems) = Contraindications.ReadConditions("""
            { "conditions": [
              { "code": "X1", "condition": "good", "severity": "A", "sources": ["S1"], "note": "", "raisedBy": [], "person": true },
              { "code": "X2", "condition": "no such severity", "severity": "B", "sources": ["S1"], "note": "", "raisedBy": [], "person": true },
              { "code": "X3", "condition": "misspelt", "severity": "A", "source": ["S1"], "note": "", "raisedBy": [] },
              { "code": "X4", "condition": "nothing raises it", "severity": "A", "sources": [], "note": "", "raisedBy": [] },
              { "code": "X1", "condition": " ", "severity": "C", "sources": ["S1"], "note": "", "raisedBy": [{ "form": "healthHistory", "question": "heart" }] },
            ] }
            """);
        Assert.Equal(3, read.Count);
        Assert.Equal(
            ["X1", "X1", "X1", "X2", "X3", "X4", "X4"],
            problems.Select(problem => problem[..problem.IndexOf(':', StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("X2: severity must be", StringComparison.Ordinal));
        Assert.Contains("X1: raisedBy[0] must be one whole answer, measure, test or computation", problems);
        Assert.Single(Contraindications.ReadConditions("[]").Problems);
        Assert.Single(Contraindications.ReadMedicines("{").Problems);
    }
}
