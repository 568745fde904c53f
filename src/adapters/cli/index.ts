export * from './banner.js'
export * from './doctor-report.js'
export * from './exit.js'
export { briefName, type ParsedBrief, parseBrief, readBriefText } from './generate/brief-file.js'
export type { GenerateFlags } from './generate/generate-command.js'
export { failureJson, generationJson } from './generate/generation-json.js'
export {
  checkRequirement,
  type GenerationOutcome,
  StageTimer,
  type WrittenFile,
} from './generate/generation-outcome.js'
export { generationReport } from './generate/generation-report.js'
export type { OutlineFlags } from './generate/outline-command.js'
export { parseOutline } from './generate/outline-file.js'
export { type OutlineOutcome, outlineJson, outlineReport, outlineText } from './generate/outline-report.js'
export { OutputFolder } from './generate/output-folder.js'
export {
  assertBriefNotReplaced,
  assertDocumentsFolder,
  assertFileWritable,
  assertFoldersSeparate,
  outputNotWritten,
  outputUnusable,
  resolveOutputPlace,
} from './generate/output-place.js'
export { ProgressDisplay, type ProgressOutput } from './generate/progress-display.js'
export { initBrief } from './init-brief.js'
export * from './program.js'
export { type PasswordSource, readPassword } from './users/read-password.js'
export type { UserCommand } from './users/user-command.js'
export { userJson, userReport } from './users/user-report.js'
