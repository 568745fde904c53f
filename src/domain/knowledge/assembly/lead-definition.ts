import type { TextRange } from '../../text/text-span.js'
import type { RenderedInlines } from '../document-draft.js'
import { roleOfBlock } from '../document-region.js'
import { roleOfHeading } from '../heading-roles.js'

const MAX_TERM_WORDS = 6
const MIN_DEFINITION_WORDS = 2
const AFTER_TERM = /^\s*(?:[:–—]|-{1,3}(?=\s))\s*/
const PLACE =
  '(?:far |upper |lower |top |bottom |middle )?(?:left|right|top|bottom|middle|cent(?:er|re)|above|below|upper|lower|inset|front|back|foreground|background|clockwise)'
/** Labels of captions: a place in a picture, a number, what is shown, where it is from. */
const CAPTION_LABEL = new RegExp(
  `^(?:\\(?(?:from |on |at )?(?:the )?${PLACE}(?:(?: (?:to|and|or) |[-/, ]+)${PLACE})*(?: (?:panel|image|picture|photo|side|row|column|corner))?\\)?|` +
    '(?:figure|fig\\.?|table|tab\\.?|image|picture|photo(?:graph)?|panel|plate|diagram|chart|graph|map|video|box|listing|scheme|abbildung|abb\\.?|bild|tabelle|illustration|figura|tabla|imagen)(?: ?(?:\\d+|[a-z])(?:[.-]\\d+)*[a-z]?)?|' +
    '(?:credits?|source|caption|legend|photo credit|image credit|copyright|quelle|links|rechts|oben|unten|gauche|droite|izquierda|derecha)|\\(?[a-z]\\)|[a-h])$',
  'i',
)
/** Words before a colon that name a kind of text, not a thing. */
const LABEL =
  /^(?:(?:step|part|question|q|a|task|day|week|phase|rule|case|remark|note|notes?|nb|tip|hint|warning|caution|important|attention|reminder|example|examples|exercise|answer|solution|problem|proof|idea|intuition|notation|goals?|aims?|objectives?|inputs?|outputs?|results?|expected(?: output| result)?|time|duration|date|authors?|level|difficulty|title|topic|audience|teaching|exercises|prerequisites?|pros?|cons?|advantages?|disadvantages?|benefits?|limitations?|usage|syntax|see(?: also)?|read(?: more)?|watch|summary|conclusion|challenge|discussion|update|correct|wrong|right|yes|no|true|false|first|second|third|finally|overview|background|context|purpose|anmerkung(?:en)?|achtung|wichtig|hinweise?|tipp|merke|beispiele?|frage|antwort|l[öo]sung|aufgabe|exkurs|ziele?|vorteile?|nachteile?|bemerkung|fazit|regel|schritt|zusatz|vorsicht|remarques?|exemples?|aide|rappel|astuce|prolongement|(?:notre )?objectifs?|propri[ée]t[ée]|th[ée]or[èe]me|d[ée]finition|r[ée]ponse|avantages?|inconv[ée]nients?|[ée]tape|r[èe]gle|notas?|atenci[óo]n|importante|ejemplos?|consejo|pista|respuesta|advertencia|soluci[óo]n|paso|regla|ventajas?|desventajas?|recuerda)\.?(?: ?(?:nr\.?|no\.?|#)? ?\d+[a-z]?)?|(?:exkurs|hinweis|anmerkung|remarque|nota|autre|expected|r[ée]ponse) .*)$/iu
/** Starts of phrases and instructions. */
const NO_NOUN =
  /^(?:\d+[.)]?|how|why|when|where|what|which|who|if|for|in|on|at|with|without|to|from|by|as|before|after|do|don['’]t|use|using|fork|open|click|run|add|create|make|go|let|try|check|install|select|you|we|it|this|that|these|bei|f[üu]r|wenn|im|mit|auf|nach|vor|zum|zur|um|wie|was|warum|wir|sie|pour|si|quand|dans|avec|sur|comment|pourquoi|notre|votre|quel(?:le)?s?|para|cuando|en|con|c[óo]mo|por|nuestr[oa])(?:\s|$)/iu
/** Starts of sentences: a definition is a noun phrase. */
const SENTENCE =
  /^(?:we|you|i|it|he|she|they|there|here|this|that|these|those|click|see|use|try|note|remember|please|let|if|when|while|wird|werden|ist|sind|hat|kann|muss|is|are|has|can|will|est|sont|permet|peut|es|son|puede|wir|sie|du|ihr|man|er|dies(?:e[rs]?)?|hier|falls|wenn|bitte|siehe|beachten|nous|vous|on|il|elle|ils|ce(?:la|ci)?|c['’]est|si|quand|nosotros|usted|esto|este es|si|cuando|haz|usa)(?:\s|$)/iu

/** A term and its definition, as ranges of the rendered text. */
export interface FoundDefinition {
  readonly term: TextRange
  readonly definition: TextRange
  readonly form: 'bold-lead' | 'copula'
}

/** The definition of "**Term**: what it is" or "A **term** is a ...", if the text has that form. */
export function leadDefinition(
  rendered: RenderedInlines,
  sentences: readonly TextRange[],
): FoundDefinition | undefined {
  const { text, marks } = rendered
  const lead = marks.find(({ kind }) => kind === 'bold')
  if (lead === undefined) return undefined
  const copula = copulaDefinition(text, lead, sentences)
  if (copula !== undefined || lead.start !== 0) return copula
  const bold = text.slice(0, lead.end)
  const term = bold.replace(/[\s:.–—-]+$/, '')
  if (!isTerm(term)) return undefined
  const colon = AFTER_TERM.exec(text.slice(lead.end))?.[0]
  if (colon === undefined && !/[:.–—]$/.test(bold)) return undefined
  const after = lead.end + (colon ?? /^\s*/.exec(text.slice(lead.end))?.[0] ?? '').length
  const start = after + repeated(term, text.slice(after)).length
  const end = sentences.find((sentence) => sentence.end > start)?.end
  if (end === undefined || !isNounPhrase(text.slice(start, end))) return undefined
  return { term: { start: 0, end: term.length }, definition: { start, end }, form: 'bold-lead' }
}

/** The start of a sentence that repeats the term: "**Stub**: A stub is a ...". */
function repeated(term: string, text: string): string {
  const at = text.toLowerCase().indexOf(term.toLowerCase())
  if (at < 0 || at > 6 || !ARTICLE.test(text.slice(0, at))) return ''
  const copula = COPULA.exec(text.slice(at + term.length))?.[0]
  return copula === undefined ? '' : text.slice(0, at + term.length + copula.length)
}

function isTerm(term: string): boolean {
  if (term === '' || term.split(' ').length > MAX_TERM_WORDS) return false
  if (LABEL.test(term) || CAPTION_LABEL.test(term) || NO_NOUN.test(term)) return false
  return roleOfBlock([term]) === undefined && roleOfHeading(term) === undefined
}

/** Not a lead to a list, not a question, not a sentence about the reader. */
function isNounPhrase(text: string): boolean {
  return !/[:?？]\s*$/.test(text) && text.split(' ').length >= MIN_DEFINITION_WORDS && !SENTENCE.test(text)
}

const ARTICLE = /^(?:(?:an?|the|eine?|der|die|das|une?|les?|la|l['’]|un[ao]?s?|el|los|las)\s*)?$/i
const COPULA =
  /^(?: \([^)]{1,40}\))? (?:is|are|means|refers to|denotes|ist|sind|bezeichnet|bedeutet|est|sont|d[ée]signe|es|son|se refiere a|significa)(?: (?:defined as|called|definiert als|d[ée]finie? comme|definid[oa] como))? (?=(?:an?|the|any|one|those|eine?[rs]?|der|die|das|jede[rs]?|une?|les?|la|l['’]|un[ao]s?|el|los|las|tod[oa]s?) ?\S)/i
const NO_KIND =
  /^(?:(?:an?|the|eine?|der|die|das|une?|les?|la|un[ao]?|el) )?(?:same|only|best|first|last|next|most|key|important|good|great|same|way|reason|beste?|einzige|erste|letzte|wichtigste?|meilleure?|premi[eè]re?|seule?|mejor|primer[ao]?|[úu]nic[ao])\b/i

function copulaDefinition(text: string, lead: TextRange, sentences: readonly TextRange[]): FoundDefinition | undefined {
  const sentence = sentences.find(({ start, end }) => start <= lead.start && lead.end <= end)
  if (sentence === undefined || !ARTICLE.test(text.slice(sentence.start, lead.start))) return undefined
  const term = text.slice(lead.start, lead.end)
  const between = COPULA.exec(text.slice(lead.end, sentence.end))?.[0]
  if (between === undefined || !isTerm(term)) return undefined
  const start = lead.end + between.length
  const end = sentence.end - (/[.!]+$/.exec(text.slice(start, sentence.end))?.[0].length ?? 0)
  const definition = text.slice(start, end)
  if (!isNounPhrase(definition) || NO_KIND.test(definition)) return undefined
  return { term: { start: lead.start, end: lead.end }, definition: { start, end }, form: 'copula' }
}
