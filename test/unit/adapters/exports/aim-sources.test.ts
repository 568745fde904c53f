import { describe, expect, it } from '@jest/globals'
import { aimSources } from '../../../../src/adapters/exports/labels/wording.js'

describe('aimSources', () => {
  it('names each document once, the likest first, with its sections', () => {
    const passages = [
      { docId: 'b.md', section: 'Two' },
      { docId: 'a.md' },
      { docId: 'b.md', section: 'One' },
      { docId: 'b.md', section: 'Two' },
      { docId: 'a.md', section: '' },
    ]
    expect(aimSources(passages)).toEqual([
      { docId: 'b.md', sections: ['Two', 'One'] },
      { docId: 'a.md', sections: [] },
    ])
  })
})
