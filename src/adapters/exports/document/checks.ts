import type { CheckResult } from '../../../domain/curriculum/index.js'
import type { CheckOfAllLanguages } from '../labels/words/document-words.js'
import type { DocumentContext } from './document-context.js'
import { type Content, type Verdict, verdict, written } from './inline.js'
import { type Chapter, paragraph, type Row, type Table } from './model.js'

const TONES = { pass: 'good', fail: 'bad', 'not-applicable': 'neutral' } as const

/** What the checks of references, citations, hours and forms found. */
export function checksChapter(context: DocumentContext): Chapter {
  const { generated, words } = context
  const { checks } = generated.report
  const hard = checks.results.filter((result) => result.hard).length
  const applied = checks.results.filter(({ status }) => status !== 'not-applicable')
  return {
    kind: 'section',
    anchor: 'checks',
    title: words.chapters.checks,
    readers: 'teachers',
    blocks: [
      paragraph(
        ...context.tell('checksPass', {
          passed: [String(checks.passed)],
          checks: [context.count(applied.length, 'check')],
          failed: [String(checks.failed)],
        }),
        ' ',
        checks.blocked
          ? verdict('bad', words.say.hardFails)
          : verdict('good', words.tell.hardPass.replace('{count}', String(hard))),
      ),
      checkTable(context, words.checkTitles === 'of the domain' ? checks.results : applied),
    ],
  }
}

function checkTable(context: DocumentContext, results: readonly CheckResult[]): Table {
  const { heads, captions, say } = context.words
  return {
    kind: 'table',
    anchor: 'checks-table',
    caption: captions.checks,
    wide: true,
    columns: [
      { head: [heads.check] },
      { head: [heads.title] },
      { head: [heads.hard] },
      { head: [heads.result], short: true },
      { head: [heads.parts], numeric: true },
      { head: [heads.findings], numeric: true },
    ],
    rows: results.map((result): Row => {
      const { id, hard, status, checked, failing } = result
      return {
        cells: [
          [{ kind: 'label', text: id }],
          titleOf(context, result),
          hard ? [say.yes] : [],
          [statusOf(context, result)],
          status === 'not-applicable' ? [] : [String(checked)],
          failing.length > 0 ? [String(failing.length)] : [],
        ],
      }
    }),
  }
}

function statusOf({ words }: DocumentContext, { status }: CheckResult): Verdict {
  return verdict(TONES[status], words.checkStatus[status])
}

function titleOf({ words: { checkTitles } }: DocumentContext, { id, title }: CheckResult): Content {
  if (checkTitles === 'of the domain') return [title]
  const translated = Object.hasOwn(checkTitles, id) ? checkTitles[id as CheckOfAllLanguages] : undefined
  return [translated ?? written(title, 'en')]
}
