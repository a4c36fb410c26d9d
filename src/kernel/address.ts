import { formatAddress } from 'localized-address-format'
import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator'
import { type FieldPath, invalid, type Problem } from './problem.js'
import { textProblems } from './text.js'

/** Where post and people find somebody. What is not known is null. */
export interface Address {
  readonly firstName: string | null
  readonly lastName: string | null
  readonly company: string | null
  readonly address1: string | null
  readonly address2: string | null
  readonly city: string | null
  readonly postalCode: string | null
  /** A part of the country, such as a state. */
  readonly provinceCode: string | null
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly phone: string | null
}

/** As a caller gives it: omitted and blank texts are not known. */
export type AddressInput = { readonly [Field in keyof Address]?: Address[Field] | undefined } & {
  readonly country: string
}

const texts = [
  'firstName',
  'lastName',
  'company',
  'address1',
  'address2',
  'city',
  'postalCode',
  'provinceCode',
  'phone',
] as const
type TextField = (typeof texts)[number]

const most = 200

/** The address as it is kept: trimmed, with null for what is not known. */
export function addressOf(input: AddressInput): Address {
  const kept = texts.map((field) => [field, input[field]?.trim() || null])
  return { ...(Object.fromEntries(kept) as Record<TextField, string | null>), country: input.country }
}

/**
 * Every reason why post would not find the address. Its country's format says what is needed: the street always, the city
 * and the postal code where it has a place for them, and the province where it stands in one line with these or instead
 * of a city.
 */
export function addressProblems(field: FieldPath, input: AddressInput): Problem[] {
  const address = addressOf(input)
  const faulty = texts.flatMap((name) =>
    address[name] === null ? [] : textProblems([...field, name], address[name], { most }),
  )
  const missing = neededFields(address.country).filter((name) => address[name] === null)
  return [
    ...faulty,
    ...missing.map((name) =>
      invalid(
        'REQUIRED',
        [...field, name],
        `An address in ${address.country} needs \`${name}\`. It needs ${neededFields(address.country).join(', ')}.`,
      ),
    ),
    ...postalCodeProblems(field, address),
  ]
}

function postalCodeProblems(field: FieldPath, { postalCode, country }: Address): Problem[] {
  if (postalCode === null || !postcodeValidatorExistsForCountry(country)) return []
  if (postcodeValidator(postalCode, country)) return []
  const message = `"${postalCode.slice(0, 40)}" is not a postal code of ${country}.`
  return [invalid('POSTAL_CODE_INVALID', [...field, 'postalCode'], message)]
}

const needed = new Map<string, readonly TextField[]>()

function neededFields(country: string): readonly TextField[] {
  const known = needed.get(country) ?? readFormat(country)
  needed.set(country, known)
  return known
}

/** The library keeps its formats to itself, but shows where it puts what. */
function readFormat(postalCountry: string): readonly TextField[] {
  const marks = { city: '\u0001', provinceCode: '\u0002', postalCode: '\u0003' }
  const lines = formatAddress({
    postalCountry,
    addressLines: ['-'],
    locality: marks.city,
    administrativeArea: marks.provinceCode,
    postalCode: marks.postalCode,
  })
  const lineOf = (mark: string) => lines.find((line) => line.includes(mark))
  const province = lineOf(marks.provinceCode)
  const isPartOfALine =
    province !== undefined && (province.includes(marks.city) || province.includes(marks.postalCode))
  const hasCode = lineOf(marks.postalCode) !== undefined && postcodeValidatorExistsForCountry(postalCountry)
  const hasCity = lineOf(marks.city) !== undefined
  return [
    'address1',
    ...(hasCity ? (['city'] as const) : []),
    ...(hasCode ? (['postalCode'] as const) : []),
    ...(isPartOfALine || (province !== undefined && !hasCity) ? (['provinceCode'] as const) : []),
  ]
}

const isLatin = (text: string): boolean =>
  !/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(text)

/** Line by line in the order of its country, which is the last line. */
export function formattedAddress(address: Address): string[] {
  const { firstName, lastName, company, address1, address2, city, provinceCode, postalCode, country } =
    address
  const name = [firstName, lastName].flatMap((part) => part ?? []).join(' ')
  const parts = {
    ...(name && { name }),
    ...(company !== null && { organization: company }),
    ...(city !== null && { locality: city }),
    ...(provinceCode !== null && { administrativeArea: provinceCode }),
    ...(postalCode !== null && { postalCode }),
    addressLines: [address1, address2].flatMap((line) => line ?? []),
    postalCountry: country,
  }
  const script = texts.every((field) => isLatin(address[field] ?? '')) ? 'latin' : 'local'
  return [...formatAddress(parts, script).flatMap((line) => line.trim() || []), country]
}
