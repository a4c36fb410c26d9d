import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Customer as CustomerSource, Customers } from '../../domains/customers/index.js'
import { uuidOf } from '../../kernel/ids.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import { Costs } from '../../schema/costs.js'
import {
  Customer,
  CustomerAddress,
  CustomerPayload,
  CustomerResult,
} from '../../schema/customers/customer.js'
import {
  CustomerAddressDeleteInput,
  CustomerAddressSaveInput,
  CustomerUpdateInput,
} from '../../schema/customers/inputs.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import type { RequestContext } from '../context.js'

@Resolver(() => Customer)
export class CustomerResolver {
  constructor(private readonly customers: Customers) {}

  @Query(() => Customer, {
    nullable: true,
    description:
      'Who is signed in; null when nobody is. Example: `{ customer { email defaultAddress { address { formatted } } } }`.',
  })
  async customer(@Ctx() { viewer }: RequestContext): Promise<Customer | null> {
    if (viewer.kind !== 'customer') return null
    const found = await this.customers.find({ id: viewer.customerId })
    return found && new Customer(found)
  }

  @Costs({ entries: 10 })
  @FieldResolver()
  async addresses(
    @Root() { source }: Customer,
    @Ctx() { loaders }: RequestContext,
  ): Promise<CustomerAddress[]> {
    return (await loaders.customerAddresses.load(source.id)).map((one) => new CustomerAddress(one))
  }

  @FieldResolver()
  defaultAddress(
    @Root() { source }: Customer,
    @Ctx() context: RequestContext,
  ): Promise<CustomerAddress | null> {
    return ownAddress(context, source.id, source.shippingAddressId)
  }

  @FieldResolver()
  defaultBillingAddress(
    @Root() { source }: Customer,
    @Ctx() context: RequestContext,
  ): Promise<CustomerAddress | null> {
    return ownAddress(context, source.id, source.billingAddressId)
  }

  @Mutation(() => CustomerResult, { description: 'Changes what is known of the customer who is signed in.' })
  async customerUpdate(
    @Arg('input', () => CustomerUpdateInput, { description: 'What to change.' }) input: CustomerUpdateInput,
    @Ctx() context: RequestContext,
  ): Promise<CustomerPayload | Rejection> {
    return present(context, await this.customers.updateProfile(context.customer.customerId, input))
  }

  @Mutation(() => CustomerResult, {
    description: "Puts an address into the customer's book, or changes one.",
  })
  async customerAddressSave(
    @Arg('input', () => CustomerAddressSaveInput, { description: 'The address.' })
    { addressId, ...input }: CustomerAddressSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<CustomerPayload | Rejection> {
    const { customerId } = context.customer
    if (addressId == null) return present(context, await this.customers.saveAddress(customerId, input))
    const id = uuidOf('CustomerAddress', addressId)
    if (id === null) return unknownAddress(addressId)
    return present(context, await this.customers.saveAddress(customerId, { ...input, addressId: id }))
  }

  @Mutation(() => CustomerResult, { description: "Takes an address out of the customer's book." })
  async customerAddressDelete(
    @Arg('input', () => CustomerAddressDeleteInput, { description: 'Which one.' })
    { addressId }: CustomerAddressDeleteInput,
    @Ctx() context: RequestContext,
  ): Promise<CustomerPayload | Rejection> {
    const { customerId } = context.customer
    const id = uuidOf('CustomerAddress', addressId)
    if (id === null) return unknownAddress(addressId)
    return present(context, await this.customers.removeAddress(customerId, { addressId: id }))
  }
}

async function present(
  context: RequestContext,
  changed: Result<CustomerSource, Problem>,
): Promise<CustomerPayload | Rejection> {
  await context.committed()
  return changed.ok ? new CustomerPayload(changed.value) : rejection(changed.errors)
}

const unknownAddress = (id: string): Rejection =>
  rejection([notFound(['addressId'], id, 'You have no such address.')])

async function ownAddress(
  { loaders }: RequestContext,
  customerId: string,
  addressId: string | null,
): Promise<CustomerAddress | null> {
  if (addressId === null) return null
  const found = (await loaders.customerAddresses.load(customerId)).find(({ id }) => id === addressId)
  return found ? new CustomerAddress(found) : null
}

/** What has this id, if it is the viewer's own. Anybody else's is as if it were not there. */
export async function ownNode(
  customers: Customers,
  context: RequestContext,
  type: 'Customer' | 'CustomerAddress',
  id: string,
): Promise<Customer | CustomerAddress | null> {
  const { viewer } = context
  const key = uuidOf(type, id)
  if (viewer.kind !== 'customer' || key === null) return null
  if (type === 'CustomerAddress') return ownAddress(context, viewer.customerId, key)
  const found = key === viewer.customerId ? await customers.find({ id: key }) : null
  return found && new Customer(found)
}
