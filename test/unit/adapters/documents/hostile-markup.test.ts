import { expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import { isAppError } from '../../../../src/domain/platform/index.js'
import { runningTime } from '../../../support/running-time.js'

/** Each takes less than a second; a search that starts again at each character takes minutes. */
const MS_PER_DOCUMENT = 30_000
const many = (part: string, times = 2000) => part.repeat(times)

it.each([
  ['open formulas', 'a.md', many('\\(a ')],
  ['open formulas with two backslashes', 'a.md', many('\\\\(a ')],
  ['open environments', 'a.md', many('\\begin{align}\n', 1000)],
  ['dollars', 'a.md', many('$$ a $b ')],
  ['open template tags', 'a.md', many('{% a ')],
  ['open footnote marks', 'a.md', `${many('[^a')}\n\n[^a]: b`],
  ['footnotes in footnotes', 'a.md', many('[^a]: ')],
  ['brackets', 'a.md', many('[a][b]{.c} [')],
  ['open attributes', 'a.md', `\`a\`{${many('.a #b c="d" ', 5000)}`],
  ['blanks in a heading', 'a.md', `# a${many(' ')}b{.c`],
  ['blanks in a formula', 'a.md', `$$\na${many(' ')}b\n$$`],
  ['blank lines before no front matter', 'a', `${many('\n')}---\n${many('\n')}x`],
  ['blanks in a key', 'a.md', `---\na${many(' ')}\n---\n`],
  ['bullets in front matter', 'a.md', `---\n${many(`-${' '.repeat(40)}`, 19)}x\n---\n`],
  ['quotation marks', 'a.md', `${many('> ', 60)}\`\`\`\n${many('>', 5000)}x`],
  ['lists in lists without entries', 'a.html', `<p>a${many('<ul><div>', 100)}b`],
  ['comments and tags without end', 'a.html', `<p>a${many('<!-', 3000)}${many('<a b="', 3000)}`],
  ['merged cells', 'a.html', `<p>a<table>${many('<tr><td rowspan=9><td colspan=1000 rowspan=65534>', 2000)}`],
  ['nested MathML', 'a.html', `<p>a<math>${many('<mrow>', 300)}`],
  ['blank lines in text', 'a.txt', `${many('\n')}a${many(' \n')}b`],
])('%s are read or refused in time', async (_, name, text) => {
  const started = runningTime()
  try {
    await readDocument({ name, bytes: Buffer.from(text) }, DEFAULT_DOCUMENT_LIMITS)
  } catch (error) {
    if (!isAppError(error)) throw error
  }
  expect(runningTime() - started).toBeLessThan(MS_PER_DOCUMENT)
})
