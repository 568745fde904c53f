/** Roles whose text is code. */
const CODE_ROLES =
  /(?:^|:)(?:code|func|meth|class|mod|attr|obj|data|exc|file|program|option|command|kbd|envvar|keyword|samp|py|c|cpp|js|literal|token|makevar)$/
const PIECES =
  /``(.+?)``|:([\w:+.-]+):`([^`]+)`|`([^`<]+?)\s*<([^`>]+)>`__?|`([^`]+)`(__?)?|\|([^|\s][^|]*?)\|_?|(?<![\w`])([\w-]+)_(?![\w`])|\[(?:#[\w-]*|\d+|\*)\]_/g

/** A line of reStructuredText as Markdown. */
export function inlineToMarkdown(line: string): string {
  let out = ''
  let last = 0
  for (const found of line.matchAll(PIECES)) {
    out += prose(line.slice(last, found.index))
    last = found.index + found[0].length
    const [, literal, role, content = '', text, url, plain, reference, substitution, name] = found
    if (literal !== undefined) out += fence(literal)
    else if (role !== undefined) out += roleText(role, content)
    else if (text !== undefined) out += `[${prose(text)}](<${url ?? ''}>)`
    else if (plain !== undefined) out += reference === undefined ? `*${prose(plain)}*` : prose(plain)
    else if (substitution !== undefined) out += prose(substitution)
    else if (name !== undefined) out += prose(name)
  }
  return out + prose(line.slice(last))
}

function roleText(role: string, content: string): string {
  const shown = /^(.*?)\s*<[^>]+>$/.exec(content)?.[1] ?? content
  if (role === 'math') return `$${content.trim()}$`
  if (role === 'term') return shown
  return CODE_ROLES.test(role) ? fence(shown.replace(/^[~!]/, '')) : prose(shown)
}

function fence(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

/** Characters that mean something in Markdown only. */
function prose(text: string): string {
  return text
    .replace(/\\ /g, '')
    .replace(/[<$]/g, '\\$&')
    .replace(/(?<=^\s*)(?=#{1,6}\s)/, '\\')
}
