import { randomUUID } from 'node:crypto'

const mostPerMillisecond = 0x1000
let newest = { millis: 0, count: 0 }

/**
 * A UUID of version 7 (RFC 9562, 6.2, method 1): 48 bits of milliseconds, 12 bits that count within one, then random. Those of
 * one process sort in the order in which they were made, also when its clock is set back.
 */
export function newId(): string {
  const { millis: before, count } = newest
  const now = Date.now()
  const next = count + 1 < mostPerMillisecond ? before : before + 1
  const millis = now > before ? now : next
  newest = { millis, count: millis === before ? count + 1 : 0 }
  const time = millis.toString(16).padStart(12, '0')
  const counted = newest.count.toString(16).padStart(3, '0')
  // Node.js keeps random bytes in stock for its UUIDs, whose variant is the same.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counted}${randomUUID().slice('xxxxxxxx-xxxx-4xxx'.length)}`
}

const prefixes = {
  Product: 'prd_',
  ProductVariant: 'var_',
  Brand: 'brd_',
  Category: 'cat_',
  MediaImage: 'img_',
  MediaVideo: 'vid_',
  Channel: 'chn_',
  Attribute: 'att_',
  ProductType: 'pty_',
  ApiKey: 'key_',
  AuditEntry: 'aud_',
  Location: 'loc_',
  StockMovement: 'mov_',
  TaxCategory: 'tax_',
  ShippingMethod: 'shp_',
  DiscountCode: 'dsc_',
  GiftCard: 'gft_',
  LedgerEntry: 'led_',
  Order: 'ord_',
  OrderLine: 'oln_',
  Payment: 'pay_',
  PaymentMethod: 'pmt_',
  Customer: 'cus_',
  CustomerAddress: 'adr_',
  CustomerGroup: 'cgr_',
  Cart: 'crt_',
  CartLine: 'cln_',
  StaffUser: 'stf_',
  StaffRole: 'rol_',
} as const
export type NodeType = keyof typeof prefixes
const types = new Map(Object.entries(prefixes).map(([type, prefix]) => [prefix as string, type as NodeType]))

/** The public id: the type's tag and the key. Opaque to clients; it names an entity and opens nothing. */
export const globalId = (type: NodeType, key: number | string): string => prefixes[type] + key

/** Undoes `globalId`; null when the text is no id of ours. */
export function parseGlobalId(id: string): { type: NodeType; key: string } | null {
  const type = types.get(id.slice(0, 4))
  return type && id.length > 4 ? { type, key: id.slice(4) } : null
}

/** The numeric key in a public id of one type; null for another type's or a malformed id, which then finds nothing. */
export function keyOf(type: NodeType, id: string): number | null {
  if (!id.startsWith(prefixes[type])) return null
  const digits = id.slice(prefixes[type].length)
  return /^[1-9]\d{0,15}$/.test(digits) && Number.isSafeInteger(Number(digits)) ? Number(digits) : null
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The UUID in a public id of one type; null for another type's or a malformed id, which then finds nothing. */
export function uuidOf(type: NodeType, id: string): string | null {
  const named = parseGlobalId(id)
  return named?.type === type && uuid.test(named.key) ? named.key : null
}

/** Whether things of this type have a global id. */
export const isNodeType = (type: string): type is NodeType => Object.hasOwn(prefixes, type)
