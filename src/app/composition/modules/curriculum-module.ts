import { ContainerModule } from 'inversify'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../adapters/documents/document-limits.js'
import { ThreadedDocumentReader } from '../../../adapters/documents/threaded-document-reader.js'
import type { ExportFormat } from '../../../domain/curriculum/index.js'
import { Curricula } from '../../curriculum/curricula.js'
import { CurriculumGenerator } from '../../curriculum/curriculum-generator.js'
import { Programs } from '../../curriculum/programs.js'
import { curriculumGeneration } from '../../jobs/curriculum-generation.js'
import { Knowledge } from '../../knowledge/knowledge.js'
import { EXPORTERS, type FormatEntry } from '../exporters.js'
import type { Overrides } from '../overrides.js'
import {
  CACHE,
  CLOCK,
  CURRICULA,
  CURRICULUM_GENERATOR,
  CURRICULUM_REPOSITORY,
  DIGEST,
  DOCUMENT_READER,
  DOCUMENT_REPOSITORY,
  IDS,
  JOBS,
  KNOWLEDGE,
  PROGRAM_REPOSITORY,
  PROGRAMS,
} from '../tokens.js'
import type { OnClose } from './capability-module.js'

/**
 * Programs, their documents and their curricula. Author, index, exporters and the parsers of the reader are loaded at their
 * first use.
 */
export function curriculumModule({ author, documentReader }: Overrides, onClose: OnClose): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(DOCUMENT_READER)
      .toResolvedValue(
        (clock) => {
          if (documentReader) return documentReader
          const reader = new ThreadedDocumentReader({ clock })
          onClose('the document reader', () => reader.close())
          return reader
        },
        [CLOCK],
      )
      .inSingletonScope()
    bind(PROGRAMS)
      .toResolvedValue(
        (repository, clock, ids) => new Programs({ repository, clock, ids }),
        [PROGRAM_REPOSITORY, CLOCK, IDS],
      )
      .inSingletonScope()
    bind(KNOWLEDGE)
      .toResolvedValue(
        (repository, clock, digest) =>
          new Knowledge({ repository, clock, digest, maxBytes: DEFAULT_DOCUMENT_LIMITS.bytes }),
        [DOCUMENT_REPOSITORY, CLOCK, DIGEST],
      )
      .inSingletonScope()
    bind(CURRICULUM_GENERATOR)
      .toResolvedValue(
        (programs, curricula, { openDocuments }, reader, cache, clock) => {
          const generation = async () => {
            const { generationDeps } = await import('../generation-deps.js')
            return generationDeps({ author, reader, cache })
          }
          return new CurriculumGenerator({ programs, curricula, openDocuments, generation, clock })
        },
        [PROGRAM_REPOSITORY, CURRICULUM_REPOSITORY, KNOWLEDGE, DOCUMENT_READER, CACHE, CLOCK],
      )
      .inSingletonScope()
    bind(CURRICULA)
      .toResolvedValue(
        (programs, repository, generator, { addJob }, digest) =>
          new Curricula({
            programs,
            repository,
            generator,
            addJob: (payload, options) => addJob(curriculumGeneration, payload, options),
            digest,
            exporters: new Map(formats().map(([format, { load }]) => [format, () => load()])),
          }),
        [PROGRAM_REPOSITORY, CURRICULUM_REPOSITORY, CURRICULUM_GENERATOR, JOBS, DIGEST],
      )
      .inSingletonScope()
  })
}

function formats(): readonly (readonly [ExportFormat, FormatEntry])[] {
  return Object.entries(EXPORTERS) as [ExportFormat, FormatEntry][]
}
