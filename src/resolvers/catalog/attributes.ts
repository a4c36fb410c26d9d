import type { StoredAttributeValue } from '../../domains/catalog/index.js'
import { type AttributeValue, presentAttribute } from '../../schema/catalog/attributes.js'
import type { RequestContext } from '../context.js'

/** The values as a product type orders them; those that it no longer has are left out. */
export async function attributesOf(
  { loaders, audience }: RequestContext,
  typeId: number,
  values: readonly StoredAttributeValue[],
  keys: readonly string[] | null | undefined,
): Promise<AttributeValue[]> {
  const wanted = keys ? values.filter((value) => keys.includes(value.key)) : values
  const uses = await Promise.all(wanted.map(({ key }) => loaders.attributeUse.load({ typeId, key })))
  return wanted
    .flatMap((value, i) => {
      const use = uses[i]
      return use ? [{ value, attribute: use.attribute, position: use.position }] : []
    })
    .sort((a, b) => a.position - b.position)
    .map(({ attribute, value }) => presentAttribute({ attribute, value, localeChain: audience.localeChain }))
}
