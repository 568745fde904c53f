import type { ItemOption } from '../../../domain/curriculum/index.js'

/** What an option is called by its place: `A`, `B`, ... `Z`, then `27`. */
export function optionLetter(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : String(index + 1)
}

/** The letters of the options with these ids, in the order of the ids. */
export function optionLetters(options: readonly ItemOption[], ids: readonly string[]): readonly string[] {
  return ids.map((id) => optionLetter(options.findIndex((option) => option.id === id)))
}
