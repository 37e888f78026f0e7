namespace KapWorkflow.Core;

/// <summary>An answer in words for staff, by the definition of today.</summary>
internal static class FormWords
{
    public static string Of(FormKind form, string question, string answer)
    {
        var asked = FormLibrary.Of(form).Questions.FirstOrDefault(each => each.Id == question);
        return asked is null ? $"{question}: {answer}" : $"{asked.Words.En} {asked.Choices.FirstOrDefault(choice => choice.Value == answer)?.Words.En ?? answer}";
    }
}
