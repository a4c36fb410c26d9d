import { type FieldPath, invalid, type Problem } from '../../kernel/problem.js'

const least = 8
const most = 256

/** What is tried first by whoever guesses. */
const common = new Set(
  '12345678 123456789 1234567890 87654321 11111111 00000000 password password1 password123 passw0rd qwertyui qwertyuiop qwerty123 asdfghjkl iloveyou sunshine princess football baseball letmein1 welcome1 abcd1234 1q2w3e4r 1qaz2wsx trustno1 superman'.split(
    ' ',
  ),
)

/** Why a text is no password. Length counts; what kinds of character it has does not (NIST SP 800-63B). */
export function passwordProblems(field: FieldPath, password: string, email = ''): Problem[] {
  const length = [...password].length
  if (length > most) {
    const message = `The password has ${length} characters; at most ${most} are allowed.`
    return [invalid('TOO_LONG', field, message, { max: String(most) })]
  }
  if (length < least) {
    const message = `The password has ${length} characters; it needs ${least} or more.`
    return [invalid('PASSWORD_TOO_WEAK', field, message, { min: String(least) })]
  }
  const plain = password.toLowerCase()
  const owner = email.trim().toLowerCase()
  const isGuessed =
    common.has(plain) ||
    new Set(plain).size < 3 ||
    (owner !== '' && [owner, owner.split('@', 1)[0]].includes(plain))
  if (!isGuessed) return []
  return [
    invalid('PASSWORD_TOO_WEAK', field, 'The password is among the first to be guessed. Choose another.'),
  ]
}
