/** Titles that programs fill in when the author gives none. */
const FILLED_IN = [
  /^(?:untitled|unbenannt|sans[ -]titre|sin t[ií]tulo|no(?:ne)?|title|about:blank|new|print)(?:[ -]?(?:document|presentation|page))?[ -]?\d*$/i,
  /^(?:document|dokument|documento?|doc|presentation|pr[äée]sentation|presentaci[óo]n|slides?|folie|layout|page|sheet|microsoft word|word)(?: ?microsoft word)?[ _-]?\(?\d*\)?$/i,
  /^(?:powerpoint[- ](?:presentation|pr[äée]sentation)|(?:presentation|pr[äée]sentation|presentaci[óo]n de) powerpoint)$/i,
  /^(?:microsoft (?:word|powerpoint|excel|publisher)) - /i,
  /\.(?:docx?|dotx?|rtf|odt|fodt|pptx?|odp|xlsx?|pages|key|pdf|ps|dvi|tex|ltx|indd|qxd|html?|md|txt)$/i,
  /^(?:[a-z]:\\|\\\\|file:|https?:)/i,
]

/** The title in the metadata of a file; `undefined` if a program filled it in. */
export function statedTitle(title: string | undefined): string | undefined {
  const text = title?.trim() ?? ''
  return text === '' || FILLED_IN.some((pattern) => pattern.test(text)) ? undefined : text
}
