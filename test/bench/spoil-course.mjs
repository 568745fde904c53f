// Ways to spoil a course: each takes a brief and the texts of its files and returns another course of which no usable curriculum can
// come. Deterministic. `test/bench/calibration.mjs` and the tests of calibration run them.

/** Words that nobody teaches, for aims without material. */
const FOREIGN_AIMS = [
  'Rehearse a baroque oboe sonata',
  'Judge the vintage of a Burgundy wine',
  'Season a cast iron skillet',
]

const LICENCE = `# Licence

Permission is hereby granted, free of charge, to any person who obtains a copy of this work, to use, copy and share it, as long as this notice stays with every copy.

## No warranty

The work is provided as it is, without warranty of any kind. In no event shall the authors be liable for any claim or damages that arise from the use of the work.

## Attribution

Credit must be given to the authors, with a link to this licence, and changes must be indicated. The licensor cannot revoke these freedoms as long as the terms are followed.

## Redistribution

Redistributions of the work must keep this notice, the list of conditions and the disclaimer. Neither the name of the authors nor the names of contributors may be used to promote derived works without written permission.
`

const UNSUPPORTED = `# Puutarha

Puutarha on alue, jolla kasvatetaan kasveja. Maaperä vaikuttaa siihen, miten kasvit kasvavat ja kuinka paljon vettä ne tarvitsevat.

## Vesi

Kasvit ottavat veden juurillaan. Kuivana kesänä vettä tarvitaan enemmän, ja kastelu tehdään illalla.

## Komposti

Komposti muuttaa keittiön jätteet ravinteiksi. Kompostin lämpötila nousee, kun pieneliöt hajottavat jätettä.
`

/**
 * @typedef {{ readonly [name: string]: string }} Files
 * @typedef {{ readonly title: string, readonly aims: readonly string[], readonly totalHours: number, readonly language: string }} Brief
 * @typedef {{ readonly brief: Brief, readonly files: Files }} Course
 */

/**
 * The spoilt versions of a course, by name.
 *
 * @param {Course} course
 * @param {Files} others the files of a course on something else
 * @returns {{ readonly [name: string]: Course }}
 */
export function spoiltCourses({ brief, files }, others) {
  const names = Object.keys(files)
  const longest = names.reduce((a, b) => (files[b].length > files[a].length ? b : a), names[0])
  return {
    'words shuffled': { brief, files: mapFiles(files, shuffledWords) },
    'lines shuffled over documents': { brief, files: shuffledLines(files) },
    "another course's documents": { brief, files: others },
    'licences only': { brief, files: { 'LICENSE.md': LICENCE, 'docs/licence.txt': LICENCE.replaceAll('# ', '') } },
    'one page for 1,000 hours': {
      brief: { ...withoutCredits(brief), totalHours: 1000 },
      files: { [longest]: firstPage(files[longest]) },
    },
    'no aim covered': { brief: { ...brief, aims: FOREIGN_AIMS }, files },
    'one sentence': { brief, files: { 'sentence.md': `${brief.aims[0]}: that is what this course is about.\n` } },
    'unsupported language': { brief: { ...brief, language: 'fi' }, files: { 'puutarha.md': UNSUPPORTED } },
  }
}

function withoutCredits({ credits: _, ...brief }) {
  return brief
}

function mapFiles(files, change) {
  return Object.fromEntries(Object.entries(files).map(([name, text], index) => [name, change(text, index)]))
}

/** About 300 words from the start, to the end of a line. */
function firstPage(text) {
  const lines = text.split('\n')
  let words = 0
  const end = lines.findIndex((line) => {
    words += line.split(/\s+/).length
    return words > 300
  })
  return lines.slice(0, end < 0 ? lines.length : end + 1).join('\n')
}

/** The words of each line in another order; marks of lists and headings, and tags, stay where they are. */
function shuffledWords(text, seed) {
  const random = randomNumbers(seed + 1)
  return inText(text, (line) => {
    const [, mark = '', rest = ''] = /^(\s*(?:#+|[-*+>]|\d+[.)]|={1,6})?\s*)(.*)$/.exec(line) ?? []
    return mark + shuffled(rest.split(' '), random).join(' ')
  })
}

/** The lines of all files in another order, over all files. */
function shuffledLines(files) {
  const all = []
  for (const text of Object.values(files)) {
    inText(text, (line) => {
      if (line.trim() !== '') all.push(line)
      return line
    })
  }
  const mixed = shuffled(all, randomNumbers(7))
  let next = 0
  return mapFiles(files, (text) => inText(text, (line) => (line.trim() === '' ? line : mixed[next++])))
}

/** Changes each line, or in HTML each text between tags. */
function inText(text, change) {
  const html = /^\s*<(?:!doctype|html|\?xml)/i.test(text)
  if (!html) return text.split('\n').map(change).join('\n')
  return text.replace(/>([^<>]+)</g, (_match, between) => `>${change(between)}<`)
}

function shuffled(values, random) {
  const mixed = [...values]
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[mixed[at], mixed[other]] = [mixed[other], mixed[at]]
  }
  return mixed
}

/** Numbers from 0 to 1 that look random, by the seed. */
function randomNumbers(seed) {
  let state = seed * 2654435761
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32
  }
}
