import type { Activity, Lesson, Reading } from '../../../../domain/curriculum/index.js'
import { html, type Markup } from '../../../shared/html.js'
import { counted } from '../../outline/figures.js'
import { worded } from '../../outline/worded.js'
import type { PageContext } from '../page-context.js'
import { duration } from '../unbroken.js'

/** The lessons of a unit: what is read and done, with the time for each. */
export function lessonsOf(lessons: readonly Lesson[], unit: number, context: PageContext): Markup {
  if (lessons.length === 0) return html``
  return html`<h4>Lessons</h4>\n${lessons.map((lesson, index) => lessonOf(lesson, `/units/${unit}/lessons/${index}`, context))}`
}

function lessonOf({ title, minutes, readings, activities }: Lesson, pointer: string, context: PageContext): Markup {
  const { id, code } = context.places.at(pointer)
  return html`<section class="lesson" id="${id}">
<h5><span class="number">${code}</span> ${context.text(title)} <span class="note">${duration(minutes)}</span></h5>
<ol class="steps">
${readings.map((reading) => readingOf(reading, context))}${activities.map((activity) => activityOf(activity, context))}</ol>
</section>
`
}

function readingOf({ docId, section, words, minutes }: Reading, { text, document }: PageContext): Markup {
  const where = section !== undefined && html`, section ${text(section)}`
  return html`<li><span class="time">${duration(minutes)}</span><div><strong>Reading:</strong> ${document(docId)}${where} <span class="note">${counted(words, 'word')}</span></div></li>\n`
}

function activityOf({ type, minutes, description, outcomeIds }: Activity, context: PageContext): Markup {
  const practises =
    outcomeIds.length > 0 && html` <span class="note">Outcomes ${context.outcomeLinks(outcomeIds)}</span>`
  return html`<li><span class="time">${duration(minutes)}</span><div><strong>${worded(type)}:</strong> ${context.text(description)}${practises}</div></li>\n`
}
