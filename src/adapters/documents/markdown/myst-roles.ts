import type { DraftInline } from '../../../domain/knowledge/index.js'
import { formulaInline } from '../formula-text.js'

type Marks = NonNullable<DraftInline['marks']>

/** What the roles of MyST and Sphinx mark: `{term}`yeast``. Other names in braces are text. */
const MARKS: { readonly [role: string]: Marks[number] | 'formula' | undefined } = {
  ...marked('link', 'term ref numref doc any download eq'),
  ...marked('code', 'code kbd file samp command program option envvar makevar regexp mimetype'),
  ...marked('formula', 'math'),
  ...marked('bold', 'strong guilabel menuselection dfn'),
  ...marked('italic', 'emphasis'),
  ...marked(undefined, 'abbr sub sup subscript superscript rfc pep cite cite:p cite:t cite:ps cite:ts'),
}

function marked(mark: Marks[number] | 'formula' | undefined, names: string) {
  return Object.fromEntries(names.split(' ').map((name) => [name, mark]))
}

/** A role of a programming language: `{py:func}`. */
const DOMAIN_ROLE = /^(?:py|c|cpp|js|rst|std|r|jl):[a-z]+$/

/** The role at the end of a text, which applies to the code that follows. */
export function roleBefore(text: string): string | undefined {
  const [, role] = /\{([a-z]+(?::[a-z]+)?)\}$/.exec(text) ?? []
  return role !== undefined && (Object.hasOwn(MARKS, role) || DOMAIN_ROLE.test(role)) ? role : undefined
}

/** What a page shows for a role: `the text` of `{ref}`the text <target>``, the short form of an abbreviation. */
export function roleInlines(role: string, content: string, marks: Marks): readonly DraftInline[] {
  const mark = DOMAIN_ROLE.test(role) ? 'code' : MARKS[role]
  if (mark === 'formula') return [formulaInline(content, '$', marks)]
  const [, text = content] = /^([\s\S]*\S)\s*<[^<>]+>$/.exec(content) ?? []
  const shown = role === 'abbr' ? text.replace(/\s*\([^()]*\)$/, '') : text.replace(/^[~!](?=\S)/, '')
  return [{ text: shown, marks: mark === undefined ? marks : [...new Set([...marks, mark])] }]
}
