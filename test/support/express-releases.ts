import express from 'express'
import express4 from 'express4'

/** The releases of Express that a host can have. */
export const EXPRESS_RELEASES: readonly (readonly [name: string, create: typeof express])[] = [
  ['Express 5', express],
  ['Express 4', express4],
]
