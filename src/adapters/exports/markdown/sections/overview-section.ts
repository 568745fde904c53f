import { duration } from '../../outline/durations.js'
import { counted, figure } from '../../outline/figures.js'
import { languageName } from '../../outline/language-name.js'
import { worded } from '../../outline/worded.js'
import { blocks, bullets, table } from '../blocks.js'
import { headingAnchor } from '../heading-anchor.js'
import { type MarkdownContext, unitHeading } from '../markdown-context.js'
import { joined, type Markup, md, NOTHING } from '../markup.js'

/** What the file begins with: title, facts, contents. */
export function overviewSection(context: MarkdownContext): Markup {
  const { generated } = context
  const { program, units, items, assessments, skillBook } = generated.curriculum
  const { score, passesHardRules } = generated.quality
  const lessons = units.reduce((sum, unit) => sum + unit.lessons.length, 0)
  const credits =
    program.credits === undefined
      ? []
      : [[md`**Credits**`, md`${figure(program.credits.value)} ${program.credits.system}`]]
  const content = [
    counted(units.length, 'unit'),
    counted(lessons, 'lesson'),
    counted(items.length, 'item'),
    counted(assessments.length, 'assessment'),
    counted(skillBook.length, 'skill'),
    counted(generated.documents.length, 'source document'),
  ]
  return blocks(
    md`# ${program.title}`,
    table(
      ['Program', NOTHING],
      [
        [md`**For**`, md`${program.audience}`],
        [md`**Level**`, md`${worded(program.level)}`],
        [md`**Workload**`, md`${duration(program.totalHours * 60)}`],
        ...credits,
        [md`**Language**`, md`${languageName(program.language)}`],
        [md`**Content**`, joined(content, ', ')],
        [
          md`**Quality**`,
          md`${score} of 100; ${passesHardRules ? 'every hard rule holds' : 'hard rules are broken'} ([report](#quality-report))`,
        ],
      ],
    ),
    md`${LEGEND}`,
    md`## Contents`,
    bullets([
      ...['Aims', 'Outline', 'Outcomes'].map(linkTo),
      ...units.map((unit) => linkTo(unitHeading(context, unit))),
      ...['Assessments', 'Items', 'Keys', 'Skill book', 'Sources', 'Quotes', 'Quality report'].map(linkTo),
      ...(generated.benchmark === undefined ? [] : [linkTo('Comparison')]),
      linkTo('How it was made'),
    ]),
  )
}

const LEGEND =
  'Labels name the parts: P1 is an outcome of the program, O1.1 one of Unit 1, L1.1 a lesson, Q1.1 an item, A1 an ' +
  'assessment. A number in brackets leads to the passage that stands behind a statement.'

function linkTo(heading: string): Markup {
  return md`[${heading}](${headingAnchor(heading)})`
}
