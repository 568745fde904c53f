import { describe, expect, it } from '@jest/globals'
import { joinTitles } from '../../../../../src/domain/curriculum/outline/unit-title.js'

describe('joinTitles', () => {
  it.each([
    [['Automated Version Control', 'Setting Up Git'], 'Automated Version Control and Setting Up Git'],
    [['Wireless Networks', 'Cables and sockets'], 'Wireless Networks, Cables and Sockets'],
    [['Measuring Speed', 'The Slow Evenings'], 'Measuring Speed and the Slow Evenings'],
    [
      ['The lost printer', 'Planning and Documenting a Network'],
      'The Lost Printer, Planning and Documenting a Network',
    ],
    [['Loops and lists', 'Functions'], 'Loops and lists, functions'],
    [['Pipes and Filters', 'Loops', 'Scripts'], 'Pipes and Filters, Loops, Scripts'],
    [['Loops', 'Functions'], 'Loops and functions'],
    [['Set up a router', 'Guest networks'], 'Set up a router and guest networks'],
    [['A Summer in Soho', 'The Doctrine of Miasma'], 'A Summer in Soho and the Doctrine of Miasma'],
    [['Worm bins', 'Problems with the heap'], 'Worm bins and problems with the heap'],
    [['Cholera maps', 'Snow at work'], 'Cholera maps and Snow at work'],
    [['Cables and sockets', 'DNS'], 'Cables and sockets, DNS'],
    [['One'], 'One'],
  ])('%j becomes %s', (titles, joined) => {
    expect(joinTitles(titles, new Set(['snow']))).toBe(joined)
  })
})
