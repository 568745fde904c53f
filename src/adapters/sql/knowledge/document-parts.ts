import type { Queries } from '../database/query-builder.js'

const TABLE = 'curriculum_document_parts'

/** Bytes of a part: so much is moved at once, with no statement taking long and no buffer growing with the file. */
const PART_BYTES = 1024 * 1024

interface DocumentKey {
  readonly programId: string
  readonly name: string
}

export async function writeParts(queries: Queries, { programId, name }: DocumentKey, bytes: Uint8Array): Promise<void> {
  for (let part = 0; part * PART_BYTES < bytes.length; part++) {
    // A copy: what is sent to a thread takes the whole buffer below it along.
    const content = bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES)
    await queries.insertInto(TABLE).values({ program_id: programId, name, part, content }).execute()
  }
}

/** @param length of the whole file */
export async function readParts(
  queries: Queries,
  { programId, name }: DocumentKey,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  for (let part = 0; part * PART_BYTES < length; part++) {
    const { content } = await queries
      .selectFrom(TABLE)
      .select('content')
      .where('program_id', '=', programId)
      .where('name', '=', name)
      .where('part', '=', part)
      .executeTakeFirstOrThrow()
    bytes.set(content, part * PART_BYTES)
  }
  return bytes
}
