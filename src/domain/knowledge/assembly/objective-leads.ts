const UNIT =
  '(?:chapter|section|lesson|unit|module|course|class|session|week|day|part|topic|workshop|tutorial|lab|lecture|seminar|reading|text|video|episode|page|article|activity|exercise|book|notebook|presentation|training)'
const LEARNER =
  '(?:you|we|i|students?|learners?|participants?|readers?|pupils?|trainees?|attendees|candidates|the (?:students?|learners?|readers?|participants?|trainees?|attendees))'
const WILL =
  "(?:['’]ll|['’]re going to| will| should| can| could| must| would| are expected to| is expected to| are going to| ought to| shall)"
const ABLE =
  '(?: now| also| then)?(?: (?:have learn(?:ed|t)|know)(?: how)?| be (?:able|capable|equipped|prepared|in a position|competent)| learn| understand| explore| cover| discuss| gain| acquire| master)'
const WHEN = `(?:by|at|upon|on|after|when|once|having)(?: successful(?:ly)?)? (?:the end of |completion of |completing |finishing |reading |studying |working through |following |completed |attending |taking |you(?:['’]ve| have)? (?:complete[d]?|finish(?:ed)?|read|stud(?:y|ied)) |successful completion of |successfully completing )*(?:this|the|our|your|each|today['’]s|these|that)? ?(?:\\w+ ){0,2}${UNIT}s?\\b`

/** A whole sentence that announces objectives. The list after it, or the rest of the sentence, names them. */
const LEADS: readonly string[] = [
  // English
  `${WHEN}[^.:;?!]{0,40}?,? ?(?:all )?${LEARNER}(?:${WILL})?${ABLE}\\b`,
  `(?:in|during|throughout|with) (?:this|today['’]s|the following|our) (?:\\w+ ){0,2}${UNIT},? ${LEARNER}${WILL}(?: (?:learn|cover|discuss|explore|look at|study|see|be able|find out|practi[cs]e|develop))\\b`,
  `(?:students|learners|participants|trainees|pupils|attendees|candidates|the (?:student|learner|reader|participant|trainee)s?)${WILL}${ABLE}\\b`,
  `you (?:should|will|['’]ll|ought to) (?:now |then )?be (?:able|capable)\\b`,
  `(?:the |our |your )?(?:main |key |primary |specific |overall )?(?:learning )?(?:objectives?|goals?|aims?|(?:learning|intended|expected) outcomes?) (?:of|for|in) (?:this|the|today['’]s|our) (?:\\w+ ){0,2}${UNIT}s? (?:is|are)\\b`,
  `this (?:\\w+ )?${UNIT} (?:aims (?:to|at)|will (?:teach|help|show|enable|prepare) you|teaches you|helps you|enables (?:you|students|learners)|is designed to (?:help|enable|teach))\\b`,
  `you(?:['’]ll| will) learn(?: about| how)?(?: to)?\\s*:`,
  // German
  '(?:nach|am ende|mit|im anschluss|in|zum ende|anhand) [^.:;?!]{0,60}?(?:kapitels?|abschnitts?|lektion|einheit|moduls?|kurs(?:es)?|vorlesung|sitzung|woche|seminars?|stunde|lektüre|teils?|veranstaltung|skript(?:s|es)?|workshops?)\\b[^.:;?!]{0,40}?(?:können|kannst|könnt|sollten?|sollen|solltest|wissen|weißt|kennen|kennst|werden|lernen|lernst|lernt|sind|bist|beherrschen|verstehen|haben|erfahren|erfährst)\\b',
  '(?:die )?(?:studierenden|lernenden|teilnehmenden|teilnehmer(?:innen)?(?: und teilnehmer)?|schüler(?:innen)?(?: und schüler)?|leser(?:innen)?)(?: und \\p{L}+)? (?:können|sollen|sollten|kennen|wissen|lernen|verstehen|sind in der lage|beherrschen|haben gelernt|werden in der lage sein)\\b',
  '(?:sie|du|ihr) (?:sollten|solltest|solltet|können|kannst|könnt|lernen|lernst|lernt) (?:nun|jetzt|danach|am ende|anschließend)\\b',
  // French
  "(?:[àa] (?:la fin|l['’]issue)|au terme|apr[èe]s|au cours|dans|en fin)(?: de)? [^.:;?!]{0,60}?(?:chapitre|section|le[çc]on|unit[ée]|module|s[ée]ance|cours|semaine|partie|atelier|tp|td|formation|lecture|activit[ée]|[ée]pisode)s?\\b[^.:;?!]{0,40}?(?:vous (?:serez|saurez|devr(?:iez|ez)|pourrez|allez|aurez|apprendrez|d[ée]couvrirez)|tu (?:seras|sauras|devrais|pourras|vas|apprendras)|nous (?:allons|verrons|apprendrons)|(?:l['’]|les )?(?:[ée]tudiante?s?|[ée]l[èe]ves?|apprenante?s?|participante?s?|lecteurs?|stagiaires?)(?:\\(e\\))? (?:sera|seront|saura|sauront|devra|devront|pourra|pourront|doit|doivent))\\b",
  '(?:les? )?objectifs? (?:de (?:ce(?:tte)?|la)|du) \\p{L}+ (?:est|sont) (?:de|les suivants)\\b',
  // Spanish
  '(?:al (?:final(?:izar)?|terminar|concluir|t[ée]rmino|acabar)|despu[ée]s|en|tras|una vez)[^.:;?!]{0,60}?(?:cap[íi]tulo|secci[óo]n|lecci[óo]n|unidad|m[óo]dulo|curso|sesi[óo]n|clase|semana|tema|taller|episodio|lectura|parte)\\b[^.:;?!]{0,40}?(?:(?:usted |ustedes |t[úu] |vosotros )?(?:podr[áa](?:s|n|[áa]s)?|podr[ée]is|ser[áa](?:s|n)? capa(?:z|ces)|ser[ée]is capaces|deber[áa](?:s|n)|deber[íi]a[sn]?|sabr[áa](?:s|n)?|habr[áa]s? aprendido|aprender[áa](?:s|n)?|aprenderemos|vas a aprender|vamos a (?:aprender|ver)|estar[áa](?:s|n)? en (?:condiciones|capacidad))|(?:el|los|las) (?:estudiantes?|alumnos?|lectore?s?|participantes?) (?:podr[áa]n?|ser[áa]n? capa(?:z|ces)|deber[áa]n?|sabr[áa]n?))',
  'los objetivos (?:de (?:esta|este|la)|del) \\p{L}+ son\\b',
]
// Without the flags `i` and `u`, which make a pattern of this size slow to compile: it is matched in small letters.
const LEAD = new RegExp(`^[^a-zà-ÿ]*(?:${LEADS.map((one) => `(?:${one})`).join('|')})`.replaceAll('\\p{L}', '[a-zà-ÿ]'))
const MAX_LENGTH = 400
/** Words after the announcement that make it an instruction or a promise about the text, not an objective. */
const NO_LEARNING =
  /\bable to (?:see|run|find|access|log ?in|download|open|connect|install|skip|start|get|do this|view your|click|continue|proceed|answer the)\b|\bunderstand (?:why we|that this)\b/

/** Whether a sentence announces what readers will have learned. */
export function announcesObjectives(sentence: string): boolean {
  const start = sentence.slice(0, MAX_LENGTH).toLowerCase().normalize('NFC')
  return LEAD.test(start) && !NO_LEARNING.test(start)
}
