// Puts the real output of the sample into the documents that show it, and takes the picture of its page: npm run readme
// With --check it changes nothing and fails if a document shows something else; the picture is not compared.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const SAMPLE = 'docs/samples/home-network'

const folder = mkdtempSync(join(tmpdir(), 'readme-'))
try {
  const out = join(folder, 'curriculum')
  const report = generate()
  const markdown = readFileSync(join(out, 'curriculum.md'), 'utf8')
  const shown = [
    { document: 'README.md', name: 'report', block: report.trimStart() },
    { document: 'docs/guides/generate.md', name: 'excerpt', block: excerptOf(markdown) },
    { document: 'docs/guides/operate.md', name: 'banner', block: await bannerOf(join(folder, 'data')) },
  ]
  for (const { document, name, block } of shown) {
    const written = readFileSync(document, 'utf8')
    const current = withBlock(document, written, name, block)
    if (process.argv.includes('--check')) check(document, written, current)
    else writeFileSync(document, current)
  }
  if (!process.argv.includes('--check')) {
    const picture = ['scripts/screenshot.mjs', join(out, 'curriculum.html'), 'docs/images/curriculum.png']
    execFileSync(process.execPath, picture, { stdio: 'inherit' })
  }
} finally {
  rmSync(folder, { recursive: true })
}

function generate() {
  const input = ['--program', resolve(SAMPLE, 'brief.json'), '--docs', resolve(SAMPLE, 'documents')]
  const bin = [resolve('dist/app/main.js'), 'generate', ...input, '--out', 'curriculum']
  return execFileSync(process.execPath, bin, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], cwd: folder })
}

/** The banner of the service, with the address and the folder of a default start. */
async function bannerOf(dataDir) {
  const env = { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' }
  const service = spawn(process.execPath, ['dist/app/main.js', 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const deadline = setTimeout(() => service.kill('SIGKILL'), 180_000)
  let text = ''
  for await (const chunk of service.stdout) {
    text += chunk
    // The last line.
    if (/^ {4}npm run generate .*\n/m.test(text)) service.kill('SIGTERM')
  }
  clearTimeout(deadline)
  return text
    .replaceAll(/localhost:\d+/g, 'localhost:4000')
    .replaceAll(/\(\S*curriculum\.db\)/g, '(./data/curriculum.db)')
}

/** Outcomes and key points of a unit, and one quote. Without links, which would be dangling in another file. */
function excerptOf(markdown) {
  const unit = /^### Unit 5: [\s\S]*?(?=^#### Glossary)/m.exec(markdown)?.[0] ?? fail('the curriculum has no such unit')
  const cited = [...unit.matchAll(/\]\((#quote-\d+)\)/g)].at(-1)?.[1] ?? fail('the unit cites nothing')
  const heading = cited.replace('#quote-', '### Quote ')
  const start = markdown.indexOf(`${heading}\n`)
  const quote = markdown.slice(start, markdown.indexOf('\n### ', start))
  return `${unit}...\n\n${quote}`
    .replaceAll(/\[\\\[(.+?)\\\]\]\(#[^)]*\)/g, '[$1]')
    .replaceAll(/\[([^[\]]+)\]\(#[^)]*\)/g, '$1')
    .trim()
}

/** `text` with the content of the fenced block of this name replaced. */
function withBlock(document, text, name, block) {
  const fence = new RegExp(`(^\`\`\`\\w+ ${name}\\n)[\\s\\S]*?(^\`\`\`$)`, 'm')
  if (!fence.test(text)) fail(`${document} has no block named ${name}`)
  return text.replace(fence, (_whole, opening, closing) => `${opening}${block.trimEnd()}\n${closing}`)
}

function check(document, written, current) {
  // The duration differs from run to run.
  const [is, should] = [written, current].map((text) => text.replaceAll(/after \d+(\.\d+)? seconds?/g, 'after x'))
  if (is !== should) fail(`${document} shows something else than the sample gives: npm run readme`)
}

function fail(reason) {
  throw new Error(reason)
}
