import { pluralize } from '../../../domain/platform/index.js'

import { type DocumentContext, orNone, titledList } from './document-context.js'
import { link, quiet, written } from './inline.js'
import { type Block, type Chapter, type List, paragraph } from './model.js'

/** The documents in APA form, each with a link to its cited passages. */
export function bibliography({ curriculum, places, passages }: DocumentContext): Chapter {
  const anchors = new Map(passages.documents.map(({ docId, anchor }) => [docId, anchor]))
  const items = curriculum.sources.map(({ docId, apa }, index): List['items'][number] => {
    const shown = anchors.get(docId)
    const more = shown === undefined ? {} : { more: link(shown, 'Cited passages') }
    return { anchor: places.at(`/sources/${index}`).anchor, content: [written(apa)], ...more }
  })
  const list: Block = { kind: 'list', role: 'references', items }
  return {
    kind: 'section',
    anchor: 'bibliography',
    title: 'Bibliography',
    blocks: orNone(items.length === 0 ? [] : [list]),
  }
}

/** Every passage that is cited. */
export function sources({ passages: { documents } }: DocumentContext): Chapter {
  const intro = paragraph('Every statement of this curriculum goes back to a passage of the documents.')
  return {
    kind: 'section',
    only: 'passages',
    anchor: 'sources',
    title: 'Sources',
    newPage: true,
    blocks: documents.length === 0 ? [paragraph('Nothing is cited.')] : [intro, { kind: 'passages', documents }],
  }
}

/** Who wrote the curriculum, what was repaired, and what became of each document. */
export function provenance({ curriculum, generated }: DocumentContext): Chapter {
  const { author, version, model, seed, remarks } = curriculum.generator
  const { unused, refused } = generated.sourcing
  const used = generated.documents.length - unused.length
  const withModel = model === undefined ? [] : [', with the model ', written(model)]
  return {
    kind: 'section',
    anchor: 'provenance',
    title: 'How this was made',
    readers: 'teachers',
    blocks: [
      paragraph(
        'Written by the author ',
        written(author),
        ', version ',
        written(version),
        `, seed ${seed}`,
        ...withModel,
        '. The same brief, documents and author give the same file. ',
        `${pluralize(used, 'document was', 'documents were')} used, ${unused.length} not used, ${refused.length} could not be read.`,
      ),
      ...titledList(
        'remarks',
        'Remarks of the author',
        remarks.map((remark) => [written(remark)]),
      ),
      ...titledList(
        'unused',
        'Documents that were not used',
        unused.map(({ docId, reason }) => [written(docId), ': ', written(reason)]),
      ),
      ...titledList(
        'refused',
        'Files that could not be read',
        refused.map(({ name, reason, hint }) => [
          written(name),
          ': ',
          written(reason),
          '. ',
          quiet('To fix it: ', written(hint), '.'),
        ]),
      ),
      ...titledList(
        'repairs',
        'Repairs',
        generated.repairs.map(({ ruleId, action, what }) => [`${ruleId}, ${action}: `, written(what)]),
      ),
    ],
  }
}
