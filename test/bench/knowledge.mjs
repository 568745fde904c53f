// How long 120 documents of 160,000 words take to be read and indexed, and what they take of memory.
// Run it after a build: node test/bench/knowledge.mjs
import { ThreadedDocumentReader } from '../../dist/adapters/documents/threaded-document-reader.js'
import { MemoryKnowledgeIndex } from '../../dist/adapters/memory/knowledge/memory-knowledge-index.js'
import { SystemClock } from '../../dist/adapters/system/index.js'

const DOCUMENTS = 120
const WORDS = 160_000
const SYLLABLES = 'ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu'.split(' ')

// A small generator of numbers with a fixed start: every run measures the same documents.
let state = 1
const below = (limit) => {
  state = (state * 48271) % 2147483647
  return state % limit
}
const word = () => Array.from({ length: 1 + below(3) }, () => SYLLABLES[below(SYLLABLES.length)]).join('')
const words = (count) => Array.from({ length: count }, word).join(' ')
const sentence = () =>
  `The ${words(4)} of **${word()}** is a [${words(2)}](page.md) with \`${word()}\` and ${words(7)}.`

function markdown(index, length) {
  const parts = [
    `---\ntitle: Document ${index}\nauthor: Nobody\n---\n`,
    `::: objectives\n\n- ${sentence()}\n- ${sentence()}\n\n:::\n`,
  ]
  let count = 50
  while (count < length) {
    parts.push(
      `## ${words(3)}\n`,
      `${Array.from({ length: 5 }, sentence).join('\n')}\n`,
      `**${word()}**: ${words(12)}.\n`,
    )
    parts.push(
      `1. ${sentence()}\n2. ${sentence()}\n`,
      `\`\`\`bash\n${words(6)}\n\`\`\`\n`,
      `| Term | Meaning |\n|---|---|\n| ${word()} | ${words(6)} |\n`,
    )
    count += 8 * 18 + 40
  }
  return Buffer.from(parts.join('\n'))
}

const files = Array.from({ length: DOCUMENTS }, (_, index) => ({
  name: `${index}.md`,
  bytes: markdown(index, WORDS / DOCUMENTS),
}))
const reader = new ThreadedDocumentReader({ clock: new SystemClock() })
const index = new MemoryKnowledgeIndex()
const started = performance.now()
const documents = []
for (const file of files) documents.push(await reader.read(file))
const read = performance.now()
await index.add(documents)
const hits = await index.search({ text: 'the first search builds the index: bababa kedi' })
const indexed = performance.now()
for (let count = 0; count < 100; count++) await index.search({ text: words(6) })
const searched = performance.now()
await reader.close()

const total = documents.reduce((sum, document) => sum + document.words, 0)
const seconds = (from, to) => `${((to - from) / 1000).toFixed(2)} s`
const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
const { user, system } = process.cpuUsage()
console.log(`${documents.length} documents, ${total} words, ${Math.round(bytes / 1024)} KB`)
console.log(`read ${seconds(started, read)}, indexed ${seconds(read, indexed)} (${hits.length} hits)`)
console.log(`processor ${((user + system) / 1e6).toFixed(2)} s, searches included`)
console.log(
  `a search ${((searched - indexed) / 100).toFixed(2)} ms, memory at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
)
