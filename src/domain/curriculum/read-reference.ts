import { type BriefReader, isRecord } from './brief-reader.js'
import { PROGRAM_LIMITS } from './program-limits.js'
import type { ReferenceOutline, ReferenceUnit } from './reference-outline.js'

const UNITS = { least: 1, most: PROGRAM_LIMITS.referenceUnits, of: 'units' }
const TOPICS = { least: 0, most: PROGRAM_LIMITS.referenceTopics, of: 'topics' }

/** The reference outline of a brief. */
export function readReference(found: unknown, reader: BriefReader): ReferenceOutline {
  if (!isRecord(found)) {
    reader.refuse('/reference', 'an object with title and units')
    return { title: '', units: [] }
  }
  return {
    title: reader.text('/reference/title', found.title, PROGRAM_LIMITS.title),
    units: reader.list('/reference/units', found.units, UNITS, (pointer, unit) => readUnit(pointer, unit, reader)),
  }
}

function readUnit(pointer: string, found: unknown, reader: BriefReader): ReferenceUnit {
  if (!isRecord(found)) {
    reader.refuse(pointer, 'an object with title, and topics and hours if they are known')
    return { title: '' }
  }
  const { title, topics, hours } = found
  const readTopic = (at: string, topic: unknown) => reader.text(at, topic, PROGRAM_LIMITS.title)
  return {
    title: reader.text(`${pointer}/title`, title, PROGRAM_LIMITS.title),
    ...(topics === undefined ? {} : { topics: reader.list(`${pointer}/topics`, topics, TOPICS, readTopic) }),
    ...(hours === undefined ? {} : { hours: reader.number(`${pointer}/hours`, hours, 0, PROGRAM_LIMITS.mostHours) }),
  }
}
