const shape = /^(-?)0*(\d{1,20})(?:\.(\d{1,12}))?$/

/** A decimal in its one canonical spelling ("2.130" → "2.13", "-0" → "0"); null when it is none or has too many digits. */
export function canonicalDecimal(value: string | number): string | null {
  const match = shape.exec(typeof value === 'number' ? plainDigits(value) : value.trim())
  if (!match) return null
  const [, sign, whole = '', fraction = ''] = match
  const kept = fraction.replace(/0+$/, '')
  const digits = kept ? `${whole}.${kept}` : whole
  return digits === '0' ? '0' : `${sign}${digits}`
}

/** The number without an exponent: String(1e-7) is "1e-7". */
function plainDigits(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(12) : text
}
