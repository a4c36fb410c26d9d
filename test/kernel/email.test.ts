import { expect, test } from 'vitest'
import { emailProblems, plainEmail } from '../../src/kernel/email.js'

test.each([
  'ada@example.com',
  'a.b+c@sub.example.co.uk',
  ' Ada@Example.com ',
  'адa@пример.рф',
  "o'hara@x.ie",
])('%s can be an address', (text) => expect(emailProblems(['email'], text)).toEqual([]))

test.each([
  ['', 'REQUIRED'],
  ['ada', 'INVALID_FORMAT'],
  ['ada@example', 'INVALID_FORMAT'],
  ['a@b@example.com', 'INVALID_FORMAT'],
  ['ada lovelace@example.com', 'INVALID_FORMAT'],
  ['ada@example.com\nBcc: all@example.com', 'INVALID_FORMAT'],
  ['\ud800@example.com', 'INVALID_FORMAT'],
  ['ada@example..com', 'INVALID_FORMAT'],
  ['<ada@example.com>', 'INVALID_FORMAT'],
  ['ada@example.com,bob@example.com', 'INVALID_FORMAT'],
  [`${'a'.repeat(65)}@example.com`, 'INVALID_FORMAT'],
  [`a@${'b'.repeat(252)}.c`, 'TOO_LONG'],
])('%j cannot, and the reason does not repeat it', (text, code) => {
  const [problem] = emailProblems(['email'], text)
  expect(problem).toMatchObject({ code, field: ['email'] })
  if (text) expect(problem?.message).not.toContain(text)
})

test('capitals and blanks make no other address', () => {
  expect(plainEmail(' Ada@Example.COM ')).toBe('ada@example.com')
})
