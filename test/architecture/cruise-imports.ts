import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import { oncePerRun } from '../support/once-per-run.js'
import { IMPORT_RULES, type ImportRule } from './import-rules.js'

const run = promisify(execFile)
/** Parsing all sources takes five seconds of a processor, and a busy machine may give it a small part of one. */
const TIMEOUT_MS = 300_000
const MAX_OUTPUT_BYTES = 100_000_000

/** All imports of our sources, type-only and dynamic ones included, judged by the rules. Found once per run of jest. */
export function cruiseSources(): Promise<ICruiseResult> {
  return oncePerRun('imports', async () => {
    const cruising = run(process.execPath, ['test/architecture/cruise.mjs'], {
      timeout: TIMEOUT_MS,
      maxBuffer: MAX_OUTPUT_BYTES,
    })
    cruising.child.stdin?.end(JSON.stringify(optionsFor(process.cwd(), IMPORT_RULES)))
    const { stdout } = await cruising
    return JSON.parse(stdout) as ICruiseResult
  })
}

/** The same for another folder. */
export async function cruiseImports(
  folder: string,
  rules: readonly ImportRule[] = IMPORT_RULES,
): Promise<ICruiseResult> {
  const { output } = await cruise(['src'], optionsFor(folder, rules))
  if (typeof output === 'string') throw new Error(`the cruise of ${folder} returned text: ${output}`)
  return output
}

function optionsFor(folder: string, rules: readonly ImportRule[]): ICruiseOptions {
  return {
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: [...rules] },
    doNotFollow: { path: 'node_modules/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  }
}
