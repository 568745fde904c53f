import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import { html, type Markup, plain } from '../../shared/html.js'
import { pageContext } from './page-context.js'
import { aims } from './sections/aims.js'
import { alignment } from './sections/alignment-section.js'
import { answers } from './sections/answers.js'
import { assessments } from './sections/assessments.js'
import { benchmark } from './sections/benchmark.js'
import { bibliography } from './sections/bibliography.js'
import { blueprint } from './sections/blueprint.js'
import { contents } from './sections/contents.js'
import { cover } from './sections/cover.js'
import { outline } from './sections/outline.js'
import { programOutcomes } from './sections/program-outcomes.js'
import { provenance } from './sections/provenance.js'
import { quality } from './sections/quality.js'
import { questions } from './sections/questions.js'
import { skills } from './sections/skills.js'
import { sources } from './sections/sources.js'
import { units } from './sections/units.js'
import { STYLES } from './styles/index.js'

// Nothing is loaded, nothing runs: also where an escape were missing.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/** The main part, in the order in which it is read and printed. */
const SECTIONS = [
  aims,
  outline,
  programOutcomes,
  alignment,
  units,
  assessments,
  questions,
  answers,
  blueprint,
  skills,
  bibliography,
  sources,
  quality,
  benchmark,
  provenance,
]

/** The whole page. */
export function htmlPage(generated: GeneratedCurriculum): Markup {
  const context = pageContext(generated)
  // The empty icon keeps browsers from asking a server for one.
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${plain(generated.curriculum.program.title)} – Curriculum</title>
<link rel="icon" href="data:,">
<style>
${STYLES}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the curriculum</a>
${cover(context)}<div class="page">
${contents(context)}<main id="main">
${SECTIONS.map((section) => section(context))}</main>
</div>
</body>
</html>
`
}
