import type {
  Citation,
  Curriculum,
  CurriculumReport,
  GeneratedCurriculum,
  Item,
} from '../../src/domain/curriculum/index.js'
import { gardenCurriculum } from './garden/garden-curriculum.js'
import { GARDEN_DOCUMENTS } from './garden/garden-documents.js'
import { reportOnGarden, SOUND_TEXT } from './garden/garden-report.js'

const PART = { origin: 'generated', basis: 'derived', doubts: [{ check: 'one-kind', message: 'look twice' }] } as const

/** Judged by all rules: made once. */
let complete: GeneratedCurriculum | undefined

/** Words of closed lists, and ids of rules: no author writes them. */
const CLOSED = new Set(
  'level bloom kind format type method representation action status content system ruleId pointer pointers code origin basis check verdict dimension'.split(
    ' ',
  ),
)

/**
 * The same curriculum with nothing but `text` in every string that holds a text; ids and names of files are followed by
 * it. The offsets of its quotes point nowhere.
 */
export function curriculumOf(text: string): GeneratedCurriculum {
  complete ??= completeCurriculum()
  return replaced(complete, text) as GeneratedCurriculum
}

/** Fields that name something: two of them must not become the same. */
const NAMES = new Set('id docId unitId outcomeId outcomeIds itemIds prerequisites supports added key'.split(' '))

function replaced(value: unknown, text: string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((entry) => replaced(entry, text, key))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, replaced(entry, text, name)]))
  }
  if (typeof value !== 'string' || CLOSED.has(key) || key === 'language') return value
  if (/^R\d\d$/.test(value)) return value
  return NAMES.has(key) ? `${value}${text}` : text
}

/**
 * A curriculum in which everything occurs that a curriculum can hold, with `text` behind every string that users,
 * documents or an author have a say in: titles, quotes, names of files, ids, the language.
 */
export function hostileCurriculum(text: string): GeneratedCurriculum {
  complete ??= completeCurriculum()
  const base = complete
  const infected = infect({ ...base, report: undefined }, text) as GeneratedCurriculum
  const { checks, ...report } = base.report
  return requoted({
    ...infected,
    report: {
      ...(infect(report, text) as typeof report),
      checks: {
        ...checks,
        results: checks.results.map((rule) => ({
          ...rule,
          failing: infect(rule.failing, text) as typeof rule.failing,
        })),
      },
    },
  })
}

function infect(value: unknown, text: string, key = ''): unknown {
  if (typeof value === 'string') return CLOSED.has(key) ? value : `${value} ${text}`
  if (Array.isArray(value)) return value.map((entry) => infect(entry, text, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, infect(entry, text, name)]))
}

/** With documents that consist of what is quoted of them, and offsets that fit. */
function requoted(generated: GeneratedCurriculum): GeneratedCurriculum {
  const texts = new Map<string, string>(generated.documents.map(({ id }) => [id, '']))
  const place = (citation: Citation): Citation => {
    const before = texts.get(citation.docId) ?? ''
    const found = before.indexOf(citation.quote)
    const start = found >= 0 ? found : before.length
    if (found < 0) texts.set(citation.docId, `${before}${citation.quote}\n\n`)
    return { ...citation, start, end: start + citation.quote.length }
  }
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    if ('quote' in value) return place(value as Citation)
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, walk(entry)]))
  }
  const curriculum = walk(generated.curriculum) as Curriculum
  const documents = generated.documents.map((document) => ({ ...document, text: texts.get(document.id) ?? '' }))
  return { ...generated, curriculum, documents }
}

/** The small curriculum on gardens with all that is left out there. */
function completeCurriculum(): GeneratedCurriculum {
  const garden = gardenCurriculum()
  const [first] = garden.items
  const rubric = garden.assessments.find((assessment) => assessment.rubric !== undefined)?.rubric
  if (first === undefined || rubric === undefined) throw new Error('the garden has lost its items or its rubric')
  const { stem, outcomeId, citations } = first
  const shared = { stem, outcomeId, citations, bloom: 'apply', dok: 2, confidence: 0.2, ...PART } as const
  const items: readonly Item[] = [
    ...garden.items,
    {
      ...shared,
      id: 'order',
      kind: 'order-steps',
      format: 'order',
      options: ['a', 'b', 'c'].map((id) => ({ id, text: `Step ${id}` })),
      key: ['b', 'a', 'c'],
    },
    { ...shared, id: 'open', kind: 'case', format: 'open', material: 'A bed\nof straw', answer: 'Straw', rubric },
    { ...shared, id: 'code', kind: 'predict-output', format: 'open', material: 'dig --deep', answer: 'earth' },
    { ...shared, id: 'gap', kind: 'cloze', format: 'open', answer: 'humus' },
    {
      ...shared,
      id: 'error',
      kind: 'find-error',
      format: 'choice',
      material: 'x = 1',
      options: ['Cut', 'Pile', 'Turn'].map((text, index) => ({ id: `way${index}`, text })),
      key: 'way2',
    },
    { ...shared, id: 'wide', kind: 'short-answer', format: 'open', answer: 'Air', outcomeId: 'p0a' },
  ]
  const curriculum: Curriculum = {
    ...garden,
    generator: { author: 'tests', version: '1', model: 'a model', seed: 1, remarks: ['Written for tests'] },
    program: {
      ...garden.program,
      credits: { system: 'ECTS', value: 0.4, hoursPerCredit: 25 },
      reference: { title: 'Another garden', units: [{ title: 'Heaps', topics: ['heap'], hours: 3 }] },
    },
    units: garden.units.map((unit) => ({
      ...unit,
      lessons: unit.lessons.map((lesson) => ({
        ...lesson,
        readings: lesson.readings.map((reading) => ({ ...reading, section: 'Heaps' })),
      })),
    })),
    items: items.map((item) => ({
      ...item,
      citations: item.citations.map((citation) => ({ ...citation, section: 'Heaps' })),
    })),
  }
  const [unit] = curriculum.units
  return {
    curriculum,
    documents: GARDEN_DOCUMENTS,
    report: faultyReport(curriculum),
    sourcing: {
      aims: curriculum.program.aims.map((aim) => ({
        aim,
        covered: false,
        missing: ['soil'],
        passages: GARDEN_DOCUMENTS.slice(0, 2).map(({ id }) => ({ docId: id, section: 'Heaps' })),
      })),
      unused: [{ docId: 'empty.md', reason: 'too little text (3 words)' }],
      refused: [
        { name: 'broken.pdf', code: 'UNREADABLE_DOCUMENT', reason: 'it is no PDF', hint: 'save it as a PDF again' },
      ],
      text: SOUND_TEXT,
    },
    benchmark: {
      against: { kind: 'reference', title: 'Another garden' },
      coverage: 0.5,
      order: 1,
      hours: 0.75,
      rows: [{ title: 'Heaps', unitId: unit?.id ?? '', hours: { reference: 3, ours: 5 } }, { title: 'Ponds' }],
      added: curriculum.units.slice(1).map(({ id }) => id),
    },
    repairs: [{ ruleId: 'R26', action: 'dropped', what: 'key point "Straw is gold": its quote is nowhere' }],
  }
}

/** A report with checks that fail, gaps and parts to review. */
function faultyReport(curriculum: Curriculum): CurriculumReport {
  const units = curriculum.units.map((unit) => ({
    ...unit,
    title: 'Soil:',
    lessons: unit.lessons.map((lesson) => ({ ...lesson, activities: [] })),
    openMinutes: 30,
  }))
  return reportOnGarden({ ...curriculum, units })
}
