import { emailProblems } from '../../../kernel/email.js'
import { canonicalLocale } from '../../../kernel/locale.js'
import { localeProblems } from '../../../kernel/localized.js'
import { invalid, type Problem, versionConflict } from '../../../kernel/problem.js'
import { keyProblems, textProblems } from '../../../kernel/text.js'
import type { Customer, CustomerGroupInput, CustomerInput, ProfileInput } from '../types.js'

const most = 100

/** Every reason why customers cannot be called so. Blank means not given. */
export function profileProblems({ firstName, lastName, phone, locale }: ProfileInput): Problem[] {
  const texts = Object.entries({ firstName, lastName, phone }).flatMap(([field, value]) =>
    value?.trim() ? textProblems([field], value, { most }) : [],
  )
  return [...texts, ...(locale == null ? [] : localeProblems(['locale'], canonicalLocale(locale) ?? locale))]
}

type Profile = Pick<Customer, 'firstName' | 'lastName' | 'phone' | 'locale'>

/** The profile after a change. */
export const profileAfter = (before: Profile, input: ProfileInput): Profile => ({
  firstName: textAfter(before.firstName, input.firstName),
  lastName: textAfter(before.lastName, input.lastName),
  phone: textAfter(before.phone, input.phone),
  locale: textAfter(before.locale, input.locale),
})

export const textAfter = (before: string | null, given: string | null | undefined): string | null =>
  given === undefined ? before : given?.trim() || null

/** Every reason why staff cannot save a customer so. */
export function customerProblems(
  stored: Customer | null,
  input: CustomerInput,
  groups: ReadonlySet<string>,
): Problem[] {
  const { email, externalReference, expectedVersion, groups: keys } = input
  const version = stored?.version ?? 0
  const missing = email === null || (email === undefined && !stored)
  return [
    ...(missing ? [invalid('REQUIRED', ['email'], 'A customer needs `email`.')] : []),
    ...(expectedVersion != null && expectedVersion !== version ? [versionConflict(version)] : []),
    ...(email == null ? [] : emailProblems(['email'], email)),
    ...(externalReference == null
      ? []
      : textProblems(['externalReference'], externalReference, { most: 200 })),
    ...profileProblems(input),
    ...(keys ?? []).flatMap((key, i) =>
      groups.has(key)
        ? []
        : [invalid('INVALID', ['groups', String(i)], unknownGroup(key, groups), { allowed: [...groups] })],
    ),
  ]
}

const unknownGroup = (key: string, groups: ReadonlySet<string>): string =>
  `There is no customer group "${key.slice(0, 100)}". There are: ${[...groups].join(', ') || 'none'}.`

export const groupProblems = ({ key, name }: CustomerGroupInput): Problem[] => [
  ...keyProblems(['key'], key),
  ...textProblems(['name'], name, { most }),
]
