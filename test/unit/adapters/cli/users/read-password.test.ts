import { PassThrough } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import { readPassword } from '../../../../../src/adapters/cli/index.js'
import { AppError } from '../../../../../src/index.js'

/** A terminal: what is typed, what is shown, and whether it shows what is typed. */
function terminal() {
  const shown: string[] = []
  const modes: boolean[] = []
  const keys = new PassThrough()
  const stdin = Object.assign(keys, { isTTY: true, setRawMode: (isRaw: boolean) => modes.push(isRaw) })
  const stopping = new AbortController()
  const stderr = { write: (text: string) => shown.push(text) }
  const input = { stdin, stderr, signal: stopping.signal, fromStdin: false, question: 'Password of ada' }
  return { keys, shown, modes, stopping, read: () => readPassword(input) }
}

function piped(...chunks: readonly (string | Uint8Array)[]) {
  const stdin = new PassThrough()
  for (const chunk of chunks) stdin.write(chunk)
  stdin.end()
  return { stdin, stderr: { write: () => true }, signal: new AbortController().signal, question: 'Password' }
}

describe('a password from a terminal', () => {
  it.each([
    ['typed', ['s', 'ecret\r', 'secret', '\r'], 'secret'],
    ['pasted twice', ['secret\r\nsecret\r\n'], 'secret'],
    ['corrected', ['x\u0015secrex\u007ft\n', 'secre\u007f\bret\n'], 'secret'],
    ['with arrow keys', ['\u001b[Asec\u001b[1;5Cret\u001bOP\r', 'secret\r'], 'secret'],
    ['in another script', ['пароль😀\r', 'пароль😀\r'], 'пароль😀'],
    ['with blanks', [' a b \r', ' a b \r'], ' a b '],
    ['empty', ['\r', '\r'], ''],
  ])('%s', async (_how, keys, password) => {
    const { keys: typed, shown, modes, read } = terminal()
    const reading = read()
    for (const key of keys) typed.write(key)
    expect(await reading).toBe(password)
    expect(shown).toEqual(['Password of ada: ', '\n', 'The same again: ', '\n'])
    expect(modes).toEqual([true, false])
  })

  it('may arrive in the middle of a letter', async () => {
    const { keys, read } = terminal()
    const reading = read()
    for (const byte of Buffer.from('пароль\rпароль\r')) keys.write(Uint8Array.of(byte))
    expect(await reading).toBe('пароль')
  })

  it.each([
    ['two passwords that differ', 'one\rother\r', 'INVALID_ARGUMENT', 'differ'],
    ['Ctrl-C', 'sec\u0003', 'ABORTED', 'Ctrl-C'],
    ['Ctrl-D', '\u0004', 'INVALID_ARGUMENT', 'ended'],
    ['Ctrl-D after one', 'secret\r\u0004', 'INVALID_ARGUMENT', 'ended'],
  ])('is refused after %s, and the terminal is as before', async (_what, typed, code, said) => {
    const { keys, modes, shown, read } = terminal()
    const reading = read()
    keys.write(typed)
    await expect(reading).rejects.toMatchObject({ code, message: expect.stringContaining(said) })
    expect(modes).toEqual([true, false])
    expect(shown.join('')).not.toMatch(/one|other|sec/)
    expect([keys.listenerCount('data'), keys.isPaused()]).toEqual([0, true])
  })

  it('ends with the reason of the signal', async () => {
    const { stopping, modes, read } = terminal()
    const reading = read()
    stopping.abort(new AppError('ABORTED', 'stopped by SIGTERM'))
    await expect(reading).rejects.toMatchObject({ message: 'stopped by SIGTERM' })
    expect(modes).toEqual([true, false])
  })

  it('ends when the terminal is gone', async () => {
    const { keys, read } = terminal()
    const reading = read()
    keys.end('sec')
    await expect(reading).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })
})

describe('a password from standard input', () => {
  it.each([
    ['secret', 'secret'],
    ['secret\n', 'secret'],
    ['secret\r\n', 'secret'],
    [' secret \n\n', ' secret \n'],
    ['', ''],
    ['пароль\n', 'пароль'],
  ])('%j is %j', async (text, password) => {
    expect(await readPassword({ ...piped(text), fromStdin: true })).toBe(password)
  })

  it.each([
    ['more than 8 KiB', 'x'.repeat(9000), 'too long'],
    ['no UTF-8', Uint8Array.of(0x70, 0xff), 'not UTF-8'],
  ])('%s is refused', async (_what, content, said) => {
    await expect(readPassword({ ...piped(content), fromStdin: true })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(said),
      hint: expect.any(String),
    })
  })

  it('is not read unless asked to', async () => {
    await expect(readPassword({ ...piped('secret'), fromStdin: false })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: expect.stringContaining('--password-stdin'),
    })
  })

  it('ends with the reason of the signal', async () => {
    const stopping = new AbortController()
    const open = { ...piped(), stdin: new PassThrough(), signal: stopping.signal, fromStdin: true }
    const reading = readPassword(open)
    stopping.abort(new AppError('ABORTED', 'stopped by SIGTERM'))
    await expect(reading).rejects.toMatchObject({ message: 'stopped by SIGTERM' })
  })
})
