import { type Item, keyText } from '../../../domain/curriculum/index.js'
import { CODE_KINDS, optionLetters } from '../labels/wording.js'
import { rubricHandout } from './assessments.js'
import type { DocumentContext } from './document-context.js'
import { filledText } from './filled.js'
import { type Content, type Verdict, verdict } from './inline.js'
import { type Answer, type Chapter, paragraph, type Question } from './model.js'
import type { PlacedItem } from './places.js'
import { reasonsOf } from './report.js'

/** The items as learners see them. */
export function questions(context: DocumentContext): Chapter {
  return {
    kind: 'section',
    anchor: 'questions',
    title: context.words.chapters.questions,
    newPage: true,
    blocks: context.sectionsByUnit('questions', (placed) => placed.map((each) => questionOf(context, each))),
  }
}

/** The keys of the items, apart from them so that the items can be printed alone. */
export function answers(context: DocumentContext): Chapter {
  const { items } = context.curriculum
  const unsure = items.filter((_item, index) => context.reasons(`/items/${index}`).length > 0).length
  const { say, colon } = context.words
  const warning = paragraph(
    ...context.tell('unsure', { unsure: [String(unsure)], questions: [context.count(items.length, 'question')] }),
    `${colon}: `,
    verdict('warn', say.needsReview),
    `. ${say.readBeforeUse}`,
  )
  const sections = context.sectionsByUnit('answers', (placed) => placed.map((each) => answerOf(context, each)))
  return {
    kind: 'section',
    anchor: 'answers',
    title: context.words.chapters.answers,
    readers: 'teachers',
    newPage: true,
    blocks: unsure === 0 ? sections : [warning, ...sections],
  }
}

/** Prompts and columns, which only a fixed-width font keeps. */
const IN_COLUMNS = /^[$>] |\t| {3}/m

function questionOf(context: DocumentContext, { item, place }: PlacedItem): Question {
  const { kind, stem, material } = item
  return {
    kind: 'question',
    anchor: place.anchor,
    label: place.label,
    stem,
    ...(material === undefined
      ? {}
      : { material: { text: material, code: CODE_KINDS.has(kind) || IN_COLUMNS.test(material) } }),
    ...(item.format === 'open'
      ? {}
      : { options: { texts: item.options.map(({ text }) => text), ordered: item.format === 'order' } }),
    ...reviewOf(context, item),
    facts: factsOf(context, item),
    answerAnchor: answerAnchor(place),
  }
}

function answerOf(context: DocumentContext, { item, place }: PlacedItem): Answer {
  const { label } = place
  const rubric = item.format === 'open' ? item.rubric : undefined
  return {
    kind: 'answer',
    anchor: answerAnchor(place),
    label,
    questionAnchor: place.anchor,
    ...keyOf(item),
    cited: context.cited(item.citations),
    facts: [...factsOf(context, item), ...doubtsOf(context, item)],
    ...(rubric === undefined
      ? {}
      : {
          rubric: rubricHandout(context, rubric, {
            anchor: `${place.anchor}-rubric`,
            caption: filledText(context.words.tell.judged, { label }),
            title: [place.name],
          }),
        }),
  }
}

function answerAnchor({ anchor }: PlacedItem['place']): string {
  return `${anchor}-key`
}

function keyOf(item: Item): Pick<Answer, 'letters' | 'text'> {
  if (item.format === 'open') return { text: item.answer }
  if (item.format === 'order') return { letters: optionLetters(item.options, item.key).join(', ') }
  return { letters: optionLetters(item.options, [item.key]).join(''), text: keyText(item) }
}

function factsOf(context: DocumentContext, item: Item): readonly Content[] {
  const { basis: ofWords, itemKinds, heads } = context.words
  const basis = ofWords[item.basis]
  return [
    [itemKinds[item.kind]],
    ...context.demand(item),
    [`${heads.outcome} `, context.labels('outcomes', [item.outcomeId])],
    ...(basis === undefined ? [] : [[basis]]),
  ]
}

function reviewOf(context: DocumentContext, item: Item): { readonly review?: Verdict } {
  return reasonsFor(context, item).length > 0 ? { review: verdict('warn', context.words.say.needsReview) } : {}
}

/** The mark with its reasons. */
function doubtsOf(context: DocumentContext, item: Item): readonly Content[] {
  const { say, colon } = context.words
  const reasons = reasonsFor(context, item)
  return reasons.length === 0 ? [] : [[verdict('warn', say.needsReview), `${colon}: `, ...reasonsOf(context, reasons)]]
}

function reasonsFor(context: DocumentContext, item: Item): readonly string[] {
  return context.reasons(`/items/${context.curriculum.items.indexOf(item)}`)
}
