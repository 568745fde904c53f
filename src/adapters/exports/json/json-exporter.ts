import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { textFile, wellFormed } from '../text/plain-text.js'
import { neutralCurriculum } from './neutral-curriculum.js'

/** The neutral form as `curriculum.json`, its report as `report.json`; schemas are in `docs/schemas`. */
export class JsonExporter implements CurriculumExporter {
  readonly format = 'json'

  async export(generated: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    return [
      jsonFile('curriculum.json', neutralCurriculum(generated.curriculum)),
      jsonFile('report.json', reportOf(generated)),
    ]
  }
}

function reportOf({ curriculum, report, sourcing, benchmark, repairs }: GeneratedCurriculum): object {
  const { generator, program } = curriculum
  return {
    schema: 'report/1',
    program: { id: program.id, title: program.title },
    generator,
    report,
    sourcing,
    ...(benchmark === undefined ? {} : { benchmark }),
    repairs,
  }
}

function jsonFile(name: string, value: object): ExportedFile {
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? wellFormed(part) : part), 2)
  return textFile(name, 'application/json', `${text}\n`)
}
