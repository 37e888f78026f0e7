using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KapWorkflow.Core;

/// <summary>
/// Words in English and Spanish that raise the alert at once (care-pathway S6). Detection by words is best effort:
/// it is never claimed to be monitoring. It errs towards raising, but for what people say every day about something else.
/// </summary>
public static partial class CrisisWords
{
    public static bool Appear(string? text) => !string.IsNullOrWhiteSpace(text) && Plain(text) is var plain && (English().IsMatch(plain) || Spanish().IsMatch(plain));

    /// <summary>Lower case, without accents, apostrophes or repeated blanks: people in distress do not type carefully.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format || character is '\'' or '’' or '‘' or '`' or '´')
                continue;
            plain.Append(char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : ' ');
        }
        return Everyday().Replace(Blanks().Replace(plain.ToString(), " "), " so ");
    }

    [GeneratedRegex(" +", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();

    /// <summary>"In the end it helped", twenty kms, a haircut: no alarm. "An end to it" is one.</summary>
    [GeneratedRegex(@"\bthe end \b|\b[0-9]+ kms\b|\bcortarme (el (pelo|cabello)|las unas)\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Everyday();

    [GeneratedRegex(
        @"suicid|sucid|suiside|suiscid|suicde|\bsewerslide|\bunalive|\bself ?(harm|injur)|\boverdos|\bkms\b"
        + @"|\b(kill|killing|killed|hurt|hurting|harm|harming|cut|cutting|shoot|shooting|hang|hanging|drown|drowning|poison|poisoning|end|ending|off|offing|stab|stabbing|do away with|get rid of) (myself|my self|mysef|meself)\b"
        + @"|\b(slit|slitting|cut|cutting) my (wrist|throat|vein)|\b(take|took|taking|swallow|swallowed|swallowing) (all|every one of|a bunch of|a bottle of|too many of) (of )?(my|the|these) (pill|med|tablet)"
        + @"|\bjump(ing)? (off|from) (a|the|my) (bridge|roof|building|balcony|cliff)|\b(jump|jumping|step|stepping|walk|walking) in(to)? (front of (a|the)|traffic)\b"
        + @"|\bend (to )?(it|it all|this all|my (own )?life|everything)\b|\bending (it|it all|my (own )?life|everything)\b|\b(take|taking|took|taken) my (own )?life\b|\bmy life to (end|be over)\b"
        + @"|\b(want|wanna|wish|wishing|going|ready|rather|plan|planning|hope|hoping) (to )?(just )?(die|be dead|not be alive|not exist|stop existing|disappear forever|never wake up|not wake up)\b"
        + @"|\bwish i (was|were|wasnt|werent|had never been|was never|were never) (just )?(dead|alive|here anymore|born)\b|\bwish i (could|would) (just )?(die|not wake up|disappear|stop existing)\b|\b(dont|do not|never|not) wake up (again|tomorrow|anymore)\b"
        + @"|\bbetter off (dead|without me)\b|\b(dont|do not|doesnt|didnt|no longer|not|never) (really )?(want to|wanna|wish to) (live|be alive|be living|exist|go on living|keep living)\b|\b(dont|do not|no longer) (want to|wanna) be here (anymore|any more|any longer)\b"
        + @"|\bcan(t|not| not) (live|go on|keep going|keep living|go on living) (like this|anymore|any more|any longer)\b|\b(no|any|a) (reason|point) (to live|to go on|to keep living|in living|in going on)\b|\bnothing (left )?to live for\b|\b(not|isnt|never) worth living\b|\b(tired|sick) of (living|being alive)\b"
        + @"|\bthinking (about|of) (dying|ending|death)\b|\bthoughts of (dying|death|ending)\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex English();

    [GeneratedRegex(
        @"\bno (quiero|deseo|quisiera) (seguir )?(vivir|viviendo|estar vivo|estar viva|existir|despertar|estar aqui)\b|\bno quiero seguir (asi|adelante)\b|\bno puedo (seguir viviendo|vivir asi|seguir asi)\b|\bno vale la pena (vivir|seguir viviendo)\b|\b(cansado|cansada|harto|harta) de vivir\b"
        + @"|\bmatarme\b|\bme (voy a |quiero |quisiera )?(matar|mato|matare)\b|\b(quiero|quisiera|ganas de|deseo|prefiero) (estar (muerto|muerta)|morir|morirme|desaparecer para siempre|dejar de existir|no despertar)\b|\bme (quiero|quisiera) morir\b|\bojala (me muriera|no despertara|estuviera (muerto|muerta))\b|\bmejor (muerto|muerta)\b"
        + @"|\bno (tengo|hay|encuentro) (ganas|razon|razones|motivo|motivos|sentido) (de|para|a) (la vida|vivir|seguir viviendo)\b|\b(quitarme|me quito|me quitaria|me quitare|me voy a quitar|me quiero quitar) la vida\b|\b(acabar|terminar) con (todo|mi vida|esto para siempre)\b|\bponer(le)? fin a (mi vida|todo)\b"
        + @"|\b(hacerme|me hago|me hice) dano\b|\blastimarme\b|\bcortarme\b|\bme corto\b|\bahorcar(me)?\b|\bahogarme en\b|\benvenenarme\b|\bpegarme un tiro\b|\bdispararme\b|\btirarme (de|desde|por) (un|una|el|la) (puente|techo|balcon|ventana|edificio)\b|\btirarme al (tren|metro)\b"
        + @"|\b(tome|tomar|tomarme|tragarme) (todas|muchas) (las |mis )?(pastillas|pildoras)\b|\bestaria(n)? mejor sin mi\b|\bsobredosis\b|\bautolesi|\b(pienso|pensando|pensamientos) (en|de) (la muerte|morir|morirme|muerte|matar)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Spanish();
}
