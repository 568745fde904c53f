import { PARTS, type PartName } from './lua-parts.js'

interface LuaScript {
  /** Parts that the body calls by name, each after the parts it calls. */
  readonly parts: readonly PartName[]
  /**
   * Parts that are rarely needed, called as `lazy().name`. Redis executes the whole script at each call, and defining a
   * function takes as long as a command.
   */
  readonly lazy?: readonly PartName[]
  /** The expression for the common prefix of all keys of the type; default: the first key. */
  readonly base?: string
  readonly body: string
}

/** A script over the keys of one type. */
export function jobLua({ parts, lazy = [], base = 'KEYS[1]', body }: LuaScript): string {
  const loaded = lazy.map((name) => `${name} = ${name}`).join(', ')
  return [
    `local base = ${base}`,
    PARTS.clock,
    // Declared before the parts, which call it too.
    'local lazy',
    ...parts.map((name) => PARTS[name]),
    ...(lazy.length === 0
      ? []
      : [
          'local loaded',
          'lazy = function()',
          '  if not loaded then',
          ...lazy.map((name) => PARTS[name]),
          `    loaded = {${loaded}}`,
          '  end',
          '  return loaded',
          'end',
        ]),
    body,
  ].join('\n')
}

/** The parts that move due jobs to the waiting list. */
export const PROMOTING = ['announce', 'touch', 'enqueue', 'promote'] as const

/** The parts that end jobs and delete finished ones; they need `announce`. */
export const ENDING = ['drop', 'finish', 'remove', 'isKept'] as const
