import type { GeneratedCurriculum } from '../../src/domain/curriculum/index.js'
import type { Corpus } from './corpora.js'
import { oncePerRun } from './once-per-run.js'

// What generates is imported when it is needed: in most files it is not.

/** The sample of the project as one run makes it, with something to say in each of the reports. */
export function generatedSample(): Promise<GeneratedCurriculum> {
  return oncePerRun('sample', async () => (await import('./generate-sample.js')).generateSample())
}

/** What the offline author makes of a corpus. */
export function generatedCorpus({ brief, files }: Corpus): Promise<GeneratedCurriculum> {
  return oncePerRun(`corpus-${brief.title.replace(/\W+/g, '-')}`, async () => {
    const { documentsOf, generateFrom } = await import('./author-curriculum.js')
    return generateFrom(brief, documentsOf(files))
  })
}
