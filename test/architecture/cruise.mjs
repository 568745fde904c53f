// Reads the options of a cruise as JSON from its input and prints the result as JSON. A process of its own: inside jest,
// parsing all sources takes three times as long.
import { readFileSync } from 'node:fs'
import { cruise } from 'dependency-cruiser'

const { output } = await cruise(['src'], JSON.parse(readFileSync(0, 'utf8')))
process.stdout.write(JSON.stringify(output))
