import { type DocumentContext, titledList } from './document-context.js'
import { link, quiet, written } from './inline.js'
import { type Block, type Chapter, type List, paragraph } from './model.js'

/** The documents in APA form, each with a link to its cited passages. */
export function bibliography(context: DocumentContext): Chapter {
  const { curriculum, places, passages, words } = context
  const anchors = new Map(passages.documents.map(({ docId, anchor }) => [docId, anchor]))
  const items = curriculum.sources.map(({ docId, apa }, index): List['items'][number] => {
    const shown = context.quotes ? anchors.get(docId) : undefined
    const more = shown === undefined ? {} : { more: link(shown, words.say.citedPassages) }
    return { anchor: places.at(`/sources/${index}`).anchor, content: [written(apa)], ...more }
  })
  const list: Block = { kind: 'list', role: 'references', items }
  return {
    kind: 'section',
    anchor: 'bibliography',
    title: words.chapters.bibliography,
    blocks: context.orNone(items.length === 0 ? [] : [list]),
  }
}

/** Every passage that is cited. */
export function sources({ passages: { documents }, words }: DocumentContext): Chapter {
  const intro = paragraph(words.say.quotesIntro)
  return {
    kind: 'section',
    only: 'passages',
    anchor: 'sources',
    title: words.chapters.quotes,
    newPage: true,
    blocks: documents.length === 0 ? [paragraph(words.say.nothingCited)] : [intro, { kind: 'passages', documents }],
  }
}

/** Who wrote the curriculum, what was repaired, and what became of each document. */
export function provenance(context: DocumentContext): Chapter {
  const { curriculum, generated, words } = context
  const { author, version, model, seed, remarks } = curriculum.generator
  const { unused, refused } = generated.sourcing
  const used = generated.documents.length - unused.length
  return {
    kind: 'section',
    anchor: 'provenance',
    title: words.chapters.provenance,
    readers: 'teachers',
    blocks: [
      paragraph(
        ...context.tell('writtenBy', {
          author: [written(author)],
          version: [written(version)],
          seed: [String(seed)],
          model: model === undefined ? [] : context.tell('withModel', { model: [written(model)] }),
        }),
        ' ',
        ...context.tell('documentsUsed', {
          used: [context.count(used, 'document')],
          unused: [String(unused.length)],
          refused: [String(refused.length)],
        }),
        ...(generated.repairs.length === 0
          ? []
          : [' ', ...context.tell('repaired', { count: [String(generated.repairs.length)] })]),
      ),
      ...titledList(
        'remarks',
        words.sections.remarks,
        remarks.map((remark) => context.reason(remark)),
      ),
      ...titledList(
        'unused',
        words.sections.unused,
        unused.map(({ docId, reason }) => [written(docId), `${words.colon}: `, ...context.reason(reason)]),
      ),
      ...titledList(
        'refused',
        words.sections.refused,
        refused.map(({ name, reason, hint }) => [
          written(name),
          `${words.colon}: `,
          ...context.reason(reason),
          '.',
          // The words of readers and their hints are English; most hints repeat the reason.
          ...(words.tag === 'en' ? [' ', quiet(written(hint), '.')] : []),
        ]),
      ),
    ],
  }
}
