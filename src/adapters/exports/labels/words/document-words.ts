import type {
  ActivityType,
  AssessmentMethod,
  AssessmentType,
  Basis,
  BloomLevel,
  CheckStatus,
  Dimension,
  ItemKind,
  ProgramLevel,
  SkillLevel,
  Verdict,
} from '../../../../domain/curriculum/index.js'
import type { SentenceKey } from './report-sentences.js'

type Names<Key extends string> = { readonly [key in Key]: string }

/** What is counted in the document: `3 lessons`. */
export type Countable =
  | 'unit'
  | 'lesson'
  | 'question'
  | 'assessment'
  | 'skill'
  | 'document'
  | 'outcome'
  | 'word'
  | 'part'
  | 'check'
  | 'hour'

/** The parts that the review list names in groups: `Questions Q1.3, Q1.4`. */
export type NamedKind =
  | 'aim'
  | 'programOutcome'
  | 'outcome'
  | 'unit'
  | 'lesson'
  | 'keyPoint'
  | 'term'
  | 'question'
  | 'assessment'
  | 'skill'
  | 'document'

/** The sentences that have a form for several parts. */
export type GroupedSentence = Extract<
  SentenceKey,
  | 'servesNone'
  | 'damagedSentence'
  | 'notApa'
  | 'breaksOff'
  | 'openQuote'
  | 'titleLength'
  | 'titleTwice'
  | 'refersElsewhere'
  | 'usedBefore'
  | 'sameOutcome'
  | 'distractors'
  | 'oneDistractor'
  | 'generalOption'
  | 'shortCriterion'
>

/** The checks that are not for English alone. */
export type CheckOfAllLanguages =
  | 'R08'
  | 'R09'
  | 'R10'
  | 'R12'
  | 'R16'
  | 'R17'
  | 'R18'
  | 'R19'
  | 'R20'
  | 'R22'
  | 'R23'
  | 'R25'
  | 'R26'
  | 'R29'
  | 'R30'
  | 'R31'
  | 'R35'
  | 'R36'
  | 'R39'
  | 'R41'
  | 'R44'
  | 'R45'
  | 'R48'
  | 'R49'

/** All words of a document that are not of the curriculum itself, in one language. A language without an entry does not compile. */
export interface DocumentWords {
  /** BCP 47 tag of these words. */
  readonly tag: string
  /** Quotation marks. */
  readonly quotes: readonly [open: string, close: string]
  /** Before a colon: French has a space there. */
  readonly colon: string
  /** What is counted: `1 lesson`, `3 lessons`. */
  readonly nouns: { readonly [what in Countable]: readonly [one: string, many: string] }
  /** `0 leçon`. */
  readonly zeroIsSingular: boolean
  /** The names of parts: in the singular with a label or number, and in the plural. */
  readonly kinds: { readonly [kind in NamedKind]: { readonly one: string; readonly many: string } }

  readonly bloom: Names<BloomLevel>
  readonly programLevels: Names<ProgramLevel>
  readonly skillLevels: Names<SkillLevel>
  readonly activities: Names<ActivityType | 'reading'>
  readonly methods: Names<AssessmentMethod>
  readonly purposes: Names<AssessmentType>
  readonly itemKinds: Names<ItemKind>
  readonly verdicts: Names<Verdict>
  readonly dimensions: Names<Dimension>
  readonly checkStatus: Names<CheckStatus>
  /** The titles of the checks that apply to all languages. */
  readonly checkTitles: Names<CheckOfAllLanguages> | 'of the domain'
  /** What the words of a part rest on, where that is not the usual. */
  readonly basis: { readonly [basis in Basis]: string | undefined }
  /** Languages that curricula are written in, by code. */
  readonly languages: { readonly [code: string]: string }
  /** The level scale of rubrics, the best first; used if the curriculum has the scale of the program. */
  readonly scale: readonly { readonly label: string; readonly descriptor: string }[] | 'of the domain'

