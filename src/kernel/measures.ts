/** What each unit measures, and how much of that dimension's base it is, as a decimal. */
export const measureUnits: Readonly<Record<string, { readonly of: string; readonly inBase: string }>> = {
  mg: { of: 'mass', inBase: '0.001' },
  g: { of: 'mass', inBase: '1' },
  kg: { of: 'mass', inBase: '1000' },
  oz: { of: 'mass', inBase: '28.349523125' },
  lb: { of: 'mass', inBase: '453.59237' },
  ml: { of: 'volume', inBase: '1' },
  cl: { of: 'volume', inBase: '10' },
  l: { of: 'volume', inBase: '1000' },
  m3: { of: 'volume', inBase: '1000000' },
  fl_oz: { of: 'volume', inBase: '29.5735295625' },
  mm: { of: 'length', inBase: '1' },
  cm: { of: 'length', inBase: '10' },
  m: { of: 'length', inBase: '1000' },
  m2: { of: 'area', inBase: '1' },
  item: { of: 'count', inBase: '1' },
}
