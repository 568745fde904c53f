import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type GIFTQuestion, parse } from 'gift-pegjs'
import { GiftExporter } from '../../../../../src/adapters/exports/index.js'
import { itemsByUnit } from '../../../../../src/adapters/exports/labels/curriculum-labels.js'
import { type GeneratedCurriculum, type Item, keyText } from '../../../../../src/domain/curriculum/index.js'
import { anyCurriculum } from '../../../../support/exports/any-curriculum.js'
import { anyText, HOSTILE_TEXTS } from '../../../../support/exports/hostile-texts.js'
import { asRead, readExport } from '../../../../support/exports/read-export.js'
import { generatedSample } from '../../../../support/generated-curriculum.js'
import { curriculumOf } from '../../../../support/hostile-curriculum.js'

const source = (generated: GeneratedCurriculum) => readExport(new GiftExporter(), generated, 'items.gift')
type Question = Exclude<GIFTQuestion, { readonly type: 'Category' }>
const questionsOf = (text: string) => parse(text).filter((found): found is Question => found.type !== 'Category')

/** The parser leaves its own marks for escaped characters in the right side of a pair. */
const unmarked = (text: string) => text.replace(/&&(\d{3});/g, (_mark, code) => String.fromCharCode(Number(code)))
const shown = (text: string) => asRead(text) || '—'

/** Item and question by place: the file has the items by unit. */
function pairs({ curriculum }: GeneratedCurriculum, written: string): readonly (readonly [Item, Question])[] {
  const { units, items } = curriculum
  const place = new Map(units.flatMap(({ outcomes }, index) => outcomes.map(({ id }) => [id, index] as const)))
  const sorted = [...items].sort((a, b) => (place.get(a.outcomeId) ?? 1e9) - (place.get(b.outcomeId) ?? 1e9))
  const questions = questionsOf(written)
  expect(questions.length).toBe(sorted.length)
  return sorted.flatMap((item, index) => {
    const question = questions[index]
    return question === undefined ? [] : [[item, question] as const]
  })
}

function expectSame(item: Item, question: Question): void {
  expect(question.stem.format).toBe('plain')
  expect(asRead(question.stem.text)).toBe(shown(`${item.stem}\n\n${item.material ?? ''}`))
  expect(question.title).toMatch(/^Q(?:\d+\.|P)\d+$/)
  expect(question.id).toBe(question.title)
  expect(question.tags).toEqual([item.kind, item.bloom])
  const feedback = 'globalFeedback' in question ? asRead(question.globalFeedback?.text ?? '') : ''
  if (question.type === 'MC' && item.format === 'choice') {
    expect(question.choices.map(({ text }) => asRead(text.text))).toEqual(item.options.map(({ text }) => shown(text)))
    expect(question.choices.map(({ isCorrect }) => isCorrect)).toEqual(item.options.map(({ id }) => id === item.key))
    expect(question.choices.every(({ weight, feedback: said }) => weight === null && said === null)).toBe(true)
    for (const { text } of question.choices) expect(text.format).toBe('plain')
  } else if (question.type === 'Matching' && item.format === 'order') {
    const steps = item.key.map((id) => shown(item.options.find((option) => option.id === id)?.text ?? ''))
    expect(question.matchPairs.map(({ subquestion }) => subquestion.text)).toEqual(
      steps.map((_step, index) => `${index + 1}`),
    )
    expect(question.matchPairs.map(({ subanswer }) => asRead(unmarked(subanswer)))).toEqual(steps)
  } else if (question.type === 'Short' && item.format === 'open') {
    expect(item.kind).toBe('cloze')
    expect(question.choices.map(({ text }) => asRead(text.text))).toEqual([asRead(item.answer)])
  } else {
    expect([item.format, question.type]).toEqual(['open', 'Essay'])
    expect(feedback.startsWith(asRead(keyText(item)))).toBe(true)
  }
  for (const { quote } of item.citations) expect(feedback).toMatch(marked(shown(quote)))
}

/** A quote in the quotation marks of English or German. */
function marked(quote: string): RegExp {
  const text = quote.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return new RegExp(`“${text}”|„${text}“`)
}

describe('GiftExporter', () => {
  it('gives back stems, options and keys of the sample', async () => {
    const generated = await generatedSample()
    const compared = pairs(generated, await source(generated))
    for (const [item, question] of compared) expectSame(item, question)
    expect(compared.map(([, { type }]) => type)).toEqual(expect.arrayContaining(['MC', 'Essay']))
  })

  it('has a category for each unit', async () => {
    const generated = await generatedSample()
    const written = await source(generated)
    const categories = parse(written).flatMap((found) => (found.type === 'Category' ? [found.title] : []))
    expect(categories[0]).toBe(`Running a Home Network/Unit 1: ${generated.curriculum.units[0]?.title}`)
    expect(categories.length).toBe(itemsByUnit(generated.curriculum).length)
  })

  it('gives back any text as it was', async () => {
    const check = async (text: string) => {
      const generated = curriculumOf(text)
      const written = await source(generated)
      for (const [item, question] of pairs(generated, written)) expectSame(item, question)
      const categories = parse(written).filter(({ type }) => type === 'Category')
      expect(categories.length).toBe(3)
    }
    for (const text of HOSTILE_TEXTS) await check(text)
    await fc.assert(fc.asyncProperty(anyText, check), { numRuns: 40 })
  })

  it('gives back any items', async () => {
    await fc.assert(
      fc.asyncProperty(anyCurriculum, async (generated) => {
        for (const [item, question] of pairs(generated, await source(generated))) expectSame(item, question)
      }),
      { numRuns: 150 },
    )
  })

  it('exports few words as a short answer, more as an essay', async () => {
    const { curriculum, ...rest } = curriculumOf('humus')
    const typeOf = async (answer: string) => {
      const items = curriculum.items.flatMap((item) =>
        item.kind === 'cloze' && item.format === 'open' ? [{ ...item, answer }] : [],
      )
      return questionsOf(await source({ ...rest, curriculum: { ...curriculum, items } }))[0]?.type
    }
    expect(await typeOf('dark organic matter')).toBe('Short')
    expect(await typeOf('%50% matter')).toBe('Short')
    expect(await typeOf('what is left of plants')).toBe('Essay')
    expect(await typeOf('any *')).toBe('Essay')
    expect(await typeOf('a -> b')).toBe('Essay')
  })

  it('keeps a path of categories one step deep', async () => {
    const { curriculum, ...rest } = curriculumOf('x')
    const titled = (title: string) => ({
      ...rest,
      curriculum: { ...curriculum, program: { ...curriculum.program, title } },
    })
    const first = async (title: string) => (await source(titled(title))).split('\n')[0]
    expect(await first('/a/b / c\\d\n//')).toBe('$CATEGORY: a//b//c\\\\d/Unit 1: x')
    expect(await first('y'.repeat(500))).toBe(`$CATEGORY: ${'y'.repeat(199)}…/Unit 1: x`)
    expect(await first('\u0000')).toBe('$CATEGORY: —/Unit 1: x')
  })
})
