/** Links of the router, which may be mounted under any path, and behind a proxy that removes a part of it. */
export class Links {
  readonly #base: string
  readonly #origin: string

  /**
   * @param mountPath the path of the router as the client sent it: `/curricula`
   * @param publicUrl the address of the service without a final slash, if it is known
   */
  constructor(mountPath: string, publicUrl: string | undefined) {
    const { origin, pathname } = publicUrl === undefined ? { origin: '', pathname: '' } : new URL(publicUrl)
    this.#origin = origin
    this.#base = `${pathname.replace(/\/$/, '')}${encoded(mountPath)}`
  }

  /** A path on the same origin: `/curricula/api/programs/p`. @param path with encoded values */
  to(path: string): string {
    return `${this.#base}${path}`
  }

  /** The address of the router: absolute if the public URL is known, else a path. Never empty. */
  get base(): string {
    return `${this.#origin}${this.#base}` || '/'
  }
}

/** A mount path can have a parameter, and the parser of Node lets characters pass that end a link in a header. */
function encoded(path: string): string {
  return path.replace(/[^\w\-.~!$&()*+,;=:@/%]/g, (character) => encodeURIComponent(character))
}
