import { expect, it } from '@jest/globals'
import { statedMinutes } from '../../../../../src/domain/curriculum/hours/workload.js'

it.each([
  ['Draw your garden. (20 minutes)', 20],
  ['Time: 15 min. Compare two heaps.', 15],
  ['Zeichnen Sie Ihren Garten (ca. 10 Minuten).', 10],
  ['Wait 5 minutes until the water is clear.', undefined],
  ['Read the text of 30 pages.', undefined],
  ['A long one (999 minutes)', undefined],
])('%s', (text, minutes) => expect(statedMinutes(text)).toBe(minutes))
