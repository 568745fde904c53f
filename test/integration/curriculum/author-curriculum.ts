import { readMarkdown } from '../../../src/adapters/documents/markdown/read-markdown.js'
import { ExtractiveAuthor } from '../../../src/adapters/extractive/index.js'
import {
  CURRICULUM_FORMAT,
  type Curriculum,
  countBlueprint,
  type Program,
  type SourceDocument,
  sourceEntry,
} from '../../../src/domain/curriculum/index.js'
import { assembleDocument, type KnowledgeDocument } from '../../../src/domain/knowledge/index.js'

/** Documents from Markdown, by file name. */
export function documentsOf(files: { readonly [name: string]: string }): readonly KnowledgeDocument[] {
  return Object.entries(files).map(([name, text]) => assembleDocument(name, readMarkdown(text)))
}

/** What the rules read of documents. */
export function sourcesOf(documents: readonly KnowledgeDocument[]): readonly SourceDocument[] {
  return documents.map(({ id, title, text, words, author, year }) => ({
    id,
    title,
    text,
    words,
    ...(author === undefined ? {} : { author }),
    ...(year === undefined ? {} : { year }),
  }))
}

/** The curriculum as the offline author writes it, all parts together, before any repair. */
export async function authorCurriculum(
  brief: Program,
  documents: readonly KnowledgeDocument[],
  seed = 1,
): Promise<Curriculum> {
  const author = new ExtractiveAuthor()
  const material = { programId: 'program', brief, documents, seed }
  const program = await author.specifyProgram(material)
  const units = await author.specifyUnits(material, program.value)
  const plan = await author.writeAssessments(material, program.value, units.value)
  const skills = await author.writeSkillBook(material, program.value, units.value)
  const remarks = [...program.remarks, ...units.remarks, ...plan.remarks, ...skills.remarks]
  return {
    format: CURRICULUM_FORMAT,
    generator: { ...author.facts, seed, remarks },
    program: program.value,
    units: units.value,
    assessments: plan.value.assessments,
    items: plan.value.items,
    blueprint: countBlueprint(units.value, plan.value.items),
    skillBook: skills.value,
    sources: sourcesOf(documents).map(sourceEntry),
  }
}
