/**
 * `curriculum-generator/system`: clock, ids, digest and randomness of Node, which the adapters take in their constructors.
 * Importing it loads no package.
 */
export { SystemClock, SystemDigest, SystemIds, SystemRandom } from './system-platform.js'
