import { type RegionRole, rolesAround } from '../../knowledge/document-region.js'
import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { oneLine } from '../../text/plain-text.js'
import { hygieneFault } from '../../text/text-faults.js'
import type { TextRange } from '../../text/text-span.js'
import { countWords } from '../../text/words.js'
import { isMeasurableVerb } from '../bloom.js'

/** Something that a document asks its readers to do while they read: to discuss, to look up, or to follow an example. */
export interface Prompt extends TextRange {
  readonly kind: 'discussion' | 'task' | 'worked-example' | 'case'
  /** The heading of an example or case; omitted if it has none. */
  readonly title?: string
  /** The words of the document, on one line; of an example its first sentence. */
  readonly text: string
  readonly words: number
}

const MARKED =
  /^(?:✅|💬|🤔|💭|❓|(?:discuss(?:ion)?|think about it|reflect(?:ion)?|consider this|diskussion|à discuter|para pensar) ?[:.])\s*/iu
const ASKS =
  /\?|^(?:discuss|do some research|think|research|look|find|compare|ask|consider|imagine|talk|explain|describe)\b/i
const WORDS = { minExample: 40, minPrompt: 4, maxPrompt: 70 } as const
const EXAMPLES: ReadonlySet<string> = new Set(['example', 'case'])
const CASE = /^(?:case|case study|fallstudie|étude de cas|estudio de caso)\b/i
const TITLE_ONLY = /^(?:(?:worked )?examples?|case study|case|beispiele?|exemples?|ejemplos?)[\s\d.:]*$/i

/** The prompts of a document, in reading order. */
export function promptsOf(document: KnowledgeDocument): readonly Prompt[] {
  return [...discussions(document), ...tasksInNotes(document), ...examples(document)].sort((a, b) => a.start - b.start)
}

function discussions(document: KnowledgeDocument): readonly Prompt[] {
  return document.blocks.flatMap((block): readonly Prompt[] => {
    if (block.kind !== 'paragraph' || !MARKED.test(block.text) || isApparatus(rolesAround(document, block.region)))
      return []
    const text = oneLine(block.text).replace(MARKED, '')
    const words = countWords(text)
    if (!ASKS.test(text) || words < WORDS.minPrompt || words > WORDS.maxPrompt) return []
    return [{ kind: 'discussion', text, words, start: block.start, end: block.end }]
  })
}

const NO_TASK =
  /^(?:see|read more|learn more|watch|click|visit|note|explore more|the chapter|this chapter|for more|listen)\b|\bchapter (?:on|discusses|covers|explores|takes)\b/i
const TASK_WORDS = { min: 12, max: 220 } as const

/** Notes that ask the reader to do something: "Describe the qualities ... Then discuss ...". */
function tasksInNotes(document: KnowledgeDocument): readonly Prompt[] {
  return document.regions.flatMap((region): readonly Prompt[] => {
    if (region.role !== 'note' || isApparatus(rolesAround(document, region.parent))) return []
    const own = document.sentences.filter(({ start, end }) => start >= region.start && end <= region.end)
    const texts = own.map(({ text }) => oneLine(text))
    const text = texts.join(' ')
    const words = countWords(text)
    const [first] = own
    if (first === undefined || words < TASK_WORDS.min || words > TASK_WORDS.max || NO_TASK.test(text)) return []
    // The text must be there: a lost figure ("Review the contents of .") cannot be worked with.
    if (/ [.,;](?:\s|$)/.test(text) || hygieneFault(text) !== undefined) return []
    const acts = texts.filter((sentence) => isMeasurableVerb(firstWord(sentence.replace(/^(?:Then|Next|Now),? /, ''))))
    const asks = texts.some((sentence) => /\?$/.test(sentence))
    if (acts.length === 0 && !asks) return []
    return [{ kind: acts.length > 0 ? 'task' : 'discussion', text, words, start: first.start, end: first.end }]
  })
}

function firstWord(text: string): string {
  return /^\p{L}+/u.exec(text)?.[0].toLowerCase() ?? ''
}

/** The examples and cases that the document sets apart. */
function examples(document: KnowledgeDocument): readonly Prompt[] {
  return document.regions.flatMap((region, index): readonly Prompt[] => {
    if (!EXAMPLES.has(region.role) || isApparatus(rolesAround(document, region.parent))) return []
    const words = countWords(document.text.slice(region.start, region.end))
    const first = document.sentences.find(({ start, end }) => start >= region.start && end <= region.end)
    if (words < WORDS.minExample || first === undefined) return []
    const heading = oneLine(region.title?.text ?? headingOf(document, index) ?? '')
    const title = TITLE_ONLY.test(heading)
      ? ''
      : heading.replace(/^(?:(?:worked )?example|case(?: study)?)(?: \d+)?\s*[:.–—-]\s*/i, '')
    return [
      {
        kind: region.role !== 'example' || CASE.test(heading) ? 'case' : 'worked-example',
        ...(title === '' ? {} : { title }),
        text: oneLine(first.text),
        words,
        start: first.start,
        end: first.end,
      },
    ]
  })
}

function headingOf({ sections }: KnowledgeDocument, region: number): string | undefined {
  return sections.find((section) => section.region === region)?.heading?.text
}

function isApparatus(roles: readonly RegionRole[]): boolean {
  return roles.some((role) => role === 'exercise' || role === 'solution' || role === 'references' || role === 'example')
}
