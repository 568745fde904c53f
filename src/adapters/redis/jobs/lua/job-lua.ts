import { PARTS, type PartName } from './lua-parts.js'

/** What a script is put together from. */
interface LuaScript {
  /** Parts that the body calls by name, each after what it calls itself. */
  readonly parts: readonly PartName[]
  /**
   * Parts that are seldom needed, called as `seldom().name`: a script is read anew at each call, and defining a function
   * takes as long as a command.
   */
  readonly seldom?: readonly PartName[]
  /** Where the script finds what all keys of the type begin with; default: in the first key. */
  readonly base?: string
  readonly body: string
}

/** A script over the keys of one type. */
export function jobLua({ parts, seldom = [], base = 'KEYS[1]', body }: LuaScript): string {
  const loaded = seldom.map((name) => `${name} = ${name}`).join(', ')
  return [
    `local base = ${base}`,
    PARTS.clock,
    // Before the parts, which call it too.
    'local seldom',
    ...parts.map((name) => PARTS[name]),
    ...(seldom.length === 0
      ? []
      : [
          'local loaded',
          'seldom = function()',
          '  if not loaded then',
          ...seldom.map((name) => PARTS[name]),
          `    loaded = {${loaded}}`,
          '  end',
          '  return loaded',
          'end',
        ]),
    body,
  ].join('\n')
}

/** To have delayed jobs wait when they are due. */
export const PROMOTING = ['announce', 'touch', 'enqueue', 'promote'] as const

/** To end jobs and drop finished ones, after `announce`. */
export const ENDING = ['drop', 'finish', 'forget', 'isKept'] as const
