import { rolesAround } from '../../knowledge/document-region.js'
import { announcesObjectives, type KnowledgeDocument, type ListItem, roleOfHeading } from '../../knowledge/index.js'
import type { DocumentBlock, TableBlock } from '../../knowledge/knowledge-document.js'
import type { TextSpan } from '../../text/text-span.js'
import { BLOOM_LEVELS, type BloomLevel } from '../bloom.js'

/** An objective that the author states, verbatim, without its level mark and bullet. */
export interface StatedObjective extends TextSpan {
  /** The level that its mark states: "K3: ..." is `apply`. */
  readonly level?: BloomLevel
  /** Whether it names a subject that the text covers, not an ability: "In this lesson we cover: ...". */
  readonly topic?: true
}

const BULLET = /^(?:[\s☐☑✅✔✓•▪▸➢*–—-]|\ufe0f|\[[ xX]?\](?=\s))+/u
const MARK =
  /^(?:\(|\[)?(?:(?:bloom(?:['’]?s)?(?: level)?|k|level|stufe|niveau|nivel)[ -]?([1-6])|(remember|understand|apply|analy[sz]e|evaluate|create|wissen|verstehen|anwenden|analysieren|bewerten|erschaffen|connaître|comprendre|appliquer|analyser|évaluer|créer|recordar|comprender|aplicar|analizar|evaluar|crear))(?:\)|\])?\s*(?:[:：)\]|]|[.–—-](?=\s))\s*|^[([](?:k|level |bloom )?([1-6])[)\]]\s+(?=\p{L})/iu
const MARK_AT_END =
  /\s*[([](?:(?:bloom(?:['’]?s)?(?: level)?|k|level|stufe|niveau|nivel)[ :-]*)?(?:([1-6])|(remember(?:ing)?|understand(?:ing)?|apply(?:ing)?|analy[sz](?:e|ing)|evaluat(?:e|ing)|creat(?:e|ing)|wissen|verstehen|anwenden|analysieren|bewerten|erschaffen))[)\]]\s*[.;]?$/iu
const LEVEL_WORDS: readonly (readonly [RegExp, BloomLevel])[] = [
  [/^(?:remember|wissen|conna|recordar)/i, 'remember'],
  [/^(?:understand|verstehen|comprend)/i, 'understand'],
  [/^(?:apply|anwenden|appliquer|aplicar)/i, 'apply'],
  [/^anal/i, 'analyze'],
  [/^(?:evalu|bewerten|évalu)/i, 'evaluate'],
  [/^(?:creat|erschaffen|cré|crear)/i, 'create'],
]
const ABLE =
  /\b(?:be (?:able|capable)|know how|können|könnt|kannst|in der lage|capables?|saur(?:ez|as|a|ont)|pourr(?:ez|as|a|ont)|podr[áa]\p{L}*|capa(?:z|ces)|sabr[áa]\p{L}*)\b/iu
const ENUMERATOR = /(?:^|[\s;,])\(?(?:\d{1,2}|[a-h]|i{1,3}|iv|vi{0,3})\)\s+/g
const TOPIC_LEAD =
  /\b(?:cover|discuss|look at|explore|study|behandeln|betrachten|verrons|aborderons|veremos)\b[^.]{0,40}[:：]?\s*$/iu
const GROUP =
  /^(?:\S+ )?(?:knowledge|skills?|attitudes?|competenc(?:es|ies)|wissen|kenntnisse|fertigkeiten|kompetenzen|savoirs?(?:-faire)?|connaissances|compétences|conocimientos|habilidades|actitudes)$/i
const LEVEL_COLUMN =
  /^(?:k-?level|level|bloom(?:['’]?s)?.*|taxonomy.*|stufe|niveau|nivel|no\.?|nr\.?|#|id|code|weeks?|assessment|lessons?)$/i

/** The objectives of a document, in reading order, each once. */
export function statedObjectives(document: KnowledgeDocument): readonly StatedObjective[] {
  const found: StatedObjective[] = []
  const regions = new Map<number, { lists: boolean; topics: boolean }>()
  const owned = document.blocks.map((block) => objectivesAround(document, block))
  for (const [index, block] of document.blocks.entries()) {
    const region = owned[index]
    if (region === undefined) continue
    const title = document.regions[region]?.title?.text ?? ''
    const known = regions.get(region) ?? { lists: false, topics: isTopicLead(title) }
    if (block.kind === 'list' || block.kind === 'table') known.lists = true
    if (block.kind === 'paragraph' && isTopicLead(block.text)) known.topics = true
    regions.set(region, known)
  }
  for (const [index, block] of document.blocks.entries()) {
    const region = regions.get(owned[index] ?? -1)
    if (region === undefined) continue
    const spans =
      block.kind === 'list'
        ? listed(block.items)
        : block.kind === 'table'
          ? tabled(block)
          : block.kind === 'paragraph'
            ? told(document, index, !region.lists)
            : document.definitions.filter((each) => each.block === index).map(({ definition }) => definition)
    found.push(...spans.flatMap((span) => objectiveOf(document, span, region.topics)))
  }
  const claimed = new Set(owned.flatMap((region, index) => (region === undefined ? [] : [index])))
  for (const { start, end, text, block } of document.sentences) {
    if (claimed.has(block) || document.blocks[block]?.kind !== 'paragraph') continue
    if (isTold(text)) found.push(...objectiveOf(document, { start, end, text }, false))
  }
  const seen = new Set<string>()
  return found
    .sort((a, b) => a.start - b.start)
    .filter(({ text }) => {
      const key = text.toLowerCase()
      return seen.has(key) ? false : seen.add(key) !== undefined
    })
}

function isTopicLead(text: string): boolean {
  return TOPIC_LEAD.test(text) && !ABLE.test(text)
}

/** The objectives around a block: its region must not be within another kind, such as an exercise. */
function objectivesAround(document: KnowledgeDocument, block: DocumentBlock): number | undefined {
  let found: number | undefined
  for (let at = block.region; at !== undefined; at = document.regions[at]?.parent) {
    if (document.regions[at]?.role === 'objectives') found = at
  }
  const title = found === undefined ? undefined : document.regions[found]?.title
  if (block.kind === 'heading' || (title !== undefined && title.start === block.start)) return undefined
  const roles = rolesAround(document, block.region)
  return roles[0] === 'objectives' || roles[0] === 'note' ? found : undefined
}

/** The entries of a list; those of a group ("Knowledge:") instead of its name. */
function listed(items: readonly ListItem[]): readonly TextSpan[] {
  return items.flatMap((item, index): readonly TextSpan[] => {
    if (item.depth > 1) return []
    const isGroup = (items[index + 1]?.depth ?? 0) > item.depth
    if (item.depth === 0) return isGroup && isGroupName(item.text) ? [] : [item]
    const group = items.slice(0, index).findLast(({ depth }) => depth === 0)
    const ofGroup = group !== undefined && isGroupName(group.text)
    return ofGroup ? [item] : []
  })
}

function isGroupName(text: string): boolean {
  return /[:：]\s*$/.test(text) || announcesObjectives(text) || !/\S\s\S/.test(text) || GROUP.test(text)
}

/** The cells of the column of objectives; else of the column with the most text. */
function tabled({ header, rows }: TableBlock): readonly TextSpan[] {
  const width = Math.max(header.length, ...rows.map((row) => row.length))
  const named = header.findIndex((cell) => cell !== undefined && roleOfHeading(cell.text) === 'objectives')
  const length = (column: number) => rows.reduce((sum, row) => sum + (row[column]?.text.length ?? 0), 0)
  const columns = [...Array(width).keys()].filter((column) => !LEVEL_COLUMN.test(header[column]?.text ?? ''))
  const column = named >= 0 ? named : columns.sort((a, b) => length(b) - length(a) || a - b)[0]
  return rows.flatMap((row) => row[column ?? 0] ?? [])
}

/** Sentences that state abilities, and, without a list, all sentences that are no lead. */
function told(document: KnowledgeDocument, block: number, alone: boolean): readonly TextSpan[] {
  return document.sentences.filter(
    (sentence) =>
      sentence.block === block &&
      (isTold(sentence.text) || (alone && !/[:：…]\s*$/.test(sentence.text) && !/\?\s*$/.test(sentence.text))),
  )
}

/** "By the end of this lesson you will be able to explain ...": announcement and objective in one sentence. */
function isTold(text: string): boolean {
  if (/[:：…]\s*$/.test(text) || !announcesObjectives(text)) return false
  const [able = ''] = ABLE.exec(text) ?? []
  return (
    able !== '' &&
    text
      .slice(text.indexOf(able) + able.length)
      .trim()
      .split(/\s+/).length > 3
  )
}

function objectiveOf(document: KnowledgeDocument, span: TextSpan, topic: boolean): readonly StatedObjective[] {
  return enumerated(span).flatMap((part): readonly StatedObjective[] => {
    let { start, end } = part
    const text = () => document.text.slice(start, end)
    start += BULLET.exec(text())?.[0].length ?? 0
    const [lead = '', digit, word, bare] = MARK.exec(text()) ?? []
    start += lead.length
    const [tail = '', digitAtEnd, wordAtEnd] = MARK_AT_END.exec(text()) ?? []
    end -= tail.length
    end -= /(?:[;,]|[;,]? (?:and|und|et|y);?|\s)*$/.exec(text())?.[0].length ?? 0
    const level = levelOf(digit ?? bare ?? digitAtEnd, word ?? wordAtEnd)
    // A heading in its list, or nothing but a mark.
    if (!/\p{L}{2}/u.test(text()) || roleOfHeading(text()) === 'objectives') return []
    const mark = level === undefined ? {} : { level }
    return [{ start, end, text: text(), ...mark, ...(topic ? { topic } : {}) }]
  })
}

/** "(1) ..., (2) ..." within one sentence: each on its own. */
function enumerated(span: TextSpan): readonly TextSpan[] {
  const marks = [...span.text.matchAll(ENUMERATOR)]
  if (marks.length < 2) return [span]
  return marks.map(({ 0: mark, index }, at) => {
    const from = index + mark.length
    const to = marks[at + 1]?.index ?? span.text.length
    return { start: span.start + from, end: span.start + to, text: span.text.slice(from, to) }
  })
}

function levelOf(digit: string | undefined, word: string | undefined): BloomLevel | undefined {
  if (digit !== undefined) return BLOOM_LEVELS[Number(digit) - 1]
  return word === undefined ? undefined : LEVEL_WORDS.find(([pattern]) => pattern.test(word))?.[1]
}
