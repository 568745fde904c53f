import { spawnSync } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import { type LuaScriptName, loadLua } from '../../../../../src/adapters/redis/scripts/load-lua.js'
import { LUA_SOURCES } from '../../../../../src/adapters/redis/scripts/lua-sources.js'

/** Loads `cache/set` from these sources. */
function load(sources: { readonly [name: string]: string }): string {
  return loadLua('cache/set', {}, sources)
}

describe('loadLua', () => {
  it('replaces include lines by files, those of includes too', () => {
    const sources = {
      'cache/set': '-- set\n--- @include "a"\nreturn a()',
      'cache/includes/a': '  --- @include "b"\nlocal a = b',
      'cache/includes/b': 'local b = 1',
    }
    expect(load(sources)).toBe('-- set\nlocal b = 1\nlocal a = b\nreturn a()')
  })

  it('includes each file once, at the first line that names it', () => {
    const sources = {
      'cache/set': '--- @include "a"\n--- @include "b"\n--- @include "a"\nend',
      'cache/includes/a': '--- @include "b"\nA',
      'cache/includes/b': 'B',
    }
    expect(load(sources)).toBe('B\nA\n\n\nend')
  })

  it('puts constants first, as local variables', () => {
    const script = loadLua('cache/set', { MAX: 10, START: '{"a":' }, { 'cache/set': 'return MAX' })
    expect(script).toBe('local MAX = 10\nlocal START = "{\\"a\\":"\nreturn MAX')
  })

  it.each([
    [
      'a missing include of a script',
      { 'cache/set': '--- @include "gone"' },
      'cache/set.lua includes "gone": there is no file cache/includes/gone.lua',
    ],
    [
      'a missing include of an include',
      { 'cache/set': '--- @include "a"', 'cache/includes/a': '--- @include "gone"', 'jobs/includes/gone': '' },
      'cache/includes/a.lua includes "gone": there is no file cache/includes/gone.lua',
    ],
    [
      'a circular include',
      {
        'cache/set': '--- @include "a"',
        'cache/includes/a': '--- @include "b"',
        'cache/includes/b': '--- @include "a"',
      },
      'cache/includes/b.lua includes "a": circular: cache/set -> cache/includes/a -> cache/includes/b -> cache/includes/a',
    ],
    ['a missing script', {}, 'there is no Lua script cache/set.lua'],
  ])('rejects %s', (_, sources, message) => {
    expect(() => load(sources)).toThrow(expect.objectContaining({ code: 'INTERNAL', message }))
  })
})

describe('the Lua files', () => {
  const names = Object.keys(LUA_SOURCES)
  const scripts = names.filter((name): name is LuaScriptName => !name.includes('/includes/'))

  it('can all be loaded, and every include has a user', () => {
    const loaded = scripts.map((name) => loadLua(name)).join('\n')
    expect(loaded).not.toContain('@include')
    const unused = names.filter((name) => !loaded.includes(lastLines(LUA_SOURCES[name as LuaScriptName])))
    expect(unused).toEqual([])
  })

  it('are embedded in their present state', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/embed-lua.mjs', '--check'], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})

/** The part of a file after its include lines. */
function lastLines(text: string): string {
  return text.slice(text.lastIndexOf('@include') < 0 ? 0 : text.indexOf('\n', text.lastIndexOf('@include')))
}
