import type { CodeBlock, KnowledgeDocument } from '../../../domain/knowledge/index.js'

/** Whether a block of code holds lines that are entered at a prompt, by what the document says of it. */
export function isConsole({ language }: CodeBlock): boolean {
  return /^(?:bash|sh|shell|console|zsh|powershell|bat|cmd|terminal)$/.test(language ?? '')
}

/** The programs that the command lines of a document call. */
export function shellPrograms({ blocks }: KnowledgeDocument): ReadonlySet<string> {
  const programs = new Set<string>()
  for (const block of blocks) {
    if (block.kind !== 'code') continue
    for (const line of block.text.split('\n')) {
      const [, prompt, program] = /^(\$ |> |% )?([a-z][\w.-]*)(?=\s|$)/.exec(line) ?? []
      if (program !== undefined && (isConsole(block) || prompt !== undefined)) programs.add(program)
    }
  }
  return programs
}
