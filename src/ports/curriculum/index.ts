// The types of a curriculum.
export type {
  Activity,
  Assessment,
  Blueprint,
  Citation,
  Curriculum,
  GeneratorFacts,
  GlossaryEntry,
  Item,
  KeyPoint,
  Lesson,
  Outcome,
  Program,
  ProgramSpecification,
  Reading,
  Rubric,
  Skill,
  SkillBook,
  SourceEntry,
  Unit,
} from '../../domain/curriculum/index.js'
export * from './curriculum-author.js'
export * from './curriculum-exporter.js'
export * from './curriculum-repository.js'
export * from './program-repository.js'
