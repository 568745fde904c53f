import type { Skill } from '../../../../domain/curriculum/index.js'
import { PART_LABELS } from '../../outline/part-labels.js'
import { worded } from '../../outline/worded.js'
import { blocks, bullets } from '../blocks.js'
import type { MarkdownContext } from '../markdown-context.js'
import { type Markup, md, NOTHING } from '../markup.js'

/** What learners can show at the end, and how an observer sees it. */
export function skillBookSection(context: MarkdownContext): Markup {
  const { skillBook } = context.generated.curriculum
  if (skillBook.length === 0) return blocks(md`## Skill book`, md`The curriculum names no skills.`)
  return blocks(
    md`## Skill book`,
    ...skillBook.map((skill, index) => skillOf(context, skill, PART_LABELS.skill(index))),
  )
}

function skillOf({ labels, quotes }: MarkdownContext, skill: Skill, label: string): Markup {
  const { skill: name, level, outcomeIds, evidence, citations } = skill
  return blocks(
    md`### ${label}: ${name}`,
    quotes.cite(md`**Level:** ${worded(level)}. **Outcomes:** ${labels.outcomes(outcomeIds)}.`, citations),
    evidence.length === 0 ? NOTHING : md`What an observer sees:`,
    bullets(evidence.map((line) => md`${line}`)),
  )
}
