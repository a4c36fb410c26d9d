import { Arg, Args, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Channels } from '../../domains/channels/index.js'
import type { OrderFilter, Orders, OrderWorkedOn } from '../../domains/orders/index.js'
import { assert } from '../../kernel/assert.js'
import { uuidOf } from '../../kernel/ids.js'
import { InputError } from '../../kernel/input-error.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { type Result, rejected } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import { Connection } from '../../schema/connections-source.js'
import { Costs } from '../../schema/costs.js'
import { CustomerRecord } from '../../schema/customers/admin.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import type { Money } from '../../schema/money.js'
import {
  type OrderNote,
  OrderRecord,
  OrderRecordConnection,
  OrderRecordPayload,
  OrderRecordResult,
  type OrderRefund,
  type OrderTimelineEntry,
} from '../../schema/orders/admin.js'
import {
  OrderCancelInput,
  OrderMarkPaidInput,
  OrderNoteAddInput,
  OrderRecordBy,
  OrderRefundInput,
  OrdersArguments,
  type OrdersFilter,
  PaymentCaptureInput,
  PaymentVoidInput,
} from '../../schema/orders/admin-inputs.js'
import type { RequestContext } from '../context.js'
import { providerMs } from './changes.js'
import { presentRecord, presentRefund, presentTimeline } from './present-record.js'

type Answer = Promise<OrderRecordPayload | Rejection>

@Resolver(() => OrderRecord)
export class OrdersAdminResolver {
  constructor(
    private readonly orders: Orders,
    private readonly channels: Channels,
  ) {}

  @Authorized('ORDERS_READ')
  @Query(() => OrderRecordConnection, {
    name: 'orders',
    description:
      'Orders of the shop, the newest first. Example: ' +
      '`{ orders(filter: { query: "ada@example.com", status: PLACED }, first: 20) { nodes { order { number } } } }`.',
  })
  async list(
    @Args(() => OrdersArguments) { filter, ...page }: OrdersArguments,
  ): Promise<Connection<OrderRecord>> {
    const wanted = await this.filterOf(filter ?? {})
    if (wanted === null) return nothing()
    const { staff } = this.orders
    const found = await staff.page(wanted, page)
    const items = found.items.map(presentRecord)
    const cursorOf = ({ source }: OrderRecord) => found.cursorOf(source)
    return new Connection({ ...found, items, cursorOf }, () => staff.count(wanted))
  }

  @Authorized('ORDERS_READ')
  @Query(() => OrderRecord, { nullable: true, description: 'An order; null when there is no such one.' })
  async orderRecord(
    @Arg('by', () => OrderRecordBy, { description: 'What it is looked up by.' }) {
      id,
      number,
    }: OrderRecordBy,
  ): Promise<OrderRecord | null> {
    if ((id == null) === (number == null))
      throw new InputError(['by'], '`by` takes exactly one of its fields.')
    const key = id == null ? null : uuidOf('Order', id)
    const found =
      number == null
        ? key && (await this.orders.byId(key))
        : isStorable(number) && (await this.orders.staff.byNumber(number))
    return found ? presentRecord(found) : null
  }

  @Authorized('ORDERS_WRITE')
  @Costs({ own: 100 })
  @Mutation(() => OrderRecordResult, {
    description:
      'Cancels an order that nothing was sent of. Its money goes back, to payments first, then to store credit, then to gift ' +
      'cards, and its units to where they lay, unless you say otherwise.',
  })
  orderCancel(
    @Arg('input', () => OrderCancelInput, { description: 'The order.' }) input: OrderCancelInput,
    @Ctx() context: RequestContext,
  ): Answer {
    return this.done(context, input, (orderId) =>
      this.orders.staff.cancel(context.actor, { ...input, orderId }),
    )
  }

  @Authorized('ORDERS_REFUND')
  @Costs({ own: 100 })
  @Mutation(() => OrderRecordResult, {
    description:
      'Returns money of an order, never more than was paid: to payments first, the newest before the others, then to store ' +
      'credit, then to gift cards. A provider is asked at once; `parts` tell what became of it.',
  })
  orderRefund(
    @Arg('input', () => OrderRefundInput, { description: 'How much, and what for.' }) input: OrderRefundInput,
    @Ctx() context: RequestContext,
  ): Answer {
    const lines = input.lines?.map(({ lineId, quantity }) => ({
      ...{ lineId: uuidOf('OrderLine', lineId) ?? '', quantity },
    }))
    return this.done(context, input, (orderId) =>
      this.orders.staff.refund(context.actor, { ...input, orderId, lines: lines ?? null }),
    )
  }

  @Authorized('ORDERS_WRITE')
  @Mutation(() => OrderRecordResult, {
    description: 'Says that money is there that staff receive themselves, such as by bank transfer.',
  })
  orderMarkPaid(
    @Arg('input', () => OrderMarkPaidInput, { description: 'The order.' }) input: OrderMarkPaidInput,
    @Ctx() context: RequestContext,
  ): Answer {
    return this.done(context, input, (orderId) =>
      this.orders.staff.markPaid(context.actor, { ...input, orderId }),
    )
  }

