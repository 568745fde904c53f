import type { Item } from '../../../../domain/curriculum/index.js'
import { CODE_KINDS } from '../../outline/code-kinds.js'
import { type ItemGroup, itemsByUnit } from '../../outline/items-by-unit.js'
import { optionLetter } from '../../outline/option-letter.js'
import { blocks, bullets, quotation, verbatim } from '../blocks.js'
import type { MarkdownContext } from '../markdown-context.js'
import { type Markup, md, NOTHING, textLines } from '../markup.js'

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

/** `Items of Unit 1: A title`. */
export function groupTitle({ labels }: MarkdownContext, { unit }: ItemGroup, what: string): string {
  return unit === undefined ? `${what} of the program` : `${what} of ${labels.unit(unit.id)}: ${unit.title}`
}

function itemOf(item: Item, label: string): Markup {
  const { stem, material, kind, format } = item
  const lines = textLines(stem)
  return blocks(
    md`**${label}.** ${lines}`,
    material === undefined ? NOTHING : CODE_KINDS.has(kind) ? verbatim(material) : quotation(material),
    format === 'open'
      ? NOTHING
      : bullets(item.options.map(({ text }, index) => md`**${optionLetter(index)}.** ${text}`)),
  )
}
