import type { FileChild } from 'docx'
import type { Item, ItemKind } from '../../../../domain/curriculum/index.js'
import { CODE_KINDS } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'
import { labelled, paragraph } from '../writing/paragraph.js'

/** The questions and tasks as learners see them, without keys. */
export function itemsPart(manuscript: Manuscript): readonly FileChild[] {
  const { itemGroups } = manuscript
  return [
    manuscript.heading(1, 'Items'),
    ...(itemGroups.length === 0 ? [paragraph('Normal', 'There are no items.')] : []),
    ...itemGroups.flatMap(({ unit, items }) => [
      manuscript.heading(2, unit === undefined ? 'Other items' : `${manuscript.labels.unit(unit.id)}: ${unit.title}`),
      ...items.flatMap((item) => itemAsked(item, manuscript.labels.item(item.id))),
    ]),
  ]
}

/** Prompts and columns, which only letters of one width keep. */
const IN_COLUMNS = /^[$>] |\t| {3}/m

function itemAsked(item: Item, label: string): readonly FileChild[] {
  const options = item.format === 'open' ? [] : item.options
  return [
    paragraph('Item', [...labelled(label), item.stem], { keepNext: item.material !== undefined || options.length > 0 }),
    ...(item.material === undefined
      ? []
      : [
          paragraph(isCode(item.kind, item.material) ? 'SourceCode' : 'Material', item.material, {
            keepNext: options.length > 0,
          }),
        ]),
    ...options.map(({ text }, index) => paragraph('ItemOption', text, { keepNext: index < options.length - 1 })),
  ]
}

function isCode(kind: ItemKind, material: string): boolean {
  return CODE_KINDS.has(kind) || IN_COLUMNS.test(material)
}
