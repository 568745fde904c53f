import { decodeResp } from './resp.js'

/** Cuts a byte stream into whole commands or replies. What is no RESP (TLS) passes as it comes. */
export class RespFrames {
  #rest: Buffer = Buffer.alloc(0)
  #opaque = false

  push(chunk: Buffer): Buffer[] {
    if (this.#opaque) return [chunk]
    this.#rest = Buffer.concat([this.#rest, chunk])
    const frames: Buffer[] = []
    try {
      for (let value = decodeResp(this.#rest); value !== undefined; value = decodeResp(this.#rest)) {
        frames.push(this.#rest.subarray(0, value.end))
        this.#rest = this.#rest.subarray(value.end)
      }
    } catch {
      // Not RESP; the start of the next frame is unknown.
      this.#opaque = true
      frames.push(this.#rest)
    }
    return frames
  }
}
