/** Text that is HTML. {@link html} makes it; everything else on a page is escaped. */
export class Markup {
  readonly #source: string

  private constructor(source: string) {
    this.#source = source
  }

  /** Takes `source` for HTML. For constants and the results of templates only: nothing is escaped. */
  static trusted(source: string): Markup {
    return new Markup(source)
  }

  toString(): string {
    return this.#source
  }
}

/** The values of a template: strings and numbers become text, `undefined` and `false` become nothing. */
export type Content = Markup | string | number | undefined | false | readonly Content[]

/** A template of HTML. Values are escaped for text and for attributes in double quotes; {@link Markup} is not. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return Markup.trusted(parts.reduce((all, part, index) => all + render(values[index - 1]) + part))
}

/** `contents` one after the other, with `separator` in between. */
export function joined(contents: readonly Content[], separator: string): Markup {
  return Markup.trusted(contents.map(render).join(render(separator)))
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// Control characters, halves of surrogate pairs, and code points that are no characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the purpose is to replace them
const NOT_IN_HTML = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\p{Cs}\p{Noncharacter_Code_Point}]/gu

/** `text` with `\n` as its only line break; U+FFFD replaces what HTML cannot hold. */
export function htmlText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(NOT_IN_HTML, '\uFFFD')
}

// Direction marks, embeddings, overrides, isolates: harmless within <bdi>, but not in places without elements.
const DIRECTIONS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** `text` for places that hold no elements: in one line, without an effect on the direction of the text after it. */
export function plain(text: string): string {
  return text.replace(DIRECTIONS, '').replace(/\s+/g, ' ').trim()
}

function render(content: Content): string {
  if (content === undefined || content === false) return ''
  if (content instanceof Markup) return content.toString()
  if (typeof content === 'object') return content.map(render).join('')
  return htmlText(String(content)).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
