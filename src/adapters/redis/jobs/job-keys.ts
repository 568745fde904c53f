/** How the keys of jobs are named: `<prefix>:{<type>}:...`, all keys of a type in one slot of a cluster. */
export class JobKeys {
  readonly prefix: string

  constructor(prefix: string) {
    this.prefix = prefix
  }

  /** What Bull takes for the name of the queue. */
  queueName(type: string): string {
    return `{${escapeName(type)}}`
  }

  /** What all keys of a type begin with. */
  base(type: string): string {
    return `${this.prefix}:${this.queueName(type)}:`
  }
}

/**
 * The last part of a job's key. Apart from all other keys of its type: Bull would take an id like `wait` for the list, and
 * one that ends with `:lock` for the lock of another job.
 */
export function keyOfId(id: string): string {
  return `j.${escapeName(id)}`
}

/** The id of {@link keyOfId}. */
export function idOfKey(key: string): string {
  return key.slice(2).replace(/%(..)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

function escapeName(name: string): string {
  return name.replace(/[%:{}]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
}
