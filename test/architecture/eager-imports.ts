import type { ICruiseResult } from 'dependency-cruiser'

/** The files and packages that `entry` loads: everything reachable by static imports that exist at run time. */
function eagerImports({ modules }: Pick<ICruiseResult, 'modules'>, entry: string): ReadonlySet<string> {
  const bySource = new Map(modules.map((module) => [module.source, module]))
  if (!bySource.has(entry)) throw new Error(`${entry} is not there`)
  const loaded = new Set([entry])
  // Iterating a set also visits elements that are added meanwhile.
  for (const source of loaded) {
    for (const { resolved, dynamic, dependencyTypes, moduleSystem } of bySource.get(source)?.dependencies ?? []) {
      const typesAlone = dependencyTypes.includes('type-only') || dependencyTypes.includes('type-import')
      // `require` of an ES module is a call, made when it is needed.
      if (!dynamic && !typesAlone && moduleSystem !== 'cjs') loaded.add(resolved)
    }
  }
  return loaded
}

/** The packages among them, by name. */
export function eagerPackages(result: Pick<ICruiseResult, 'modules'>, entry: string): readonly string[] {
  const names = [...eagerImports(result, entry)].flatMap(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
  )
  return [...new Set(names)].sort()
}