  readonly chapters: Names<
    | 'glance'
    | 'plan'
    | 'units'
    | 'assessments'
    | 'questions'
    | 'answers'
    | 'aims'
    | 'programOutcomes'
    | 'alignment'
    | 'specifications'
    | 'rubrics'
    | 'skills'
    | 'report'
    | 'checks'
    | 'comparison'
    | 'provenance'
    | 'bibliography'
    | 'quotes'
  >
  /** Headings within chapters. */
  readonly sections: Names<
    | 'verdict'
    | 'before'
    | 'prepare'
    | 'review'
    | 'gaps'
    | 'readiness'
    | 'topics'
    | 'outcomes'
    | 'keyPoints'
    | 'glossary'
    | 'lessons'
    | 'assessedBy'
    | 'remarks'
    | 'unused'
    | 'refused'
    | 'withoutUnit'
  >
  /** Heads of columns and names of facts. */
  readonly heads: Names<
    | 'activity'
    | 'assessedBy'
    | 'audience'
    | 'level'
    | 'workload'
    | 'credits'
    | 'language'
    | 'contents'
    | 'sources'
    | 'number'
    | 'outcome'
    | 'outcomes'
    | 'dok'
    | 'supports'
    | 'supportedBy'
    | 'practisedIn'
    | 'questions'
    | 'unit'
    | 'time'
    | 'timeBar'
    | 'withoutMaterial'
    | 'lessons'
    | 'hours'
    | 'title'
    | 'of'
    | 'purpose'
    | 'method'
    | 'upTo'
    | 'weight'
    | 'points'
    | 'workAtLevel'
    | 'criterion'
    | 'fullWork'
    | 'all'
    | 'total'
    | 'dimension'
    | 'ready'
    | 'why'
    | 'check'
    | 'hard'
    | 'result'
    | 'parts'
    | 'findings'
    | 'there'
    | 'here'
    | 'hoursThere'
    | 'hoursHere'
    | 'whatLearnersDo'
  >
  /** Captions of tables; they are read out by screen readers. */
  readonly captions: Names<
    | 'facts'
    | 'units'
    | 'plan'
    | 'scale'
    | 'assessments'
    | 'specifications'
    | 'alignment'
    | 'programOutcomes'
    | 'readiness'
    | 'checks'
    | 'comparison'
  >
  /** Short words and sentences. */
  readonly say: Names<
    | 'curriculum'
    | 'legend'
    | 'noneOfThem'
    | 'nothing'
    | 'noOutcomes'
    | 'program'
    | 'wholeProgram'
    | 'programAssessments'
    | 'noneLeads'
    | 'noProgramOutcome'
    | 'ofFinalMark'
    | 'fromDocuments'
    | 'allStated'
    | 'judgedByRubric'
    | 'source'
    | 'section'
    | 'answer'
    | 'fullAnswer'
    | 'needsReview'
    | 'readBeforeUse'
    | 'yes'
    | 'notFound'
    | 'onlyHere'
    | 'inDocuments'
    | 'notAllInDocuments'
    | 'nothingFoundOn'
    | 'alignmentIntro'
    | 'quotesIntro'
    | 'nothingCited'
    | 'citedBy'
    | 'citedPassages'
    | 'inContext'
    | 'quote'
    | 'from'
    | 'inReport'
    | 'dimensionMean'
    | 'hardFails'
    | 'good'
    | 'partly'
    | 'weak'
    | 'skip'
    | 'editions'
    | 'teacherEdition'
    | 'teacherEditionNote'
    | 'learnerEdition'
    | 'learnerEditionNote'
    | 'printQuotes'
    | 'page'
    | 'pageOf'
    | 'and'
  >
  /** Sentences with placeholders for what changes in them. */
  readonly tell: Names<
    | 'filled'
    | 'openTime'
    | 'sure'
    | 'buildsOn'
    | 'upTo'
    | 'skillLevel'
    | 'hoursEach'
    | 'hoursFromTo'
    | 'more'
    | 'unsure'
    | 'checksPass'
    | 'hardPass'
    | 'prepareTasks'
    | 'prepareQuestions'
    | 'prepareAssessments'
    | 'prepareOutcomes'
    | 'prepareTime'
    | 'prepareDocuments'
    | 'unitsFoundAgain'
    | 'pairsInOrder'
    | 'hoursAlike'
    | 'comparedWith'
    | 'outline'
    | 'version'
    | 'writtenBy'
    | 'withModel'
    | 'documentsUsed'
    | 'repaired'
    | 'unitOutcomes'
    | 'statedExcept'
    | 'lesson'
    | 'rubricOf'
    | 'judged'
    | 'ofUnit'
  >
  /** The sentences of the report, which the domain writes in English. */
  readonly sentences: Names<SentenceKey>
  /** Sentences for several parts that differ in what they name. */
  readonly grouped: Names<GroupedSentence>
}
