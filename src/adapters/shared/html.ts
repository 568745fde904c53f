/** Text that is HTML already. Only {@link html} makes it, so that whatever else reaches a page is escaped. */
export class Markup {
  readonly #source: string

  private constructor(source: string) {
    this.#source = source
  }

  /** Markup of which the caller says that it is HTML: the constant parts of a template, and what came out of one. */
  static trusted(source: string): Markup {
    return new Markup(source)
  }

  toString(): string {
    return this.#source
  }
}

/** What a template takes: strings and numbers become text, `undefined` and `false` nothing. */
export type Content = Markup | string | number | undefined | false | readonly Content[]

/** A template of HTML. Values are escaped for text and for attributes in double quotes, unless they are {@link Markup}. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return Markup.trusted(parts.reduce((all, part, index) => all + render(values[index - 1]) + part))
}

/** `contents` one after the other, with `between` in between. */
export function joined(contents: readonly Content[], between: string): Markup {
  return Markup.trusted(contents.map(render).join(render(between)))
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// What HTML cannot hold: control characters, halves of surrogate pairs, code points that are no characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be replaced
const IMPOSSIBLE = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\p{Cs}\p{Noncharacter_Code_Point}]/gu

/** `text` with what HTML cannot hold replaced by U+FFFD, and lines that end in `\n`. */
export function possible(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(IMPOSSIBLE, '\uFFFD')
}

// Direction marks, embeddings, overrides, isolates: harmless within <bdi>, not where no element can stand.
const DIRECTIONS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** `text` for places that hold no elements: in one line, and without control over the direction of what follows. */
export function plain(text: string): string {
  return text.replace(DIRECTIONS, '').replace(/\s+/g, ' ').trim()
}

function render(content: Content): string {
  if (content === undefined || content === false) return ''
  if (content instanceof Markup) return content.toString()
  if (typeof content === 'object') return content.map(render).join('')
  return possible(String(content)).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
