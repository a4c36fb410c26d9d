/** Where something is sent or taxed, as far as it is known. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** The second part of an ISO 3166-2 code: `BY` of `DE-BY`. All of it and small letters do as well. */
  readonly provinceCode: string | null
  /** As it was written; case, spaces and hyphens do not matter. */
  readonly postalCode: string | null
}

/**
 * Postal codes by how they begin, both ends included: `35` to `35` is all that begin with 35, `6991` to `6993` all from
 * 6991 to 6993 with whatever follows. Both ends are of one length.
 */
export interface PostalCodes {
  readonly from: string
  readonly to: string
}

/** A part of the world. A place whose province or postal code is not known is in no area that asks for them. */
export interface Area {
  /** null: everywhere. */
  readonly country: string | null
  /** null: the whole country. */
  readonly provinceCode: string | null
  /** None: all of them. */
  readonly postalCodes: readonly PostalCodes[]
}

export function isWithin(place: Place, area: Area): boolean {
  if (area.country !== null && area.country !== place.country) return false
  if (area.provinceCode !== null && area.provinceCode !== provinceOf(place)) return false
  return area.postalCodes.length === 0 || isAmong(place.postalCode, area.postalCodes)
}

function provinceOf({ country, provinceCode }: Place): string | null {
  const code = provinceCode?.trim().toUpperCase() ?? null
  return code?.startsWith(`${country}-`) ? code.slice(country.length + 1) : code
}

function isAmong(postalCode: string | null, ranges: readonly PostalCodes[]): boolean {
  if (postalCode === null) return false
  const code = postalCode.replaceAll(/[\s-]/g, '').toUpperCase()
  return ranges.some(({ from, to }) => {
    const start = code.slice(0, from.length)
    return start.length === from.length && from <= start && start <= to
  })
}
