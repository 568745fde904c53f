import type { IncomingMessage } from 'node:http'
import {
  type BrotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  type Gunzip,
  type Inflate,
} from 'node:zlib'
import { AppError } from '../../../domain/platform/index.js'
import { HttpProblem } from '../http-problem.js'

const DECODERS = {
  gzip: () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
} satisfies { [coding: string]: () => Gunzip | Inflate | BrotliDecompress }

/**
 * The body of a request, decompressed. Stops reading as soon as it exceeds `limitBytes`, sent or inflated; what is left
 * then stays unread.
 *
 * @throws HttpProblem `payload-too-large`, `unsupported-media-type` (content coding), `malformed-json` (damaged coding)
 * @throws AppError `ABORTED` when the client leaves
 */
export function readBody(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const decoder = decoderOf(req)
  const tooLarge = new HttpProblem('payload-too-large', { detail: `send at most ${limitBytes} bytes, uncompressed` })
  if (Number(req.headers['content-length'] ?? 0) > limitBytes) return Promise.reject(tooLarge)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let received = 0
    let inflated = 0
    const settle = (error?: unknown): void => {
      req.off('data', receive).off('end', finish).off('error', abort).off('close', abort)
      decoder
        ?.removeAllListeners()
        .on('error', () => {})
        .destroy()
      if (error === undefined) {
        resolve(Buffer.concat(chunks))
      } else {
        req.pause()
        reject(error)
      }
    }
    const collect = (chunk: Buffer): void => {
      inflated += chunk.length
      if (inflated > limitBytes) settle(tooLarge)
      else chunks.push(chunk)
    }
    const receive = (chunk: Buffer): void => {
      received += chunk.length
      if (received > limitBytes) settle(tooLarge)
      else if (decoder) decoder.write(chunk)
      else collect(chunk)
    }
    const finish = (): void => {
      if (decoder) decoder.end()
      else settle()
    }
    const abort = (): void => {
      // `close` also follows a complete request; the decoder may still be at work then.
      if (!req.complete) settle(new AppError('ABORTED', 'the client left while it sent the body'))
    }
    decoder?.on('data', collect).on('end', () => settle())
    decoder?.on('error', (cause) =>
      settle(new HttpProblem('malformed-json', { detail: 'the body does not fit its Content-Encoding', cause })),
    )
    req.on('data', receive).on('end', finish).on('error', abort).on('close', abort)
  })
}

function decoderOf(req: IncomingMessage): Gunzip | Inflate | BrotliDecompress | undefined {
  const coding = (req.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (coding === 'identity') return undefined
  const make = Object.entries(DECODERS).find(([name]) => name === coding)?.[1]
  if (make) return make()
  const accepted = Object.keys(DECODERS).join(', ')
  throw new HttpProblem('unsupported-media-type', {
    detail: `use no Content-Encoding, or one of ${accepted}`,
    headers: { 'Accept-Encoding': accepted },
  })
}
