import { connect, type Socket } from 'node:net'
import { DelayLine } from './delay-line.js'
import type { Fault } from './fault.js'
import { RespFrames } from './resp-frames.js'

/** libuv reports data that an RST follows at once as an orderly end: the client must read the half before it comes. */
const RST_AFTER_MS = 15
const PUSH = '>'.charCodeAt(0)

/** One client's connection through the proxy. */
export class FaultyLink {
  readonly #client: Socket
  readonly #upstream: Socket
  readonly #fault: () => Fault | undefined
  readonly #toServer = new DelayLine()
  readonly #toClient = new DelayLine()
  /** What the client is owed, in order: replies of the server, and errors that wait for the replies before them. */
  readonly #owed: (Buffer | 'reply')[] = []
  /** A link that lost bytes stays mute after the fault too: going on would give commands the replies of others. */
  #mute = false

  /** @param fault the one that rules at the moment */
  constructor(client: Socket, targetPort: number, fault: () => Fault | undefined) {
    this.#client = client
    this.#fault = fault
    this.#mute = fault()?.kind === 'black-hole'
    this.#upstream = connect({ host: '127.0.0.1', port: targetPort, allowHalfOpen: true, noDelay: true })
    this.#connectSockets()
    if (fault()?.kind === 'half-close') this.halfClose()
  }

  reset(): void {
    // Without this, Node sends FIN before RST: the client would see an orderly end.
    this.#client.destroySoon = () => void this.#client.destroy()
    this.#client.resetAndDestroy()
  }

  halfClose(): void {
    this.#toClient.push(0, () => this.#client.end())
    this.#mute = true
  }

  #connectSockets(): void {
    const commands = new RespFrames()
    const replies = new RespFrames()
    this.#client.on('data', (chunk: Buffer) => {
      for (const command of commands.push(chunk)) this.#command(command)
    })
    this.#upstream.on('data', (chunk: Buffer) => {
      for (const reply of replies.push(chunk)) this.#reply(reply)
    })
    this.#client.on('end', () => this.#toServer.push(this.#latency(), () => this.#upstream.end()))
    this.#upstream.on('end', () => {
      if (!this.#lost()) this.#toClient.push(this.#latency(), () => this.#client.end())
    })
    this.#upstream.on('error', () => {
      if (!this.#lost()) this.reset()
    })
    // An error always comes with `close`, which says all there is to do.
    this.#client.on('error', () => undefined)
    this.#client.on('close', () => {
      this.#toServer.clear()
      this.#toClient.clear()
      this.#upstream.destroy()
    })
  }

  #command(command: Buffer): void {
    if (this.#lost()) return
    const fault = this.#fault()
    if (fault?.kind === 'answer') {
      this.#owed.push(Buffer.from(`-${fault.error}\r\n`))
      this.#payErrors()
      return
    }
    this.#owed.push('reply')
    this.#toServer.push(this.#latency(), () => this.#upstream.write(command))
  }

  #reply(reply: Buffer): void {
    if (this.#lost()) return
    const { kind } = this.#fault() ?? {}
    if (kind === 'stall-mid-reply' || kind === 'reset-mid-reply') {
      this.#mute = true
      const half = reply.subarray(0, reply.length >> 1)
      this.#toClient.push(0, () => {
        this.#client.write(half, () => {
          // A turn of the event loop later: after a pause of this process the timer would come before the read.
          if (kind === 'reset-mid-reply') this.#toClient.push(RST_AFTER_MS, () => setImmediate(() => this.reset()))
        })
      })
      return
    }
    this.#send(reply)
    if (reply[0] === PUSH) return
    this.#owed.shift()
    this.#payErrors()
  }

  #payErrors(): void {
    for (let first = this.#owed[0]; first !== undefined && first !== 'reply'; first = this.#owed[0]) {
      this.#send(first)
      this.#owed.shift()
    }
  }

  #send(bytes: Buffer): void {
    this.#toClient.push(this.#latency(), () => this.#client.write(bytes))
  }

  #latency(): number {
    const fault = this.#fault()
    return fault?.kind === 'latency' ? fault.ms : 0
  }

  /** Whether what arrives now is lost. */
  #lost(): boolean {
    if (this.#fault()?.kind === 'black-hole') this.#mute = true
    return this.#mute
  }
}
