import type { User } from '../../../domain/accounts/index.js'
import { displayWidth, sanitizeText } from '../terminal-text.js'

/** The output of `user list`: a line for each user. */
export function userReport(users: readonly User[]): string {
  const rows = users.map(({ email, role, disabled, name }) => [
    ...[sanitizeText(email), disabled ? `${role}, disabled` : role],
    sanitizeText(name),
  ])
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => displayWidth(row[column] ?? ''))))
  return rows.map((row) => `${row.map((cell, column) => padded(cell, widths[column])).join('  ')}\n`).join('')
}

/** The output of `user list --json`. */
export function userJson(users: readonly User[]): string {
  return `${JSON.stringify({ users }, null, 2)}\n`
}

function padded(cell: string, width = 0): string {
  return cell + ' '.repeat(Math.max(0, width - displayWidth(cell)))
}
