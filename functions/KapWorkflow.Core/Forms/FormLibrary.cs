namespace KapWorkflow.Core;

/// <summary>Every form that a client may be asked to fill in, in English and Spanish.</summary>
public static partial class FormLibrary
{
    private static readonly Dictionary<FormKind, FormDefinition> Forms = Definitions().ToDictionary(form => form.Kind);

    public static FormDefinition Of(FormKind kind) => Forms[kind];

    private static IEnumerable<FormDefinition> Definitions() =>
    [
        new(FormKind.HealthHistory, "1", "Your health", "Su salud",
        [
            new("conditions", "Which illnesses or operations have you had?", "¿Qué enfermedades u operaciones ha tenido?", AnswerKind.LongText),
            new("heart", "Have you had trouble with your heart, blood pressure or a stroke?", "¿Ha tenido problemas del corazón, de presión o un derrame cerebral?", AnswerKind.YesNo),
            new("psychosis", "Have you, or a close relative, had psychosis or mania?", "¿Ha tenido usted, o un familiar cercano, psicosis o manía?", AnswerKind.YesNo),
            new("pregnancy", "Are you pregnant, breastfeeding, or could you become pregnant?", "¿Está embarazada, amamantando, o podría quedar embarazada?", AnswerKind.YesNo),
            new("substances", "Have you had trouble with alcohol or other substances?", "¿Ha tenido problemas con el alcohol u otras sustancias?", AnswerKind.YesNo),
            new("medicines", "Which medicines do you take, and how much?", "¿Qué medicinas toma, y cuánto?", AnswerKind.LongText),
            new("allergies", "Which allergies do you have?", "¿Qué alergias tiene?", AnswerKind.LongText),
        ]),
        new(FormKind.EmergencyContact, "1", "Somebody we may call", "Alguien a quien podemos llamar",
        [
            new("name", "Name", "Nombre", AnswerKind.Text),
            new("phone", "Telephone", "Teléfono", AnswerKind.Phone),
            new("relation", "Who is this to you?", "¿Quién es esta persona para usted?", AnswerKind.Text, Required: false),
        ]),
        new(FormKind.Escort, "1", "Who takes you home", "Quién le lleva a casa",
        [
            new("name", "Name of the adult who takes you home", "Nombre de la persona adulta que le lleva a casa", AnswerKind.Text),
            new("phone", "Their telephone", "Su teléfono", AnswerKind.Phone),
        ]),
        new(FormKind.Precheck, "1", "Before your visit", "Antes de su visita",
        [
            new("new-medicine", "Is any medicine new, changed or stopped since we last spoke?", "¿Hay alguna medicina nueva, cambiada o suspendida desde que hablamos?", AnswerKind.YesNo),
            new("new-illness", "Have you been ill, injured or in a hospital since then?", "¿Ha estado enfermo, lesionado o en un hospital desde entonces?", AnswerKind.YesNo),
            new("new-pregnancy", "Are you, or could you be, pregnant?", "¿Está, o podría estar, embarazada?", AnswerKind.YesNo),
            new("alcohol", "When did you last have alcohol or cannabis?", "¿Cuándo tomó alcohol o cannabis por última vez?", AnswerKind.Text),
            new("question", "Is there anything you want to tell or ask us?", "¿Hay algo que quiera decirnos o preguntarnos?", AnswerKind.LongText, Required: false),
        ]),
        new(FormKind.Checkin, "1", "The day after", "El día después",
        [
            new("unwell", "Do you feel unwell in a way that worries you?", "¿Se siente mal de una manera que le preocupa?", AnswerKind.YesNo),
            new("self-harm", "Have you had thoughts of being better off dead or of hurting yourself?", "¿Ha pensado que estaría mejor muerto o en hacerse daño?", AnswerKind.YesNo),
            new("call-me", "Would you like us to call you?", "¿Quiere que le llamemos?", AnswerKind.YesNo),
            new("words", "Is there anything you want to tell us?", "¿Hay algo que quiera contarnos?", AnswerKind.LongText, Required: false),
        ]),
        new(FormKind.FollowUp, "1", "How you are now", "Cómo está ahora",
        [
            new("better", "Compared with when you first came: 0 worse, 1 the same, 2 better, 3 much better", "Comparado con cuando vino por primera vez: 0 peor, 1 igual, 2 mejor, 3 mucho mejor", AnswerKind.FourPoint),
            new("call-me", "Would you like us to call you?", "¿Quiere que le llamemos?", AnswerKind.YesNo),
            new("words", "Is there anything you want to tell us?", "¿Hay algo que quiera contarnos?", AnswerKind.LongText, Required: false),
        ]),
        .. Measures(),
    ];

    private static partial IEnumerable<FormDefinition> Measures();
}