  @Authorized('ORDERS_WRITE')
  @Costs({ own: 100 })
  @Mutation(() => OrderRecordResult, {
    description: 'Has a provider take money that is held: all of it or a part, once.',
  })
  paymentCapture(
    @Arg('input', () => PaymentCaptureInput, { description: 'The payment.' }) input: PaymentCaptureInput,
    @Ctx() context: RequestContext,
  ): Answer {
    const paymentId = uuidOf('Payment', input.paymentId) ?? ''
    return this.answered(context, this.orders.staff.capture(context.actor, { ...input, paymentId }))
  }

  @Authorized('ORDERS_REFUND')
  @Costs({ own: 100 })
  @Mutation(() => OrderRecordResult, {
    description: 'Has a provider give up money that is held. The order stays as it is.',
  })
  paymentVoid(
    @Arg('input', () => PaymentVoidInput, { description: 'The payment.' }) input: PaymentVoidInput,
    @Ctx() context: RequestContext,
  ): Answer {
    const paymentId = uuidOf('Payment', input.paymentId) ?? ''
    return this.answered(context, this.orders.staff.void(context.actor, { ...input, paymentId }))
  }

  @Authorized('ORDERS_WRITE')
  @Mutation(() => OrderRecordResult, {
    description: 'Writes something down about an order, for staff alone.',
  })
  orderNoteAdd(
    @Arg('input', () => OrderNoteAddInput, { description: 'The note.' }) input: OrderNoteAddInput,
    @Ctx() context: RequestContext,
  ): Answer {
    return this.done(context, input, (orderId) =>
      this.orders.staff.addNote(context.actor, { ...input, orderId }),
    )
  }

  @Authorized('CUSTOMERS_READ')
  @FieldResolver()
  async customer(
    @Root() { source: { customerId } }: OrderRecord,
    @Ctx() { loaders }: RequestContext,
  ): Promise<CustomerRecord | null> {
    const found = customerId === null ? null : await loaders.customers.load(customerId)
    return found && new CustomerRecord(found)
  }

  @FieldResolver()
  async timeline(
    @Root() { source: { id } }: OrderRecord,
    @Ctx() { loaders }: RequestContext,
  ): Promise<OrderTimelineEntry[]> {
    return (await loaders.orderTimeline.load(id)).map(presentTimeline)
  }

  @FieldResolver()
  async notes(
    @Root() { source: { id } }: OrderRecord,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly OrderNote[]> {
    return loaders.orderNotes.load(id)
  }

  @FieldResolver()
  async refunds(
    @Root() { source, order }: OrderRecord,
    @Ctx() { loaders }: RequestContext,
  ): Promise<OrderRefund[]> {
    const [refunds, payments] = await Promise.all([
      loaders.orderRefunds.load(source.id),
      loaders.orderPayments.load(source.id),
    ])
    return refunds.map((refund) => presentRefund(refund, order, payments))
  }

  @FieldResolver()
  async refundable(
    @Root() { source: { id, currency } }: OrderRecord,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Pick<Money, 'amountMinor' | 'currency'>> {
    const found = await loaders.orderRefundable.load(id)
    return { amountMinor: found?.amountMinor ?? 0, currency }
  }

  private done(
    context: RequestContext,
    { orderId }: { readonly orderId: string },
    work: (orderId: string) => Promise<Result<OrderWorkedOn, Problem>>,
  ): Answer {
    const key = uuidOf('Order', orderId)
    return this.answered(context, key === null ? Promise.resolve(rejected([unknown(orderId)])) : work(key))
  }

  /** The order once those providers were asked that it needs, as far as they answer soon. */
  private async answered(context: RequestContext, work: Promise<Result<OrderWorkedOn, Problem>>): Answer {
    const worked = await work
    if (!worked.ok) return rejection(worked.errors)
    const { orderId, paymentIds } = worked.value
    await Promise.all(paymentIds.map((id) => this.orders.pay(id, providerMs)))
    await context.committed()
    const order = await this.orders.byId(orderId)
    assert(order, 'orders are not deleted')
    return new OrderRecordPayload(presentRecord(order))
  }

  /** null where nothing can be found. */
  private async filterOf({ channel, customerId, ...filter }: OrdersFilter): Promise<OrderFilter | null> {
    const key = customerId == null ? null : uuidOf('Customer', customerId)
    if (customerId != null && key === null) return null
    const found = channel == null ? null : (await this.channels.all()).find(({ slug }) => slug === channel)
    if (channel != null && !found) return null
    return { ...filter, customerId: key, channelId: found?.id ?? null }
  }
}

const nothing = (): Connection<OrderRecord> =>
  new Connection<OrderRecord>(
    { items: [], hasNextPage: false, hasPreviousPage: false, cursorOf: () => '' },
    async () => 0,
  )

const unknown = (id: string): Problem => notFound(['orderId'], id, 'There is no such order.')
