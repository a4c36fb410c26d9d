import type { LocationInput, StockPolicyItem } from '../../domains/stock/index.js'

const names = (en: string, ru: string) => [
  { locale: 'en', value: en },
  { locale: 'ru', value: ru },
]

/** Where the demo shop keeps its goods. What lies there is in `alchemy-stock.csv`; the rest of the shop is not counted. */
export const locations: readonly LocationInput[] = [
  {
    externalReference: 'prague-cellar',
    kind: 'WAREHOUSE',
    names: names('Cellar in Prague', 'Подвал в Праге'),
    address: { address1: 'Haštalská 1', city: 'Praha', postalCode: '110 00', country: 'CZ' },
    position: { latitude: 50.0907, longitude: 14.4251 },
    timeZone: 'Europe/Prague',
    priority: 10,
    channels: ['eu', 'us'],
  },
  {
    externalReference: 'golden-lane',
    kind: 'STORE',
    names: names('Golden Lane', 'Злата улочка'),
    address: { address1: 'Zlatá ulička u Daliborky', city: 'Praha', postalCode: '119 08', country: 'CZ' },
    position: { latitude: 50.0921, longitude: 14.4042 },
    timeZone: 'Europe/Prague',
    priority: 5,
    channels: ['eu'],
    offersPickup: true,
    pickupReadyMinutes: 60,
  },
  {
    externalReference: 'vienna-arcade',
    kind: 'STORE',
    names: names('Arcade in Vienna', 'Пассаж в Вене'),
    address: { address1: 'Herrengasse 14', city: 'Wien', postalCode: '1010', country: 'AT' },
    position: { latitude: 48.2106, longitude: 16.3655 },
    timeZone: 'Europe/Vienna',
    priority: 4,
    channels: ['eu'],
    offersPickup: true,
    pickupReadyMinutes: 120,
  },
]

export const policies: readonly StockPolicyItem[] = [
  { sku: 'RET-CLS-250-CLR', lowStockThreshold: 5 },
  { sku: 'RET-CLS-250-AMB', lowStockThreshold: 5 },
  { sku: 'ALE-MAR-10L', policy: 'BACKORDER', promiseLimit: 5 },
]
