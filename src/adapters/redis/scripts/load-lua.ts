import { AppError } from '../../../domain/platform/index.js'
import { LUA_SOURCES } from './lua-sources.js'

/** A script of `../lua`, without `.lua`: `cache/set`. */
export type LuaScriptName = Exclude<keyof typeof LUA_SOURCES, `${string}/includes/${string}`>

/** Values that a script shares with TypeScript, by name. They become local variables at its start. */
export type LuaConstants = { readonly [name: string]: number | string }

const INCLUDE = /^[ \t]*--- @include "([^"\n]*)"[ \t]*$/gm

/**
 * The text of a script with its includes.
 *
 * A line `--- @include "tag-versions"` stands for the file `includes/tag-versions.lua` of the same folder. Includes may have
 * includes. Each file is included once, at the first such line, so that a function is visible where the line is.
 *
 * @param sources texts by name; a parameter for tests
 * @throws AppError `INTERNAL` if a file is missing or includes itself
 */
export function loadLua(
  name: LuaScriptName,
  constants: LuaConstants = {},
  sources: { readonly [name: string]: string } = LUA_SOURCES,
): string {
  const folder = name.slice(0, name.indexOf('/'))
  const included = new Set<string>()

  const expand = (file: string, path: readonly string[]): string =>
    (sources[file] ?? '').replace(INCLUDE, (_line, include: string) => {
      const target = `${folder}/includes/${include}`
      if (sources[target] === undefined) throw includeError(file, include, `there is no file ${target}.lua`)
      if (path.includes(target)) throw includeError(file, include, `circular: ${[...path, target].join(' -> ')}`)
      if (included.has(target)) return ''
      included.add(target)
      return expand(target, [...path, target])
    })

  if (sources[name] === undefined) throw new AppError('INTERNAL', `there is no Lua script ${name}.lua`, { hint: HINT })
  const locals = Object.entries(constants).map(([key, value]) => `local ${key} = ${JSON.stringify(value)}\n`)
  return locals.join('') + expand(name, [name])
}

function includeError(file: string, include: string, reason: string): AppError {
  return new AppError('INTERNAL', `${file}.lua includes "${include}": ${reason}`, { hint: HINT })
}

const HINT = 'reinstall the package; in a checkout, run node scripts/embed-lua.mjs'
