import { pricesOf, sized, vessel } from '../../support/shop.js'

export const picture = (n: number) => `https://images.example/${n}.jpg`
/** A product that has some of everything. */
export const retort = vessel('retort', {
  brand: 'hermes',
  categories: ['small-retorts', 'library'],
  tags: ['fragile', 'new'],
  translations: [
    {
      locale: 'en',
      name: 'Retort',
      description: '<p>Bent.</p>',
      seoTitle: 'Buy a retort',
      seoDescription: 'Bent',
    },
    { locale: 'de', name: 'Retorte' },
  ],
  attributes: [
    { key: 'material', choices: ['glass'] },
    { key: 'uses', choices: ['storing', 'boiling'] },
    { key: 'handmade', boolean: true },
    { key: 'maker', text: 'Flamel' },
    { key: 'made_on', date: '2029-12-24' },
    { key: 'capacity', number: '1250.5' },
  ],
  options: [
    {
      key: 'size',
      names: [
        { locale: 'en', value: 'Size' },
        { locale: 'de', value: 'Größe' },
      ],
      values: [
        {
          key: 's',
          names: [
            { locale: 'en', value: 'Small' },
            { locale: 'de', value: 'Klein' },
          ],
          swatchColor: '#00ff00',
        },
        { key: 'm', names: [{ locale: 'en', value: 'Medium' }] },
        { key: 'l', names: [{ locale: 'en', value: 'Large' }] },
      ],
    },
  ],
  media: [
    { url: 'https://images.example/film', kind: 'VIDEO', mimeType: 'video/mp4' },
    { url: picture(1), alts: [{ locale: 'en', value: 'From the left' }], width: 100, height: 50 },
    { url: picture(2) },
  ],
  variants: [
    {
      ...sized('s', 'retort-s'),
      externalReference: 'ref-s',
      barcodes: ['111', '222'],
      mediaUrls: [picture(2)],
      weight: { value: '0.5', unit: 'kg' },
      attributes: [{ key: 'capacity', number: 250 }],
      prices: pricesOf(1_000, 1_500),
    },
    {
      ...sized('m', 'retort-m'),
      names: [{ locale: 'en', value: 'The middle one' }],
      prices: pricesOf(2_000),
      requiresShipping: false,
    },
    { ...sized('l', 'retort-l'), prices: [{ channel: 'us', currency: 'USD', amountMinor: 9 }] },
  ],
})
