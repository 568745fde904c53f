import { BriefReader, isRecord } from './brief-reader.js'
import type { Credits, Program } from './program.js'
import { PROGRAM_LIMITS } from './program-limits.js'
import { programError } from './program-problems.js'
import { readReference } from './read-reference.js'
import { CREDIT_SYSTEMS, type CreditSystem } from './vocabulary/credit-systems.js'
import { PROGRAM_LEVELS, type ProgramLevel } from './vocabulary/program-levels.js'

const AIMS = { least: 1, most: PROGRAM_LIMITS.aims, of: 'aims' }

/**
 * The brief that `value` holds, e.g. a parsed JSON file. Texts are trimmed; fields that no brief has are left out, see
 * `unknownProgramFields`.
 *
 * @throws AppError `INVALID_PROGRAM` with every problem at once; as data in `details.problems`: `{ pointer, expected }`
 */
export function readProgram(value: unknown): Program {
  if (!isRecord(value)) throw programError([{ pointer: '', expected: 'an object with title, audience, level, ...' }])
  const reader = new BriefReader()
  const { title, audience, level, totalHours, aims, language, credits, reference } = value
  const program: Program = {
    title: reader.text('/title', title, PROGRAM_LIMITS.title),
    audience: reader.text('/audience', audience, PROGRAM_LIMITS.audience),
    level: reader.oneOf<ProgramLevel>('/level', level, PROGRAM_LEVELS),
    totalHours: reader.number('/totalHours', totalHours, PROGRAM_LIMITS.leastHours, PROGRAM_LIMITS.mostHours),
    aims: reader.list('/aims', aims, AIMS, (pointer, aim) => reader.text(pointer, aim, PROGRAM_LIMITS.aim)),
    language: readLanguage(language, reader),
    ...(credits === undefined ? {} : { credits: readCredits(credits, reader) }),
    ...(reference === undefined ? {} : { reference: readReference(reference, reader) }),
  }
  if (reader.problems.length > 0) throw programError(reader.problems)
  return program
}

function readLanguage(found: unknown, reader: BriefReader): string {
  if (typeof found === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/.test(found.trim())) return found.trim()
  reader.refuse('/language', 'a language tag like en or de-AT')
  return 'en'
}

function readCredits(found: unknown, reader: BriefReader): Credits {
  const systems = Object.keys(CREDIT_SYSTEMS) as [CreditSystem, ...CreditSystem[]]
  if (!isRecord(found)) {
    reader.refuse('/credits', `an object with system (${systems.join(', ')}) and value`)
    return { system: 'ECTS', value: 1 }
  }
  const { system, value, hoursPerCredit } = found
  const { credits, hoursPerCredit: mostHours } = PROGRAM_LIMITS
  return {
    system: reader.oneOf<CreditSystem>('/credits/system', system, systems),
    value: reader.number('/credits/value', value, 0.5, credits),
    ...(hoursPerCredit === undefined
      ? {}
      : { hoursPerCredit: reader.number('/credits/hoursPerCredit', hoursPerCredit, 1, mostHours) }),
  }
}
