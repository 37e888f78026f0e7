namespace KapWorkflow.Core;

/// <summary>
/// The documents a client signs. These are the practice's to write: the wording here names what each covers, in plain words,
/// and is replaced by the practice's own, reviewed by its counsel, before anybody signs for real.
/// </summary>
public static class ConsentLibrary
{
    private static readonly Dictionary<(ConsentKind, string), string> Documents = new()
    {
        [(ConsentKind.KapInformedConsent, "en")] = "I have spoken with the practice about this treatment, that its use here is not approved by the FDA, its risks, the other options, and that I may stop at any time without giving a reason.",
        [(ConsentKind.KapInformedConsent, "es")] = "He hablado con el consultorio sobre este tratamiento, que su uso aquí no está aprobado por la FDA, sus riesgos, las otras opciones, y que puedo dejarlo en cualquier momento sin dar una razón.",
        [(ConsentKind.CompoundedProduct, "en")] = "I understand that the medicine may be made by a compounding pharmacy and that the FDA does not evaluate such products.",
        [(ConsentKind.CompoundedProduct, "es")] = "Entiendo que la medicina puede ser preparada por una farmacia y que la FDA no evalúa esos productos.",
        [(ConsentKind.PrivacyPractices, "en")] = "I have received the notice of privacy practices.",
        [(ConsentKind.PrivacyPractices, "es")] = "He recibido el aviso de prácticas de privacidad.",
        [(ConsentKind.Telehealth, "en")] = "I agree to meet by video or telephone where that is planned, and I will say where I am when we do.",
        [(ConsentKind.Telehealth, "es")] = "Acepto las citas por video o teléfono cuando así se planee, y diré dónde estoy cuando las tengamos.",
        [(ConsentKind.Communications, "en")] = "I know that e-mail and texts are not fully private, and I agree to receive appointment messages in the way I chose. Replies are not watched around the clock.",
        [(ConsentKind.Communications, "es")] = "Sé que el correo electrónico y los mensajes de texto no son del todo privados, y acepto recibir mensajes sobre citas de la manera que elegí. Las respuestas no se vigilan las 24 horas.",
        [(ConsentKind.FinancialPolicy, "en")] = "I have received the fees and the cancellation policy.",
        [(ConsentKind.FinancialPolicy, "es")] = "He recibido las tarifas y la política de cancelación.",
        [(ConsentKind.TouchAndSafety, "en")] = "We have agreed on what touch, if any, is welcome during a visit, and on what the team does to keep me safe. A responsible adult will take me home, and I will not drive until the next day.",
        [(ConsentKind.TouchAndSafety, "es")] = "Hemos acordado qué contacto físico, si alguno, es bienvenido durante la visita, y qué hace el equipo para mi seguridad. Una persona adulta responsable me llevará a casa, y no conduciré hasta el día siguiente.",
    };

    public static string Of(ConsentKind consent, string language) =>
        Documents.GetValueOrDefault((consent, language)) ?? Documents[(consent, "en")];

    public static string TitleOf(ConsentKind consent, string language) => (consent, language) switch
    {
        (ConsentKind.KapInformedConsent, "es") => "Consentimiento informado",
        (ConsentKind.CompoundedProduct, "es") => "Producto preparado",
        (ConsentKind.PrivacyPractices, "es") => "Prácticas de privacidad",
        (ConsentKind.Telehealth, "es") => "Citas a distancia",
        (ConsentKind.Communications, "es") => "Comunicaciones",
        (ConsentKind.FinancialPolicy, "es") => "Política de pagos",
        (ConsentKind.TouchAndSafety, "es") => "Contacto y seguridad",
        (ConsentKind.KapInformedConsent, _) => "Informed consent",
        (ConsentKind.CompoundedProduct, _) => "Compounded product",
        (ConsentKind.PrivacyPractices, _) => "Privacy practices",
        (ConsentKind.Telehealth, _) => "Telehealth",
        (ConsentKind.Communications, _) => "Communications",
        (ConsentKind.FinancialPolicy, _) => "Financial policy",
        _ => "Touch and safety",
    };
}
