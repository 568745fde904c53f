import { describe, expect, it } from '@jest/globals'
import { joinTitles } from '../../../src/adapters/extractive/outline/join-titles.js'

describe('joinTitles', () => {
  it.each([
    [['Automated Version Control', 'Setting Up Git'], 'Automated Version Control and Setting Up Git'],
    [['Wireless Networks', 'Cables and sockets'], 'Wireless Networks, Cables and Sockets'],
    [['Measuring Speed', 'The Slow Evenings'], 'Measuring Speed and Slow Evenings'],
    [
      ['The lost printer', 'Planning and Documenting a Network'],
      'The Lost Printer, Planning and Documenting a Network',
    ],
    [['Loops and lists', 'Functions'], 'Loops and lists; Functions'],
    [['Loops', 'Functions'], 'Loops and Functions'],
    [['Set up a router', 'Guest networks'], 'Set up a router and Guest networks'],
    [['One'], 'One'],
  ])('%j becomes %s', (titles, joined) => {
    expect(joinTitles(titles)).toBe(joined)
  })
})
