import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { textFile, wellFormed } from '../text/plain-text.js'
import { schemaOrgCourse } from './schema-org-course.js'

/** A schema.org Course as `course.jsonld`, which may stand in a page between `<script>` tags as it is. */
export class JsonLdExporter implements CurriculumExporter {
  readonly format = 'jsonld'

  async export({ curriculum }: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    const course = schemaOrgCourse(curriculum)
    const text = JSON.stringify(
      course,
      (_key, part: unknown) => (typeof part === 'string' ? wellFormed(part) : part),
      2,
    )
    return [textFile('course.jsonld', 'application/ld+json', `${text.replace(/[<>&\u2028\u2029]/g, escapeUnit)}\n`)]
  }
}

/** As JSON writes it in ASCII, so that neither HTML nor JavaScript sees the character. */
function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
