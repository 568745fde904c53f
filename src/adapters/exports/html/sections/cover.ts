import { type Content, html, type Markup } from '../../../shared/html.js'
import { counted, figure } from '../../outline/figures.js'
import { languageName } from '../../outline/language-name.js'
import { worded } from '../../outline/worded.js'
import type { PageContext } from '../page-context.js'
import { duration } from '../unbroken.js'

/** The title page: what it is, for whom, how long, and which edition of it to show. */
export function cover({ curriculum, generated, text }: PageContext): Markup {
  const { program, units, items } = curriculum
  const lessons = units.reduce((sum, unit) => sum + unit.lessons.length, 0)
  const facts: readonly (readonly [string, Content])[] = [
    ['Level', worded(program.level)],
    ['Workload', duration(program.totalHours * 60)],
    ...(program.credits === undefined ? [] : [['Credits', creditsOf(program.credits)] as const]),
    ['Language', text(languageName(program.language))],
    [
      'Contents',
      `${counted(units.length, 'unit')}, ${counted(lessons, 'lesson')}, ${counted(items.length, 'question')}`,
    ],
  ]
  return html`<header id="top">
<p class="kind">Curriculum</p>
<h1>${text(program.title)}</h1>
<p class="audience">${text(program.audience)}</p>
<dl class="facts">
${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}<div class="teacher"><dt>Quality</dt><dd><a href="#quality">${figure(generated.quality.score)} of 100</a>${
    generated.quality.passesHardRules ? '' : ', a gate is broken'
  }</dd></div>
</dl>
<fieldset class="editions">
<legend>Show and print</legend>
<label><input type="radio" name="edition" id="teacher-edition" checked> Teacher’s edition <small>with answers and quality report</small></label>
<label><input type="radio" name="edition" id="learner-edition"> Learner’s edition <small>without answers, for printing</small></label>
</fieldset>
</header>
`
}

function creditsOf({
  system,
  value,
  hoursPerCredit,
}: NonNullable<PageContext['curriculum']['program']['credits']>): string {
  const each = hoursPerCredit === undefined ? '' : ` (${counted(hoursPerCredit, 'hour')} each)`
  return `${figure(value)} ${system}${each}`
}
