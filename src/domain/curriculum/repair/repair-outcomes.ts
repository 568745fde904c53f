import { excerpt } from '../../text/plain-text.js'
import { BLOOM_LEVELS, type BloomLevel, bloomRank, DEPTHS_BY_BLOOM, isVerbOf, VAGUE_VERBS } from '../bloom.js'
import type { Curriculum } from '../curriculum.js'
import type { Outcome } from '../outcome.js'
import { leadingVerb, outcomeFormFault, secondVerbIn, vagueVerbIn } from '../report/checks/outcome-wording.js'
import { mapDefined, type RepairRun, rehomeItems } from './repair-run.js'

const ADDRESS =
  /^(?:(?:by the end[^,]*, )?(?:you|the students?|students?|the learners?|learners?|participants?) (?:will|should|can|shall|must) )?(?:be able to |to )?/i

/**
 * R01 to R04 and R08: rewords outcomes if that is safe, and drops those that stay ill-formed. What the documents state stays as it is
 * written.
 */
export function repairOutcomes(curriculum: Curriculum, run: RepairRun): Curriculum {
  const repaired = (outcomes: readonly Outcome[]) => mapDefined(outcomes, (outcome) => repairOutcome(outcome, run))
  const reworded = {
    ...curriculum,
    program: { ...curriculum.program, outcomes: repaired(curriculum.program.outcomes) },
    units: curriculum.units.map((unit) => ({ ...unit, outcomes: repaired(unit.outcomes) })),
  }
  return rehomeItems(curriculum, reworded, run)
}

function repairOutcome(outcome: Outcome, run: RepairRun): Outcome | undefined {
  const reworded = run.english && outcome.basis !== 'stated' ? rewordOutcome(outcome, run) : outcome
  if (reworded === undefined) return undefined
  const depths = DEPTHS_BY_BLOOM[reworded.bloom]
  if (depths.includes(reworded.dok)) return reworded
  run.fixed('R08', `outcome ${excerpt(reworded.text)}: depth ${depths[0]}`)
  return { ...reworded, dok: depths[0] }
}

function rewordOutcome(outcome: Outcome, run: RepairRun): Outcome | undefined {
  if (isWellFormed(outcome)) return outcome
  const text = plainWording(outcome.text)
  const verb = leadingVerb(text)
  const bloom = nearestLevel(verb, outcome.bloom)
  const reworded = bloom === undefined ? undefined : { ...outcome, text, verb, bloom }
  if (reworded === undefined || !isWellFormed(reworded)) {
    run.dropped(brokenRule(outcome), `outcome ${excerpt(outcome.text)}: it cannot be reworded`)
    return undefined
  }
  run.fixed(brokenRule(outcome), `outcome ${excerpt(outcome.text)}: now ${excerpt(text)} at ${reworded.bloom}`)
  return reworded
}

/** Without address, vague first verb and second verb. */
function plainWording(text: string): string {
  const bare = text
    .trim()
    .replace(ADDRESS, '')
    .replace(/[\s.;:,]+$/, '')
  const first = leadingVerb(bare)
  const replacement = Object.hasOwn(VAGUE_VERBS, first) ? VAGUE_VERBS[first] : undefined
  const observable = replacement === undefined ? bare : `${replacement}${bare.slice(first.length)}`
  const single = withoutSecondVerb(observable)
  return `${single.charAt(0).toUpperCase()}${single.slice(1)}${/\.$/.test(text) ? '.' : ''}`
}

function withoutSecondVerb(text: string): string {
  const second = secondVerbIn(text)
  if (second === undefined) return text
  const joinedVerb = new RegExp(`^([\\p{L}-]+)(?:,| and| or| &|/)\\s*(?:then |also )?${second}\\b`, 'iu')
  if (joinedVerb.test(text)) return text.replace(joinedVerb, '$1')
  return text.replace(new RegExp(`(?:,|;)?\\s*(?:and|or|then|&|/)?\\s*(?:also |then )?\\b${second}\\b.*$`, 'i'), '')
}

/** The declared level if the verb has it, else the nearest level of the verb, the lower one first. */
function nearestLevel(verb: string, declared: BloomLevel): BloomLevel | undefined {
  const distance = (level: BloomLevel) => Math.abs(bloomRank(level) - bloomRank(declared))
  return BLOOM_LEVELS.filter((level) => isVerbOf(verb, level)).sort((a, b) => distance(a) - distance(b))[0]
}

function isWellFormed(outcome: Outcome): boolean {
  return brokenRule(outcome) === ''
}

/** The first rule on wording that the outcome fails; empty if none. */
function brokenRule({ text, verb, bloom }: Outcome): string {
  const first = leadingVerb(text)
  if (vagueVerbIn(text) !== undefined) return 'R02'
  if (first !== verb.toLowerCase() || !isVerbOf(first, bloom)) return 'R01'
  if (secondVerbIn(text) !== undefined) return 'R03'
  return outcomeFormFault(text) === undefined ? '' : 'R04'
}
