using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>The measures of care-pathway §6.1. PHQ-9 and GAD-7 are free to use [S86], PCL-5 is not copyrighted [S90b], the C-SSRS screener is free [S91].</summary>
public static partial class FormLibrary
{
    private static partial IEnumerable<FormDefinition> Measures() =>
    [
        new(FormKind.Phq9, "1", "The last two weeks: mood", "Las últimas dos semanas: ánimo", Numbered(AnswerKind.FourPoint, Phq9)),
        new(FormKind.Gad7, "1", "The last two weeks: worry", "Las últimas dos semanas: preocupación", Numbered(AnswerKind.FourPoint, Gad7)),
        new(FormKind.Pcl5, "1", "The last month", "El último mes", Numbered(AnswerKind.FivePoint, Pcl5)),
        new(FormKind.Cssrs, "1", "Your safety", "Su seguridad",
        [
            new("1", "Have you wished you were dead or wished you could go to sleep and not wake up?", "¿Ha deseado estar muerto o poder dormirse y no despertar?", AnswerKind.YesNo),
            new("2", "Have you had any actual thoughts of killing yourself?", "¿Ha tenido realmente la idea de suicidarse?", AnswerKind.YesNo),
            new("3", "Have you been thinking about how you might do this?", "¿Ha pensado en cómo lo haría?", AnswerKind.YesNo, Required: false),
            new("4", "Have you had these thoughts and had some intention of acting on them?", "¿Ha tenido estas ideas y alguna intención de llevarlas a cabo?", AnswerKind.YesNo, Required: false),
            new("5", "Have you started to work out the details of how to do it, and do you intend to carry it out?", "¿Ha empezado a elaborar los detalles, y tiene la intención de llevarlo a cabo?", AnswerKind.YesNo, Required: false),
            new("6", "Have you ever done anything, started to do anything, or prepared to do anything to end your life?", "¿Alguna vez ha hecho algo, ha empezado a hacer algo o se ha preparado para terminar con su vida?", AnswerKind.YesNo),
            new("6-recent", "If yes: was this within the past three months?", "Si la respuesta es sí: ¿fue en los últimos tres meses?", AnswerKind.YesNo, Required: false),
        ]),
    ];

    private static (string English, string Spanish)[] Phq9 =>
    [
        ("Little interest or pleasure in doing things", "Poco interés o placer en hacer cosas"),
        ("Feeling down, depressed, or hopeless", "Se ha sentido decaído(a), deprimido(a) o sin esperanzas"),
        ("Trouble falling or staying asleep, or sleeping too much", "Ha tenido dificultad para quedarse o permanecer dormido(a), o ha dormido demasiado"),
        ("Feeling tired or having little energy", "Se ha sentido cansado(a) o con poca energía"),
        ("Poor appetite or overeating", "Sin apetito o ha comido en exceso"),
        ("Feeling bad about yourself, or that you are a failure or have let yourself or your family down", "Se ha sentido mal con usted mismo(a), o que es un fracaso o que ha quedado mal con usted mismo(a) o con su familia"),
        ("Trouble concentrating on things, such as reading the newspaper or watching television", "Ha tenido dificultad para concentrarse en ciertas actividades, tales como leer el periódico o ver la televisión"),
        ("Moving or speaking so slowly that other people could have noticed, or the opposite: being so fidgety or restless that you have been moving around a lot more than usual", "¿Se ha movido o hablado tan lento que otras personas podrían haberlo notado?, o lo contrario: muy inquieto(a) o agitado(a) que ha estado moviéndose mucho más de lo normal"),
        ("Thoughts that you would be better off dead or of hurting yourself in some way", "Pensamientos de que estaría mejor muerto(a) o de lastimarse de alguna manera"),
    ];

    private static (string English, string Spanish)[] Gad7 =>
    [
        ("Feeling nervous, anxious, or on edge", "Sentirse nervioso(a), ansioso(a) o con los nervios de punta"),
        ("Not being able to stop or control worrying", "No ser capaz de parar o controlar su preocupación"),
        ("Worrying too much about different things", "Preocuparse demasiado por motivos diferentes"),
        ("Trouble relaxing", "Tener dificultad para relajarse"),
        ("Being so restless that it is hard to sit still", "Estar tan inquieto(a) que es difícil permanecer sentado(a) tranquilamente"),
        ("Becoming easily annoyed or irritable", "Molestarse o ponerse irritable fácilmente"),
        ("Feeling afraid, as if something awful might happen", "Sentir miedo, como si algo terrible fuera a pasar"),
    ];

    private static (string English, string Spanish)[] Pcl5 =>
    [
        ("Repeated, disturbing, and unwanted memories of the stressful experience", "Recuerdos repetidos, perturbadores y no deseados de la experiencia estresante"),
        ("Repeated, disturbing dreams of the stressful experience", "Sueños repetidos y perturbadores de la experiencia estresante"),
        ("Suddenly feeling or acting as if the stressful experience were actually happening again", "De repente sentirse o actuar como si la experiencia estresante estuviera ocurriendo de nuevo"),
        ("Feeling very upset when something reminded you of the stressful experience", "Sentirse muy alterado(a) cuando algo le recordó la experiencia estresante"),
        ("Having strong physical reactions when something reminded you of the stressful experience", "Tener reacciones físicas fuertes cuando algo le recordó la experiencia estresante"),
        ("Avoiding memories, thoughts, or feelings related to the stressful experience", "Evitar recuerdos, pensamientos o sentimientos relacionados con la experiencia estresante"),
        ("Avoiding external reminders of the stressful experience", "Evitar lo que le recuerda la experiencia estresante"),
        ("Trouble remembering important parts of the stressful experience", "Dificultad para recordar partes importantes de la experiencia estresante"),
        ("Having strong negative beliefs about yourself, other people, or the world", "Tener creencias negativas fuertes sobre sí mismo(a), otras personas o el mundo"),
        ("Blaming yourself or someone else for the stressful experience or what happened after it", "Culparse a sí mismo(a) o a otra persona por la experiencia estresante o lo que pasó después"),
        ("Having strong negative feelings such as fear, horror, anger, guilt, or shame", "Tener sentimientos negativos fuertes como miedo, horror, ira, culpa o vergüenza"),
        ("Loss of interest in activities that you used to enjoy", "Pérdida de interés en actividades que antes disfrutaba"),
        ("Feeling distant or cut off from other people", "Sentirse distante o aislado(a) de otras personas"),
        ("Trouble experiencing positive feelings", "Dificultad para tener sentimientos positivos"),
        ("Irritable behavior, angry outbursts, or acting aggressively", "Comportamiento irritable, arrebatos de ira o actuar agresivamente"),
        ("Taking too many risks or doing things that could cause you harm", "Correr demasiados riesgos o hacer cosas que podrían causarle daño"),
        ("Being superalert or watchful or on guard", "Estar sumamente alerta, vigilante o en guardia"),
        ("Feeling jumpy or easily startled", "Sentirse muy nervioso(a) o sobresaltarse fácilmente"),
        ("Having difficulty concentrating", "Tener dificultad para concentrarse"),
        ("Trouble falling or staying asleep", "Dificultad para quedarse o permanecer dormido(a)"),
    ];

    private static IReadOnlyList<Question> Numbered(AnswerKind kind, (string English, string Spanish)[] items) =>
        [.. items.Select((item, index) => new Question((index + 1).ToString(CultureInfo.InvariantCulture), item.English, item.Spanish, kind))];
}
