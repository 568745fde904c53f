import type { ItemOption } from '../../../domain/curriculum/index.js'

/** What an option is called by its place from 0, as lists on a page count: `A` to `Z`, then `AA`, `AB`. */
export function optionLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : `${optionLetter(Math.floor(index / 26) - 1)}${last}`
}

/** The letters of the options with these ids, in the order of the ids; `?` for an id that no option has. */
export function optionLetters(options: readonly ItemOption[], ids: readonly string[]): readonly string[] {
  return ids.map((id) => {
    const index = options.findIndex((option) => option.id === id)
    return index < 0 ? '?' : optionLetter(index)
  })
}
