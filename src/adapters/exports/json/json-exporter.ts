import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { textFile, wellFormed } from '../text/plain-text.js'
import { neutralCurriculum } from './neutral-curriculum.js'

/** The neutral form as `curriculum.json`, its quality as `quality.json`; schemas are in `docs/schemas`. */
export class JsonExporter implements CurriculumExporter {
  readonly format = 'json'

  async export(generated: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    return [
      jsonFile('curriculum.json', neutralCurriculum(generated.curriculum)),
      jsonFile('quality.json', qualityOf(generated)),
    ]
  }
}

function qualityOf({ curriculum, quality, sourcing, benchmark, repairs }: GeneratedCurriculum): object {
  const { generator, program } = curriculum
  return {
    schema: 'quality/1',
    program: { id: program.id, title: program.title },
    generator,
    quality,
    sourcing,
    ...(benchmark === undefined ? {} : { benchmark }),
    repairs,
  }
}

function jsonFile(name: string, value: object): ExportedFile {
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? wellFormed(part) : part), 2)
  return textFile(name, 'application/json', `${text}\n`)
}
