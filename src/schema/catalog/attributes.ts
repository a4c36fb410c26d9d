import { Field, InterfaceType, ObjectType } from 'type-graphql'
import type { Attribute, StoredAttributeValue } from '../../domains/catalog/types.js'
import { unreachable } from '../../kernel/assert.js'
import { formatDay, formatNumber } from '../../kernel/format.js'
import { inBestLocale } from '../../kernel/locale.js'
import { CalendarDate, Decimal } from '../scalars.js'

/** What a value is presented from. */
interface AttributeSource {
  readonly attribute: Attribute
  readonly value: StoredAttributeValue
  readonly localeChain: readonly string[]
}

@InterfaceType({
  description:
    'What is known of a product or variant under one key, by the type of the value. More types may appear.',
})
export abstract class AttributeValue {
  constructor(protected readonly source: AttributeSource) {}

  @Field(() => String, { description: 'The same in every language, e.g. `capacity`. Filters name it.' })
  get key(): string {
    return this.source.attribute.key
  }

  @Field(() => String, { description: 'What it is called in the locale of the context, e.g. `Capacity`.' })
  get name(): string {
    return inBestLocale(this.source.attribute.names, this.source.localeChain)?.value ?? this.key
  }

  @Field(() => String, { description: 'The value as a shopper reads it, with its unit: `1,250 ml`.' })
  get displayValue(): string {
    return this.shown()
  }

  protected abstract shown(): string

  protected get locale(): string {
    return this.source.localeChain[0] ?? 'en'
  }
}

const implement = { implements: AttributeValue, simpleResolvers: true }

@ObjectType({ ...implement, description: 'A text, the same in every language.' })
class TextAttribute extends AttributeValue {
  @Field(() => String, { description: 'The text.' })
  get text(): string {
    return this.source.value.text ?? ''
  }

  protected shown(): string {
    return this.text
  }
}

@ObjectType({ ...implement, description: 'A number with its unit.' })
class NumberAttribute extends AttributeValue {
  @Field(() => Decimal, { description: 'The number, without its unit.' })
  get number(): string {
    return this.source.value.number ?? '0'
  }

  @Field(() => String, { nullable: true, description: 'E.g. `ml`; null for a mere number.' })
  get unit(): string | null {
    return this.source.attribute.unit
  }

  protected shown(): string {
    const digits = formatNumber(Number(this.number), this.locale)
    return this.unit ? `${digits} ${this.unit}` : digits
  }
}

@ObjectType({ ...implement, description: 'Yes or no.' })
class BooleanAttribute extends AttributeValue {
  @Field(() => Boolean, { description: 'True for yes.' })
  get boolean(): boolean {
    return this.source.value.boolean ?? false
  }

  protected shown(): string {
    return this.boolean ? '✓' : '✗'
  }
}

@ObjectType({ ...implement, description: 'A day.' })
class DateAttribute extends AttributeValue {
  @Field(() => CalendarDate, { description: 'The day.' })
  get date(): string {
    return this.source.value.date ?? ''
  }

  protected shown(): string {
    return formatDay(new Date(`${this.date}T00:00:00Z`), this.locale)
  }
}

@ObjectType({ simpleResolvers: true, description: 'One of the values to choose from.' })
class AttributeChoice {
  @Field(() => String, { description: 'The same in every language. Filters name it.' })
  readonly key!: string
  @Field(() => String, { description: 'What it is called in the locale of the context.' })
  readonly name!: string
}

@ObjectType({ ...implement, description: 'One or several of given choices.' })
class ChoiceAttribute extends AttributeValue {
  @Field(() => [AttributeChoice], { description: "In the attribute's order." })
  get choices(): readonly AttributeChoice[] {
    const { attribute, value, localeChain } = this.source
    return attribute.choices
      .filter((choice) => value.choices?.includes(choice.key))
      .map(({ key, names }) => ({ key, name: inBestLocale(names, localeChain)?.value ?? key }))
  }

  protected shown(): string {
    return this.choices.map((choice) => choice.name).join(', ')
  }
}

/** The value as the type that its attribute has. */
export function presentAttribute(source: AttributeSource): AttributeValue {
  const { type } = source.attribute
  switch (type) {
    case 'TEXT':
      return new TextAttribute(source)
    case 'NUMBER':
      return new NumberAttribute(source)
    case 'BOOLEAN':
      return new BooleanAttribute(source)
    case 'DATE':
      return new DateAttribute(source)
    case 'ONE_OF':
    case 'MANY_OF':
      return new ChoiceAttribute(source)
    default:
      return unreachable(type)
  }
}
