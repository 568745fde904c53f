// How readiness tells courses from spoilt ones: node test/bench/calibration.mjs [folder ...]
// Each folder has a brief.json and the documents in docs or documents; by default the sample of the project. Prints the readiness of
// each course and of its spoilt versions. Run it after a build; DIST names another output folder.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { spoiltCourses } from './spoil-course.mjs'

const DIST = pathToFileURL(`${resolve(process.env.DIST ?? 'dist')}/`)
const load = (path) => import(new URL(path, DIST).href)
const { generateCurriculum } = await load('app/curriculum/index.js')
const { standaloneGeneration } = await load('app/composition/generation-deps.js')
const knowledge = await load('domain/knowledge/index.js')
const { SystemClock } = await load('adapters/system/system-platform.js')

const READABLE = /\.(?:md|txt|html?)$/i
const folders = process.argv.slice(2)
const courses = (folders.length > 0 ? folders : ['docs/samples/home-network']).map(courseIn)

for (const course of courses) {
  console.log(`\n${course.name}`)
  await print('as it is', course)
  const other = courses.find(({ name }) => name !== course.name) ?? GARDEN()
  for (const [name, spoilt] of Object.entries(spoiltCourses(course, other.files))) await print(name, spoilt)
}

function courseIn(folder) {
  const docs = ['docs', 'documents'].map((name) => join(folder, name)).find(existsSync) ?? folder
  const names = readdirSync(docs, { recursive: true }).map(String)
  const files = names.filter((name) => READABLE.test(name) && statSync(join(docs, name)).isFile()).sort()
  const brief = JSON.parse(readFileSync(join(folder, 'brief.json'), 'utf8'))
  return {
    name: folder,
    brief,
    files: Object.fromEntries(files.map((name) => [name, readFileSync(join(docs, name), 'utf8')])),
  }
}

/** For a single course there is no other one to take documents from. */
function GARDEN() {
  const text = (subject) =>
    `# ${subject}\n\nA ${subject} needs light, water and good soil. The ${subject} grows in spring, and its roots keep the soil together.\n`
  return { files: Object.fromEntries(['carrot', 'bean', 'lettuce'].map((name) => [`${name}.md`, text(name)])) }
}

async function print(name, { brief, files }) {
  const { deps, close } = standaloneGeneration(new SystemClock())
  try {
    const source = sourceOf(files)
    const { report } = await generateCurriculum({ programId: 'calibration', brief, source }, deps)
    const { verdict, total, dimensions } = report.readiness
    const scores = dimensions.map(({ dimension, score }) => `${dimension} ${score}`).join(', ')
    console.log(`  ${name.padEnd(30)} ${String(total).padStart(3)}  ${verdict.padEnd(10)}  ${scores}`)
    if (process.env.EXPLAIN) for (const each of dimensions) console.log(`      ${each.explanation}`)
  } catch (error) {
    console.log(`  ${name.padEnd(30)}   -  refused     ${error.code}`)
    if (!error.code) throw error
  } finally {
    await close()
  }
}

/** The files as a source of documents. */
function sourceOf(files) {
  const { readingOrder } = knowledge
  return {
    list: async () => Object.keys(files).sort(readingOrder),
    open: async (name) => ({ name, bytes: new TextEncoder().encode(files[name]) }),
  }
}
