import type { Content } from './inline.js'

/** A sentence with placeholders, `{name}`, and what stands for them. */
export function filled(sentence: string, values: { readonly [placeholder: string]: Content }): Content {
  return sentence.split(/(\{\w+\})/).flatMap((piece): Content => {
    if (piece === '') return []
    const name = /^\{(\w+)\}$/.exec(piece)?.[1]
    return name === undefined ? [piece] : (values[name] ?? [piece])
  })
}

/** As {@link filled}, as a string. */
export function filledText(sentence: string, values: { readonly [placeholder: string]: string }): string {
  return sentence.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all)
}
