import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { documentsOf, generateFrom } from '../../support/author-curriculum.js'

const WORDS =
  'plant cell light water energy git add commit the a of is that we it this because when to and or not never all `x y` **term** *note* [link](https://a.example) <b> ____ “quote” 3.14 É 漢字 😀 $PATH && | # - : ; ( ) ...'.split(
    ' ',
  )
const phrase = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 14 }).map((words) => words.join(' '))
const sentence = fc.tuple(phrase, fc.constantFrom('.', '?', '!', ':', '')).map(([text, end]) => `${text}${end}`)
const definition = fc
  .tuple(fc.constantFrom('Osmosis', 'A merge', 'The stroma', '**Xylem**', '`git push`'), phrase)
  .map(([term, text]) => `${term} is a ${text}.`)
const block = fc.oneof(
  sentence,
  definition,
  fc.tuple(phrase, phrase).map(([term, text]) => `**${term}**: ${text}.`),
  fc
    .tuple(fc.constantFrom('Hand-written C++ (new)', 'A.*b', 'Well-known $1 [x]', '(?:x', 'It'), phrase)
    .map(([term, text]) => `**${term}**: ${text}. The ${term.toLowerCase()} is a ${text}.`),
  fc.tuple(fc.nat({ max: 6 }), phrase).map(([level, text]) => `${'#'.repeat(level + 1)} ${text}`),
  fc
    .array(sentence, { minLength: 1, maxLength: 8 })
    .map((lines) => lines.map((line, at) => `${at + 1}. ${line}`).join('\n')),
  fc.array(sentence, { minLength: 1, maxLength: 5 }).map((lines) => lines.map((line) => `- ${line}`).join('\n')),
  fc.array(phrase, { minLength: 1, maxLength: 5 }).map((lines) => `\`\`\`bash\n$ ${lines.join('\n$ ')}\n\`\`\``),
  fc
    .constantFrom('objectives', 'questions', 'keypoints', 'challenge', 'solution')
    .chain((role) =>
      fc
        .array(sentence, { minLength: 1, maxLength: 4 })
        .map((lines) => `::: ${role}\n\n- ${lines.join('\n- ')}\n\n:::`),
    ),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
)
const markdown = fc.array(block, { minLength: 1, maxLength: 25 }).map((blocks) => blocks.join('\n\n'))
const files = fc
  .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z0-9_ -]{1,12}$/), markdown), {
    minLength: 1,
    maxLength: 8,
    selector: ([name]) => name,
  })
  .map((entries) => Object.fromEntries(entries.map(([name, text]) => [`${name}.md`, text])))
const brief = fc.record({
  title: fc.oneof(phrase, fc.constant('A course')),
  audience: fc.constant('Anybody'),
  level: fc.constantFrom('introductory' as const, 'intermediate' as const, 'advanced' as const),
  totalHours: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(1, 1.5, 2.25)),
  aims: fc.array(phrase, { minLength: 1, maxLength: 5 }),
  language: fc.constantFrom('en', 'en-GB', 'de'),
})

describe('The offline author on any documents', () => {
  it('writes a curriculum that passes all hard rules', async () => {
    await fc.assert(
      fc.asyncProperty(brief, files, fc.integer(), async (program, texts, seed) => {
        const documents = documentsOf(texts).filter(({ words }) => words > 0)
        fc.pre(documents.length > 0)
        const { curriculum, report } = await generateFrom(program, documents, seed)
        const broken = report.checks.results.filter(({ hard, status }) => hard && status === 'fail').map(({ id }) => id)
        expect({ broken, units: curriculum.units.length > 0 }).toEqual({ broken: [], units: true })
      }),
      { numRuns: Number(process.env.CURRICULUM_RUNS ?? 150) },
    )
  })
})
