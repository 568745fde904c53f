import type { ItemKind } from '../../../domain/curriculum/index.js'

/** Kinds of items whose material is code or what a program printed. */
export const CODE_KINDS: ReadonlySet<ItemKind> = new Set(['command', 'predict-output', 'find-error'])
