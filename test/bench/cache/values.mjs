/**
 * A value of about `bytes` bytes of JSON: a text, or what an API would give, with some fifty fields for each 1000 bytes.
 * Parsed from JSON each time, so that no two values share an object.
 */
export function makeValue(bytes, seed, kind = 'object') {
  return JSON.parse(JSON.stringify(kind === 'text' ? textOf(bytes - 2, seed) : objectOf(bytes, seed)))
}

function textOf(length, seed) {
  return `${seed} lorem ipsum dolor sit amet `.repeat(Math.ceil(length / 20)).slice(0, length)
}

function objectOf(bytes, seed) {
  const value = { id: seed, title: `course ${seed}`, isOpen: seed % 2 === 0, note: '', units: [] }
  let left = bytes - JSON.stringify(value).length
  for (let week = 1; left > 0; week++) {
    const unit = {
      week,
      hours: (seed % 40) + 0.5,
      topic: `topic ${seed + week}`,
      tags: ['core', `block ${week}`],
      isOpen: true,
    }
    left -= JSON.stringify(unit).length + 1
    if (left >= 0) value.units.push(unit)
    else value.note = textOf(Math.max(0, left + JSON.stringify(unit).length + 1), seed)
  }
  return value
}
