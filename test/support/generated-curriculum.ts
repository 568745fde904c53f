import { readdirSync, readFileSync } from 'node:fs'
import { readMarkdown } from '../../src/adapters/documents/markdown/read-markdown.js'
import { readText } from '../../src/adapters/documents/plain/read-text.js'
import {
  assessQuality,
  type BenchmarkReport,
  type Curriculum,
  type GeneratedCurriculum,
  type Item,
  readProgram,
  repairCurriculum,
  type SourcingReport,
} from '../../src/domain/curriculum/index.js'
import { assembleDocument } from '../../src/domain/knowledge/index.js'
import { authorCurriculum, sourcesOf } from '../integration/curriculum/author-curriculum.js'
import { gardenCurriculum } from '../unit/curriculum-domain/garden/garden-curriculum.js'
import { GARDEN_DOCUMENTS } from '../unit/curriculum-domain/garden/garden-documents.js'

const SAMPLE = 'docs/samples/home-network'

let sample: Promise<GeneratedCurriculum> | undefined

/** The sample of the project as one run makes it: written offline, repaired, judged; with the reports of the other stages. */
export function generatedSample(): Promise<GeneratedCurriculum> {
  sample ??= generate()
  return sample
}

async function generate(): Promise<GeneratedCurriculum> {
  const documents = readdirSync(`${SAMPLE}/documents`)
    .sort()
    .map((name) => {
      const source = readFileSync(`${SAMPLE}/documents/${name}`, 'utf8')
      return assembleDocument(name, name.endsWith('.md') ? readMarkdown(source) : readText(source))
    })
  const brief = readProgram(JSON.parse(readFileSync(`${SAMPLE}/brief.json`, 'utf8')))
  const sources = sourcesOf(documents)
  const { curriculum, changes } = repairCurriculum(await authorCurriculum(brief, documents), sources)
  return {
    curriculum,
    documents: sources,
    quality: assessQuality(curriculum, sources),
    sourcing: sourcingOf(curriculum),
    benchmark: benchmarkOf(curriculum),
    repairs: changes,
  }
}

/** A small curriculum with every optional part, in which each text is `text` and each id and file name holds it. */
export function hostileCurriculum(text: string): GeneratedCurriculum {
  garden ??= generatedGarden()
  return replaceTexts(garden, text) as GeneratedCurriculum
}

let garden: GeneratedCurriculum | undefined

function generatedGarden(): GeneratedCurriculum {
  const curriculum = completeGarden()
  // Something for the report to say.
  const poorer = { ...curriculum, units: curriculum.units.map((unit) => ({ ...unit, keyPoints: [] })) }
  return {
    curriculum,
    documents: GARDEN_DOCUMENTS,
    quality: assessQuality(poorer, GARDEN_DOCUMENTS),
    sourcing: sourcingOf(curriculum),
    benchmark: benchmarkOf(curriculum),
    repairs: [{ ruleId: 'R31', action: 'dropped', what: 'an item without a key' }],
  }
}

/** The garden with an item of each format, with material and a rubric, a cloze without options, and remarks. */
function completeGarden(): Curriculum {
  const plain = gardenCurriculum()
  const [first] = plain.items
  const rubric = plain.assessments.find((assessment) => assessment.rubric !== undefined)?.rubric
  if (first === undefined || rubric === undefined) throw new Error('the garden has neither items nor rubrics')
  const { outcomeId, citations } = first
  const shared = { outcomeId, bloom: 'apply', dok: 2, citations, confidence: 0.4, stem: 'What comes first?' } as const
  const options = ['Cut', 'Pile', 'Turn'].map((text, index) => ({ id: `step${index}`, text }))
  const more: readonly Item[] = [
    { ...shared, id: 'more1', kind: 'order-steps', format: 'order', options, key: ['step1', 'step0', 'step2'] },
    { ...shared, id: 'more2', kind: 'case', format: 'open', material: 'A wet heap', answer: 'Turn it.', rubric },
    { ...shared, id: 'more3', kind: 'cloze', format: 'open', answer: 'humus' },
    { ...shared, id: 'more4', kind: 'find-error', format: 'choice', material: 'x = 1', options, key: 'step2' },
    { ...shared, id: 'more5', kind: 'short-answer', format: 'open', answer: 'Air.', outcomeId: 'p0a' },
  ]
  const lessons = plain.units.map(({ lessons: own }) =>
    own.map((lesson) => ({ ...lesson, readings: lesson.readings.map((part) => ({ ...part, section: 'A part' })) })),
  )
  return {
    ...plain,
    generator: { ...plain.generator, model: 'a model', remarks: ['too little text'] },
    units: plain.units.map((unit, index) => ({ ...unit, lessons: lessons[index] ?? [] })),
    items: [...plain.items, ...more].map((item) => ({
      ...item,
      citations: item.citations.map((citation) => ({ ...citation, section: 'A part' })),
    })),
  }
}

function sourcingOf({ program, sources }: Curriculum): SourcingReport {
  const [first] = sources
  const passages = first === undefined ? [] : [{ docId: first.docId, section: 'Introduction' }, { docId: first.docId }]
  return {
    aims: program.aims.map((aim, index) => ({
      aim,
      covered: index > 0,
      missing: index > 0 ? [] : ['devices'],
      passages,
    })),
    unused: [{ docId: 'notes.txt', reason: 'too little text (35 words)' }],
    refused: [
      {
        name: 'scan.pdf',
        code: 'UNREADABLE_DOCUMENT',
        reason: 'it holds pictures of pages and no text',
        hint: 'recognise its text first',
      },
    ],
  }
}

function benchmarkOf({ units }: Curriculum): BenchmarkReport {
  const [first, ...others] = units
  return {
    against: { kind: 'reference', title: 'An outline that exists' },
    coverage: 0.5,
    order: 1,
    hours: 0.75,
    rows: [
      { title: 'Beginnings', ...(first === undefined ? {} : { unitId: first.id }), hours: { reference: 4, ours: 3.5 } },
      { title: 'Something else' },
    ],
    added: others.map(({ id }) => id),
  }
}

/** Fields that hold words of a closed vocabulary, or what a machine reads. */
const KEPT = /^(level|language|system|bloom|kind|format|type|method|representation|status|ruleId|action|code|content)$/
const REASONS = ['too little source text', 'not written']
/** Fields that name something. */
const NAMES = /^(id|docId|unitId|outcomeId|outcomeIds|itemIds|prerequisites|supports|added|key)$/

function replaceTexts(value: unknown, text: string, field = ''): unknown {
  if (Array.isArray(value)) return value.map((part: unknown) => replaceTexts(part, text, field))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, replaceTexts(part, text, name)]))
  }
  if (typeof value !== 'string' || KEPT.test(field) || REASONS.includes(value) || /^R\d\d$/.test(value)) return value
  return NAMES.test(field) ? `${value}${text}` : text
}

export { hostileCurriculum } from './hostile-curriculum.js'
