import type { ITEM_KINDS, Item } from '../../../../domain/curriculum/index.js'
import { type ItemGroup, itemsByUnit } from '../../outline/items-by-unit.js'
import { optionLetter } from '../../outline/option-letter.js'
import { blocks, bullets, quotation, verbatim } from '../blocks.js'
import type { MarkdownContext } from '../markdown-context.js'
import { type Markup, md, NOTHING, textLines } from '../markup.js'

/** Kinds whose material is code or output. */
const CODE_KINDS: readonly string[] = ['command', 'predict-output', 'find-error'] satisfies (keyof typeof ITEM_KINDS)[]

/** The items as learners see them, without keys. */
export function itemsSection(context: MarkdownContext): Markup {
  const { generated, labels } = context
  return blocks(
    md`## Items`,
    md`As learners see them; answers are under [Keys](#keys).`,
    ...itemsByUnit(generated.curriculum).map((group) =>
      blocks(
        md`### ${groupTitle(context, group, 'Items')}`,
        ...group.items.map((item) => itemOf(item, labels.item(item.id))),
      ),
    ),
  )
}

/** `Items of U1: A title`. */
export function groupTitle({ labels }: MarkdownContext, { unit }: ItemGroup, what: string): string {
  return unit === undefined ? `${what} of the program` : `${what} of ${labels.unit(unit.id)}: ${unit.title}`
}

function itemOf(item: Item, label: string): Markup {
  const { stem, material, kind, format } = item
  const lines = textLines(stem)
  return blocks(
    md`**${label}.** ${lines}`,
    material === undefined ? NOTHING : CODE_KINDS.includes(kind) ? verbatim(material) : quotation(material),
    format === 'open'
      ? NOTHING
      : bullets(item.options.map(({ text }, index) => md`**${optionLetter(index)}.** ${text}`)),
  )
}
