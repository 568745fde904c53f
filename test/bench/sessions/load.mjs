import { connect } from 'node:net'

const BODY_END = Buffer.from('"u-1"}')

/** Sends `total` requests over `connections` kept connections, one at a time on each; resolves with the seconds. */
export async function load(port, cookie, total, connections) {
  const request = `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: theme=dark; ${cookie}; lang=en\r\n\r\n`
  let left = total
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: connections }, () => converse()))
  return (performance.now() - startedAt) / 1000

  function converse() {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1').setNoDelay()
      let answer = Buffer.alloc(0)
      const next = () => {
        if (left-- > 0) socket.write(request)
        else resolve(void socket.destroy())
      }
      socket.on('connect', next).on('error', reject)
      socket.on('data', (chunk) => {
        answer = answer.length === 0 ? chunk : Buffer.concat([answer, chunk])
        if (!answer.subarray(-BODY_END.length).equals(BODY_END)) {
          // An error has another body and would be waited for in vain.
          if (!answer.subarray(0, 12).equals(Buffer.from('HTTP/1.1 200'))) reject(new Error(answer.toString()))
          return
        }
        answer = Buffer.alloc(0)
        next()
      })
    })
  }
}
