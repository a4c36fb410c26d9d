import { type FieldPath, invalid, type Problem } from './problem.js'
import { textProblems } from './text.js'

/** What SMTP takes (RFC 5321). */
const mostCharacters = 254
// What else it allows (quoted parts, addresses without a domain) is nobody's, and the syntax of a header stays out.
const shape = /^[^\s@<>()[\],;:"\\]{1,64}@([^\s@<>()[\],;:"\\.]+\.)+[^\s@<>()[\],;:"\\.]{2,}$/

/** Why a text cannot be an e-mail address. The reasons do not repeat it. Only a letter to it tells whether it is one. */
export function emailProblems(field: FieldPath, value: string): Problem[] {
  const problems = textProblems(field, value, { most: mostCharacters })
  if (problems.length > 0 || shape.test(value.trim())) return problems
  const message = `\`${field.at(-1)}\` is not an e-mail address, such as name@example.com.`
  return [invalid('INVALID_FORMAT', field, message)]
}

/** As addresses are kept and compared: no mailbox of today tells capitals apart. */
export const plainEmail = (value: string): string => value.trim().toLowerCase()
