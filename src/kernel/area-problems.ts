import { countryCodes } from './countries.js'
import type { PostalCodes } from './place.js'
import { type FieldPath, invalid, type Problem } from './problem.js'

/** A part of the world as it is asked for. */
export interface AreaInput {
  country?: string | null
  provinceCode?: string | null
  postalCodes?: { from: string; to: string }[] | null
}

const province = /^[A-Z0-9]{1,3}$/
const postalCode = /^[A-Z0-9]{1,10}$/
const mostRanges = 500

/** Why an area cannot be one. */
export function areaProblems(field: FieldPath, area: AreaInput): Problem[] {
  const { country = null, provinceCode = null, postalCodes } = area
  const ranges = postalCodes ?? []
  const needsCountry = country === null && (provinceCode !== null || ranges.length > 0)
  return [
    ...(country === null || countryCodes.has(country)
      ? []
      : [
          invalid(
            'INVALID',
            [...field, 'country'],
            `"${country.slice(0, 20)}" is not an ISO 3166-1 country of two capitals, such as DE.`,
          ),
        ]),
    ...(needsCountry
      ? [invalid('REQUIRED', [...field, 'country'], 'Provinces and postal codes are those of a `country`.')]
      : []),
    ...(provinceCode === null || province.test(provinceCode)
      ? []
      : [
          invalid(
            'INVALID_FORMAT',
            [...field, 'provinceCode'],
            'Write a province as the second part of its ISO 3166-2 code: `BY` of `DE-BY`.',
          ),
        ]),
    ...(ranges.length <= mostRanges
      ? ranges.flatMap((range, i) => rangeProblems([...field, 'postalCodes', String(i)], range))
      : [
          invalid('LIMIT_EXCEEDED', [...field, 'postalCodes'], `At most ${mostRanges} ranges are allowed.`, {
            max: String(mostRanges),
          }),
        ]),
  ]
}

function rangeProblems(field: FieldPath, { from, to }: PostalCodes): Problem[] {
  if (postalCode.test(from) && postalCode.test(to) && from.length === to.length && from <= to) return []
  const message = `Give two beginnings of postal codes, of one length, in order, in capitals and digits without spaces: "6991" to "6993".`
  return [invalid('INVALID_FORMAT', field, message)]
}
