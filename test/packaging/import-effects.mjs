// Imports the module that is named on the command line and prints what changed in the process, as JSON. The process
// does not call exit: that it ends is a part of the result.
const watched = {
  globalThis,
  Reflect,
  Object,
  'Object.prototype': Object.prototype,
  'Function.prototype': Function.prototype,
  'Array.prototype': Array.prototype,
  'String.prototype': String.prototype,
  'Promise.prototype': Promise.prototype,
  Error,
  'Error.prototype': Error.prototype,
  JSON,
}

function snapshot() {
  const facts = { environment: JSON.stringify(process.env), folder: process.cwd(), umask: process.umask() }
  for (const [name, object] of Object.entries(watched)) {
    facts[`keys of ${name}`] = Reflect.ownKeys(object).map(String).sort().join(' ')
  }
  facts['Error settings'] = `${Error.stackTraceLimit} ${typeof Error.prepareStackTrace}`
  const events = process.eventNames().map((event) => `${String(event)}: ${process.listenerCount(event)}`)
  facts['listeners of process'] = events.sort().join(', ')
  facts['open resources'] = process.getActiveResourcesInfo().sort().join(', ')
  return facts
}

/** Waits for requests that end by themselves, like the loader's own on files. */
async function settle() {
  for (let turn = 0; turn < 1000; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
    if (!process.getActiveResourcesInfo().some((name) => name.includes('Req'))) break
  }
}

// The first import opens what the loader itself needs, the first look at these streams opens them: not to be counted.
await import('node:os')
void [process.stdout, process.stderr]
await settle()
const before = snapshot()
await import(process.argv[2])
await settle()
const after = snapshot()
const changed = Object.keys(after).filter((fact) => after[fact] !== before[fact])
console.log(JSON.stringify(changed.map((fact) => `${fact}: ${before[fact]} -> ${after[fact]}`)))
