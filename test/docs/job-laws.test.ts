import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { jobLaws, jobModelCase } from '../../src/ports/conformance/index.js'
import { memoryJobs } from '../support/jobs/memory-harness.js'

/** Rows of the tables of laws: id and sentence. */
function documented(text: string): { readonly [id: string]: string } {
  const rows = text.matchAll(/^\| `(jobs\/[a-z-]+)` \| (.+?) \|$/gm)
  return Object.fromEntries([...rows].map(([, id = '', law = '']) => [id, law]))
}

const laws = Object.fromEntries(
  [...jobLaws(), { ...jobModelCase(fc, memoryJobs()), needs: undefined }].map(({ id, law, needs }) => [
    id,
    needs ? `${law} (needs \`${needs.join(', ')}\`)` : law,
  ]),
)

describe('docs/reference/ports/jobs.md', () => {
  it('has the laws of the contract suite, with the same ids and texts', () => {
    expect(documented(readFileSync('docs/reference/ports/jobs.md', 'utf8'))).toEqual(laws)
  })

  it('would be caught if it had another one', () => {
    expect(documented('| `jobs/wrong` | says something |')).toEqual({ 'jobs/wrong': 'says something' })
  })
})
