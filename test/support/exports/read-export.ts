import type { GeneratedCurriculum } from '../../../src/domain/curriculum/index.js'
import type { CurriculumExporter } from '../../../src/ports/curriculum/index.js'

/** The text of the file of this name, as a strict reader of UTF-8 has it. */
export async function readExport(
  exporter: CurriculumExporter,
  generated: GeneratedCurriculum,
  name: string,
): Promise<string> {
  const file = (await exporter.export(generated)).find((candidate) => candidate.name === name)
  if (file === undefined) throw new Error(`there is no ${name}`)
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file.bytes)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a reader never sees
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** What is left of a text for a reader, on one line and without the joiners that exports put in. */
export function asRead(text: string): string {
  return Buffer.from(text, 'utf8')
    .toString('utf8')
    .replace(/[\u0085\u2028\u2029]/g, '\n')
    .replace(UNSEEN, '')
    .replaceAll('\u2060', '')
    .replace(/\s+/g, ' ')
    .trim()
}
