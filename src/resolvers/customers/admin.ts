import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Customers, HoldsPersonalData } from '../../domains/customers/index.js'
import { uuidOf } from '../../kernel/ids.js'
import { InputError } from '../../kernel/input-error.js'
import { notFound } from '../../kernel/problem.js'
import { isStorable } from '../../kernel/text.js'
import { Connection } from '../../schema/connections-source.js'
import {
  CustomerBy,
  CustomerEraseInput,
  CustomerErasePayload,
  CustomerEraseResult,
  CustomerGroup,
  CustomerGroupSaveInput,
  CustomerGroupSavePayload,
  CustomerGroupSaveResult,
  CustomerRecord,
  CustomerRecordConnection,
  CustomerSaveInput,
  CustomerSavePayload,
  CustomerSaveResult,
  CustomersArguments,
  type MarketingConsent,
} from '../../schema/customers/admin.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import { Json } from '../../schema/scalars.js'
import type { RequestContext } from '../context.js'

@Resolver(() => CustomerRecord)
export class CustomersAdminResolver {
  constructor(
    private readonly customers: Customers,
    private readonly others: readonly HoldsPersonalData[],
  ) {}

  @Authorized('CUSTOMERS_READ')
  @Query(() => CustomerRecordConnection, {
    name: 'customers',
    description: 'Customers, the newest first; those that are looked for, by what was found.',
  })
  async list(
    @Args(() => CustomersArguments) { search, ...page }: CustomersArguments,
  ): Promise<Connection<CustomerRecord>> {
    const { pages } = this.customers
    const found = await pages.page(search ?? null, page)
    const items = found.items.map((customer) => new CustomerRecord(customer))
    const cursorOf = ({ source }: CustomerRecord) => found.cursorOf(source)
    return new Connection({ ...found, items, cursorOf }, () => pages.count(search ?? null))
  }

  @Authorized('CUSTOMERS_READ')
  @Query(() => CustomerRecord, { nullable: true, description: 'A customer; null when there is no such one.' })
  async customerRecord(
    @Arg('by', () => CustomerBy, { description: 'Whom.' }) by: CustomerBy,
  ): Promise<CustomerRecord | null> {
    const named = namedBy(by)
    const found = named && (await this.customers.find(named))
    return found && new CustomerRecord(found)
  }

  @Authorized('CUSTOMERS_READ')
  @Query(() => [CustomerGroup], { description: 'Every customer group, by its key.' })
  async customerGroups(): Promise<CustomerGroup[]> {
    return (await this.customers.groups()).map((group) => new CustomerGroup(group))
  }

  @Authorized('CUSTOMERS_READ')
  @Query(() => Json, {
    nullable: true,
    description:
      'All that the shop keeps of a customer, for them to take along; null when there is no such one.',
  })
  async customerExport(
    @Arg('id', () => ID, { description: 'The `id` of the customer.' }) id: string,
  ): Promise<unknown> {
    const key = uuidOf('Customer', id)
    return key && this.customers.export(key, this.others)
  }

  @Authorized('CUSTOMERS_WRITE')
  @Mutation(() => CustomerSaveResult, { description: 'Creates a customer or changes one.' })
  async customerSave(
    @Arg('input', () => CustomerSaveInput, { description: 'The customer.' }) {
      id,
      ...input
    }: CustomerSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<CustomerSavePayload | Rejection> {
    const key = id == null ? null : uuidOf('Customer', id)
    if (id != null && key === null) return unknown(id)
    const saved = await this.customers.save(context.actor, key === null ? input : { ...input, id: key })
    await context.committed()
    return saved.ok ? new CustomerSavePayload(saved.value) : rejection(saved.errors)
  }

  @Authorized('CUSTOMERS_WRITE')
  @Mutation(() => CustomerEraseResult, {
    description: 'Erases all that is personal of a customer, for good. The books stay as they are.',
  })
  async customerErase(
    @Arg('input', () => CustomerEraseInput, { description: 'Whom.' }) { id }: CustomerEraseInput,
    @Ctx() context: RequestContext,
  ): Promise<CustomerErasePayload | Rejection> {
    const key = uuidOf('Customer', id)
    if (key === null) return unknown(id)
    const erased = await this.customers.erase(context.actor, key, this.others)
    await context.committed()
    return erased.ok ? new CustomerErasePayload(id) : rejection(erased.errors)
  }

  @Authorized('CUSTOMERS_WRITE')
  @Mutation(() => CustomerGroupSaveResult, { description: 'Creates a customer group or renames it.' })
  async customerGroupSave(
    @Arg('input', () => CustomerGroupSaveInput, { description: 'The group.' }) input: CustomerGroupSaveInput,
    @Ctx() { actor }: RequestContext,
  ): Promise<CustomerGroupSavePayload | Rejection> {
    const saved = await this.customers.saveGroup(actor, input)
    return saved.ok ? new CustomerGroupSavePayload(saved.value) : rejection(saved.errors)
  }

  @FieldResolver()
  async groups(
    @Root() { source }: CustomerRecord,
    @Ctx() { loaders }: RequestContext,
  ): Promise<CustomerGroup[]> {
    const memberships = await loaders.customerMemberships.load(source.id)
    return memberships.map(({ group }) => new CustomerGroup(group))
  }

  @FieldResolver()
  async consents(
    @Root() { source }: CustomerRecord,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly MarketingConsent[]> {
    return loaders.customerConsents.load(source.id)
  }
}

const unknown = (id: string): Rejection => rejection([notFound(['id'], id, 'There is no such customer.')])

/** Null when nobody can be called so. */
function namedBy({ id, email, externalReference }: CustomerBy): Parameters<Customers['find']>[0] | null {
  const given = [id, email, externalReference].filter((one) => one != null)
  if (given.length !== 1)
    throw new InputError(['by'], `\`by\` has ${given.length} of its fields; pass exactly one.`)
  if (!given.every((one) => isStorable(one))) return null
  if (email != null) return { email }
  if (externalReference != null) return { externalReference }
  const key = uuidOf('Customer', id ?? '')
  return key === null ? null : { id: key }
}
