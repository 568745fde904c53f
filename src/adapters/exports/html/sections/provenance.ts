import { type Content, html, type Markup } from '../../../shared/html.js'
import { counted } from '../../outline/figures.js'
import type { PageContext } from '../page-context.js'
import { part } from '../parts.js'

/** How the curriculum came about: its author, what was repaired, and what became of each document. */
export function provenance({ curriculum, generated, text }: PageContext): Markup {
  const { author, version, model, seed, remarks } = curriculum.generator
  const { unused, refused } = generated.sourcing
  const used = generated.documents.length - unused.length
  return part(
    'provenance',
    'How this was made',
    html`<p>Written by the author ${text(author)}, version ${text(version)}, seed ${seed}${model !== undefined && html`, with the model ${text(model)}`}. ${counted(used, 'document was', 'documents were')} used, ${unused.length} not used, ${refused.length} could not be read.</p>
${list('remarks', 'Remarks of the author', remarks.map(text))}${list(
  'unused',
  'Documents not used',
  unused.map(({ docId, reason }) => html`${text(docId)}: ${text(reason)}`),
)}${list(
  'refused',
  'Files that could not be read',
  refused.map(
    ({ name, reason, hint }) =>
      html`${text(name)}: ${text(reason)}. <span class="note">To mend it: ${text(hint)}.</span>`,
  ),
)}${list(
  'repairs',
  'Repairs',
  generated.repairs.map(({ ruleId, action, what }) => html`${ruleId}, ${action}: ${text(what)}`),
)}`,
    'teacher',
  )
}

function list(id: string, title: string, entries: readonly Content[]): Markup {
  if (entries.length === 0) return html``
  return html`<h3 id="${id}">${title}</h3>\n<ul>\n${entries.map((entry) => html`<li>${entry}</li>\n`)}</ul>\n`
}
