import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { IMPORT_RULES, type ImportRule } from './import-rules.js'

/** All imports of `folder`/src, type-only and dynamic ones included, judged by the rules. */
export async function cruiseImports(
  folder: string,
  rules: readonly ImportRule[] = IMPORT_RULES,
): Promise<ICruiseResult> {
  const { output } = await cruise(['src'], {
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: [...rules] },
    doNotFollow: { path: 'node_modules/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  })
  if (typeof output === 'string') throw new Error(`the cruise of ${folder} gave text: ${output}`)
  return output
}
